from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    """What the people of a village decide, give opinions on, contribute and settle among themselves."""

    name = "community"
    verbose_name = _("Dân bàn, dân quyết định")
