from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdministrationConfig(AppConfig):
    """The pages of administrators: units, people, catalogues."""

    name = "administration"
    verbose_name = _("Quản trị")

    def ready(self) -> None:
        from common import frame

        from . import events, policies, telling

        events.register_sentences()
        telling.register_kinds()
        frame.register_nav(
            90, _("Quản trị"), "administration:people", allowed=policies.may_administer, prefix="/quan-tri/"
        )
        frame.register_nav(95, _("Sức khỏe hệ thống"), "administration:health", allowed=policies.may_read_health)
