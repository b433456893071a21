"""On which days a head receives, how many days were due, and who kept them. Plain values, no database.

A week belongs to the month, quarter or year that its Thursday lies in, so that every week is counted once.
"""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from common.errors import Refused

from .enums_reception import HEADS_RECEIVE_THEMSELVES_FROM, Per

ONE_DAY = timedelta(days=1)
_FREQUENCY = re.compile(r"ít nhất (\d+) ngày mỗi (tuần|tháng)")
_PER = {"tuần": Per.WEEK, "tháng": Per.MONTH}

type Works = Callable[[date], bool]


@dataclass(frozen=True)
class Planned:
    """A day of the schedule; ``usual_on`` where the usual day is a day off and another one stands for it."""

    on: date
    usual_on: date | None = None


@dataclass(frozen=True)
class Slot:
    """A week or a month in which so many days are due."""

    first: date
    last: date
    due: int


@dataclass(frozen=True)
class Held:
    """A day on which citizens were received, by the head or by somebody else."""

    on: date
    by_head: bool


@dataclass(frozen=True)
class TurnOut:
    """Days due, kept by the head, by a deputy, missed; ``open`` are due in a week or month that has not ended."""

    due: int = 0
    by_head: int = 0
    by_deputy: int = 0
    missed: int = 0
    open: int = 0


def frequency_of(words: str) -> tuple[int, Per] | None:
    """How often the law says ("ít nhất 01 ngày mỗi tuần"); None where it says something else."""
    found = _FREQUENCY.search(words)
    return (int(found[1]), _PER[found[2]]) if found else None


def days_for(per: str, numbers: Sequence[int]) -> list[int]:
    """The typed days as stored: "thứ 2" to "thứ 7" and 8 for Sunday become 1 to 7; days of a month stay.

    Refused: a number that is no day of the week, or of the month.
    """
    if per == Per.WEEK:
        if not all(2 <= number <= 8 for number in numbers):
            raise Refused(_("Ngày trong tuần ghi bằng số thứ: từ 2 (thứ Hai) đến 7, Chủ nhật là 8."), field="days")
        return sorted({number - 1 for number in numbers})
    if not all(1 <= number <= 31 for number in numbers):
        raise Refused(_("Ngày trong tháng từ 1 đến 31."), field="days")
    return sorted(set(numbers))


def as_typed(per: str, days: Iterable[int]) -> list[int]:
    """Stored days as people type them."""
    return [day + 1 if per == Per.WEEK else day for day in days]


def plan(per: str, days: Sequence[int], first: date, last: date, works: Works) -> list[Planned]:
    """The days of the schedule whose usual day lies in the month or other window; days off give way to working days."""
    usual = [day for day in _from_to(first, last) if _is_usual(per, days, day)]
    found: list[Planned] = []
    for day in usual:
        taken = {one.on for one in found} | {other for other in usual if works(other)}
        on = day if works(day) else _instead(per, day, works, taken)
        if on is not None:
            found.append(Planned(on, None if on == day else day))
    return found


def slots(per: str, times: int, first: date, last: date, works: Works) -> list[Slot]:
    """The weeks or months of a window with the days due in each; a week without a working day owes none."""
    if per == Per.MONTH:
        return [Slot(one, _end_of_month(one), times) for one in _firsts_of_months(first, last)]
    weeks = [day - 3 * ONE_DAY for day in _from_to(first, last) if day.isoweekday() == 4]
    counted = [(monday, sum(works(monday + n * ONE_DAY) for n in range(7))) for monday in weeks]
    return [Slot(monday, monday + 6 * ONE_DAY, min(times, working)) for monday, working in counted]


def turn_out(found: Iterable[Slot], held: Iterable[Held], today: date) -> TurnOut:
    """Who kept the days due. A deputy stands in for the head only before 01/07/2026."""
    kept = list(held)
    due = by_head = by_deputy = missed = still = 0
    for slot in found:
        own = [one for one in kept if slot.first <= one.on <= slot.last]
        heads = sum(one.by_head for one in own)
        stood_in = sum(not one.by_head and one.on < HEADS_RECEIVE_THEMSELVES_FROM for one in own)
        rest = max(0, slot.due - heads - stood_in)
        due, by_head, by_deputy = due + slot.due, by_head + heads, by_deputy + len(own) - heads
        missed, still = (missed + rest, still) if slot.last < today else (missed, still + rest)
    return TurnOut(due, by_head, by_deputy, missed, still)


def _is_usual(per: str, days: Sequence[int], day: date) -> bool:
    if per == Per.WEEK:
        return day.isoweekday() in days
    last = months.monthrange(day.year, day.month)[1]
    return day.day in {min(number, last) for number in days}


def _instead(per: str, usual: date, works: Works, taken: set[date]) -> date | None:
    """The next free working day of the same week or month, else the one before; None when there is none."""
    if per == Per.WEEK:
        first = usual - (usual.isoweekday() - 1) * ONE_DAY
        last = first + 6 * ONE_DAY
    else:
        first, last = usual.replace(day=1), _end_of_month(usual)
    later = _from_to(usual + ONE_DAY, last)
    earlier = reversed(list(_from_to(first, usual - ONE_DAY)))
    return next((day for day in [*later, *earlier] if works(day) and day not in taken), None)


def _from_to(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += ONE_DAY


def _end_of_month(day: date) -> date:
    return day.replace(day=months.monthrange(day.year, day.month)[1])


def _firsts_of_months(first: date, last: date) -> list[date]:
    """The first days of the months that begin in the window."""
    return [day for day in _from_to(first, last) if day.day == 1]
