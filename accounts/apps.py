from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People, how they sign in, and how an account is closed."""

    name = "accounts"
    verbose_name = _("Tài khoản")

    def ready(self) -> None:
        from audit.sentences import register

        register("accounts.opened", _("{by} mở tài khoản của {name}"))
        register("accounts.closed", _("{by} đóng tài khoản của {name}: {reason}"))
        register("accounts.reopened", _("{by} mở lại tài khoản của {name}"))
        register("accounts.contact_changed", _("{by} đổi thông tin liên hệ"))
