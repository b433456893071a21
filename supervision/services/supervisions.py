"""A supervision from its preparation to its end. Each verb: lock, may you, is it possible, change, remember, tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from organizations import scope
from organizations.enums import Why
from organizations.models import Body
from organizations.scope import StakeSpec
from steering import citing
from steering.events import labels
from steering.models import DirectingPaper, RegulationType, Task
from supervision import events, policies, telling, timing, workflow
from supervision.enums import BoardSort, SubjectKind, SupervisionStatus, SupervisorSort
from supervision.models import Board, Finding, PlanLine, Supervision, TeamMember

from .shared import check_alive, check_past, lines, next_number, said

_BY_KIND = {
    "mttq": SupervisorSort.FRONT, "co-quan-khoi-mttq": SupervisorSort.FRONT, "hdnd": SupervisorSort.COUNCIL,
    "thuong-truc-hdnd": SupervisorSort.COUNCIL, "ban-hdnd": SupervisorSort.COUNCIL,
    "to-dai-bieu": SupervisorSort.COUNCIL, "ban-thanh-tra-nhan-dan": SupervisorSort.COMMUNE_BOARD,
    "ban-giam-sat-dau-tu": SupervisorSort.INVESTMENT_BOARD,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SupervisionFacts:
    """What is known of a supervision before it begins. ``subject_body`` may stand beside words: a project's owner."""

    title: str
    subject_kind: str
    begins_on: date
    subject_text: str = ""
    subject_body: Body | None = None
    scope_text: str = ""
    types: Sequence[RegulationType] = ()
    team: Sequence[str] = ()
    plan_line: PlanLine | None = None
    task: Task | None = None
    papers: Sequence[DirectingPaper] = ()


def sort_of(body: Body, board: Board | None = None) -> SupervisorSort:
    """As what a body supervises: it decides which days the law sets."""
    if board is not None:
        return BoardSort(board.sort).supervises_as
    by_kind = _BY_KIND.get(body.kind.code)
    if by_kind is not None:
        return by_kind
    return SupervisorSort.COMMITTEE if body.kind.family == "party" else SupervisorSort.OTHER


@transaction.atomic
def prepare(*, body: Body, facts: SupervisionFacts, by: User, board: Board | None = None) -> Supervision:
    """Begin a supervision in the name of a body, or of a board.

    Refused: nobody and nothing supervised; a body that supervises itself, or did not exist that day; a board whose
    term does not hold that day.
    """
    policies.check_can_supervise_for(by, board.set_up_by if board and board.body is None else body)
    if board is not None:
        _check_board(board, body, facts.begins_on)
    values = _checked(body, facts)
    number = next_number("supervision_supervision")
    one = Supervision(
        pk=number, code=f"CGS-{facts.begins_on.year}-{number:04d}", body=body, unit=body.unit, board=board,
        sort=sort_of(body, board), **values,
    )  # fmt: skip
    one.save(force_insert=True)
    one.types.set(facts.types)
    _write_team(one, facts.team)
    write_stakes(one)
    citing.cite(one, facts.papers)
    timing.prepared(one, by=by)
    _remember(events.PREPARED, one, by, target=one.subject_text, on=ngay(one.begins_on))
    one.refresh_from_db(fields=["notice_by", "report_by"])
    return one


@transaction.atomic
def edit(*, supervision: Supervision, facts: SupervisionFacts, by: User) -> Supervision:
    """Correct what is known; another day or subject counts the days anew."""
    one = locked(supervision)
    policies.check_can_supervise(by, one)
    workflow.move(one, "edit")
    values = _checked(one.body, facts)
    if one.notified_on and facts.begins_on < one.notified_on:
        raise Refused(_("Ngày tiến hành không được trước ngày gửi kế hoạch."), field="begins_on")
    changed = [name for name, value in values.items() if getattr(one, name) != value]
    for name in changed:
        setattr(one, name, values[name])
    changed += _write_lists(one, facts)
    cited = citing.cite(one, facts.papers)
    if not changed and not cited:
        return one
    one.save()
    write_stakes(one)
    if {"begins_on", "subject_body"} & set(changed):
        timing.moved_to(one, by=by)
    fields = labels(Supervision, changed) or str(_("căn cứ văn bản chỉ đạo"))
    _remember(events.EDITED, one, by, fields=fields)
    return locked(one)


@transaction.atomic
def notify(*, supervision: Supervision, number: str, on: date, by: User) -> Supervision:
    """The plan went to the subject. A day after the last lawful one is recorded as it was, and shown as late.

    Refused: a day ahead of today or after the supervision begins; no number.
    """
    one = locked(supervision)
    policies.check_can_supervise(by, one)
    workflow.move(one, "notify")
    one.notice_number = said(number, "number", _("Cần ghi số kế hoạch, quyết định giám sát."))
    check_past(on, "on")
    if on > one.begins_on:
        raise Refused(_("Kế hoạch phải gửi trước ngày tiến hành."), field="on")
    one.notified_on = on
    one.save()
    timing.done(one, timing.NOTICE, on=on, by=by)
    _remember(events.NOTIFIED, one, by, number=one.notice_number, on=ngay(on))
    telling.notified(one, by=by)
    return one


@transaction.atomic
def take_report(*, supervision: Supervision, number: str, on: date, text: str, by: User) -> Supervision:
    """The subject's report came."""
    one = locked(supervision)
    policies.check_can_supervise(by, one)
    workflow.move(one, "take_report")
    check_past(on, "on", since=one.notified_on)
    one.reported_on, one.report_number, one.report_text = on, clean_line(number), nfc(text.strip())
    one.save()
    timing.done(one, timing.REPORT, on=on, by=by)
    _remember(events.REPORT_TAKEN, one, by, number=one.report_number, on=ngay(on))
    return one


@transaction.atomic
def add_finding(
    *, supervision: Supervision, good: str, wrong: str, by: User, type: RegulationType | None = None
) -> Finding:
    """What was found, on one of the regulations supervised or on the whole. Refused: nothing said."""
    one = locked(supervision)
    policies.check_can_supervise(by, one)
    workflow.move(one, "add_finding")
    if not (good.strip() or wrong.strip()):
        raise Refused(_("Cần ghi ưu điểm hoặc hạn chế."), field="wrong")
    made = Finding.objects.create(supervision=one, type=type, good=nfc(good.strip()), wrong=nfc(wrong.strip()))
    _remember(events.FOUND, one, by)
    return made


@transaction.atomic
def carry_out(*, supervision: Supervision, on: date, by: User) -> Supervision:
    """It ended on that day; the time to announce the result runs. Refused: before it began, ahead of today."""
    one = locked(supervision)
    policies.check_can_supervise(by, one)
    workflow.move(one, "carry_out")
    check_past(on, "on", since=one.begins_on)
    one.ended_on = on
    one.save()
    timing.ended(one, by=by)
    _remember(events.CARRIED_OUT, one, by, on=ngay(on))
    return one


@transaction.atomic
def conclude(*, supervision: Supervision, number: str, on: date, text: str, by: User) -> Supervision:
    """The result is announced."""
    one = locked(supervision)
    policies.check_can_supervise(by, one)
    workflow.move(one, "conclude")
    check_past(on, "on", since=one.ended_on)
    one.result_number = said(number, "number", _("Cần ghi số thông báo kết quả."))
    if not text.strip():
        raise Refused(_("Cần ghi kết quả giám sát."), field="text")
    one.concluded_on, one.result_text = on, nfc(text.strip())
    one.save()
    timing.done(one, timing.RESULT, on=on, by=by)
    _remember(events.CONCLUDED, one, by, number=one.result_number, on=ngay(on))
    return one


@transaction.atomic
def close(*, supervision: Supervision, on: date, by: User) -> Supervision:
    """Nothing is left to follow. Refused: a recommendation that is still open."""
    one = locked(supervision)
    policies.check_can_supervise(by, one)
    workflow.move(one, "close")
    check_past(on, "on", since=one.concluded_on)
    left = one.recommendations.open().count()
    if left:
        raise Refused(_("Còn {count} kiến nghị chưa có kết quả cuối cùng.").format(count=left))
    one.closed_on = on
    one.save()
    _remember(events.CLOSED, one, by, on=ngay(on))
    return one


@transaction.atomic
def cancel(*, supervision: Supervision, reason: str, by: User) -> Supervision:
    """It does not take place; it stays, with the reason, and counts nowhere."""
    one = locked(supervision)
    policies.check_can_supervise(by, one)
    workflow.move(one, "cancel")
    one.cancel_reason = said(reason, "reason", _("Cần ghi lý do."))
    one.save()
    timing.cancelled(one, by=by, reason=one.cancel_reason)
    _remember(events.CANCELLED, one, by, reason=one.cancel_reason)
    return one


def locked(supervision: Supervision) -> Supervision:
    """As it is now, locked, with what the verbs touch."""
    rows = Supervision.objects.select_for_update(of=("self",), no_key=True)
    related = ("body__unit", "body__kind", "board__set_up_by__unit", "subject_body__unit", "plan_line", "task")
    return rows.select_related(*related).get(pk=supervision.pk)


def write_stakes(one: Supervision) -> None:
    """Who supervises, who is supervised, and who is asked to do something."""
    wanted = [StakeSpec.of(one.body, Why.SUPERVISOR)]
    if one.board is not None:
        wanted.append(StakeSpec.of(one.board.set_up_by, Why.ORIGIN))
    asked = [rec.to for rec in one.recommendations.select_related("to").order_by("pk")] if one.pk else []
    holders = [*([one.subject_body] if one.subject_body else []), *asked]
    scope.write_stakes(one, [*wanted, *(StakeSpec.of(body, Why.HOLDER) for body in holders)])


# -- is it possible


def _checked(body: Body, facts: SupervisionFacts) -> dict[str, Any]:
    title = said(facts.title, "title", _("Cần ghi nội dung giám sát."))
    subject = facts.subject_body
    if subject is not None:
        check_alive(subject, facts.begins_on, "subject_body")
        if subject.pk == body.pk:
            raise Refused(_("Cơ quan không tự giám sát mình."), field="subject_body")
    check_alive(body, facts.begins_on, "begins_on")
    named = clean_line(facts.subject_text) or (subject.name if subject else "")
    if not named:
        raise Refused(_("Cần ghi đối tượng giám sát."), field="subject_text")
    if facts.subject_kind == SubjectKind.BODY and subject is None:
        raise Refused(_("Chọn cơ quan, đơn vị được giám sát."), field="subject_body")
    _check_tied(body, facts)
    return {
        "title": title, "subject_kind": facts.subject_kind, "subject_body": subject, "subject_text": named,
        "scope_text": clean_line(facts.scope_text), "begins_on": facts.begins_on, "plan_line": facts.plan_line,
        "task": facts.task,
    }  # fmt: skip


def _check_tied(body: Body, facts: SupervisionFacts) -> None:
    if facts.plan_line is not None and facts.plan_line.plan.body_id != body.pk:
        raise Refused(_("Nội dung này thuộc kế hoạch của cơ quan khác."), field="plan_line")


def _check_board(board: Board, body: Body, on: date) -> None:
    if board.acting_body.pk != body.pk:
        raise Refused(_("Ban này do cơ quan khác thành lập."), field="board")
    if on not in board.valid:
        message = _("Ngày {day} nằm ngoài nhiệm kỳ của {board}.")
        raise Refused(message.format(day=ngay(on), board=board.name), field="begins_on")


# -- change, remember


def _write_lists(one: Supervision, facts: SupervisionFacts) -> list[str]:
    changed = []
    if {kind.pk for kind in facts.types} != set(one.types.values_list("pk", flat=True)):
        one.types.set(facts.types)
        changed.append("types")
    if lines(facts.team) != list(one.team.order_by("order").values_list("office", flat=True)):
        _write_team(one, facts.team)
        changed.append("team")
    return changed


def _write_team(one: Supervision, team: Sequence[str]) -> None:
    one.team.all().delete()
    TeamMember.objects.bulk_create(
        TeamMember(supervision=one, order=order, office=office) for order, office in enumerate(lines(team), 1)
    )


def _remember(kind: str, one: Supervision, by: User, **data: Any) -> None:
    record(kind, by=by, subject=one, unit_id=one.unit_id, **data)


def notice_is_late(one: Supervision) -> bool:
    """Whether it waits for its notice and the last lawful day has passed: what the page warns of."""
    planned = one.status == SupervisionStatus.PLANNED
    return planned and one.notice_by is not None and one.notice_by < clock.today()
