"""Who may keep other people's accounts, and who sees how the system is."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.rules import rule
from organizations import policies as organizations
from organizations.enums import Role
from organizations.models import Membership, Unit
from organizations.timeline import lasting

ADMINS = (Role.SYSTEM_ADMIN, Role.UNIT_ADMIN)
_EVERYWHERE = _("ở mọi đơn vị nơi người đó đang giữ vai trò, hoặc ở đơn vị cấp trên; không phải tài khoản của mình")


def may_administer(user: User) -> bool:
    """Does the menu show the pages of administrators? No query beyond the memberships."""
    return organizations.administers_anything(user)


@rule("administration.people.read", roles=ADMINS, text=_("người có vai trò ở đơn vị đó hoặc đơn vị cấp dưới"))
def check_can_read_people(user: User) -> None:
    """Administrators; whom each of them sees is decided by administration.people.visible_to."""
    if not may_administer(user):
        raise PermissionDenied(_now("Chỉ quản trị đơn vị và quản trị hệ thống mới được xem trang này."))


@rule("administration.account.open", roles=ADMINS, text=_("ở đơn vị của vai trò đầu tiên hoặc đơn vị cấp trên"))
def check_can_open_account(user: User, unit: Unit, role: str) -> None:
    """Whoever may give the first role may open the account for it."""
    organizations.check_can_change_roles(user, unit, role)


@rule("administration.account.edit", roles=ADMINS, text=_EVERYWHERE)
@rule("administration.account.close", roles=ADMINS, text=_EVERYWHERE)
@rule("administration.account.reopen", roles=ADMINS, text=_EVERYWHERE)
@rule("administration.account.password", roles=ADMINS, text=_EVERYWHERE)
@rule("administration.account.second_factor", roles=ADMINS, text=_EVERYWHERE)
def check_can_keep_account(user: User, person: User) -> None:
    """Administrators who administer every unit where the person has a role now or later; when there is none, every
    unit where the person once had one. Otherwise a commune could take the account of somebody in the province."""
    if user.pk == person.pk:
        raise PermissionDenied(
            _now("Đây là tài khoản của chính anh/chị: dùng trang “Tài khoản của tôi”, hoặc nhờ một quản trị khác.")
        )
    check_can_read_people(user)
    if organizations.is_system_admin(user):
        return
    held = _held_now_or_once(person)
    if not held or any(role == Role.SYSTEM_ADMIN for _unit, role in held):
        raise PermissionDenied(_now("Chỉ quản trị hệ thống mới được thay đổi tài khoản này."))
    if not {unit for unit, _role in held} <= _administered(user, {unit for unit, _role in held}):
        raise PermissionDenied(
            _now("Người này còn giữ vai trò ở đơn vị mà anh/chị không quản trị; hãy nhờ quản trị của đơn vị cấp trên.")
        )


def may_read_health(user: User) -> bool:
    """check_can_read_health as a question."""
    return organizations.is_system_admin(user)


@rule("administration.health.read", roles=[Role.SYSTEM_ADMIN], text=_("cho toàn hệ thống"))
def check_can_read_health(user: User) -> None:
    """Only the administrator of the whole portal."""
    if not organizations.is_system_admin(user):
        raise PermissionDenied(_now("Chỉ quản trị hệ thống mới được xem trang này."))


@rule("administration.letters.send_again", roles=[Role.SYSTEM_ADMIN], text=_("cho toàn hệ thống"))
def check_can_send_again(user: User) -> None:
    """Whoever looks after the mail server says when it works again."""
    check_can_read_health(user)


def check_can_end_role(user: User, membership: Membership) -> None:
    """As giving it (organizations.role.end)."""
    organizations.check_can_change_roles(user, membership.unit, membership.role)


def endable(user: User, memberships: list[Membership]) -> set[int]:
    """Keys of the memberships that the person may end; one query for all of them."""
    if organizations.is_system_admin(user):
        return {membership.pk for membership in memberships}
    mine = _administered(user, {membership.unit_id for membership in memberships})
    return {m.pk for m in memberships if m.unit_id in mine and m.role != Role.SYSTEM_ADMIN}


def _held_now_or_once(person: User) -> set[tuple[int, str]]:
    own = Membership.objects.filter(user=person).values_list("unit_id", "role")
    return set(own.filter(lasting(clock.today()))) or set(own)


def _administered(user: User, units: set[int]) -> set[int]:
    return set(organizations.administered_units(user).filter(pk__in=units).values_list("pk", flat=True))
