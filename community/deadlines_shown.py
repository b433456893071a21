"""All time limits of a record, one line each: last lawful day, when it was done, late or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from deadlines import calendars, remaining
from deadlines.counting import Calendar
from deadlines.enums import Bound, ClockState, Direction
from deadlines.models import Clock
from deadlines.remaining import Remaining


@dataclass(frozen=True)
class Line:
    """One time limit; ``done_on`` is empty while it runs, ``note`` says what the day is where it is not a due date."""

    kind: str
    label: str
    note: str
    due_on: date
    done_on: date | None
    left: Remaining
    provisional: bool
    url: str


def lines_of(record: Model) -> list[Line]:
    """The limits that were not dropped, in the order in which they fall due; at most three queries."""
    clocks = list(
        Clock.objects.of(record)
        .exclude(state=ClockState.CANCELLED)
        .select_related("kind", "rule")
        .order_by("due_on", "pk")
    )
    if not clocks:
        return []
    calendar = calendars.of_unit(clocks[0].unit_id)
    return [_line(clock, calendar) for clock in clocks]


def _line(clock: Clock, calendar: Calendar) -> Line:
    plain = clock.bound == Bound.MAXIMUM and clock.direction == Direction.AFTER
    return Line(
        kind=clock.kind.code,
        label=clock.rule.name if clock.rule else str(clock.kind),
        note="" if plain else remaining.due_label(clock),
        due_on=clock.due_on,
        done_on=clock.ended_on,
        left=remaining.of(clock, calendar),
        provisional=clock.provisional,
        url=clock.get_absolute_url(),
    )
