"""What administrators do to other people's accounts and roles. Each verb says who may; the rooms below do the work."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import services as accounts
from accounts.models import User
from administration import policies, telling
from administration.people import memberships_of
from common import clock
from common.errors import Refused
from organizations import services as organizations
from organizations.enums import Role
from organizations.models import Body, Membership, Unit
from organizations.timeline import goes_on, lasting


@transaction.atomic
def open_account(
    *,
    username: str,
    full_name: str,
    email: str,
    phone: str,
    unit: Unit,
    body: Body | None,
    role: Role,
    on: date,
    basis: str,
    password: str | None,
    by: User,
) -> User:
    """A new account with its first role. Without a password the person sets one with a link (send_password_link)."""
    policies.check_can_open_account(by, unit, role)
    user = accounts.open_account(
        username=username, full_name=full_name, email=email, phone=phone, password=password, by=by
    )
    organizations.grant_role(user=user, unit=unit, body=body, role=role, on=on, basis=basis, by=by)
    return user


@transaction.atomic
def edit_account(*, user: User, full_name: str, email: str, phone: str, by: User) -> User:
    """Correct name and contact. The person is told."""
    policies.check_can_keep_account(by, user)
    former = User.objects.get(pk=user.pk)
    changed = accounts.edit_account(user=user, full_name=full_name, email=email, phone=phone, by=by)
    if (former.full_name, former.email, former.phone) != (full_name, email, phone):
        telling.edited(changed, by=by)
    return changed


@transaction.atomic
def close_account(*, user: User, reason: str, end_roles: bool, by: User) -> User:
    """Close the account: sessions end now and signing in is refused; name, records and history stay.

    ``end_roles``: the person's roles end today as well (one that began today, tomorrow). Two administrators who close
    each other at the same moment: the first wins.
    """
    _check_still_active(by, together_with=user)
    policies.check_can_keep_account(by, user)
    closed = accounts.close_account(user=user, reason=reason, by=by)
    for membership in memberships_of(user) if end_roles else []:
        first_day_without = max(clock.today(), membership.valid.lower + timedelta(days=1))
        if goes_on(membership.valid, first_day_without):
            organizations.end_role(membership=membership, on=first_day_without, by=by)
    return closed


@transaction.atomic
def reopen_account(*, user: User, by: User) -> User:
    """Let the person sign in again, with the roles that are still in force; ended ones do not come back."""
    policies.check_can_keep_account(by, user)
    return accounts.reopen_account(user=user, by=by)


@transaction.atomic
def send_password_link(*, user: User, by: User) -> User:
    """E-mail a link that sets a password; the old one counts until the link is used."""
    policies.check_can_keep_account(by, user)
    return accounts.send_password_link(user=user, by=by)


@transaction.atomic
def give_password(*, user: User, password: str, by: User) -> User:
    """A new password for somebody who has no e-mail address; sessions end, the person is told in the inbox."""
    policies.check_can_keep_account(by, user)
    changed = accounts.give_password(user=user, password=password, by=by)
    telling.password_given(changed, by=by)
    return changed


@transaction.atomic
def end_second_factor(*, user: User, reason: str, by: User) -> User:
    """Switch the second factor off for somebody who lost the phone; sessions end, the person is told."""
    policies.check_can_keep_account(by, user)
    changed = accounts.end_second_factor(user=user, reason=reason, by=by)
    telling.second_factor_ended(changed, by=by)
    return changed


@transaction.atomic
def grant_role(
    *, user: User, unit: Unit, body: Body | None, role: Role, on: date, until: date | None, basis: str, by: User
) -> Membership:
    """Give a person one more role; ``until`` is the first day without it. The person is told."""
    membership = organizations.grant_role(
        user=user, unit=unit, body=body, role=role, on=on, until=until, basis=basis, by=by
    )
    telling.role_granted(membership)
    return membership


@transaction.atomic
def end_role(*, membership: Membership, on: date, by: User) -> Membership:
    """End a role; ``on`` is the first day without it. Nobody ends their own last administrator role."""
    if membership.role == Role.SYSTEM_ADMIN:  # two who end each other's role at the same moment wait for one another
        system = Membership.objects.filter(role=Role.SYSTEM_ADMIN).order_by("pk")
        list(system.select_for_update(of=("self",), no_key=True))
    if membership.user_id == by.pk and membership.role in policies.ADMINS:
        _check_another_of_ones_own(membership, on)
    ended = organizations.end_role(membership=membership, on=on, by=by)
    if ended.user_id != by.pk:
        telling.role_ended(ended, on=on)
    return ended


def _check_still_active(by: User, *, together_with: User) -> None:
    locked = User.objects.filter(pk__in=[by.pk, together_with.pk]).order_by("pk").select_for_update(no_key=True)
    if not {person.pk: person.is_active for person in locked}[by.pk]:
        raise PermissionDenied(_("Tài khoản của anh/chị vừa bị đóng."))


def _check_another_of_ones_own(membership: Membership, on: date) -> None:
    own = Membership.objects.filter(lasting(on), user=membership.user_id, role__in=policies.ADMINS)
    if not own.exclude(pk=membership.pk).exists():
        raise Refused(_("Đây là vai trò quản trị cuối cùng của chính anh/chị; hãy nhờ một quản trị khác."), field="on")
