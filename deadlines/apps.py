from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeadlinesConfig(AppConfig):
    """Legal time limits: the calendar, the rules, the clocks of records, and reminders."""

    name = "deadlines"
    verbose_name = _("Thời hạn")

    def ready(self) -> None:
        from common import catalogues

        from . import catalogue, digests

        catalogues.register(self, catalogue.load)
        digests.register_kinds()
