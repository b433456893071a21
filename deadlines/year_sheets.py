"""The calendar of a year as twelve small months; what a day is stands in its cell as a sign, not only as a colour."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date

from .counting import Calendar, SpecialDay
from .days import month_name, named
from .enums import DayKind

SIGNS = {
    DayKind.HOLIDAY: "●",
    DayKind.COMPENSATORY_OFF: "○",
    DayKind.SWAPPED_OFF: "–",
    DayKind.SWAPPED_ON: "+",
}


@dataclass(frozen=True)
class Cell:
    """One day."""

    day: date
    special: SpecialDay | None

    @property
    def sign(self) -> str:
        return SIGNS[self.special.kind] if self.special else ""

    @property
    def words(self) -> str:
        """What somebody hears who does not see the sign."""
        return named(self.special) if self.special else ""

    @property
    def look(self) -> str:
        """The class of its cell."""
        if self.special is not None:
            return "added" if self.special.kind.works else "due"
        return "off" if self.day.weekday() > 4 else "counted"


@dataclass(frozen=True)
class Month:
    """Weeks from Monday on; None outside of the month."""

    number: int
    weeks: list[list[Cell | None]]

    @property
    def label(self) -> str:
        return month_name(self.number)


def of_year(year: int, calendar: Calendar) -> list[Month]:
    """Twelve months."""
    return [
        Month(
            number,
            [[_cell(year, number, day, calendar) for day in week] for week in months.monthcalendar(year, number)],
        )
        for number in range(1, 13)
    ]


def legend() -> list[tuple[str, str]]:
    """Signs with their words."""
    return [(sign, str(kind.label)) for kind, sign in SIGNS.items()]


def _cell(year: int, month: int, day: int, calendar: Calendar) -> Cell | None:
    if not day:
        return None
    when = date(year, month, day)
    return Cell(when, calendar.special.get(when))
