"""Which reminders are owed, to whom, from which day on. A reminder is a mark, so it happens once.

Owed is what state and date say today, never what changed since the last run: a run that is days late marks what is
still owed, and two runs at once mark it once. ``Clock.next_reminder_on`` says which clocks to look at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from common import clock as wall
from organizations.models import Ancestry

from . import calendars
from .audiences import Audiences
from .counting import ONE_DAY, Calendar
from .enums import Bound, ClockState, LimitUnit
from .models import Clock, Reminder, ReminderStep

BATCH = 500  # clocks that one transaction looks at
_LONGEST_BREAK = 30  # days off in a row, with room to spare


def mark_owed() -> bool:
    """Mark everything that is owed today. False when another worker still holds clocks that owe something."""
    while _mark_some(wall.today()):
        pass
    return not owing(wall.today()).exists()


def look_again(clocks: QuerySet[Clock]) -> None:
    """Something that reminders depend on has changed: the next run works out anew when these clocks remind."""
    clocks.filter(state=ClockState.RUNNING).update(next_reminder_on=wall.today())


def look_around(spans: Iterable[tuple[date, date]], unit_id: int | None) -> None:
    """These days of a unit's calendar, or the country's, are others now: steps in working days may stand elsewhere."""
    steps = ReminderStep.objects.filter(counted_in=LimitUnit.WORKING_DAY, in_use=True)
    reach = timedelta(days=2 * max((abs(step.offset) for step in steps), default=0) + _LONGEST_BREAK)
    near = Q(pk__in=[])
    for first, last in spans:
        near |= Q(due_on__range=(first - reach, last + reach))
    clocks = Clock.objects.filter(near, kind__in=steps.values("kind"))
    if unit_id is not None:
        below = Ancestry.objects.filter(ancestor=unit_id, valid__contains=wall.today())
        clocks = clocks.filter(unit__in=below.values("descendant"))
    look_again(clocks)


def day_of(step: ReminderStep, due_on: date, calendar: Calendar) -> date:
    """The day of a step, counted from a due date in days or in working days."""
    try:
        if step.counted_in == LimitUnit.WORKING_DAY:
            return _working_days_from(due_on, step.offset, calendar)
        return due_on + timedelta(days=step.offset)
    except OverflowError:  # beyond the years that dates know
        return date.max if step.offset > 0 else date.min


def applies(step: ReminderStep, clock: Clock) -> bool:
    """A minimum ("may be taken down from") asks for nothing before its day and is never late: only that day reminds."""
    return clock.bound != Bound.MINIMUM or (step.offset == 0 and not step.escalates)


@dataclass(frozen=True)
class _Plan:
    """What a clock owes today, and the day of the next step to come."""

    owed: Sequence[ReminderStep]
    next_on: date | None


def owing(today: date) -> QuerySet[Clock]:
    """Clocks that may owe a reminder today, however many days that has been so."""
    return Clock.objects.filter(next_reminder_on__lte=today)


@transaction.atomic
def _mark_some(today: date) -> int:
    """One batch; how many clocks it looked at. Clocks that another worker or a verb holds are left to the next run."""
    locked = owing(today).select_for_update(skip_locked=True, no_key=True)
    clocks = list(locked.order_by("next_reminder_on", "pk")[:BATCH])
    if clocks:
        _forget_lapsed(clocks)
        _mark(clocks, today)
    return len(clocks)


def _forget_lapsed(clocks: Iterable[Clock]) -> None:
    """A clock that came back to a due date owes what lapsed while it was elsewhere."""
    Reminder.objects.filter(clock__in=clocks, lapsed=True, due_on=F("clock__due_on")).delete()


def _mark(clocks: Sequence[Clock], today: date) -> None:
    audiences, steps = Audiences(clocks), _steps_of(clocks)
    units = calendars.of_units({clock.unit_id for clock in clocks})
    marks: list[Reminder] = []
    for clock in clocks:
        plan = _plan(clock, steps[clock.kind_id], units[clock.unit_id], today)
        reached = {step: audiences.of(clock, step.audience) for step in plan.owed}
        marks += [
            Reminder(clock=clock, step=step, due_on=clock.due_on, recipient_id=person, made_at=wall.now())
            for step, people in reached.items()
            for person in sorted(people)
        ]
        # Where nobody is there to be told, the clock is asked again tomorrow.
        clock.next_reminder_on = plan.next_on if all(reached.values()) else today + ONE_DAY
    Reminder.objects.bulk_create(marks, ignore_conflicts=True)
    Clock.objects.bulk_update(clocks, ["next_reminder_on"])


def _steps_of(clocks: Iterable[Clock]) -> dict[int, list[ReminderStep]]:
    """The steps in use, by kind of clock."""
    found = defaultdict(list)
    for step in ReminderStep.objects.filter(kind__in={clock.kind_id for clock in clocks}, in_use=True):
        found[step.kind_id].append(step)
    return found


def _plan(clock: Clock, steps: Iterable[ReminderStep], calendar: Calendar, today: date) -> _Plan:
    entered_on = clock.entered_at.astimezone(wall.ZONE).date()
    days = {step: day_of(step, clock.due_on, calendar) for step in steps if applies(step, clock)}
    # "Three days left" said too late says nothing; that it is due or overdue is said however late it was entered.
    owed = [step for step, day in days.items() if day <= today and (day >= entered_on or step.offset >= 0)]
    return _Plan(owed, min((day for day in days.values() if day > today), default=None))


def _shifted(day: date, by: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + by, 1), date.max.toordinal()))


def _working_days_from(day: date, offset: int, calendar: Calendar) -> date:
    """The working day that many before or after a day; the day itself for none."""
    way = ONE_DAY if offset > 0 else -ONE_DAY
    left = abs(offset)
    while left:
        day += way
        left -= calendar.works(day)
    return day
