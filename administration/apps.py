from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdministrationConfig(AppConfig):
    """The pages of administrators: units, people, catalogues."""

    name = "administration"
    verbose_name = _("Quản trị")
