"""Who may change units, bodies and roles. Each check raises PermissionDenied with a reason that the page shows."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.rules import rule

from . import roles
from .enums import Role
from .models import Ancestry, Reach, Unit
from .models.units import UnitQuerySet
from .timeline import starts_after

_ADMINS = (Role.SYSTEM_ADMIN, Role.UNIT_ADMIN)
_ABOVE = _("ở một đơn vị cấp trên của tất cả các đơn vị liên quan")
_WITHIN = _("ở đơn vị đó hoặc đơn vị cấp trên")


def is_system_admin(user: User) -> bool:
    """Whether the person runs the whole portal; that alone opens no record."""
    return Role.SYSTEM_ADMIN in roles.held(user)


def administers_anything(user: User) -> bool:
    """Whether the person is an administrator of whatever; no query beyond the memberships."""
    return bool(roles.held(user) & set(_ADMINS))


@rule("organizations.unit.read", roles=_ADMINS, text=_("đơn vị đó hoặc đơn vị cấp trên"))
def check_can_read_units(user: User) -> None:
    """Administrators; which units each of them sees is ``administered_units``."""
    if not administers_anything(user):
        raise PermissionDenied(_now("Chỉ quản trị đơn vị và quản trị hệ thống mới được xem trang này."))


@rule("organizations.unit.create", roles=_ADMINS, text=_("ở đơn vị cấp trên của đơn vị mới"))
@rule("organizations.unit.rename", roles=_ADMINS, text=_ABOVE)
@rule("organizations.unit.move", roles=_ADMINS, text=_ABOVE)
@rule("organizations.unit.merge", roles=_ADMINS, text=_ABOVE)
@rule("organizations.unit.split", roles=_ADMINS, text=_ABOVE)
@rule("organizations.unit.end", roles=_ADMINS, text=_ABOVE)
def check_can_change_map(user: User, *, below: Iterable[Unit] = (), within: Iterable[Unit] = ()) -> None:
    """An administrator of one unit that stands above every unit of ``below`` and reaches every unit of ``within``."""
    if is_system_admin(user):
        return
    below, within = list(below), list(within)
    for own in _administered(user):
        above_all = all(unit.pk != own and _reaches(own, unit) for unit in below)
        if (below or within) and above_all and all(_reaches(own, unit) for unit in within):
            return
    raise PermissionDenied(
        _now("Chỉ quản trị của một đơn vị cấp trên của tất cả các đơn vị liên quan mới được thay đổi đơn vị.")
    )


@rule("organizations.level.abolish", roles=[Role.SYSTEM_ADMIN], text=_("cho toàn hệ thống"))
def check_can_change_system(user: User) -> None:
    """Only the administrator of the whole portal."""
    if not is_system_admin(user):
        raise PermissionDenied(_now("Chỉ quản trị hệ thống mới được làm việc này."))


@rule("organizations.act.record", roles=_ADMINS, text=_("ở bất kỳ đơn vị nào"))
def check_can_record_acts(user: User) -> None:
    """Any administrator: an act alone changes nothing."""
    if not administers_anything(user):
        raise PermissionDenied(_now("Chỉ quản trị đơn vị hoặc quản trị hệ thống mới được ghi văn bản về tổ chức."))


@rule("organizations.body.create", roles=_ADMINS, text=_WITHIN)
@rule("organizations.body.end", roles=_ADMINS, text=_WITHIN)
@rule("organizations.body.succeed", roles=_ADMINS, text=_WITHIN)
def check_can_change_bodies(user: User, unit: Unit) -> None:
    """An administrator of the unit or of a unit that reaches it."""
    if not administers(user, unit):
        raise PermissionDenied(_now("Chỉ quản trị của đơn vị này hoặc của đơn vị cấp trên mới được thay đổi cơ quan."))


@rule("organizations.role.grant", roles=_ADMINS, text=_WITHIN)
@rule("organizations.role.end", roles=_ADMINS, text=_WITHIN)
def check_can_change_roles(user: User, unit: Unit, role: str) -> None:
    """An administrator of the unit or of a unit that reaches it; only a system administrator makes another."""
    if role == Role.SYSTEM_ADMIN:
        check_can_change_system(user)
    elif not administers(user, unit):
        raise PermissionDenied(_now("Chỉ quản trị của đơn vị này hoặc của đơn vị cấp trên mới được phân công người."))


def administers(user: User, unit: Unit) -> bool:
    """Whether the person administers the unit, from there or from above, or runs the whole portal."""
    return is_system_admin(user) or any(_reaches(own, unit) for own in _administered(user))


def administered_units(user: User) -> UnitQuerySet:
    """The units for which ``administers`` holds."""
    if is_system_admin(user):
        everything: UnitQuerySet = Unit.objects.all()
        return everything
    own, today = _administered(user), clock.today()
    reached = Reach.objects.filter(source__in=own).values("target")
    awaited = Ancestry.objects.filter(ancestor__in=own, descendant__valid__startswith__gt=today).values("descendant")
    found: UnitQuerySet = Unit.objects.filter(Q(pk__in=reached) | Q(pk__in=awaited))
    return found


def may_change_map(user: User, unit: Unit) -> bool:
    """Whether the person may rename, move, merge, split or end the unit."""
    try:
        check_can_change_map(user, below=[unit])
    except PermissionDenied:
        return False
    return True


def _administered(user: User) -> list[int]:
    return sorted({m.unit_id for m in roles.memberships(user) if m.role == Role.UNIT_ADMIN})


def _reaches(own: int, unit: Unit) -> bool:
    """Reach is of today; a unit that has not begun is reached through the place that waits for it."""
    targets = [unit.pk]
    if starts_after(unit.valid, clock.today()):
        targets += Ancestry.objects.filter(descendant=unit).values_list("ancestor_id", flat=True)
    return Reach.objects.filter(source_id=own, target_id__in=targets).exists()
