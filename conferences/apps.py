from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConferencesConfig(AppConfig):
    """Conferences and their results, from the plan to the conclusions that become tasks."""

    name = "conferences"
    verbose_name = _("Hội nghị")

    def ready(self) -> None:
        from . import catalogue

        catalogue.connect(self)
