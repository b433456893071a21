from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """What people are told: an inbox in the portal, an outbox that channels such as e-mail empty."""

    name = "notices"
    verbose_name = _("Thông báo")
