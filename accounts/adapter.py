"""How allauth meets our accounts: sign-up is closed, and a phone number signs in as well as a user name."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from .models import User
from .phones import normal_phone


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are opened by an administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: whoever works here is entered by an administrator of the unit."""
        return False

    def clean_phone(self, phone: str) -> str:
        """0912 345 678 and +84 912 345 678 are the same number."""
        return normal_phone(phone)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """The number on the account; an administrator has checked it."""
        return (user.phone, True) if user.phone else None

    def get_user_by_phone(self, phone: str) -> User | None:
        """The account that signs in with this number, in any usual spelling."""
        return User.objects.filter(phone=normal_phone(phone)).exclude(phone="").first()

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Change the number on the account."""
        user.phone = normal_phone(phone)
        user.save(update_fields=["phone"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Numbers are checked by the administrator who enters them."""
        self.set_phone(user, phone, True)

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        """No number is verified by message: there is no SMS gateway, and no page asks for it."""
        raise LookupError("no SMS gateway is configured")


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The province's OpenID Connect provider signs in accounts that exist; it opens none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: see AccountAdapter."""
        return False
