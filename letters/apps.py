from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    """Citizens' letters, citizen reception, pending cases."""

    name = "letters"
    verbose_name = _("Đơn thư và tiếp công dân")
