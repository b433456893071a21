"""What is asked after a supervision: answer, outcome, task. Lock the supervision, then the recommendation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from organizations.models import Body
from steering import citing
from steering.models import Task
from steering.services import assign_task
from supervision import events, policies, telling, timing, workflow
from supervision.enums import RecommendationStatus
from supervision.models import Recommendation, Supervision

from .shared import check_alive, check_past, said
from .supervisions import locked as locked_supervision
from .supervisions import write_stakes

OUTCOMES = {
    "done": RecommendationStatus.DONE, "partly": RecommendationStatus.PARTLY, "not_done": RecommendationStatus.NOT_DONE,
}  # fmt: skip


@transaction.atomic
def recommend(
    *, supervision: Supervision, text: str, to: Body, on: date, by: User, number: str = "",
    answer_by: date | None = None,
) -> Recommendation:  # fmt: skip
    """Ask a body to do something; ``on`` is the day on which it received this, ``answer_by`` a day named by hand.

    Refused: no text; before the supervision ended or ahead of today; a day by hand where the law sets one.
    """
    one = locked_supervision(supervision)
    policies.check_can_supervise(by, one)
    workflow.move(one, "recommend")
    words = said(text, "text", _("Cần ghi kiến nghị."))
    check_past(on, "on", since=one.ended_on)
    check_alive(to, on, "to")
    _check_answer_by(one, to, on, answer_by)
    order = (one.recommendations.aggregate(last=Max("order"))["last"] or 0) + 1
    made = Recommendation.objects.create(
        supervision=one, order=order, text=words, to=to, sent_on=on, number=clean_line(number)
    )
    write_stakes(one)
    timing.recommended(made, answer_by=answer_by, by=by)
    _remember(events.RECOMMENDED, made, by, number=order, to=to.name, on=ngay(on))
    telling.recommended(made, by=by)
    made.refresh_from_db(fields=["due_on"])
    return made


@transaction.atomic
def answer(
    *, recommendation: Recommendation, number: str, on: date, text: str, by: User, promised_on: date | None = None
) -> Recommendation:
    """The body answered, by a paper with number and day; it may promise a day. Refused: no number, no text."""
    one = _locked(recommendation)
    policies.check_can_answer(by, one)
    workflow.move(one, "answer", workflow.RECOMMENDATION_STEPS)
    check_past(on, "on", since=one.sent_on)
    one.answer_number = said(number, "number", _("Cần ghi số văn bản trả lời."))
    if not text.strip():
        raise Refused(_("Cần ghi nội dung trả lời."), field="text")
    if promised_on is not None and promised_on < on:
        raise Refused(_("Ngày hẹn không được trước ngày trả lời."), field="promised_on")
    one.answered_on, one.answer_text, one.promised_on = on, nfc(text.strip()), promised_on
    one.save()
    timing.done(one, timing.ANSWER, on=on, by=by)
    _remember(events.ANSWERED, one, by, number=one.order, paper=one.answer_number, on=ngay(on))
    telling.answered(one, by=by)
    return one


@transaction.atomic
def judge(
    *, recommendation: Recommendation, outcome: str, on: date, text: str, by: User, promised_on: date | None = None
) -> Recommendation:
    """What became of it, says who supervised: done, done in part (and until when the rest), not done."""
    one = _locked(recommendation)
    policies.check_can_supervise(by, one.supervision)
    workflow.move(one, outcome, workflow.RECOMMENDATION_STEPS)
    check_past(on, "on", since=one.sent_on)
    one.outcome_on, one.outcome_text = on, said(text, "text", _("Cần ghi kết quả thực hiện."))
    if promised_on is not None:
        if outcome != "partly" or promised_on <= on:
            raise Refused(_("Chỉ hẹn ngày, sau ngày ghi, cho phần chưa thực hiện."), field="promised_on")
        one.promised_on = promised_on
    one.save()
    if outcome != "partly" and one.answered_on is None:
        timing.cancelled(one, by=by, reason=one.outcome_text)
    _remember(events.OUTCOME, one, by, number=one.order, outcome=str(one.state.label), on=ngay(on))
    return one


@transaction.atomic
def make_task(
    *, recommendation: Recommendation, assigned_by: Body, lead: Body, due_on: date, by: User, on: date | None = None
) -> Task:
    """It becomes a task, set by the body that received it or by the committee that supervised; see policies.

    Refused: it is a task already; what assign_task() refuses.
    """
    one = _locked(recommendation)
    policies.check_can_make_task(by, one, assigned_by)
    workflow.move(one, "make_task", workflow.RECOMMENDATION_STEPS)
    if one.task_id is not None:
        raise Refused(_("Kiến nghị này đã là nhiệm vụ."))
    task = assign_task(
        title=one.text, assigned_by=assigned_by, lead=lead, supporters=[], assigned_on=on or clock.today(),
        due_on=due_on, origin_text=_origin(one), papers=citing.papers_of(one.supervision), by=by,
        origin_kind="supervision.recommendation", origin_id=one.pk,
    )  # fmt: skip
    one.task = task
    one.save(update_fields=["task"])
    _remember(events.TASK_MADE, one, by, number=one.order, task=task.code)
    return task


def _check_answer_by(one: Supervision, to: Body, on: date, answer_by: date | None) -> None:
    if answer_by is None:
        return
    rule = timing.rule_for(timing.ANSWER, one.sort, on, to.unit_id)
    if rule is not None:
        message = _("Luật đã định thời hạn trả lời ({rule}); để trống ô này.")
        raise Refused(message.format(rule=rule.citation), field="answer_by")
    if answer_by < on:
        raise Refused(_("Hạn trả lời không được trước ngày nhận kiến nghị."), field="answer_by")


def _locked(recommendation: Recommendation) -> Recommendation:
    locked_supervision(recommendation.supervision)
    rows = Recommendation.objects.select_for_update(of=("self",), no_key=True)
    related = ("supervision__body__unit", "supervision__board__set_up_by__unit", "to__unit")
    return rows.select_related(*related).get(pk=recommendation.pk)


@in_portal_language
def _origin(one: Recommendation) -> str:
    return _("Kiến nghị sau giám sát {code}: {title}").format(code=one.supervision.code, title=one.supervision.title)


def _remember(kind: str, one: Recommendation, by: User, **data: Any) -> None:
    record(kind, by=by, subject=one.supervision, unit_id=one.supervision.unit_id, **data)
