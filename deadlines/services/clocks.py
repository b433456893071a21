"""The life of a clock, for the verbs of other rooms, which have asked beforehand whether the person may.

Whoever calls has locked the record; the clock is locked after it, always in this order. Each function writes one
ClockStep, which is the clock's history, and tells the record's room where the due date went (deadlines.subjects).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max, Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common import clock as wall
from common.constraints import refusal_of
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line
from deadlines import calendars, counting, subjects, wording
from deadlines.counting import Calendar, Count, Limit, More, Pause
from deadlines.enums import Bound, ClockState, Direction, LimitUnit, StepKind
from deadlines.models import Clock, ClockKind, ClockStep, Extension, Rule, Suspension
from documents.models import OfficialDocument
from organizations.models import Body

type Counting = Callable[[Limit, date, Calendar, Iterable[Pause], Iterable[More]], Count]

_TITLE = 500


@dataclass(frozen=True)
class Start:
    """A clock that is to start: for which record, under which title, who must act and who hears when it is late."""

    subject: Model
    title: str
    body: Body
    above: Body | None = None


@transaction.atomic
def start(
    subject: Model,
    kind: str,
    *,
    title: str,
    body: Body,
    duty: str,
    on: date,
    by: User | None,
    rule: Rule | None = None,
    fixed_on: date | None = None,
    above: Body | None = None,
    paper: OfficialDocument | None = None,
) -> Clock:
    """Start a clock on the day of its event, by a rule or to a day that somebody named.

    The rule is frozen: later changes of it do not touch this clock. Refused: a day before the event; another clock of
    the same kind still runs for the record.
    """
    wanted = Start(subject, title=title, body=body, above=above)
    return start_many([wanted], kind, duty=duty, on=on, by=by, rule=rule, fixed_on=fixed_on, paper=paper)[0]


@transaction.atomic
def start_many(
    wanted: Sequence[Start],
    kind: str,
    *,
    duty: str,
    on: date,
    by: User | None,
    rule: Rule | None = None,
    fixed_on: date | None = None,
    paper: OfficialDocument | None = None,
) -> list[Clock]:
    """start() for many records of one sort on the same day and by the same rule; all start, or none does.

    The number of statements does not grow with the number of clocks.
    """
    if not wanted:
        return []
    subject_kind, known = subjects.kind_of(wanted[0].subject).kind, ClockKind.objects.get(code=kind)
    runs = _last_runs(subject_kind, known, [one.subject.pk for one in wanted])
    months = calendars.of_units({one.body.unit_id for one in wanted})
    rows = []
    for one in wanted:
        clock = Clock(
            subject_kind=subject_kind, subject_id=one.subject.pk, kind=known, run=runs.get(one.subject.pk, 0) + 1,
            title=_short(one.title), url=_url(one.subject), unit_id=one.body.unit_id, body=one.body, above=one.above,
            duty=duty, started_on=on, paper=paper, entered_at=wall.now(), next_reminder_on=wall.today(),
        )  # fmt: skip
        _freeze(clock, rule, fixed_on)
        _take_over(clock, _count(clock, months[clock.unit_id]))
        rows.append(clock)
    try:
        with transaction.atomic():
            Clock.objects.bulk_create(rows)
    except IntegrityError as error:
        raise refusal_of(error) or error from error
    ClockStep.objects.bulk_create(_new_step(clock, StepKind.STARTED, on, by, document=paper) for clock in rows)
    subjects.get(subject_kind).moved([clock.subject_id for clock in rows])
    return rows


def live(subject: Model, kind: str) -> Clock:
    """The live clock of a record, locked. Raises Clock.DoesNotExist."""
    return locked(Clock.objects.of(subject).live().get(kind__code=kind))


def locked(clock: Clock) -> Clock:
    """The clock as it is now, locked, with its bodies; whoever asks has locked the record."""
    rows = Clock.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("kind", "rule", "unit", "body__unit", "above").get(pk=clock.pk)


def locked_of(subject_kind: str, keys: Iterable[int]) -> list[Clock]:
    """The live clocks of many records of one sort, locked; whoever asks has locked the records."""
    rows = Clock.objects.select_for_update(of=("self",), no_key=True).live()
    own = rows.filter(subject_kind=subject_kind, subject_id__in=list(keys))
    return list(own.select_related("body", "above").order_by("pk"))


@transaction.atomic
def wait_for(clock: Clock, *, body: Body, duty: str) -> Clock:
    """Somebody else must act now; the due date stays, and who it is now is reminded of what is owed."""
    if (clock.body_id, clock.duty) != (body.pk, duty):
        clock.body, clock.duty, clock.next_reminder_on = body, duty, _reminds_from(clock)
        clock.save(update_fields=["body", "duty", "next_reminder_on"])
    return clock


@transaction.atomic
def pass_on(to: Mapping[Clock, tuple[Body, Body | None]]) -> None:
    """wait_for() for many live clocks: which body must act from now on, and which follows it. Due dates stay."""
    for clock, (body, above) in to.items():
        if clock.body_id != body.pk:
            clock.next_reminder_on = _reminds_from(clock)
        clock.body, clock.above = body, above
    Clock.objects.bulk_update(to, ["body", "above", "next_reminder_on"], batch_size=500)


@transaction.atomic
def retitle(subject: Model, title: str) -> None:
    """The record is called otherwise; its clocks follow."""
    Clock.objects.of(subject).order_by().update(title=_short(title))


@transaction.atomic
def correct(clock: Clock, *, fixed_on: date, on: date, by: User) -> Clock:
    """Another day instead of a wrongly named one. Refused: a clock by a rule, or that ended; a day before the event."""
    if not clock.is_live:
        raise Refused(_("Thời hạn này đã kết thúc."))
    if clock.rule_id:
        raise Refused(_("Hạn tính theo quy định thì không sửa trực tiếp được."))
    _check_not_before(fixed_on, clock.started_on, field="due_on")
    clock.fixed_on = fixed_on
    _change(clock, StepKind.CORRECTED, on, by)
    return clock


@transaction.atomic
def correct_many(running: Sequence[Clock], *, fixed_on: date, on: date, by: User) -> None:
    """correct() for many live clocks of one sort, locked, which have no extensions: four statements.

    Refused: a clock by a rule; a day before one of them began.
    """
    if not running:
        return
    steps = []
    for clock in running:
        if clock.rule_id:
            raise Refused(_("Hạn tính theo quy định thì không sửa trực tiếp được."))
        _check_not_before(fixed_on, clock.started_on, field="due_on")
        due_from, clock.fixed_on = clock.due_on, fixed_on
        clock.nominal_on = clock.due_on = fixed_on
        clock.next_reminder_on = _reminds_from(clock)
        steps.append(_new_step(clock, StepKind.CORRECTED, on, by, due_from=due_from))
    Clock.objects.bulk_update(running, ["fixed_on", "nominal_on", "due_on", "next_reminder_on"], batch_size=500)
    ClockStep.objects.bulk_create(steps)
    subjects.get(running[0].subject_kind).moved([clock.subject_id for clock in running])


@transaction.atomic
def suspend(clock: Clock, *, on: date, reason: str, by: User, document: OfficialDocument | None = None) -> Suspension:
    """From that day on the clock does not run.

    Refused: it does not run; a named day, a minimum or a limit before an event, which are not suspended; a day before
    the start, after the due date, in the future or within an earlier suspension; no reason. An extension to a named
    day makes the limit end on that day, so it is not suspended any more.
    """
    _check_state(clock, ClockState.RUNNING, _("Chỉ tạm dừng được thời hạn đang chạy."))
    if clock.rule_id is None or clock.direction == Direction.BEFORE or clock.bound == Bound.MINIMUM:
        raise Refused(_("Hạn ấn định theo ngày, thời gian tối thiểu và hạn trước sự kiện không tạm dừng được."))
    _check_no_day_named(clock)
    reason = _checked_reason(reason)
    _check_past(on)
    _check_not_before(on, clock.started_on, field="on")
    if on > clock.due_on:
        raise Refused(
            _("Thời hạn đã hết ngày {day}, không tạm dừng được nữa.").format(day=ngay(clock.due_on)), field="on"
        )
    row = Suspension(clock=clock, during=DateRange(on, None), reason=reason, document=document, by=by)
    _keep(row)
    clock.state, clock.next_reminder_on = ClockState.SUSPENDED, None
    clock.save(update_fields=["state", "next_reminder_on"])
    _step(clock, StepKind.SUSPENDED, on, by, reason=reason, document=document)
    return row


@transaction.atomic
def resume(clock: Clock, *, on: date, by: User, reason: str = "", document: OfficialDocument | None = None) -> Clock:
    """That day counts again; the due date moves by the days in between.

    Refused: it is not suspended; a day not after the suspension began, or in the future.
    """
    _check_state(clock, ClockState.SUSPENDED, _("Thời hạn này không tạm dừng, không có gì để tính tiếp."))
    _check_past(on)
    row = clock.suspensions.get(during__upper_inf=True)
    if on <= row.during.lower:
        message = _("Ngày tính tiếp phải sau ngày tạm dừng ({day}).")
        raise Refused(message.format(day=ngay(row.during.lower)), field="on")
    row.during = DateRange(row.during.lower, on)
    row.save(update_fields=["during"])
    clock.state = ClockState.RUNNING
    _change(clock, StepKind.RESUMED, on, by, reason=clean_line(reason), document=document)
    return clock


@transaction.atomic
def extend(
    clock: Clock,
    *,
    on: date,
    reason: str,
    by: User,
    amount: int | None = None,
    counted_in: LimitUnit = LimitUnit.CALENDAR_DAY,
    to: date | None = None,
    document: OfficialDocument | None = None,
) -> Extension:
    """More time: ``amount`` days, working days or months beyond the last day, or ``to`` a day.

    Refused: it does not run; a minimum or a limit before an event; an extension that shortens; more than its rule
    allows; entered before an earlier extension; no reason.
    """
    _check_state(clock, ClockState.RUNNING, _("Chỉ gia hạn được thời hạn đang chạy."))
    if clock.direction == Direction.BEFORE or clock.bound == Bound.MINIMUM:
        raise Refused(_("Thời gian tối thiểu và hạn trước sự kiện không gia hạn được."))
    reason = _checked_reason(reason)
    _check_order(clock, on)
    _check_extra(clock, amount, counted_in, to)
    more = More(to=to) if to is not None else More(amount or 0, counted_in)
    counted = _count(clock, calendars.of_unit(clock.unit_id), more)
    if counted.due <= clock.due_on:
        field = "due_on" if to is not None else "amount"
        raise Refused(_("Hạn mới phải sau hạn cũ ({day}).").format(day=ngay(clock.due_on)), field=field)
    row = Extension.objects.create(
        clock=clock, on=on, amount=None if to else amount, counted_in="" if to else counted_in, to=to,
        due_from=clock.due_on, due_to=counted.due, reason=reason, document=document, by=by,
    )  # fmt: skip
    _change(clock, StepKind.EXTENDED, on, by, reason=reason, document=document)
    return row


@transaction.atomic
def stop(
    clock: Clock, *, on: date, by: User | None, reason: str = "", document: OfficialDocument | None = None
) -> Clock:
    """What had to be done is done. Refused: it ended already."""
    return _end(clock, ClockState.STOPPED, StepKind.STOPPED, on, by, reason, document)


@transaction.atomic
def cancel(
    clock: Clock, *, on: date, by: User | None, reason: str = "", document: OfficialDocument | None = None
) -> Clock:
    """It need not be done any more. Refused: it ended already."""
    return _end(clock, ClockState.CANCELLED, StepKind.CANCELLED, on, by, reason, document)


def counted(
    clock: Clock,
    calendar: Calendar | None = None,
    *,
    extensions: Iterable[Extension] | None = None,
    suspensions: Iterable[Suspension] | None = None,
) -> Count:
    """How the due date comes about, day by day. An open suspension stops the count where it stands.

    Whoever has read the clock's extensions, in their order, and suspensions hands them over.
    """
    more = _extensions(clock) if extensions is None else [row.more for row in extensions]
    pauses = _pauses(clock) if suspensions is None else [row.pause for row in suspensions if row.during.upper]
    return _counted(clock, calendar or calendars.of_unit(clock.unit_id), more, pauses, counting.count)


def recounted(
    clock: Clock, calendar: Calendar, extensions: Iterable[Extension], suspensions: Iterable[Suspension]
) -> Count:
    """The same without the days on the way, for many clocks at once, whose rows were read beforehand."""
    pauses = [row.pause for row in suspensions if row.during.upper]
    return _counted(clock, calendar, [row.more for row in extensions], pauses, counting.due)


def due_by_rule(clock: Clock, calendar: Calendar) -> date | None:
    """When an extended clock would be due by its rule alone: with the calendar of today and its suspensions, without
    the extensions. None without a rule or an extension."""
    if clock.rule_id is None or not clock.extensions.exists():
        return None
    return recounted(clock, calendar, [], clock.suspensions.all()).due


# -- counting


def _count(clock: Clock, calendar: Calendar, *more: More) -> Count:
    """Count the frozen limit with its suspensions and extensions, and with one more extension that is being tried."""
    pauses = [] if clock.limit is None else _pauses(clock)
    try:
        return _counted(clock, calendar, [*_extensions(clock), *more], pauses, counting.due)
    except (OverflowError, ValueError) as error:  # beyond the years that a calendar has
        raise Refused(_("Hạn tính ra quá xa; xem lại ngày và độ dài thời hạn.")) from error


def _counted(clock: Clock, calendar: Calendar, more: list[More], pauses: list[Pause], count: Counting) -> Count:
    if clock.limit is None:
        return counting.fixed(clock.started_on, clock.fixed_on or clock.started_on, calendar, more)
    return count(clock.limit, clock.started_on, calendar, pauses, more)


def _extensions(clock: Clock) -> list[More]:
    return [row.more for row in clock.extensions.order_by("on", "pk")] if clock.pk else []


def _pauses(clock: Clock) -> list[Pause]:
    """Suspensions that ended; while one is open the due date stays where it was."""
    return [row.pause for row in clock.suspensions.filter(during__upper_inf=False)] if clock.pk else []


def _take_over(clock: Clock, count: Count) -> None:
    clock.nominal_on, clock.due_on, clock.provisional = count.nominal, count.due, count.provisional


def _freeze(clock: Clock, rule: Rule | None, fixed_on: date | None) -> None:
    if rule is None:
        if fixed_on is None:
            raise ValueError("a clock needs a rule or a day")
        _check_not_before(fixed_on, clock.started_on, field="due_on")
        clock.fixed_on = fixed_on
        return
    clock.rule, clock.amount, clock.counted_in = rule, rule.limit.amount, rule.counted_in
    clock.direction, clock.bound, clock.rolls = rule.direction, rule.bound, rule.rolls


# -- is it possible


def _check_state(clock: Clock, wanted: ClockState, message: str) -> None:
    if clock.state != wanted:
        raise Refused(message)


def _check_not_before(day: date, first: date, *, field: str) -> None:
    if day < first:
        raise Refused(_("Ngày không được trước ngày bắt đầu tính ({day}).").format(day=ngay(first)), field=field)


def _check_past(on: date) -> None:
    if on > wall.today():
        raise Refused(_("Ngày không được sau hôm nay."), field="on")


def _check_order(clock: Clock, on: date) -> None:
    latest = clock.extensions.aggregate(day=Max("on"))["day"]
    if latest and on < latest:
        message = _("Ngày không được trước lần gia hạn gần nhất ({day}).")
        raise Refused(message.format(day=ngay(latest)), field="on")


def _check_no_day_named(clock: Clock) -> None:
    latest = clock.extensions.order_by("on", "pk").last()
    if latest is not None and latest.to is not None:
        message = _("Hạn đã gia hạn đến ngày ấn định {day} nên không tạm dừng được; cần thêm thời gian thì gia hạn.")
        raise Refused(message.format(day=ngay(latest.to)))


def _check_extra(clock: Clock, amount: int | None, counted_in: LimitUnit, to: date | None) -> None:
    """Where the law says how often and by how much a limit may be extended, no more than that."""
    rule = clock.rule
    if rule is None or not rule.extra or not rule.extra_times:
        return
    words = ngettext(
        "{rule} chỉ cho thêm {amount}, {times} lần.", "{rule} chỉ cho thêm {amount}, {times} lần.", rule.extra_times
    )
    more = wording.amount_in_words(rule.extra, rule.extra_unit)
    allowed = words.format(rule=rule.reference, amount=more, times=rule.extra_times)
    too_much = to is not None or counted_in != rule.extra_unit or (amount or 0) > rule.extra
    if too_much or clock.extensions.count() >= rule.extra_times:
        raise Refused(allowed, field="amount" if to is None else "due_on")


def _checked_reason(reason: str) -> str:
    if not reason.strip():
        raise Refused(_("Cần ghi lý do."), field="reason")
    return clean_line(reason)


# -- change, remember, tell


def _last_runs(subject_kind: str, kind: ClockKind, keys: Sequence[int]) -> dict[int, int]:
    """The number of the last run of each record's clocks of a kind; records without one are left out."""
    rows = Clock.objects.filter(subject_kind=subject_kind, subject_id__in=keys, kind=kind).order_by()
    return dict(rows.values("subject_id").annotate(last=Max("run")).values_list("subject_id", "last"))


def _short(title: str) -> str:
    line = clean_line(title)
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rstrip() + "…"


def _url(subject: Model) -> str:
    address: Any = subject
    return str(address.get_absolute_url())


def _reminds_from(clock: Clock) -> date | None:
    """Reminders may be owed from today on; the next run works out when exactly."""
    return wall.today() if clock.state == ClockState.RUNNING else None


def _keep(row: Suspension) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        refused = refusal_of(error)
        raise (Refused(refused.message, field="on") if refused else error) from error


def _change(clock: Clock, kind: StepKind, on: date, by: User | None, **words: Any) -> None:
    """Count again, write the new dates and the step, tell the record's room."""
    due_from = clock.due_on
    _take_over(clock, _count(clock, calendars.of_unit(clock.unit_id)))
    clock.next_reminder_on = _reminds_from(clock)
    clock.save(update_fields=["fixed_on", "nominal_on", "due_on", "provisional", "state", "next_reminder_on"])
    _step(clock, kind, on, by, due_from=due_from, **words)
    _moved(clock)


def _end(
    clock: Clock,
    state: ClockState,
    kind: StepKind,
    on: date,
    by: User | None,
    reason: str,
    document: OfficialDocument | None,
) -> Clock:
    if not clock.is_live:
        raise Refused(_("Thời hạn này đã kết thúc."))
    clock.state, clock.ended_on, clock.next_reminder_on = state, on, None
    clock.save(update_fields=["state", "ended_on", "next_reminder_on"])
    _step(clock, kind, on, by, reason=clean_line(reason), document=document)
    return clock


def _step(
    clock: Clock,
    kind: StepKind,
    on: date,
    by: User | None,
    *,
    due_from: date | None = None,
    reason: str = "",
    document: OfficialDocument | None = None,
) -> None:
    _new_step(clock, kind, on, by, due_from=due_from, reason=reason, document=document).save(force_insert=True)


def _new_step(
    clock: Clock,
    kind: StepKind,
    on: date,
    by: User | None,
    *,
    due_from: date | None = None,
    reason: str = "",
    document: OfficialDocument | None = None,
) -> ClockStep:
    return ClockStep(
        clock=clock, kind=kind, on=on, at=wall.now(), due_from=due_from, due_to=clock.due_on, reason=reason,
        document=document, by=by,
    )  # fmt: skip


def _moved(clock: Clock) -> None:
    subjects.get(clock.subject_kind).moved([clock.subject_id])
