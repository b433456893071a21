from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisclosuresConfig(AppConfig):
    """Disclosure duties, plans and postings with their proof."""

    name = "disclosures"
    verbose_name = _("Công khai")

    def ready(self) -> None:
        from common import catalogues

        from . import catalogue, events, timing

        events.register_sentences()
        timing.register()
        catalogues.register(self, catalogue.load)
