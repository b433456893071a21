from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """Forms, reporting windows, submissions with their approval, and the figures that roll up."""

    name = "indicators"
    verbose_name = _("Chỉ tiêu")

    def ready(self) -> None:
        from . import events

        events.register_sentences()
