"""How allauth meets our accounts: sign-up is closed, a phone number signs in as well as a user name, and a provider's
identity belongs to the account that has its e-mail address."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from common import home

from .models import User
from .phones import normal_phone

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are opened by an administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: whoever works here is entered by an administrator of the unit."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The home page, or for people who come to read the page that they read first."""
        return home.landing(request) or "/"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """With the words that our own letters need."""
        days = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
        super().send_mail(template_prefix, email, context | {"product": settings.PRODUCT_NAME, "days": days})

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
    """The province's OpenID Connect provider signs in accounts that exist; it opens none.

    allauth can look for the account by itself (SOCIALACCOUNT_EMAIL_AUTHENTICATION), but then it takes the password
    away from every account whose address it has not verified itself, and it ties closed accounts too. So that stays
    off and the search is here.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: see AccountAdapter."""
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **details: Any) -> None:
        """The page says little; whoever runs the portal reads the reason here."""
        logger.warning(
            "sign-in through %s failed: %s %s", provider.name, details.get("error"), details.get("exception")
        )

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """The first time, tie the identity to the account with its e-mail address; later the identity alone counts.

        Only an address that the provider calls verified counts, because whoever may type any address there would
        otherwise sign in here as anybody. Without an account the person gets a page that says what to do.
        """
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        addresses = sociallogin.email_addresses
        user = User.objects.filter(email__in=[a.email.lower() for a in addresses if _is_verified(a.verified)]).first()
        if user is None:
            raise ImmediateHttpResponse(_no_account(request, sociallogin))
        if not user.is_active:
            raise ImmediateHttpResponse(redirect("account_inactive"))
        sociallogin.connect(request, user)


def _is_verified(said: object) -> bool:
    """Some providers send the word instead of the value; bool("false") would be true."""
    return said is True or (isinstance(said, str) and said.lower() == "true")


def _no_account(request: HttpRequest, sociallogin: Any) -> HttpResponse:
    addresses = sociallogin.email_addresses
    context = {
        "provider": sociallogin.provider,
        "email": addresses[0].email if addresses else "",
        "is_verified": any(_is_verified(address.verified) for address in addresses),
    }
    return render(request, "socialaccount/no_account.html", context, status=403)
