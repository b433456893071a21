"""What happens to an account. Who may do it to somebody else's is decided in administration/."""

import smtplib

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from audit import services as audit
from common import clock
from common.errors import Refused

from . import passwords
from .models import User


@transaction.atomic
def change_contact(*, user: User, email: str, phone: str, by: User) -> User:
    """A person's own e-mail address and phone number. The page asks for the password again first."""
    user = _locked(user)
    user.email, user.phone = email, phone
    user.save(update_fields=["email", "phone"])
    _forget_addresses(user)
    audit.record("accounts.contact_changed", by=by, subject=user)
    return user


@transaction.atomic
def edit_account(*, user: User, full_name: str, email: str, phone: str, by: User) -> User:
    """Correct name, e-mail address and phone number of an account. History keeps the name that was right then."""
    user = _locked(user)
    wanted = {"full_name": full_name, "email": email, "phone": phone}
    changed = [name for name, value in wanted.items() if getattr(user, name) != value]
    if changed:
        user.full_name, user.email, user.phone = full_name, email, phone
        user.save(update_fields=["full_name", "email", "phone", "sort_key", "search_key"])
        _forget_addresses(user)
        fields = ", ".join(str(getattr(User._meta.get_field(name), "verbose_name", name)) for name in changed)
        audit.record("accounts.edited", by=by, subject=user, name=user.full_name, fields=fields)
    return user


@transaction.atomic
def open_account(
    *, username: str, full_name: str, password: str | None, by: User | None, email: str = "", phone: str = ""
) -> User:
    """A new account. Without memberships it signs in and sees nothing; without a password it does not sign in."""
    user = User.objects.create_user(username, password, full_name=full_name, email=email, phone=phone)
    audit.record("accounts.opened", by=by, subject=user, name=full_name)
    return user


@transaction.atomic
def close_account(*, user: User, reason: str, by: User) -> User:
    """Close, never delete: the name stays in history, every session ends now, signing in is refused."""
    user = _locked(user)
    if not user.is_active:
        raise Refused(_("Tài khoản này đã đóng."))
    user.is_active, user.closed_at, user.closed_reason = False, clock.now(), reason
    user.save(update_fields=["is_active", "closed_at", "closed_reason"])
    end_sessions(user)
    audit.record("accounts.closed", by=by, subject=user, name=user.full_name, reason=reason)
    return user


@transaction.atomic
def reopen_account(*, user: User, by: User) -> User:
    """Let a person sign in again, with the memberships that are still in force."""
    user = _locked(user)
    if user.is_active:
        raise Refused(_("Tài khoản này đang hoạt động."))
    user.is_active, user.closed_at, user.closed_reason = True, None, None
    user.save(update_fields=["is_active", "closed_at", "closed_reason"])
    audit.record("accounts.reopened", by=by, subject=user, name=user.full_name)
    return user


@transaction.atomic
def send_password_link(*, user: User, by: User) -> User:
    """E-mail a link that sets a password. The old password counts until the link is used.

    The letter goes last: when the mail server does not take it, nothing is recorded and the person who asked is told.
    """
    user = _locked(user)
    if not user.is_active:
        raise Refused(_("Tài khoản này đã đóng."))
    if not user.email:
        raise Refused(_("Tài khoản này chưa có thư điện tử."))
    audit.record("accounts.password_link_sent", by=by, subject=user, name=user.full_name)
    try:
        passwords.send_link(user)
    except (smtplib.SMTPException, OSError) as error:
        raise Refused(_("Máy chủ thư chưa nhận thư. Hãy thử lại sau.")) from error
    return user


@transaction.atomic
def give_password(*, user: User, password: str, by: User) -> User:
    """Replace a forgotten password by one that an administrator hands over; every session ends."""
    user = _locked(user)
    if not user.is_active:
        raise Refused(_("Tài khoản này đã đóng."))
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user)
    audit.record("accounts.password_given", by=by, subject=user, name=user.full_name)
    return user


@transaction.atomic
def end_second_factor(*, user: User, reason: str, by: User) -> User:
    """Take the second factor away after a lost phone, with its spare codes; every session ends."""
    user = _locked(user)
    gone, _kinds = Authenticator.objects.filter(user=user).delete()
    if not gone:
        raise Refused(_("Tài khoản này không bật xác thực hai lớp."))
    end_sessions(user)
    audit.record("accounts.second_factor_ended", by=by, subject=user, name=user.full_name, reason=reason)
    return user


def has_second_factor(user: User) -> bool:
    """Whether signing in asks for a code of the person's phone."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def end_sessions(user: User) -> None:
    """Sign the person out everywhere."""
    for session in Session.objects.filter(expire_date__gt=clock.now()).order_by("pk").iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()


def _locked(user: User) -> User:
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _forget_addresses(user: User) -> None:
    """allauth copies each address for which a link was made; no link to a password may go to a former one."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
