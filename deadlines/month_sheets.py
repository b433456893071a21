"""The small calendar of a count: sheets of months on which every day says what it was, in signs and in words."""

from __future__ import annotations

import calendar as months
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import days
from .counting import ONE_DAY, Calendar, Count, Limit, Line
from .enums import Bound, LimitUnit

MOST_SHEETS = 6  # of a longer count only the first and the last month are drawn


class Sort(StrEnum):
    """What a day is in a count; the value is the class of its cell."""

    START = "start"
    COUNTED = "counted"
    ADDED = "added"
    OFF = "off"
    PAUSED = "paused"
    PASSED = "passed"
    DUE = "due"

    @property
    def sign(self) -> str:
        """What stands under the day's date beside its number."""
        return {"start": "●", "added": "*", "off": "–", "paused": "‖", "passed": "→", "due": "◆"}.get(self.value, "")


LEGEND: Mapping[Sort, str | Promise] = {
    Sort.START: gettext_lazy("ngày làm mốc, không tính"),
    Sort.COUNTED: gettext_lazy("ngày được đếm, kèm số thứ tự"),
    Sort.ADDED: gettext_lazy("ngày làm bù, vẫn đếm"),
    Sort.OFF: gettext_lazy("ngày nghỉ, không đếm"),
    Sort.PAUSED: gettext_lazy("tạm dừng, không đếm"),
    Sort.PASSED: gettext_lazy("ngày nghỉ, hạn chuyển tiếp"),
    Sort.DUE: gettext_lazy("hạn cuối"),
}


@dataclass(frozen=True)
class Cell:
    """A day on a sheet; one outside the count has no sort."""

    day: date
    sort: Sort | None = None
    number: int | None = None
    words: str = ""
    why: str = ""  # nobody works that day

    @property
    def sign(self) -> str:
        """What is seen: "5", "5 *", "–"; one day of the count without a number shows a point."""
        sign = self.sort.sign if self.sort else ""
        number = str(self.number) if self.number else ""
        return f"{number} {sign}".strip() or ("·" if self.sort else "")


@dataclass(frozen=True)
class Sheet:
    """One month, its weeks from Monday on; None before the first and after the last day."""

    first: date
    weeks: list[list[Cell | None]]

    @property
    def label(self) -> str:
        return _("{month}/{year}").format(month=days.month_name(self.first.month), year=self.first.year)


def numbered(limit: Limit | None) -> bool:
    """Whether the days of a count have numbers: those of months and years are not counted one by one."""
    return limit is not None and limit.unit in (LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY)


def due_words(limit: Limit | None) -> str:
    """What its last day means."""
    if limit is not None and limit.bound is Bound.MINIMUM:
        return _("đủ thời gian từ ngày này")
    return str(LEGEND[Sort.DUE])


def cells(count: Count, limit: Limit | None, calendar: Calendar) -> dict[date, Cell]:
    """Every day of the count in the order in which it was counted, the event's own first."""
    found = {count.start: Cell(count.start, Sort.START, words=str(LEGEND[Sort.START]))}
    for line in count.lines:
        found[line.day] = _cell(line, count, limit, calendar)
    if count.due not in found or count.due == count.start:  # the day after a minimum, or a day that was named
        found[count.due] = Cell(count.due, Sort.DUE, words=due_words(limit))
    return found


def sheets(found: Mapping[date, Cell]) -> list[Sheet]:
    """The months from the first to the last day, or only the first and the last of a long count."""
    firsts = list(_months(min(found), max(found)))
    if len(firsts) > MOST_SHEETS:
        firsts = [firsts[0], firsts[-1]]
    return [_sheet(first, found) for first in firsts]


def left_out(found: Mapping[date, Cell]) -> int:
    """How many months are not drawn."""
    between = len(list(_months(min(found), max(found))))
    return between - 2 if between > MOST_SHEETS else 0


def _cell(line: Line, count: Count, limit: Limit | None, calendar: Calendar) -> Cell:
    sort = _sort(line, count, limit)
    number = line.number if numbered(limit) else None
    why = "" if calendar.works(line.day) else days.why_off(line.day, calendar)
    return Cell(line.day, sort, number, _words(line, sort, number, limit, why), why)


def _sort(line: Line, count: Count, limit: Limit | None) -> Sort:
    if line.day == count.due:
        return Sort.DUE
    if line.paused:
        return Sort.PAUSED
    if line.rolled or line.day == count.rolled_from:
        return Sort.PASSED
    if line.number is None:
        return Sort.OFF
    working = limit is not None and limit.unit is LimitUnit.WORKING_DAY
    return Sort.ADDED if working and line.special and line.special.kind.works else Sort.COUNTED


def _words(line: Line, sort: Sort, number: int | None, limit: Limit | None, why: str) -> str:
    nth = _("ngày thứ {number}").format(number=number) if number else _("được đếm")
    match sort:
        case Sort.DUE:
            return f"{nth}, {due_words(limit)}" if line.number else due_words(limit)
        case Sort.PAUSED:
            return _("tạm dừng, không đếm")
        case Sort.PASSED:
            passed = _("ngày nghỉ ({why}), hạn chuyển tiếp").format(why=why)
            return f"{nth}, {passed}" if line.number else passed
        case Sort.OFF:
            return _("không đếm: {why}").format(why=why)
        case Sort.ADDED if line.special:
            return _("{nth}, làm bù: {name}").format(nth=nth, name=line.special.called)
    return nth


def _months(first: date, last: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = (day + 31 * ONE_DAY).replace(day=1)


def _sheet(first: date, found: Mapping[date, Cell]) -> Sheet:
    weeks = months.Calendar().monthdayscalendar(first.year, first.month)
    return Sheet(first, [[_at(first, number, found) for number in week] for week in weeks])


def _at(first: date, number: int, found: Mapping[date, Cell]) -> Cell | None:
    if not number:
        return None
    day = first.replace(day=number)
    return found.get(day) or Cell(day)
