from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """Real cases as history and a made-up commune as today, loaded through the verbs; never in production."""

    name = "demo"
    verbose_name = _("Dữ liệu minh họa")
