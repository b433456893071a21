from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    """Units, bodies and people's roles, all of them over time."""

    name = "organizations"
    verbose_name = _("Đơn vị và cơ quan")

    def ready(self) -> None:
        from . import events

        events.register()
