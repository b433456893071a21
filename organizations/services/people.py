"""Who does what where."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import text
from common.errors import Refused
from organizations import events, policies, roles
from organizations.enums import Role
from organizations.models import Body, Membership, Unit
from organizations.timeline import Days, days, goes_on, lasting

from .units import locked


@transaction.atomic
def grant_role(
    *,
    user: User,
    unit: Unit,
    role: Role,
    on: date,
    by: User,
    body: Body | None = None,
    until: date | None = None,
    basis: str = "",
) -> Membership:
    """Give a person a role at a unit, or at one body of it, from a day on; ``until`` is the first day without it.

    Nobody gives a role to themselves. A role ends with its unit or body, even when that end is announced already.
    """
    unit = locked(unit)
    body = Body.objects.get(pk=body.pk) if body else None  # its end may have been recorded since the caller read it
    policies.check_can_change_roles(by, unit, role)
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    _check_person(user, by)
    life = _life(unit, body, on, until)
    _check_free(user, unit, body, role, life)
    basis = text.clean_line(basis)
    if len(basis) > 200:
        raise Refused(_("Căn cứ dài nhất 200 ký tự."), field="basis")
    membership = Membership(user=user, unit=unit, body=body, role=role, valid=life, basis=basis)
    membership.save()
    events.role_granted(membership, on=on, by=by)
    return membership


@transaction.atomic
def end_role(*, membership: Membership, on: date, by: User) -> Membership:
    """End a role; ``on`` is the first day without it. The last system administrator stays."""
    found = Membership.objects.select_for_update(of=("self",), no_key=True)
    membership = found.select_related("user", "unit__kind", "body").get(pk=membership.pk)
    policies.check_can_change_roles(by, membership.unit, membership.role)
    if on <= membership.valid.lower:
        raise Refused(_("Ngày thôi phải sau ngày bắt đầu."), field="on")
    if not goes_on(membership.valid, on):
        raise Refused(_("Phân công này đã kết thúc trước ngày đó."), field="on")
    if membership.role == Role.SYSTEM_ADMIN:
        _check_another_admin(membership, on)
    membership.valid = days(membership.valid.lower, on)
    membership.save(update_fields=["valid"])
    roles.forget(by)
    events.role_ended(membership, on=on, by=by)
    return membership


def _check_person(user: User, by: User) -> None:
    if user.pk == by.pk:
        raise Refused(_("Không thể tự phân công cho chính mình; cần một quản trị khác."), field="user")
    if not user.is_active:
        raise Refused(_("Tài khoản này đã đóng."), field="user")


def _life(unit: Unit, body: Body | None, on: date, until: date | None) -> Days:
    """The asked stretch, no longer than that of the unit and the body."""
    if until is not None and until <= on:
        raise Refused(_("Ngày kết thúc phải sau ngày bắt đầu."), field="until")
    if body is not None and body.unit_id != unit.pk:
        raise Refused(_("Cơ quan này không thuộc đơn vị đã chọn."), field="body")
    places = [unit.valid] if body is None else [unit.valid, body.valid]
    if any(on not in place for place in places):
        raise Refused(_("Vào ngày đó không có đơn vị hoặc cơ quan này."), field="on")
    ends = [place.upper for place in places if place.upper is not None]
    if until is not None and any(end < until for end in ends):
        raise Refused(
            _("Đơn vị hoặc cơ quan chấm dứt từ ngày {day}.").format(day=f"{min(ends):%d/%m/%Y}"), field="until"
        )
    return days(on, min([*ends, *([until] if until else [])], default=None))


def _check_free(user: User, unit: Unit, body: Body | None, role: Role, life: Days) -> None:
    same = Membership.objects.filter(user=user, unit=unit, body=body, role=role, valid__overlap=life)
    if same.exists():
        raise Refused(_("Người này đã giữ vai trò đó trong thời gian này."), field="role")


def _check_another_admin(membership: Membership, on: date) -> None:
    others = Membership.objects.filter(lasting(on), role=Role.SYSTEM_ADMIN, valid__startswith__lte=on)
    if not others.exclude(user=membership.user_id).filter(user__is_active=True).exists():
        raise Refused(_("Đây là quản trị hệ thống cuối cùng; hãy phân công người khác trước."), field="on")
