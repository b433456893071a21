from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """What people are told: an inbox in the portal, an outbox that channels such as e-mail empty."""

    name = "notices"
    verbose_name = _("Thông báo")

    def ready(self) -> None:
        from common import frame

        from . import channels, services
        from .email import EmailChannel

        channels.register(EmailChannel())
        frame.register_inbox("notices:inbox", count=services.unread_count)
