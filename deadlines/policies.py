"""Who may follow a limit by hand, and who may change what is followed."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import policies as organizations
from organizations import roles
from organizations.enums import Role
from organizations.models import Body, Unit

from .models import TrackedLimit

TRACKERS = (Role.OFFICIAL, Role.CLERK, Role.LEADER, Role.RECORDS_CLERK, Role.ANSWERER)

_AT_BODY = _("ở cơ quan phải làm hoặc cơ quan kế thừa")


def may_have_duties(user: User) -> bool:
    """Does the menu show what there is to do? Running the system alone brings nothing; no query."""
    return bool(roles.held(user) - {Role.SYSTEM_ADMIN})


def may_track_somewhere(user: User) -> bool:
    """Does the list offer to follow a limit? No query beyond the memberships."""
    return bool(roles.held(user) & set(TRACKERS))


@rule("deadlines.tracked.track", roles=TRACKERS, text=_AT_BODY)
def check_can_track(user: User, body: Body) -> None:
    """A body's own people write down what the body must do."""
    if not roles.at_body(user, body) & set(TRACKERS):
        raise PermissionDenied(_now("Chỉ người của cơ quan phải làm mới được theo dõi thời hạn của cơ quan đó."))


@rule("deadlines.tracked.change", roles=TRACKERS, text=_AT_BODY)
def check_can_change(user: User, limit: TrackedLimit) -> None:
    """The same people correct it, suspend, resume, extend and end its clock."""
    if not may_change(user, limit):
        raise PermissionDenied(
            _now("Chỉ người của cơ quan phải làm (hoặc cơ quan kế thừa) mới được thay đổi thời hạn này.")
        )


def may_change(user: User, limit: TrackedLimit) -> bool:
    """check_can_change as a question."""
    return bool(roles.at_body(user, limit.body) & set(TRACKERS))


@rule("deadlines.calendar.change", roles=[Role.SYSTEM_ADMIN], text=_("lịch của cả nước; lịch riêng của mọi đơn vị"))
@rule("deadlines.calendar.change_local", roles=[Role.UNIT_ADMIN], text=_("lịch riêng của đơn vị đó hoặc cấp dưới"))
def check_can_change_calendar(user: User, unit: Unit | None) -> None:
    """The administrator of the portal keeps the country's calendar, whoever administers a unit that unit's own days."""
    if unit is None and not organizations.is_system_admin(user):
        raise PermissionDenied(_now("Chỉ quản trị hệ thống mới được thay đổi lịch của cả nước."))
    if unit is not None and not organizations.administers(user, unit):
        raise PermissionDenied(_now("Chỉ quản trị của đơn vị này hoặc của cấp trên mới được thay đổi lịch của đơn vị."))


@rule("deadlines.rule.override", roles=[Role.SYSTEM_ADMIN, Role.UNIT_ADMIN], text=_("ở đơn vị đó hoặc đơn vị cấp trên"))
def check_can_override(user: User, unit: Unit) -> None:
    """Whoever administers a unit writes down the limits that the unit's own regulations set."""
    if not organizations.administers(user, unit):
        raise PermissionDenied(_now("Chỉ quản trị của đơn vị này hoặc của cấp trên mới được đặt hạn riêng của đơn vị."))


def may_override_somewhere(user: User) -> bool:
    """Do the pages of rules offer it? No query beyond the memberships."""
    return organizations.administers_anything(user)


@rule(
    "deadlines.calendar.read_changes",
    roles=[Role.SYSTEM_ADMIN, Role.UNIT_ADMIN],
    text=_("lịch mà người đó được thay đổi"),
)
def check_can_keep_calendars(user: User) -> None:
    """Administrators; whose calendars each of them keeps is decided by check_can_change_calendar."""
    if not organizations.administers_anything(user):
        raise PermissionDenied(_now("Chỉ quản trị đơn vị và quản trị hệ thống mới được xem trang này."))


def may_change_country(user: User) -> bool:
    """May the person change the country's calendar? No query beyond the memberships."""
    return organizations.is_system_admin(user)
