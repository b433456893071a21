from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MovementsConfig(AppConfig):
    """Coordination programmes of several bodies, movements, models and commendations."""

    name = "movements"
    verbose_name = _("Phong trào và chương trình phối hợp")
