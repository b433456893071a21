from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SteeringConfig(AppConfig):
    """Committees, and the tasks that bodies set each other."""

    name = "steering"
    verbose_name = _("Chỉ đạo và nhiệm vụ")

    def ready(self) -> None:
        from . import events

        events.register_sentences()
