from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupervisionConfig(AppConfig):
    """Supervision, the people's boards, reports of the Front, social criticism."""

    name = "supervision"
    verbose_name = _("Giám sát")
