"""First passwords and links that set one. Neither is ever stored, logged or recorded in clear text."""

import secrets

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from .models import User

# Letters and digits that nobody confuses when reading them aloud or from paper: no 0 o, 1 l i, 5 s, 2 z.
_SIGNS = "abcdefghjkmnpqrtuvwxy346789"
_GROUPS, _GROUP = 4, 4


def first_password() -> str:
    """A random password that can be read aloud, "kw7m-3hxq-…": 16 signs of 27, some 76 bits."""
    return "-".join("".join(secrets.choice(_SIGNS) for _sign in range(_GROUP)) for _group in range(_GROUPS))


def link_of(user: User) -> str:
    """An address where the person sets a password: once, within PASSWORD_RESET_TIMEOUT, until the password changes."""
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return f"{settings.QCDC_BASE_URL}{path}"


def send_link(user: User) -> None:
    """E-mail the link at once. Raises smtplib.SMTPException or OSError when the mail server does not take it."""
    with translation.override(settings.LANGUAGE_CODE):
        days = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
        context = {"user": user, "link": link_of(user), "days": days, "product": settings.PRODUCT_NAME}
        subject = translation.gettext("Đặt mật khẩu cho tài khoản {username}").format(username=user.username)
        body = render_to_string("accounts/password_link.txt", context)
    EmailMessage(subject=subject, body=body, to=[user.email], headers={"Auto-Submitted": "auto-generated"}).send()
