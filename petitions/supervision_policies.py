"""Who may supervise how petitions are handled: the council's standing committee, for its own council."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from conferences.session_policies import COMMITTERS
from organizations import roles
from organizations.models import Body

from .models import Supervision
from .policies import JUDGES

_AT_COUNCIL = _("ở Hội đồng nhân dân giám sát hoặc cơ quan kế thừa")


@rule("petitions.supervision.open_form", roles=JUDGES, text=_("ở bất kỳ cơ quan nào"))
def check_may_supervise(user: User) -> None:
    """The page of a new supervision opens for people who judge somewhere."""
    if not may_supervise(user):
        raise PermissionDenied(_now("Chỉ Thường trực Hội đồng nhân dân (giám sát, lãnh đạo) mới được lập giám sát."))


@rule("petitions.supervision.plan", roles=JUDGES, text=_AT_COUNCIL)
@rule("petitions.supervision.edit", roles=JUDGES, text=_AT_COUNCIL)
@rule("petitions.supervision.choose", roles=JUDGES, text=_AT_COUNCIL)
@rule("petitions.supervision.start", roles=JUDGES, text=_AT_COUNCIL)
@rule("petitions.supervision.find", roles=JUDGES, text=_AT_COUNCIL)
@rule("petitions.supervision.recommend", roles=JUDGES, text=_AT_COUNCIL)
@rule("petitions.supervision.conclude", roles=JUDGES, text=_AT_COUNCIL)
@rule("petitions.supervision.cancel", roles=JUDGES, text=_AT_COUNCIL)
def check_can_supervise(user: User, council: Body) -> None:
    """The council's standing committee plans, judges and concludes."""
    if not roles.at_body(user, council) & set(JUDGES):
        raise PermissionDenied(_now("Chỉ Thường trực Hội đồng nhân dân (giám sát, lãnh đạo) mới được làm việc này."))


@rule("petitions.supervision.assign", roles=COMMITTERS, text=_AT_COUNCIL)
def check_can_assign(user: User, council: Body) -> None:
    """A recommendation becomes a task through those who may set tasks in the council's name."""
    if not may_assign(user, council):
        raise PermissionDenied(_now("Chỉ người giao việc của Hội đồng nhân dân mới được giao việc theo kiến nghị."))


def may_supervise(user: User) -> bool:
    """check_may_supervise as a question; no query beyond the memberships."""
    return bool(roles.held(user) & set(JUDGES))


def may_assign(user: User, council: Body) -> bool:
    """check_can_assign as a question."""
    return bool(roles.at_body(user, council) & set(COMMITTERS))


def steps_at(user: User, supervision: Supervision) -> bool:
    """check_can_supervise as a question, for the buttons of a page."""
    return bool(roles.at_body(user, supervision.council) & set(JUDGES))
