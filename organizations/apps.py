from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    """Units, bodies and people's roles, all of them over time."""

    name = "organizations"
    verbose_name = _("Đơn vị và cơ quan")

    def ready(self) -> None:
        from common import catalogues, frame

        from . import catalogue, current, events, roles

        events.register()
        catalogues.register(self, catalogue.load)
        frame.register_units(current.own_units, current.unit_within_reach, roles.held)
