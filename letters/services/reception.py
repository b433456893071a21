"""The schedule of citizen reception: duties by law, days, who received. Lock, may you, is it possible, change,
remember."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.periods import Period
from common.templatetags.qcdc import ngay
from common.text import clean_line
from deadlines import calendars, counting, finding
from letters import events_reception as events
from letters import policies_reception as policies
from letters import reception_plan, workflow_reception
from letters.enums_reception import DayKind, Per
from letters.models import ReceptionDay, ReceptionDuty
from letters.reception_plan import ONE_DAY
from organizations import scope
from organizations.enums import Why
from organizations.models import Body
from organizations.scope import StakeSpec
from steering.events import labels

HEADS = ("REC-05", "REC-06", "REC-07", "REC-08", "REC-16", "REC-17")
"""The rules that say how often a head receives citizens."""

ONLINE_NOTICE = "REC-13"


@transaction.atomic
def add_duty(
    *,
    body: Body,
    office: str,
    rule: str,
    basis: str,
    times: int | None,
    per: str,
    days: Sequence[int],
    starts: time,
    ends: time,
    place: str,
    since: date,
    until: date | None = None,
    by: User,
) -> ReceptionDuty:
    """Write down how often the head of a body receives: by a rule of the law, or by another basis that is named.

    Refused: a rule not in force on the first day; less often than the rule says; fewer days than due; no basis.
    """
    policies.check_can_receive(by, body)
    rule, times, per, basis = _frequency(rule, since, times, per, basis)
    stored = _checked_days(per, times, days)
    _check_hours(starts, ends)
    duty = ReceptionDuty.objects.create(
        body=body, office=_said(office, "office", _("Cần ghi người tiếp.")), rule=rule, basis=basis,
        times=times, per=per, days=stored, starts=starts, ends=ends,
        place=_said(place, "place", _("Cần ghi địa điểm tiếp.")), valid=_range(since, until),
    )  # fmt: skip

    record(events.DUTY_ADDED, by=by, subject=duty, unit_id=body.unit_id, office=duty.office, basis=duty.basis)
    return duty


@transaction.atomic
def edit_duty(
    *, duty: ReceptionDuty, days: Sequence[int], starts: time, ends: time, place: str, until: date | None, by: User
) -> ReceptionDuty:
    """Other days, hours or another place from now on, or its last day. Days that are planned already stay."""
    duty = ReceptionDuty.objects.select_for_update(of=("self",), no_key=True).select_related("body").get(pk=duty.pk)
    policies.check_can_receive(by, duty.body)
    _check_hours(starts, ends)
    wanted = {
        "days": _checked_days(duty.per, duty.times, days), "starts": starts, "ends": ends,
        "place": _said(place, "place", _("Cần ghi địa điểm tiếp.")), "valid": _range(duty.valid.lower, until),
    }  # fmt: skip
    changed = [name for name, value in wanted.items() if getattr(duty, name) != value]
    if not changed:
        return duty
    for name in changed:
        setattr(duty, name, wanted[name])
    duty.save(update_fields=changed)

    names = labels(ReceptionDuty, changed)
    record(events.DUTY_EDITED, by=by, subject=duty, unit_id=duty.body.unit_id, fields=names)
    return duty


@transaction.atomic
def plan_month(*, bodies: Iterable[Body], month: Period, by: User) -> list[ReceptionDay]:
    """Enter the days of a month that the duties of the bodies ask for; days already entered stay as they are.

    Days off give way to working days of the same week or month. Asking again adds what is missing.
    """
    made: list[ReceptionDay] = []
    for body in bodies:
        policies.check_can_receive(by, body)
        calendar = calendars.of_unit(body.unit_id)
        duties = ReceptionDuty.objects.filter(body=body).in_force(month.start, month.end)
        for duty in duties.select_for_update(no_key=True).order_by("pk"):
            made += _plan_duty(duty, body, month, calendar, by)
    return made


def _plan_duty(
    duty: ReceptionDuty, body: Body, month: Period, calendar: counting.Calendar, by: User
) -> list[ReceptionDay]:
    planned = reception_plan.plan(duty.per, duty.days, month.start, month.end, calendar.works)
    reach = (month.start - 7 * ONE_DAY, month.end + 7 * ONE_DAY)
    known = ReceptionDay.objects.filter(duty=duty, on__range=reach).values_list("on", "usual_on")
    taken = {day for pair in known for day in pair if day is not None}
    fresh = [one for one in planned if not {one.on, one.usual_on} & taken and (one.usual_on or one.on) in duty.valid]
    return [
        _enter(
            ReceptionDay(
                body=body, unit_id=body.unit_id, duty=duty, on=one.on, usual_on=one.usual_on, starts=duty.starts,
                ends=duty.ends, place=duty.place, kind=DayKind.SCHEDULED,
            ),
            by,
        )
        for one in fresh
    ]  # fmt: skip


@transaction.atomic
def plan_day(
    *,
    body: Body,
    kind: str,
    on: date,
    starts: time,
    ends: time,
    place: str,
    by: User,
    duty: ReceptionDuty | None = None,
    reason: str = "",
    announced_on: date | None = None,
) -> ReceptionDay:
    """Enter one day: by a duty, unscheduled (with the reason), or online, announced in time (REC-13)."""
    policies.check_can_receive(by, body)
    _check_alive(body, on)
    _check_hours(starts, ends)
    if duty is not None and duty.body_id != body.pk:
        raise Refused(_("Lịch này là của cơ quan khác."), field="duty")
    if kind == DayKind.SCHEDULED and duty is None:
        raise Refused(_("Buổi tiếp định kỳ phải theo một lịch tiếp của cơ quan."), field="duty")
    if kind == DayKind.UNSCHEDULED and not reason.strip():
        raise Refused(_("Tiếp đột xuất cần ghi lý do."), field="reason")
    if announced_on is not None and announced_on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field="announced_on")
    if kind == DayKind.ONLINE:
        _check_online_notice(body, on, announced_on)
    day = ReceptionDay(
        body=body, unit_id=body.unit_id, duty=duty, on=on, starts=starts, ends=ends, kind=kind,
        place=_said(place, "place", _("Cần ghi địa điểm tiếp.")), reason=clean_line(reason), announced_on=announced_on,
    )  # fmt: skip
    return _enter(day, by)


@transaction.atomic
def announce_month(*, bodies: Iterable[Body], month: Period, by: User) -> int:
    """The schedule of the month was published today (Article 24); how many days that are."""
    listed = list(bodies)
    for body in listed:
        policies.check_can_receive(by, body)
    days = ReceptionDay.objects.filter(
        body__in=listed, on__range=(month.start, month.end), announced_on=None, state="planned"
    ).exclude(kind=DayKind.UNSCHEDULED)
    locked = list(days.select_for_update(no_key=True).order_by("pk"))
    today = clock.today()
    for day in locked:
        day.announced_on = today
        day.save(update_fields=["announced_on"])
        record(events.DAY_ANNOUNCED, by=by, subject=day, unit_id=day.unit_id, on=ngay(today))
    return len(locked)


@transaction.atomic
def hold(
    *, day: ReceptionDay, head_received: bool, receiver: str = "", absence_reason: str = "", by: User
) -> ReceptionDay:
    """Citizens were received: by the head in person, or by whom else and why. May be corrected afterwards."""
    day = _locked(day)
    policies.check_can_hold(by, day)
    state = workflow_reception.moved(day.state, "hold")
    if day.on > clock.today():
        raise Refused(_("Buổi tiếp chưa diễn ra."))
    receiver = clean_line(receiver) or (day.duty.office if head_received and day.duty else "")
    if not receiver:
        raise Refused(_("Cần ghi người đã tiếp."), field="receiver")
    reason = "" if head_received else clean_line(absence_reason)
    if not head_received and not reason:
        raise Refused(_("Người đứng đầu không trực tiếp tiếp thì phải ghi lý do."), field="absence_reason")
    day.state, day.head_received, day.receiver, day.absence_reason = state, head_received, receiver, reason
    day.save(update_fields=["state", "head_received", "receiver", "absence_reason"])

    record(events.DAY_HELD, by=by, subject=day, unit_id=day.unit_id, receiver=receiver)
    return day


@transaction.atomic
def cancel(*, day: ReceptionDay, reason: str, by: User) -> ReceptionDay:
    """The day was not held. Refused: somebody came that day; no reason."""
    day = _locked(day)
    policies.check_can_hold(by, day)
    day.state = workflow_reception.moved(day.state, "cancel")
    if day.visits.exists():
        raise Refused(_("Buổi này đã có lượt tiếp trong sổ."))
    day.cancel_reason = _said(reason, "reason", _("Cần ghi lý do."))
    day.save(update_fields=["state", "cancel_reason"])

    record(events.DAY_CANCELLED, by=by, subject=day, unit_id=day.unit_id, reason=day.cancel_reason)
    return day


# -- is it possible


def _frequency(rule: str, on: date, times: int | None, per: str, basis: str) -> tuple[str, int, str, str]:
    """Rule, days, per what and basis: by the rule in force on the first day; more often is allowed, less is not."""
    if not rule:
        if not basis.strip():
            raise Refused(_("Cần ghi căn cứ."), field="basis")
        if not times:
            raise Refused(_("Cần ghi số ngày tiếp."), field="times")
        if per not in Per.values:
            raise Refused(_("Chọn tuần hoặc tháng."), field="per")
        return "", times, per, clean_line(basis)
    try:
        found = finding.general(rule, on)
    except Refused as refused:
        raise Refused(refused.message, field="rule") from None
    law = reception_plan.frequency_of(found.instead_vi)
    if law is None:
        raise Refused(_("Quy định này không nói bao lâu tiếp một lần."), field="rule")
    if times is not None and times < law[0]:
        message = _("Ít hơn quy định: {words}.")
        raise Refused(message.format(words=found.instead), field="times")
    return found.reference, times or law[0], law[1], clean_line(basis) or found.citation


def _checked_days(per: str, times: int, numbers: Sequence[int]) -> list[int]:
    stored = reception_plan.days_for(per, numbers)
    if len(stored) < times:
        raise Refused(_("Phải có ít nhất {times} ngày tiếp.").format(times=times), field="days")
    return stored


def _check_hours(starts: time, ends: time) -> None:
    if ends <= starts:
        raise Refused(_("Giờ kết thúc phải sau giờ bắt đầu."), field="ends")


def _check_alive(body: Body, on: date) -> None:
    if on not in body.valid:
        raise Refused(_("{body} không tồn tại vào ngày {day}.").format(body=body.name, day=ngay(on)), field="on")


def _check_online_notice(body: Body, on: date, announced_on: date | None) -> None:
    """Decree 154/2026/NĐ-CP: at least five working days before; no such rule before 01/07/2026."""
    try:
        rule = finding.rule(ONLINE_NOTICE, on, body.unit_id)
    except Refused:
        return
    last = counting.count(rule.limit, on, calendars.of_unit(body.unit_id)).due
    if announced_on is None or announced_on > last:
        message = _("Tiếp trực tuyến phải thông báo chậm nhất ngày {day} ({rule}, {citation}).")
        raise Refused(message.format(day=ngay(last), rule=rule.reference, citation=rule.citation), field="announced_on")


def _range(since: date, until: date | None) -> DateRange:
    if until is not None and until < since:
        raise Refused(_("Ngày kết thúc không được trước ngày bắt đầu."), field="until")
    return DateRange(since, until + ONE_DAY if until else None)


def _said(words: str, field: str, refusal: str) -> str:
    cleaned = clean_line(words)
    if not cleaned:
        raise Refused(refusal, field=field)
    return cleaned


# -- change, remember


def _locked(day: ReceptionDay) -> ReceptionDay:
    locked = ReceptionDay.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("body__unit", "duty").get(pk=day.pk)


def _enter(day: ReceptionDay, by: User) -> ReceptionDay:
    day.save(force_insert=True)
    scope.write_stakes(day, [StakeSpec.of(day.body, Why.ORIGIN)])
    _remember_planned(day, by)
    return day


@in_portal_language
def _remember_planned(day: ReceptionDay, by: User) -> None:
    how = str(day.kind_word.label)
    record(events.DAY_PLANNED, by=by, subject=day, unit_id=day.unit_id, on=ngay(day.on), how=how)
