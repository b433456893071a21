"""Who may do what with terms and sessions of councils. Reading needs no check: what lies outside the reach does not
exist. A right holds at the council, at a body of the council (its standing committee), or at the whole unit.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from .models import CouncilSession

COUNCIL = "hdnd"  # the kind of body (organizations.BodyKind) that a People's Council is
KEEPERS = (Role.OFFICIAL, Role.CLERK, Role.SUPERVISOR)
RUNNERS = (*KEEPERS, Role.LEADER)
ORGANISERS = (Role.CLERK, Role.LEADER, Role.SUPERVISOR)
PAPER_KEEPERS = (*KEEPERS, Role.RECORDS_CLERK)
FILE_KEEPERS = (*RUNNERS, Role.RECORDS_CLERK)
COMMITTERS = (Role.OFFICIAL, Role.CLERK, Role.LEADER)  # who may set tasks: steering.policies.ASSIGNERS

_AT_COUNCIL = _("ở Hội đồng nhân dân, Thường trực Hội đồng nhân dân hoặc cả đơn vị")


@rule("conferences.term.found", roles=ORGANISERS, text=_AT_COUNCIL)
@rule("conferences.term.edit", roles=ORGANISERS, text=_AT_COUNCIL)
@rule("conferences.term.number_sessions", roles=ORGANISERS, text=_AT_COUNCIL)
def check_can_organise(user: User, council: Body) -> None:
    """Terms, and how sessions are numbered, are the council's own affair."""
    _need(user, council, ORGANISERS, _("Chỉ người của Hội đồng nhân dân mới được ghi khóa và cách đánh số kỳ họp."))


@rule("conferences.term.open_page", roles=ORGANISERS, text=_("ở bất kỳ cơ quan nào"))
def check_may_organise(user: User) -> None:
    """The page of terms opens for people who keep them somewhere."""
    if not roles.held(user) & set(ORGANISERS):
        raise PermissionDenied(_("Chỉ người của Hội đồng nhân dân mới được ghi khóa và cách đánh số kỳ họp."))


@rule("conferences.session.open_form", roles=KEEPERS, text=_("ở bất kỳ cơ quan nào"))
def check_may_plan(user: User) -> None:
    """The page that plans a session opens for people who keep sessions somewhere."""
    if not may_plan(user):
        raise PermissionDenied(_("Chỉ cán bộ, chuyên viên của Hội đồng nhân dân mới được lập kỳ họp."))


@rule("conferences.session.plan", roles=KEEPERS, text=_AT_COUNCIL)
@rule("conferences.session.edit", roles=KEEPERS, text=_AT_COUNCIL)
@rule("conferences.session.verification", roles=KEEPERS, text=_AT_COUNCIL)
@rule("conferences.session.questioning", roles=KEEPERS, text=_AT_COUNCIL)
def check_can_keep(user: User, council: Body) -> None:
    """People of the council plan its sessions and keep what is said there."""
    _need(user, council, KEEPERS, _("Chỉ cán bộ, chuyên viên của Hội đồng nhân dân mới được ghi kỳ họp này."))


@rule("conferences.session.open", roles=RUNNERS, text=_AT_COUNCIL)
@rule("conferences.session.close", roles=RUNNERS, text=_AT_COUNCIL)
@rule("conferences.session.cancel", roles=RUNNERS, text=_AT_COUNCIL)
def check_can_run(user: User, council: Body) -> None:
    """Whoever keeps the session, or a leader, says that it is open, closed or called off."""
    _need(user, council, RUNNERS, _("Chỉ người của Hội đồng nhân dân mới được khai mạc, bế mạc, hủy kỳ họp này."))


@rule("conferences.session.reopen", roles=ORGANISERS, text=_AT_COUNCIL)
def check_can_reopen(user: User, council: Body) -> None:
    """What was closed is opened again with a reason."""
    _need(user, council, ORGANISERS, _("Chỉ chuyên viên tổng hợp, lãnh đạo, giám sát mới được mở lại kỳ họp này."))


@rule("conferences.session.paper", roles=PAPER_KEEPERS, text=_AT_COUNCIL)
def check_can_add_paper(user: User, council: Body) -> None:
    """Papers are entered by those who keep the council's papers."""
    _need(user, council, PAPER_KEEPERS, _("Chỉ cán bộ, văn thư của Hội đồng nhân dân mới được ghi văn bản kỳ họp."))


@rule("conferences.session.attach", roles=FILE_KEEPERS, text=_AT_COUNCIL)
def check_can_attach(user: User, session: CouncilSession) -> None:
    """Files are added by the people of the council."""
    _need(user, session.council, FILE_KEEPERS, _("Chỉ người của Hội đồng nhân dân mới được thêm tệp vào kỳ họp này."))


@rule("conferences.session.commit", roles=COMMITTERS, text=_AT_COUNCIL)
def check_can_commit(user: User, council: Body) -> None:
    """What was promised in an answer becomes a task of the council, or of the body of the council that watches it."""
    _need(user, council, COMMITTERS, _("Chỉ người giao việc của Hội đồng nhân dân mới được giao việc theo cam kết."))


def assigner_for(user: User, council: Body) -> Body:
    """In whose name the person sets such a task: the council's, or that of their own body of it."""
    if roles.at_body(user, council) & set(COMMITTERS):
        return council
    own = (one.body for one in roles.memberships(user) if one.role in COMMITTERS and one.body)
    return next((body for body in own if body.parent_id == council.pk), council)


def may_plan(user: User) -> bool:
    """check_may_plan as a question; no query beyond the memberships."""
    return bool(roles.held(user) & set(KEEPERS))


def may_organise(user: User) -> bool:
    """check_may_organise as a question."""
    return bool(roles.held(user) & set(ORGANISERS))


def held(user: User, council: Body) -> frozenset[Role]:
    """Roles at the council, at the whole unit, at a successor of either, or at a body of the council."""
    parts = {
        Role(one.role) for one in roles.memberships(user) if one.body is not None and one.body.parent_id == council.pk
    }
    return roles.at_body(user, council) | parts


def councils_of(user: User, wanted: Iterable[Role]) -> QuerySet[Body]:
    """The councils for which the person holds one of the roles; for choices in forms."""
    own = roles.bodies_of(user, wanted)
    here = Body.objects.filter(Q(pk__in=own) | Q(parts__in=own), kind__code=COUNCIL)
    return here.select_related("unit__kind").order_by("sort_key", "pk").distinct()


def _need(user: User, council: Body, wanted: Iterable[Role], reason: str | Promise) -> None:
    if not held(user, council) & set(wanted):
        raise PermissionDenied(str(reason))
