"""The days of supervisions, recommendations, boards and drafts: which rule counts depends on who supervises.

A family has the rule of each time; where the law of the day gives no figure (a steering committee; a council since
01/03/2026; boards before Decree 59/2023) a day may be named by hand, and without one nothing runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.errors import Refused
from common.names import in_portal_language
from deadlines import duties, finding, subjects
from deadlines.models import Clock, Rule
from deadlines.services import clocks
from organizations.models import Body

from .enums import BoardSort, SupervisorSort
from .models import Board, Criticism, Recommendation, Supervision
from .policies import (
    ANSWERERS,
    SUPERVISORS,
    check_can_criticise,
    check_can_keep_board,
    check_can_supervise,
)

NOTICE, REPORT, RESULT = "supervision.notice", "supervision.report", "supervision.result"
ANSWER, DRAFT, OPINION, TERM = "supervision.answer", "supervision.draft", "supervision.opinion", "supervision.term"

_S = SupervisorSort
FAMILIES: dict[str, dict[str, str]] = {
    NOTICE: {
        _S.FRONT: "front-plan-sent", _S.COUNCIL: "supervision-notice", _S.COMMUNE_BOARD: "board-plan-sent",
        _S.AGENCY_BOARD: "agency-board-plan-sent", _S.INVESTMENT_BOARD: "investment-board-notice",
    },
    REPORT: {_S.FRONT: "front-subject-report"},
    RESULT: {_S.FRONT: "front-result", _S.COUNCIL: "supervision-report"},
    ANSWER: {
        _S.COMMUNE_BOARD: "board-answer", _S.AGENCY_BOARD: "agency-board-answer",
        _S.INVESTMENT_BOARD: "investment-board-answer",
    },
}  # fmt: skip


def register() -> None:
    """Called once at start-up."""
    duties.register(NOTICE, _("Gửi kế hoạch giám sát"), roles=SUPERVISORS)
    duties.register(REPORT, _("Gửi báo cáo cho đoàn giám sát"), roles=ANSWERERS)
    duties.register(RESULT, _("Thông báo kết quả giám sát"), roles=SUPERVISORS)
    duties.register(ANSWER, _("Trả lời kiến nghị sau giám sát"), roles=ANSWERERS)
    duties.register(DRAFT, _("Gửi dự thảo để phản biện, góp ý"), roles=ANSWERERS)
    duties.register(OPINION, _("Gửi văn bản phản biện, góp ý"), roles=SUPERVISORS)
    duties.register(TERM, _("Bầu, công nhận ban nhiệm kỳ mới"), roles=SUPERVISORS)
    related = ("body__unit", "board__set_up_by__unit")
    subjects.register(
        "supervision.supervision",
        visible=lambda user: Supervision.objects.visible_to(user).select_related(*related),
        may_change=check_can_supervise,
        moved=_moved_supervisions,
    )
    subjects.register(
        "supervision.recommendation",
        visible=lambda user: Recommendation.objects.visible_to(user).select_related("supervision__body__unit"),
        may_change=lambda user, one: check_can_supervise(user, one.supervision),
        moved=_moved_recommendations,
    )
    subjects.register(
        "supervision.board",
        visible=lambda user: Board.objects.visible_to(user).select_related("set_up_by__unit", "body__unit"),
        may_change=check_can_keep_board,
    )
    subjects.register(
        "supervision.criticism",
        visible=lambda user: Criticism.objects.visible_to(user).select_related("body__unit"),
        may_change=check_can_criticise,
        moved=_moved_criticisms,
    )


def rule_for(kind: str, sort: str, on: date, unit_id: int) -> Rule | None:
    """The rule in force on a day; None where the law then gives no figure."""
    family = FAMILIES[kind].get(sort, "")
    return in_force(family, on, unit_id) if family else None


def in_force(family: str, on: date, unit_id: int) -> Rule | None:
    """The rule of a family on a day, or None."""
    try:
        return finding.in_force(family, on, unit_id=unit_id)
    except Refused:
        return None


# -- supervisions


def prepared(one: Supervision, *, by: User | None) -> None:
    """The notice must be out before the law's last day; the subject's report must be there before the team comes."""
    _start(one, NOTICE, body=one.body, on=one.begins_on, sort=one.sort, by=by)
    if one.subject_body is not None:
        _start(one, REPORT, body=one.subject_body, on=one.begins_on, sort=one.sort, above=one.body, by=by)


def moved_to(one: Supervision, *, by: User) -> None:
    """It begins on another day, or watches another body: what still runs is counted anew."""
    ran = {clock.kind.code for clock in Clock.objects.of(one).live().select_related("kind")}
    _cancel(one, (NOTICE, REPORT), by=by, reason=_anew())
    Supervision.objects.filter(pk=one.pk).update(
        notice_by=one.notice_by if NOTICE not in ran else None, report_by=one.report_by if one.reported_on else None
    )
    if NOTICE in ran or one.notified_on is None:
        _start(one, NOTICE, body=one.body, on=one.begins_on, sort=one.sort, by=by)
    if one.subject_body is not None and one.reported_on is None:
        _start(one, REPORT, body=one.subject_body, on=one.begins_on, sort=one.sort, above=one.body, by=by)


def done(record: Model, kind: str, *, on: date, by: User) -> None:
    """What the clock waited for was done on that day."""
    live = _live(record, kind)
    if live is not None:
        clocks.stop(live, on=on, by=by)


def ended(one: Supervision, *, by: User) -> None:
    """It ended: the subject's report is waited for no more, the result must be announced."""
    _cancel(one, (REPORT,), by=by, reason=_over())
    _start(one, RESULT, body=one.body, on=one.ended_on or one.begins_on, sort=one.sort, by=by)


def cancelled(record: Model, *, by: User, reason: str) -> None:
    """Nothing is owed any more."""
    _cancel(record, (NOTICE, REPORT, RESULT, ANSWER, DRAFT, OPINION, TERM), by=by, reason=reason)


# -- recommendations, drafts, boards


def recommended(one: Recommendation, *, answer_by: date | None, by: User | None) -> None:
    """The answer's clock runs from the day of receipt; a day by hand counts where the law gives no figure."""
    supervision = one.supervision
    rule = rule_for(ANSWER, supervision.sort, one.sent_on, one.to.unit_id)
    if rule is None and answer_by is None:
        return
    clocks.start(
        one, ANSWER, title=_title_of(one), body=one.to, above=supervision.body, duty=ANSWER, on=one.sent_on, by=by,
        **_limit(rule, answer_by),
    )  # fmt: skip


def draft_asked(one: Criticism, *, by: User | None) -> None:
    """The drafter must send the draft before the law's last day (FRONT-04)."""
    rule = in_force("front-draft-sent", one.submit_on, one.unit_id)
    if rule is not None:
        clocks.start(
            one, DRAFT, title=str(one), body=one.drafter, above=one.body, duty=DRAFT, on=one.submit_on, by=by, rule=rule
        )


def opinion_wanted(one: Criticism, *, by: User) -> None:
    """Who speaks on the draft does so before it is submitted, a day that the drafter named."""
    if one.received_on and one.submit_on >= one.received_on:
        clocks.start(
            one, OPINION, title=str(one), body=one.body, duty=OPINION, on=one.received_on, by=by, fixed_on=one.submit_on
        )


def term_begun(board: Board, *, by: User | None) -> None:
    """The term of an agency's board has two years by law (AGCY-07); other terms end when the decision says."""
    begins, last = board.valid.lower, board.last_on
    rule = in_force("agency-board-term", begins, board.unit_id) if board.sort == BoardSort.AGENCY else None
    if rule is None and (last is None or last < begins):
        return
    clocks.start(board, TERM, title=board.name, body=board.set_up_by, duty=TERM, on=begins, by=by, **_limit(rule, last))


# -- inside


def _limit(rule: Rule | None, fixed_on: date | None) -> dict[str, Any]:
    return {"rule": rule} if rule is not None else {"fixed_on": fixed_on}


def _start(
    one: Supervision, kind: str, *, body: Body, on: date, sort: str, by: User | None, above: Body | None = None
) -> None:
    rule = rule_for(kind, sort, on, one.unit_id)
    if rule is not None:
        clocks.start(one, kind, title=str(one), body=body, above=above, duty=kind, on=on, by=by, rule=rule)


def _live(record: Model, kind: str) -> Clock | None:
    found = Clock.objects.of(record).live().filter(kind__code=kind).first()
    return clocks.locked(found) if found else None


def _cancel(record: Model, kinds: Sequence[str], *, by: User, reason: str) -> None:
    for clock in Clock.objects.of(record).live().filter(kind__code__in=kinds).order_by("pk"):
        clocks.cancel(clocks.locked(clock), on=clock.started_on, by=by, reason=reason)


def _due_dates(subject: str, keys: Sequence[int]) -> list[tuple[int, str, date]]:
    """Of each record and purpose the due date of its newest clock that was not cancelled."""
    own = Clock.objects.filter(subject_kind=subject, subject_id__in=list(keys)).exclude(state="cancelled")
    return list(own.order_by("run").values_list("subject_id", "kind__code", "due_on"))


_COPIES = {
    NOTICE: "notice_by", REPORT: "report_by", RESULT: "result_by", ANSWER: "due_on", DRAFT: "draft_by",
}  # fmt: skip


def _copy(model: Any, subject: str, keys: Sequence[int]) -> None:
    for key, kind, due_on in _due_dates(subject, keys):
        if kind in _COPIES:
            rows = model.objects.filter(pk=key).exclude(**{_COPIES[kind]: due_on})
            rows.update(**{_COPIES[kind]: due_on})


def _moved_supervisions(keys: Sequence[int]) -> None:
    _copy(Supervision, "supervision.supervision", keys)


def _moved_recommendations(keys: Sequence[int]) -> None:
    _copy(Recommendation, "supervision.recommendation", keys)


def _moved_criticisms(keys: Sequence[int]) -> None:
    _copy(Criticism, "supervision.criticism", keys)


@in_portal_language
def _anew() -> str:
    return _now("Tính lại theo ngày tiến hành mới")


@in_portal_language
def _over() -> str:
    return _now("Cuộc giám sát đã kết thúc")


def _title_of(one: Recommendation) -> str:
    return f"{one.supervision.code} · {one.text}"
