from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People, how they sign in, and how an account is closed."""

    name = "accounts"
    verbose_name = _("Tài khoản")

    def ready(self) -> None:
        from common import frame

        from . import events

        events.register()
        frame.register_account_link(10, _("Tài khoản của tôi"), "me")
