from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    """Indicators and the facts that are stated about them; queries that the portal counts itself."""

    name = "figures"
    verbose_name = _("Số liệu")

    def ready(self) -> None:
        from . import catalogue, events

        events.register_sentences()
        catalogue.connect(self)
