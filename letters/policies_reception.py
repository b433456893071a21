"""Who may keep the schedule and the book of citizen reception, and who may read who came and what was said."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from .models import ReceptionDay, ReceptionDuty, Visit

RECEIVERS = (Role.OFFICIAL, Role.CLERK, Role.LEADER)
READERS = tuple(role for role in Role if role is not Role.SYSTEM_ADMIN)

_AT_BODY = _("ở cơ quan tiếp công dân hoặc cơ quan kế thừa")


def may_open(user: User) -> bool:
    """Does the menu show citizen reception? No query beyond the memberships."""
    return bool(roles.held(user) & set(READERS))


def may_receive_somewhere(user: User) -> bool:
    """Do the pages offer to plan a day or to write into the book? No query beyond the memberships."""
    return bool(roles.held(user) & set(RECEIVERS))


@rule("letters.reception.keep_duty", roles=RECEIVERS, text=_AT_BODY)
@rule("letters.reception.plan", roles=RECEIVERS, text=_AT_BODY)
@rule("letters.reception.announce", roles=RECEIVERS, text=_AT_BODY)
@rule("letters.reception.hold", roles=RECEIVERS, text=_AT_BODY)
@rule("letters.reception.cancel", roles=RECEIVERS, text=_AT_BODY)
@rule("letters.visit.record", roles=RECEIVERS, text=_AT_BODY)
def check_can_receive(user: User, body: Body) -> None:
    """The people of the body that receives keep its schedule and its book."""
    if not may_receive(user, body):
        raise PermissionDenied(_now("Chỉ người của cơ quan tiếp công dân (hoặc cơ quan kế thừa) mới được ghi."))


def may_receive(user: User, body: Body) -> bool:
    """check_can_receive as a question."""
    return bool(roles.at_body(user, body) & set(RECEIVERS))


def check_can_keep_duty(user: User, duty: ReceptionDuty) -> None:
    """check_can_receive for the body of a duty."""
    check_can_receive(user, duty.body)


def check_can_hold(user: User, day: ReceptionDay) -> None:
    """check_can_receive for the body of a day."""
    check_can_receive(user, day.body)


@rule("letters.visit.edit", roles=RECEIVERS, text=_AT_BODY)
@rule("letters.visit.tell", roles=RECEIVERS, text=_AT_BODY)
def check_can_change_visit(user: User, visit: Visit) -> None:
    """The receiving body's people correct their line of the book, and write down what the person was told."""
    check_can_receive(user, visit.body)


@rule(
    "letters.visit.read_people",
    roles=RECEIVERS,
    text=_("ở cơ quan tiếp công dân; người khác trong phạm vi chỉ thấy số, ngày, phân loại và cách xử lý"),
)
def may_read_people(user: User, body: Body) -> bool:
    """Name, address, what was said and the result: for the receiving body's people alone."""
    return may_receive(user, body)
