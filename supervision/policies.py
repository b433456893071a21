"""Who may supervise in the name of which body, answer recommendations, and make them tasks.

A supervisor sets nobody a task: whoever checks a body does not also direct it. A recommendation becomes a task of the
body that received it, set by its own people, or by the steering committee that supervised, whose business directing is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body
from steering.models import Committee
from steering.policies import ASSIGNERS

from .models import Board, Criticism, MonthlyReport, Recommendation, Supervision, SupervisionPlan

SUPERVISORS = (Role.OFFICIAL, Role.CLERK, Role.LEADER, Role.SUPERVISOR, Role.FRONT)
ANSWERERS = (Role.OFFICIAL, Role.CLERK, Role.RECORDS_CLERK, Role.ANSWERER, Role.LEADER)
READERS = tuple(role for role in Role if role is not Role.SYSTEM_ADMIN)

_AT_SUPERVISOR = _("ở cơ quan giám sát, hoặc cơ quan thành lập ban giám sát")
_AT_BODY = _("ở cơ quan phản biện, góp ý")
_NOT_SUPERVISOR = _("Chỉ người của cơ quan giám sát (hoặc cơ quan thành lập ban) mới được ghi.")


def may_open(user: User) -> bool:
    """Does the menu show supervision? No query beyond the memberships."""
    return bool(roles.held(user) & set(READERS))


def may_supervise_somewhere(user: User) -> bool:
    """Do the pages offer to begin something? No query beyond the memberships."""
    return bool(roles.held(user) & set(SUPERVISORS))


def may_act_for(user: User, bodies: Iterable[Body]) -> bool:
    """Whether the person supervises in the name of one of the bodies."""
    held = roles.at_bodies(user, bodies).values()
    return any(own & set(SUPERVISORS) for own in held)


@rule("supervision.begin", roles=SUPERVISORS, text=_AT_SUPERVISOR)
@rule("supervision.plan.keep", roles=SUPERVISORS, text=_("ở cơ quan giám sát"))
@rule("supervision.board.set_up", roles=SUPERVISORS, text=_("ở cơ quan thành lập, công nhận ban"))
@rule("supervision.monthly.report", roles=SUPERVISORS, text=_("ở cơ quan báo cáo"))
@rule("supervision.criticism.begin", roles=SUPERVISORS, text=_AT_BODY)
def check_can_supervise_for(user: User, body: Body) -> None:
    """A body's own people act in its name."""
    _need(may_act_for(user, [body]), _NOT_SUPERVISOR)


@rule("supervision.edit", roles=SUPERVISORS, text=_AT_SUPERVISOR)
@rule("supervision.notify", roles=SUPERVISORS, text=_AT_SUPERVISOR)
@rule("supervision.take_report", roles=SUPERVISORS, text=_AT_SUPERVISOR)
@rule("supervision.add_finding", roles=SUPERVISORS, text=_AT_SUPERVISOR)
@rule("supervision.carry_out", roles=SUPERVISORS, text=_AT_SUPERVISOR)
@rule("supervision.conclude", roles=SUPERVISORS, text=_AT_SUPERVISOR)
@rule("supervision.recommend", roles=SUPERVISORS, text=_AT_SUPERVISOR)
@rule("supervision.judge", roles=SUPERVISORS, text=_AT_SUPERVISOR)
@rule("supervision.close", roles=SUPERVISORS, text=_AT_SUPERVISOR)
@rule("supervision.cancel", roles=SUPERVISORS, text=_AT_SUPERVISOR)
@rule("supervision.attach", roles=SUPERVISORS, text=_AT_SUPERVISOR)
def check_can_supervise(user: User, supervision: Supervision) -> None:
    """People of the body that supervises; for a board, also those of the body that set it up."""
    _need(may_supervise(user, supervision), _NOT_SUPERVISOR)


def may_supervise(user: User, supervision: Supervision) -> bool:
    """check_can_supervise as a question."""
    board = supervision.board
    return may_act_for(user, [supervision.body, *([board.set_up_by] if board else [])])


@rule("supervision.answer", roles=ANSWERERS, text=_("ở cơ quan nhận kiến nghị; cơ quan giám sát được nhập thay"))
def check_can_answer(user: User, recommendation: Recommendation) -> None:
    """The body that was asked answers; who supervises may enter the paper on its behalf."""
    if roles.at_body(user, recommendation.to) & set(ANSWERERS):
        return
    _need(
        may_supervise(user, recommendation.supervision),
        _("Chỉ cơ quan nhận kiến nghị hoặc cơ quan giám sát (nhập thay) mới được ghi trả lời."),
    )


def assigners_of(recommendation: Recommendation) -> list[Body]:
    """Who may make a task of it: the body that received it, and the steering committee that supervised."""
    body = recommendation.supervision.body
    committee = [body] if Committee.objects.filter(body=body).exists() else []
    return [recommendation.to, *committee]


@rule(
    "supervision.make_task",
    roles=ASSIGNERS,
    text=_("ở cơ quan nhận kiến nghị, hoặc Ban Chỉ đạo nếu Ban giám sát; cơ quan giám sát khác không giao việc"),
)
def check_can_make_task(user: User, recommendation: Recommendation, assigned_by: Body) -> None:
    """Who directs the work sets it; a supervisor does not."""
    known = assigned_by in assigners_of(recommendation)
    _need(
        known and bool(roles.at_body(user, assigned_by) & set(ASSIGNERS)),
        _("Chỉ cơ quan nhận kiến nghị, hoặc Ban Chỉ đạo đã giám sát, mới được giao kiến nghị thành nhiệm vụ."),
    )


def tasking_bodies(user: User, recommendation: Recommendation) -> list[Body]:
    """In the name of which of assigners_of() the person may set the task."""
    bodies = assigners_of(recommendation)
    held = roles.at_bodies(user, bodies)
    return [body for body in bodies if held[body.pk] & set(ASSIGNERS)]


def check_can_keep_plan(user: User, plan: SupervisionPlan) -> None:
    """As beginning a supervision."""
    check_can_supervise_for(user, plan.body)


@rule("supervision.board.keep", roles=SUPERVISORS, text=_("ở ban, hoặc cơ quan thành lập, công nhận ban"))
def check_can_keep_board(user: User, board: Board) -> None:
    """People of the board, and of the body that set it up, which enters for boards without accounts."""
    _need(may_keep_board(user, board), _NOT_SUPERVISOR)


def may_keep_board(user: User, board: Board) -> bool:
    """check_can_keep_board as a question."""
    return may_act_for(user, [board.set_up_by, *([board.body] if board.body else [])])


@rule("supervision.monthly.edit", roles=SUPERVISORS, text=_("ở cơ quan báo cáo"))
@rule("supervision.monthly.attach", roles=SUPERVISORS, text=_("ở cơ quan báo cáo"))
def check_can_edit_monthly(user: User, report: MonthlyReport) -> None:
    """People of the body that reports."""
    check_can_supervise_for(user, report.body)


@rule("supervision.criticism.keep", roles=SUPERVISORS, text=_AT_BODY)
@rule("supervision.criticism.attach", roles=SUPERVISORS, text=_AT_BODY)
def check_can_criticise(user: User, criticism: Criticism) -> None:
    """People of the body that speaks on the draft keep its record, the drafter's answer included."""
    check_can_supervise_for(user, criticism.body)


@rule("supervision.criticism.answer", roles=ANSWERERS, text=_("ở cơ quan soạn thảo; cơ quan phản biện được nhập thay"))
def check_can_answer_criticism(user: User, criticism: Criticism) -> None:
    """The body that wrote the draft says what it takes over; who spoke may enter the paper on its behalf."""
    if roles.at_body(user, criticism.drafter) & set(ANSWERERS):
        return
    check_can_criticise(user, criticism)


@dataclass(frozen=True)
class Standing:
    """What a person may do about a supervision and its recommendations, asked for once; two queries."""

    supervises: bool
    answers: frozenset[int]

    @classmethod
    def of(cls, user: User, supervision: Supervision, recommendations: Iterable[Recommendation]) -> Standing:
        board = supervision.board
        own = [supervision.body, *([board.set_up_by] if board else [])]
        asked = [one.to for one in recommendations]
        held = roles.at_bodies(user, [*own, *asked])
        supervises = any(held[body.pk] & set(SUPERVISORS) for body in own)
        return cls(supervises, frozenset(body.pk for body in asked if held[body.pk] & set(ANSWERERS)))

    def may_answer(self, recommendation: Recommendation) -> bool:
        """check_can_answer as a question."""
        return self.supervises or recommendation.to_id in self.answers


def _need(allowed: bool, reason: str | Promise) -> None:
    if not allowed:
        raise PermissionDenied(str(reason))
