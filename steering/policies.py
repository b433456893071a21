"""Who may found and change committees, set tasks, report on them and judge the reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from .enums import TaskStatus
from .models import Committee, ProgressReport, Task

REPORTERS = (Role.OFFICIAL, Role.CLERK, Role.ANSWERER, Role.LEADER)
ASSIGNERS = (Role.OFFICIAL, Role.CLERK, Role.LEADER)
DECIDERS = (Role.CLERK, Role.LEADER)
ORGANISERS = (Role.OFFICIAL, Role.CLERK, Role.LEADER)
# Running the system alone gives no right to read records (organizations.scope).
READERS = tuple(role for role in Role if role is not Role.SYSTEM_ADMIN)

_AT_ASSIGNER = _("ở cơ quan giao nhiệm vụ hoặc cơ quan kế thừa")
_AT_LEAD = _("ở cơ quan chủ trì hoặc cơ quan kế thừa")
_AT_COMMITTEE = _("ở Ban Chỉ đạo hoặc cơ quan thường trực của Ban")


@dataclass(frozen=True)
class Standing:
    """The roles of a person on both sides of a task, asked for once when a page shows many buttons."""

    lead: frozenset[Role]
    assigner: frozenset[Role]

    @classmethod
    def of(cls, user: User, task: Task) -> Standing:
        held = roles.at_bodies(user, [task.lead, task.assigned_by])
        return cls(held[task.lead_id], held[task.assigned_by_id])


def may_open(user: User) -> bool:
    """Does the menu show tasks and committees? No query beyond the memberships."""
    return bool(roles.held(user) & set(READERS))


def may_assign_somewhere(user: User) -> bool:
    """Does the list offer to set a task? The form asks in whose name; no query beyond the memberships."""
    return bool(roles.held(user) & set(ASSIGNERS))


@rule("steering.task.assign", roles=ASSIGNERS, text=_("ở cơ quan giao nhiệm vụ"))
def check_can_assign(user: User, body: Body) -> None:
    """A body's own people set tasks in its name."""
    _need(roles.at_body(user, body), ASSIGNERS, _("Chỉ người của cơ quan giao nhiệm vụ mới được giao việc."))


@rule("steering.task.report", roles=REPORTERS, text=_AT_LEAD)
def check_can_report(user: User, task: Task, at: Standing | None = None) -> None:
    """The lead body's people, or its successor's, say how far it is."""
    held = (at or Standing.of(user, task)).lead
    _need(held, REPORTERS, _("Chỉ người của cơ quan chủ trì (hoặc cơ quan kế thừa) mới được báo cáo tiến độ."))


@rule("steering.task.sign_off", roles=DECIDERS, text=_AT_ASSIGNER)
@rule("steering.task.send_back", roles=DECIDERS, text=_AT_ASSIGNER)
@rule("steering.task.extend", roles=DECIDERS, text=_AT_ASSIGNER)
def check_can_decide(user: User, task: Task, at: Standing | None = None) -> None:
    """The body that set the task confirms, returns and extends."""
    held = (at or Standing.of(user, task)).assigner
    _need(
        held,
        DECIDERS,
        _("Chỉ lãnh đạo, chuyên viên tổng hợp của cơ quan giao nhiệm vụ mới được xác nhận, trả lại hoặc gia hạn."),
    )


@rule("steering.task.edit", roles=ASSIGNERS, text=_AT_ASSIGNER)
def check_can_edit(user: User, task: Task, at: Standing | None = None) -> None:
    """The people who may set tasks for the body also correct their wording and who takes part."""
    held = (at or Standing.of(user, task)).assigner
    _need(held, ASSIGNERS, _("Chỉ người của cơ quan giao nhiệm vụ mới được sửa nhiệm vụ."))


@rule(
    "steering.task.cancel", roles=ASSIGNERS, text=_("ở cơ quan giao nhiệm vụ; cán bộ nhập liệu chỉ khi việc mới giao")
)
def check_can_cancel(user: User, task: Task, at: Standing | None = None) -> None:
    """As deciding; whoever typed a task may also take it back as long as nobody has begun."""
    held = (at or Standing.of(user, task)).assigner
    may = ASSIGNERS if task.status == TaskStatus.ASSIGNED else DECIDERS
    _need(held, may, _("Chỉ lãnh đạo, chuyên viên tổng hợp của cơ quan giao nhiệm vụ mới được hủy nhiệm vụ."))


def may_report(at: Standing) -> bool:
    """check_can_report as a question, for pages that have asked for the standing."""
    return bool(at.lead & set(REPORTERS))


def may_attach(at: Standing) -> bool:
    """check_can_attach to an open task as a question."""
    return bool((at.lead | at.assigner) & set(REPORTERS))


@rule("steering.task.attach", roles=REPORTERS, text=_("ở cơ quan giao nhiệm vụ hoặc cơ quan chủ trì, khi việc còn mở"))
def check_can_attach(user: User, task: Task) -> None:
    """Both sides add papers while the task is open."""
    if not task.is_open:
        raise PermissionDenied(_now("Nhiệm vụ đã kết thúc, không thêm tệp được nữa."))
    if not may_attach(Standing.of(user, task)):
        raise PermissionDenied(_now("Chỉ cơ quan giao và cơ quan chủ trì mới được thêm tệp."))


@rule("steering.report.attach", roles=REPORTERS, text=_("ở cơ quan chủ trì, khi báo cáo chưa có ý kiến"))
def check_can_attach_evidence(user: User, report: ProgressReport) -> None:
    """The lead body adds evidence until its report has been judged."""
    if report.verdict is not None or not report.task.is_open:
        raise PermissionDenied(_now("Báo cáo đã có ý kiến, không thêm minh chứng được nữa."))
    check_can_report(user, report.task)


@rule("steering.committee.found", roles=ORGANISERS, text=_("ở đơn vị lập Ban Chỉ đạo"))
def check_can_found(user: User, unit_id: int) -> None:
    """People of the unit record its committees."""
    _need(roles.at_unit(user, unit_id), ORGANISERS, _("Chỉ người của đơn vị mới được lập Ban Chỉ đạo của đơn vị."))


def may_found(user: User, unit_id: int) -> bool:
    """check_can_found as a question."""
    return bool(roles.at_unit(user, unit_id) & set(ORGANISERS))


@rule("steering.committee.edit", roles=ORGANISERS, text=_AT_COMMITTEE)
@rule("steering.committee.reorganise", roles=ORGANISERS, text=_AT_COMMITTEE)
def check_can_organise(user: User, committee: Committee) -> None:
    """The committee's people and those of its standing body keep its list of members."""
    if not may_organise(user, committee):
        raise PermissionDenied(_now("Chỉ người của Ban Chỉ đạo hoặc cơ quan thường trực mới được sửa Ban Chỉ đạo."))


def may_organise(user: User, committee: Committee) -> bool:
    """check_can_organise as a question."""
    bodies = [committee.body, *([committee.standing_body] if committee.standing_body else [])]
    held = roles.at_bodies(user, bodies).values()
    return bool(frozenset().union(*held) & set(ORGANISERS))


def _need(held: frozenset[Role], wanted: Iterable[Role], reason: str | Promise) -> None:
    if not held & set(wanted):
        raise PermissionDenied(str(reason))
