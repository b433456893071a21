"""How a time limit is counted. Plain values in, plain values out: no database, no clock, no words of a page.

- After an event, the first day counted is the day after it (Civil Code 91/2015 Article 147, recalled).
- Working days skip weekends, holidays, compensatory and swapped days off; a swapped Saturday counts.
- Calendar days count every day; months end on the day of the same number, or on the last day of a shorter month.
- A maximum whose last day is no working day ends with the next working day (Civil Code Article 148.5, recalled).
- A minimum ("posted at least 30 consecutive days") does not roll; ``due`` is the day after it, when it may end.
- Before an event, the limit returns the last lawful day and never rolls forward.
- Extended to a named day, a limit in working days counts the working days up to it, others every day.
- A suspended day counts for nothing: n suspended days move a limit in calendar days by n, and no limit rolls onto one.
- A count is provisional when it asked the calendar about a year whose days nobody has accepted.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from common.names import one_of

from .enums import Bound, DayKind, Direction, LimitUnit

ONE_DAY = timedelta(days=1)
FARTHEST = 20_000  # days; a count that goes farther is a mistake of whoever asks


@dataclass(frozen=True)
class SpecialDay:
    """A day that is not what its day of the week says, and what it is called ("Giỗ Tổ Hùng Vương")."""

    kind: DayKind
    name: str
    name_en: str = ""

    @property
    def called(self) -> str:
        """Its name in the language of the page; Vietnamese where it has no English one."""
        return one_of(self.name, self.name_en)


@dataclass(frozen=True)
class Calendar:
    """The working calendar of one unit: the special days, and the years whose days somebody has accepted."""

    special: Mapping[date, SpecialDay] = field(default_factory=dict)
    settled: frozenset[int] = frozenset()

    def works(self, day: date) -> bool:
        """Is it a working day?"""
        special = self.special.get(day)
        return special.kind.works if special else day.weekday() < 5

    def working_day_before(self, day: date) -> date:
        """That day or the last working day before it."""
        while not self.works(day):
            day -= ONE_DAY
        return day


@dataclass(frozen=True)
class Limit:
    """A time limit without its event."""

    amount: int
    unit: LimitUnit
    direction: Direction = Direction.AFTER
    bound: Bound = Bound.MAXIMUM
    rolls: bool = True


@dataclass(frozen=True)
class Pause:
    """Suspended days: ``first`` is the first day that does not count, ``until`` the first that counts again."""

    first: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class More:
    """An extension: so many more days or months, or to a day that was named."""

    amount: int = 0
    unit: LimitUnit = LimitUnit.CALENDAR_DAY
    to: date | None = None


@dataclass(frozen=True)
class Line:
    """One day of a count. ``number`` is its number when it counts; ``special`` names the holiday or swapped day."""

    day: date
    number: int | None
    special: SpecialDay | None = None
    paused: bool = False
    rolled: bool = False  # looked at only because the last day was no working day


@dataclass(frozen=True)
class Count:
    """What came out. ``nominal`` is the last day before rolling over; ``due`` the day that matters to people."""

    start: date
    nominal: date
    due: date
    provisional: bool
    lines: Sequence[Line] = ()

    @property
    def rolled_from(self) -> date | None:
        """The nominal last day, if the limit ended later because that was no working day."""
        return self.nominal if any(line.rolled for line in self.lines) else None

    @property
    def skipped(self) -> list[Line]:
        """The days that did not count, and those on which the limit could not end, so that it rolled over."""
        rolled_from = self.rolled_from
        return [
            line for line in self.lines if line.day != self.due and (line.number is None or line.day == rolled_from)
        ]


def count(
    limit: Limit, start: date, calendar: Calendar, pauses: Iterable[Pause] = (), more: Iterable[More] = ()
) -> Count:
    """Count a limit from its event, with every day on the way."""
    walk = _Walk(start, calendar, tuple(pauses), [])
    return walk.count(limit, more)


def due(
    limit: Limit, start: date, calendar: Calendar, pauses: Iterable[Pause] = (), more: Iterable[More] = ()
) -> Count:
    """The same without the days on the way: for many clocks at once."""
    return _Walk(start, calendar, tuple(pauses), None).count(limit, more)


def fixed(start: date, on: date, calendar: Calendar, more: Iterable[More] = ()) -> Count:
    """A day that somebody named, and its extensions; it does not roll, because whoever named it chose that day."""
    walk = _Walk(start, calendar, (), None)
    walk.at = on
    walk.extend(more)
    return walk.done(walk.at, walk.at)


def add_months(day: date, amount: int) -> date:
    """The day of the same number so many months later or earlier, or the last day of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
    return date(years, month + 1, min(day.day, months.monthrange(years, month + 1)[1]))


def working_days_between(first: date, last: date, calendar: Calendar) -> int:
    """Working days after ``first`` up to and including ``last``."""
    found, day = 0, first
    while day < last:
        day += ONE_DAY
        found += calendar.works(day)
    return found


class _Walk:
    """One count on its way through the days."""

    def __init__(self, start: date, calendar: Calendar, pauses: tuple[Pause, ...], lines: list[Line] | None) -> None:
        self.start = self.at = start
        self.calendar = calendar
        self.pauses = pauses
        self.lines = lines
        self.number = 0
        self.unit = LimitUnit.CALENDAR_DAY
        self.named = False  # the last day was named by an extension: it does not roll
        self.asked: set[int] = set()  # years whose working days mattered

    def count(self, limit: Limit, more: Iterable[More]) -> Count:
        if limit.direction is Direction.BEFORE:
            return self._before(limit)
        self.unit = limit.unit
        self._go(limit.amount, limit.unit)
        self.extend(more)
        nominal = self.at
        if limit.bound is Bound.MINIMUM:
            return self.done(nominal, nominal + ONE_DAY)
        if limit.rolls and not self.named:
            self._roll()
        return self.done(nominal, self.at)

    def extend(self, more: Iterable[More]) -> None:
        for step in more:
            self.named = step.to is not None
            if step.to is not None:
                self._until(step.to, working=self.unit is LimitUnit.WORKING_DAY)
            else:
                self._go(step.amount, step.unit)

    def _go(self, amount: int, unit: LimitUnit) -> None:
        if unit is LimitUnit.MONTH or unit is LimitUnit.YEAR:
            self._until(add_months(self.at, amount * (12 if unit is LimitUnit.YEAR else 1)), longer_by_pauses=True)
            return
        working = unit is LimitUnit.WORKING_DAY
        if not working and not self.pauses and amount <= FARTHEST:
            self._until(self.at + timedelta(days=amount))
            return
        counted = steps = 0
        while counted < amount:
            self.at += ONE_DAY
            steps += 1
            if steps > FARTHEST:
                raise OverflowError("a limit of more than fifty years")
            paused = self._paused(self.at)
            counts = not paused and (not working or self._works(self.at))
            counted += counts
            self._note(self.at, counts=counts, paused=paused)

    def _until(self, target: date, *, longer_by_pauses: bool = False, working: bool = False) -> None:
        """On to that day; with ``working`` only working days have numbers, on which no date depends."""
        if self.lines is None and not self.pauses:  # nothing on the way matters
            self.at = max(self.at, target)
        while self.at < target:
            self.at += ONE_DAY
            paused = self._paused(self.at)
            if paused and longer_by_pauses:
                target += ONE_DAY
            counts = not paused and (not working or self.calendar.works(self.at))
            self._note(self.at, counts=counts, paused=paused)

    def _roll(self) -> None:
        """On to the first working day that is not suspended, unless the last day is one."""
        if self._works(self.at):
            return
        while True:
            self.at += ONE_DAY
            paused = self._paused(self.at)
            if self.lines is not None:
                self.lines.append(Line(self.at, None, self.calendar.special.get(self.at), paused=paused, rolled=True))
            if not paused and self._works(self.at):
                return

    def _before(self, limit: Limit) -> Count:
        if limit.unit is LimitUnit.WORKING_DAY:
            left = limit.amount
            while left:
                self.at -= ONE_DAY
                counts = self._works(self.at)
                left -= counts
                self._note(self.at, counts=counts)
        else:
            target = _earlier(self.start, limit)
            while self.at > target:
                self.at -= ONE_DAY
                self._note(self.at, counts=True)
        return self.done(self.at, self.at)

    def _works(self, day: date) -> bool:
        self.asked.add(day.year)
        return self.calendar.works(day)

    def _paused(self, day: date) -> bool:
        return any(pause.covers(day) for pause in self.pauses)

    def _note(self, day: date, *, counts: bool, paused: bool = False) -> None:
        if self.lines is None:
            return
        self.number += counts
        number = self.number if counts else None
        self.lines.append(Line(day, number, self.calendar.special.get(day), paused=paused))

    def done(self, nominal: date, last: date) -> Count:
        provisional = not self.calendar.settled.issuperset(self.asked)
        return Count(self.start, nominal, last, provisional, tuple(self.lines or ()))


def _earlier(start: date, limit: Limit) -> date:
    if limit.unit is LimitUnit.CALENDAR_DAY:
        return start - timedelta(days=limit.amount)
    return add_months(start, -limit.amount * (12 if limit.unit is LimitUnit.YEAR else 1))
