from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PetitionsConfig(AppConfig):
    """Petitions of voters, from what was said to a verified end."""

    name = "petitions"
    verbose_name = _("Kiến nghị của cử tri")
