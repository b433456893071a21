"""What is remembered about accounts: one sentence per kind, and what people do themselves on allauth's pages."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from audit import sentences
from audit.services import record

from .models import User

SENTENCES = {
    "accounts.opened": _("{by} mở tài khoản của {name}"),
    "accounts.closed": _("{by} đóng tài khoản của {name}: {reason}"),
    "accounts.reopened": _("{by} mở lại tài khoản của {name}"),
    "accounts.edited": _("{by} sửa thông tin tài khoản của {name}: {fields}"),
    "accounts.contact_changed": _("{by} đổi thông tin liên hệ"),
    "accounts.password_link_sent": _("{by} gửi liên kết đặt mật khẩu cho {name}"),
    "accounts.password_given": _("{by} cấp mật khẩu mới cho {name}"),
    "accounts.password_changed": _("{by} đổi mật khẩu của mình"),
    "accounts.second_factor_on": _("{by} bật xác thực hai lớp"),
    "accounts.second_factor_off": _("{by} tắt xác thực hai lớp của mình"),
    "accounts.second_factor_ended": _("{by} tắt xác thực hai lớp của {name}: {reason}"),
    "accounts.provider_connected": _("{by} nối tài khoản với {provider}"),
    "accounts.provider_removed": _("{by} bỏ nối tài khoản với {provider}"),
}


def register() -> None:
    """Called once when the app is ready."""
    for kind, sentence in SENTENCES.items():
        sentences.register(kind, sentence)


@receiver([account.password_changed, account.password_set, account.password_reset])
def _password_changed(user: User, **kwargs: Any) -> None:
    record("accounts.password_changed", by=user, subject=user)


@receiver(mfa.authenticator_added)
def _second_factor_on(user: User, authenticator: Any, **kwargs: Any) -> None:
    if authenticator.type == "totp":  # the codes for a lost phone come and go with it
        record("accounts.second_factor_on", by=user, subject=user)


@receiver(mfa.authenticator_removed)
def _second_factor_off(user: User, authenticator: Any, **kwargs: Any) -> None:
    if authenticator.type == "totp":
        record("accounts.second_factor_off", by=user, subject=user)


@receiver(social.social_account_added)
def _provider_connected(sociallogin: Any, **kwargs: Any) -> None:
    user = sociallogin.user
    record("accounts.provider_connected", by=user, subject=user, provider=str(sociallogin.provider.name))


@receiver(social.social_account_removed)
def _provider_removed(socialaccount: Any, **kwargs: Any) -> None:
    user = socialaccount.user
    record("accounts.provider_removed", by=user, subject=user, provider=str(socialaccount.get_provider().name))
