from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """What people are told: an inbox in the portal, an outbox that channels such as e-mail empty."""

    name = "notices"
    verbose_name = _("Thông báo")

    def ready(self) -> None:
        from common import frame

        from . import channels, events, services, sms
        from .email import EmailChannel

        channels.register(EmailChannel())
        sms.register()
        events.register_sentences()
        frame.register_inbox("notices:inbox", frame.Counter(services.unread, services.show_unread))
        frame.register_account_link(20, _("Nhắc việc và thông báo"), "notices:channels")
