"""How a regime cuts a year into windows, and how windows stand to each other. Plain days, no database.

A regime that closes on day 14 (Decree 09/2019, legal-rules RPT-04 to RPT-09) has months from the 15th of the month
before to the 14th; quarters, halves, nine months and the year are made of such months, so that whatever was dated once
is counted once in the windows of each length.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from common.periods import FIRST_YEAR, LAST_YEAR, Period
from deadlines import counting
from deadlines.counting import Calendar, Limit
from deadlines.enums import LimitUnit

from .enums import Span

FIRST_LAID_OUT, LAST_LAID_OUT = FIRST_YEAR + 1, LAST_YEAR - 1
"""Years that can be laid out: the windows of a year may begin in the year before, and be due in the next."""

_ONE_DAY = timedelta(days=1)


class Stretch(Protocol):
    """Days from the first to the last, both included."""

    @property
    def start(self) -> date: ...

    @property
    def end(self) -> date: ...


class Window(Stretch, Protocol):
    """Days of a kind of window."""

    @property
    def span(self) -> str: ...


@dataclass(frozen=True)
class Laid:
    """A window as the regime has it, before anybody moves its days."""

    code: str
    span: Span
    start: date
    end: date
    opens_on: date
    due_on: date


def periods_of(year: int) -> list[Period]:
    """The periods of a year that are reported on: months, quarters, halves, nine months, the year."""
    return [
        *(Period.month(year, number) for number in range(1, 13)),
        *(Period.quarter(year, number) for number in range(1, 5)),
        *(Period.half(year, number) for number in (1, 2)),
        Period.nine_months(year),
        Period.of_year(year),
    ]


def days_of(period: Period, closing_day: int | None) -> tuple[date, date]:
    """The first and the last day of the data of a period of whole months under a regime."""
    if closing_day is None:
        return period.start, period.end
    day_before = period.start - _ONE_DAY
    return day_before.replace(day=closing_day) + _ONE_DAY, period.end.replace(day=closing_day)


def lay_out(year: int, *, closing_day: int | None, due_days: int, calendar: Calendar) -> list[Laid]:
    """The windows of a year. They open on the day after their data and are due so many working days after it."""
    return [_laid(period, closing_day, due_days, calendar) for period in periods_of(year)]


def due_after(end: date, due_days: int, calendar: Calendar) -> date:
    """The last day to send: so many working days after the closing day, never before the opening."""
    if not due_days:
        return end + _ONE_DAY
    return counting.due(Limit(due_days, LimitUnit.WORKING_DAY), end, calendar).due


def tiling[W: Stretch](days: Stretch, windows: Iterable[W]) -> list[W]:
    """Shorter windows that fill the days exactly, without a gap and without sharing a day: the fewest, in order.

    None such: an empty list. Windows as long as the days themselves are not shorter.
    """
    shorter = [
        one
        for one in windows
        if days.start <= one.start and one.end <= days.end and (one.start, one.end) != (days.start, days.end)
    ]
    best: dict[date, list[W]] = {days.start: []}  # the fewest windows up to the day before this one
    for one in sorted(shorter, key=lambda one: (one.start, one.end)):
        before = best.get(one.start)
        after = one.end + _ONE_DAY
        if before is not None and (after not in best or len(before) + 1 < len(best[after])):
            best[after] = [*before, one]
    return best.get(days.end + _ONE_DAY, [])


def just_before[W: Window](window: Window, windows: Iterable[W]) -> W | None:
    """The window that ends on the day before this one begins, whose balance this one takes over.

    Of several the one of the same length, as December before January; else the longest, as the year before 9 months.
    """
    ended = [one for one in windows if one.end == window.start - _ONE_DAY]
    alike = [one for one in ended if one.span == window.span]
    return min(alike or ended, key=lambda one: one.start, default=None)


def inner[W: Stretch](window: Stretch, windows: Iterable[W]) -> W | None:
    """The longest shorter window that begins on the same day: H1 of nine months, nine months of the year."""
    begun = (one for one in windows if one.start == window.start and one.end < window.end)
    return max(begun, key=lambda one: one.end, default=None)


def year_before(code: str) -> str:
    """The code of the same period a year earlier: "2026-Q3" → "2025-Q3"; "" for terms and days ad hoc."""
    period = Period.parse(code)
    if Span(period.kind) in (Span.TERM, Span.AD_HOC) or period.year <= FIRST_YEAR:
        return ""
    return f"{period.year - 1:04d}{code[4:]}"


@dataclass(frozen=True)
class Days:
    """A bare stretch of days."""

    start: date
    end: date


def _laid(period: Period, closing_day: int | None, due_days: int, calendar: Calendar) -> Laid:
    start, end = days_of(period, closing_day)
    return Laid(period.code, Span(period.kind), start, end, end + _ONE_DAY, due_after(end, due_days, calendar))
