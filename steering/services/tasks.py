"""Tasks from assignment to confirmed result. Each verb: lock, may you, is it possible, change, remember, tell."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from deadlines.models import Extension
from deadlines.services import clocks
from documents.models import OfficialDocument
from organizations import scope
from organizations.enums import Why
from organizations.models import Body, Reach
from organizations.scope import StakeSpec
from steering import citing, events, policies, telling, timing, workflow
from steering.enums import TaskStatus, Verdict
from steering.models import DirectingPaper, ProgressReport, Task, TaskState, TaskSupporter


@transaction.atomic
def assign_task(
    *,
    title: str,
    assigned_by: Body,
    lead: Body,
    supporters: Sequence[Body],
    due_on: date,
    assigned_on: date,
    by: User,
    note: str = "",
    period_note: str = "",
    origin_kind: str = "",
    origin_id: int | None = None,
    origin_text: str = "",
    papers: Sequence[DirectingPaper] = (),
) -> Task:
    """Set a task. It cites the papers given, and those of its unit's register whose numbers stand in its words.

    Refused: due before assigned; a body that did not exist that day, or outside the assigner's reach.
    """
    policies.check_can_assign(by, assigned_by)
    _check_title(title)
    _check_due(assigned_on, due_on)
    _check_alive(assigned_by, assigned_on, field="assigned_by")
    _check_bodies(assigned_by, lead, supporters, assigned_on)

    number = _next_number()
    task = Task(
        pk=number, code=f"NV-{assigned_on.year}-{number:04d}", title=title, note=nfc(note), unit=assigned_by.unit,
        assigned_by=assigned_by, lead=lead, assigned_on=assigned_on, due_on=due_on,
        period_note=clean_line(period_note), origin_kind=origin_kind, origin_id=origin_id,
        origin_text=clean_line(origin_text),
    )  # fmt: skip
    task.save(force_insert=True)
    TaskState.objects.create(task=task, since=assigned_on, status=task.status, percent=0)
    _write_parties(task, supporters)
    timing.start(task, by=by)
    citing.cite(task, [*papers, *citing.named_in(f"{task.title} {task.note}", task.unit)])

    _remember(events.ASSIGNED, task, by, lead=lead.name, due=ngay(due_on))
    telling.assigned(task, by=by)
    return task


@transaction.atomic
def edit_task(
    *,
    task: Task,
    title: str,
    note: str,
    period_note: str,
    lead: Body,
    supporters: Sequence[Body],
    due_on: date,
    by: User,
    papers: Sequence[DirectingPaper] | None = None,
) -> Task:
    """Correct a task; ``papers`` None leaves what it cites.

    The due date may be corrected while nobody has begun; later it is extended, with a reason.
    """
    task = _locked(task)
    policies.check_can_edit(by, task)
    workflow.move(task, "edit")
    _check_title(title)
    _check_bodies(task.assigned_by, lead, supporters, task.assigned_on, kept=_bodies_of(task))
    if due_on != task.due_on:
        _check_due_correction(task, due_on)

    wanted = {
        "title": clean_line(title), "note": nfc(note), "period_note": clean_line(period_note),
        "lead": lead, "due_on": due_on,
    }  # fmt: skip
    changed = [name for name, value in wanted.items() if getattr(task, name) != value]
    for name in changed:
        setattr(task, name, wanted[name])
    if set(_supporter_ids(task)) != {body.pk for body in supporters}:
        changed.append("supporters")
    cited = papers is not None and citing.cite(task, papers)
    if not changed and not cited:
        return task
    task.save()
    _write_parties(task, supporters)
    _correct_clock(task, changed, by)

    _remember(events.EDITED, task, by, fields=_fields(changed, cited))
    if "lead" in changed:
        telling.assigned(task, by=by)
    return task


@transaction.atomic
def report_progress(
    *, task: Task, text: str, percent: int, by: User, reported_on: date | None = None
) -> ProgressReport:
    """What the lead body says. 100 % asks the body that set the task to confirm."""
    task = _locked(task)
    on = reported_on or clock.today()
    policies.check_can_report(by, task)
    workflow.move(task, "report" if percent == 100 else "progress")
    if not text.strip():
        raise Refused(_("Cần ghi kết quả thực hiện."), field="text")
    if not 0 <= percent <= 100:
        raise Refused(_("Tiến độ từ 0 đến 100 %."), field="percent")
    _check_day(task, on, field="reported_on")

    report = ProgressReport.objects.create(
        task=task, body=task.lead, text=nfc(text.strip()), percent=percent, reported_on=on, reported_by=by
    )
    task.percent = percent
    _enter(task, on)
    timing.hand_over(task)

    kind = events.REPORTED if percent == 100 else events.PROGRESSED
    _remember(kind, task, by, percent=percent, on=ngay(on))
    if percent == 100:
        telling.reported(report, by=by)
    return report


@transaction.atomic
def sign_off(*, task: Task, by: User, on: date | None = None) -> Task:
    """The body that set the task confirms that it is done."""
    task = _locked(task)
    day = on or clock.today()
    policies.check_can_decide(by, task)
    workflow.move(task, "sign_off")
    _check_day(task, day, field="on")

    _judge(task, Verdict.ACCEPTED, day, by)
    task.percent, task.closed_on = 100, day
    _enter(task, day)
    clocks.stop(timing.live(task), on=day, by=by)

    _remember(events.DONE, task, by, on=ngay(day))
    return task


@transaction.atomic
def send_back(*, task: Task, reason: str, by: User, on: date | None = None) -> Task:
    """Not done yet, says the body that set the task; the percentage falls back to what was reported before."""
    task = _locked(task)
    day = on or clock.today()
    policies.check_can_decide(by, task)
    workflow.move(task, "send_back")
    reason = _checked_reason(reason)
    _check_day(task, day, field="on")

    report = _judge(task, Verdict.RETURNED, day, by, reason)
    task.percent = _percent_before(task)
    _enter(task, day)
    timing.hand_over(task)

    _remember(events.RETURNED, task, by, reason=reason)
    telling.returned(report, by=by)
    return task


@transaction.atomic
def extend(
    *,
    task: Task,
    due_on: date,
    reason: str,
    by: User,
    document: OfficialDocument | None = None,
    on: date | None = None,
) -> Extension:
    """A later due date, kept beside the old one."""
    task = _locked(task)
    day = on or clock.today()
    policies.check_can_decide(by, task)
    workflow.move(task, "extend")
    reason = _checked_reason(reason)
    _check_past(task, day, field="on")

    extension = clocks.extend(timing.live(task), on=day, to=due_on, reason=reason, document=document, by=by)
    task.due_on = extension.due_to

    words = {"due_from": ngay(extension.due_from), "due_to": ngay(due_on), "reason": reason}
    _remember(events.EXTENDED, task, by, document=_under(document), **words)
    telling.extended(task, extension, by=by)
    return extension


@transaction.atomic
def cancel(*, task: Task, reason: str, by: User, on: date | None = None) -> Task:
    """The task is no longer wanted. It stays in the history and counts as neither open nor done."""
    task = _locked(task)
    day = on or clock.today()
    policies.check_can_cancel(by, task)
    workflow.move(task, "cancel")
    reason = _checked_reason(reason)
    _check_day(task, day, field="on")

    task.closed_on = day
    _enter(task, day)
    clocks.cancel(timing.live(task), on=day, by=by, reason=reason)

    _remember(events.CANCELLED, task, by, reason=reason)
    telling.cancelled(task, reason, by=by)
    return task


# -- is it possible


def _check_title(title: str) -> None:
    if not title.strip():
        raise Refused(_("Cần ghi nội dung nhiệm vụ."), field="title")


def _check_due(assigned_on: date, due_on: date) -> None:
    if due_on < assigned_on:
        message = _("Hạn hoàn thành không được trước ngày giao ({day}).")
        raise Refused(message.format(day=ngay(assigned_on)), field="due_on")


def _check_due_correction(task: Task, due_on: date) -> None:
    if task.status != TaskStatus.ASSIGNED or task.extensions.exists():
        raise Refused(_("Việc đã bắt đầu: dùng “Gia hạn” để đổi hạn, có ghi lý do."), field="due_on")
    _check_due(task.assigned_on, due_on)


def _check_bodies(
    assigned_by: Body, lead: Body, supporters: Sequence[Body], on: date, kept: frozenset[int] = frozenset()
) -> None:
    """Bodies of that day, within the reach of the assigner's unit; those that take part already may stay."""
    if lead in supporters:
        raise Refused(_("Cơ quan chủ trì không đồng thời là cơ quan phối hợp."), field="supporters")
    reached = set(Reach.objects.filter(source=assigned_by.unit_id).values_list("target_id", flat=True))
    reached.add(assigned_by.unit_id)
    for field, body in [("lead", lead), *(("supporters", body) for body in supporters)]:
        if body.pk in kept:
            continue
        _check_alive(body, on, field=field)
        if body.unit_id not in reached:
            message = _("{body} không thuộc đơn vị giao việc hoặc đơn vị cấp dưới.")
            raise Refused(message.format(body=body.name), field=field)


def _check_alive(body: Body, on: date, *, field: str) -> None:
    if on not in body.valid:
        raise Refused(_("{body} không tồn tại vào ngày {day}.").format(body=body.name, day=ngay(on)), field=field)


def _check_day(task: Task, on: date, *, field: str) -> None:
    """Steps are entered in the order in which they happened, never ahead of time."""
    _check_past(task, on, field=field)
    latest = task.states.order_by("-since").values_list("since", flat=True).first()
    if latest and on < latest:
        message = _("Ngày không được trước lần cập nhật gần nhất ({day}).")
        raise Refused(message.format(day=ngay(latest)), field=field)


def _check_past(task: Task, on: date, *, field: str) -> None:
    if on < task.assigned_on:
        raise Refused(_("Ngày không được trước ngày giao ({day}).").format(day=ngay(task.assigned_on)), field=field)
    if on > max(clock.today(), task.assigned_on):
        raise Refused(_("Ngày không được sau hôm nay."), field=field)


def _checked_reason(reason: str) -> str:
    if not reason.strip():
        raise Refused(_("Cần ghi lý do."), field="reason")
    return clean_line(reason)


# -- change, remember


@in_portal_language
def _fields(changed: Sequence[str], cited: bool) -> str:
    names = events.labels(Task, changed)
    return ", ".join(part for part in (names, _("căn cứ văn bản chỉ đạo") if cited else "") if part)


@in_portal_language
def _under(document: OfficialDocument | None) -> str:
    return _(" theo {document}").format(document=document) if document else ""


def _locked(task: Task) -> Task:
    locked = Task.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("assigned_by__unit", "lead__unit").get(pk=task.pk)


def _next_number() -> int:
    """The number in the code is the row's key, drawn beforehand: no lock, no two alike, gaps allowed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('steering_task', 'id'))")
        return int(cursor.fetchone()[0])


def _supporter_ids(task: Task) -> list[int]:
    return list(TaskSupporter.objects.filter(task=task).values_list("body_id", flat=True))


def _bodies_of(task: Task) -> frozenset[int]:
    return frozenset([task.lead_id, *_supporter_ids(task)])


def _write_parties(task: Task, supporters: Sequence[Body]) -> None:
    """Who takes part, and with it whom the task concerns."""
    wanted = {body.pk: body for body in supporters}
    present = set(_supporter_ids(task))
    TaskSupporter.objects.filter(task=task, body__in=present - set(wanted)).delete()
    TaskSupporter.objects.bulk_create(
        [TaskSupporter(task=task, body=body) for pk, body in wanted.items() if pk not in present]
    )
    stakes = [
        StakeSpec(task.unit_id, None, Why.ORIGIN),
        StakeSpec.of(task.assigned_by, Why.ASSIGNER),
        StakeSpec.of(task.lead, Why.HOLDER),
        *(StakeSpec.of(body, Why.SUPPORTER) for body in wanted.values()),
    ]
    scope.write_stakes(task, stakes)


def _correct_clock(task: Task, changed: Sequence[str], by: User) -> None:
    if "title" in changed:
        clocks.retitle(task, task.title)
    if "lead" in changed:
        timing.hand_over(task)
    if "due_on" in changed:
        clocks.correct(timing.live(task), fixed_on=task.due_on, on=clock.today(), by=by)


def _enter(task: Task, on: date) -> None:
    """Write the task and the dated row of its new state; of several changes in one day the last one counts."""
    task.save(update_fields=["status", "percent", "closed_on"])
    TaskState.objects.update_or_create(task=task, since=on, defaults={"status": task.status, "percent": task.percent})


def _judge(task: Task, verdict: Verdict, on: date, by: User, reason: str = "") -> ProgressReport:
    """Tie the verdict to the report that asked for confirmation."""
    report = task.reports.filter(percent=100).order_by("-pk")[:1].get()
    report.verdict, report.verdict_on, report.verdict_by, report.verdict_reason = verdict, on, by, reason
    report.save(update_fields=["verdict", "verdict_on", "verdict_by", "verdict_reason"])
    return report


def _percent_before(task: Task) -> int:
    earlier = task.reports.filter(percent__lt=100).order_by("-pk").values_list("percent", flat=True).first()
    return earlier or 0


def _remember(kind: str, task: Task, by: User, **data: Any) -> None:
    record(kind, by=by, subject=task, unit_id=task.unit_id, **data)
