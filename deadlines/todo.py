"""The list of everything with a clock that a person can act on, in parts: late, today, this week, later, suspended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from accounts.models import User
from common import clock as wall

from . import calendars, duties, queries, remaining
from .counting import Calendar
from .enums import Due, LimitUnit
from .models import Clock
from .models.clocks import ClockQuerySet
from .remaining import Remaining


@dataclass(frozen=True)
class Row:
    """One thing to do: what, for whom, until when."""

    clock: Clock
    duty: str
    who: str
    due_label: str
    left: Remaining


@dataclass(frozen=True)
class Part:
    """The rows of a part that are on this page, and how many it has on all pages."""

    due: Due
    count: int
    rows: list[Row]


def found(user: User, *, words: str = "", due: str = "", kind: str = "", duty: str = "") -> ClockQuerySet:
    """What waits for the person and passes the filters, oldest first."""
    clocks = queries.by_place(queries.actionable(user), wall.today()).filter(queries.with_words(words))
    if due:
        clocks = clocks.filter(**{"place": Due(due).place})
    if kind:
        clocks = clocks.filter(kind__code=kind)
    if duty:
        clocks = clocks.filter(duty=duty)
    return clocks.select_related("body", "above", "rule")


def parts(clocks: Iterable[Clock], counts: Mapping[Due, int]) -> list[Part]:
    """One page of the list; at most one query beside the clocks."""
    listed = list(clocks)
    units = _calendars(listed)
    return [
        Part(Due.at(place), counts[Due.at(place)], [_row(clock, units.get(clock.unit_id)) for clock in group])
        for place, group in groupby(listed, key=lambda clock: int(vars(clock)["place"]))
    ]


def _calendars(clocks: Iterable[Clock]) -> dict[int, Calendar]:
    """Of the units whose limits are counted in working days, as far as those reach."""
    counted = [clock for clock in clocks if clock.counted_in == LimitUnit.WORKING_DAY]
    days = [wall.today(), *(clock.due_on for clock in counted)]
    return calendars.between({clock.unit_id for clock in counted}, min(days), max(days)) if counted else {}


def _row(clock: Clock, calendar: Calendar | None) -> Row:
    duty = duties.get(clock.duty)
    return Row(clock, str(duty.label), _who(clock), remaining.due_label(clock), remaining.of(clock, calendar))


def _who(clock: Clock) -> str:
    if clock.above is None or clock.above_id == clock.body_id:
        return clock.body.name
    return _("{body} · {above} theo dõi").format(body=clock.body.name, above=clock.above.name)
