"""What happens to an account. Who may open or close somebody else's is decided in administration/."""

from django.contrib.sessions.models import Session
from django.db import transaction

from audit import services as audit
from common import clock

from .models import User


@transaction.atomic
def change_contact(*, user: User, email: str, phone: str, by: User) -> User:
    """A person's own e-mail address and phone number. The page asks for the password again first."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    user.email, user.phone = email, phone
    user.save(update_fields=["email", "phone"])
    audit.record("accounts.contact_changed", by=by, subject=user)
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
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    user.is_active, user.closed_at, user.closed_reason = False, clock.now(), reason
    user.save(update_fields=["is_active", "closed_at", "closed_reason"])
    end_sessions(user)
    audit.record("accounts.closed", by=by, subject=user, name=user.full_name, reason=reason)
    return user


@transaction.atomic
def reopen_account(*, user: User, by: User) -> User:
    """Let a person sign in again, with the memberships that are still in force."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    user.is_active, user.closed_at, user.closed_reason = True, None, None
    user.save(update_fields=["is_active", "closed_at", "closed_reason"])
    audit.record("accounts.reopened", by=by, subject=user, name=user.full_name)
    return user


def end_sessions(user: User) -> None:
    """Sign the person out everywhere."""
    for session in Session.objects.filter(expire_date__gt=clock.now()).order_by("pk").iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
