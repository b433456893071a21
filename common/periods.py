"""Periods of work and of reports, as values: a code, its days, its name in Vietnamese."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from psycopg.types.range import Range

FIRST_YEAR, LAST_YEAR = 1900, 2999
_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


class Kind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    TERM = "term"
    AD_HOC = "ad_hoc"


class BadPeriod(ValueError):
    """The code names no period. The message is a Vietnamese sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return _("“%(code)s” không phải là kỳ; viết như 2020-Q3, 2020-H1, 2020-9M, 2020-Y.") % {"code": self.code[:40]}


@dataclass(frozen=True)
class Period:
    """Whole days from `start` to `end`, both included. Equal codes are equal periods.

    Codes: 2020-M10, 2020-Q3, 2020-H1, 2020-H2, 2020-9M, 2020-Y; a term in whole years 2020-2025 (the exact days of
    a body's term are rows of organizations.Term); any days 2020-01-15..2020-03-02.
    Years lie between 1900 and 2999; anything else is a BadPeriod.
    """

    kind: Kind
    start: date
    end: date

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.start.year <= self.end.year <= LAST_YEAR or self.start > self.end:
            raise BadPeriod(f"{self.start}..{self.end}")

    # -- making one

    @classmethod
    def parse(cls, code: str) -> "Period":
        """The period of a code; raises BadPeriod for anything else."""
        for pattern, make in _CODES:
            if match := pattern.fullmatch(code):
                try:
                    return make(*match.groups())
                except ValueError:
                    break
        raise BadPeriod(code)

    @classmethod
    def month(cls, year: int, number: int) -> "Period":
        return cls._months(Kind.MONTH, year, number, number)

    @classmethod
    def quarter(cls, year: int, number: int) -> "Period":
        return cls._months(Kind.QUARTER, year, 3 * number - 2, 3 * number)

    @classmethod
    def half(cls, year: int, number: int) -> "Period":
        return cls._months(Kind.HALF, year, 6 * number - 5, 6 * number)

    @classmethod
    def nine_months(cls, year: int) -> "Period":
        return cls._months(Kind.NINE_MONTHS, year, 1, 9)

    @classmethod
    def of_year(cls, year: int) -> "Period":
        return cls._months(Kind.YEAR, year, 1, 12)

    @classmethod
    def term(cls, first_year: int, last_year: int) -> "Period":
        """A term of office named by its years, "nhiệm kỳ 2020 - 2025"; more than one year."""
        if first_year >= last_year:
            raise BadPeriod(f"{first_year}-{last_year}")
        return cls(Kind.TERM, _day(first_year, 1, 1), _day(last_year, 12, 31))

    @classmethod
    def between(cls, start: date, end: date) -> "Period":
        """Any days, both included."""
        return cls(Kind.AD_HOC, start, end)

    @classmethod
    def containing(cls, day: date, kind: Kind) -> "Period":
        """The month, quarter, half or year of a day; 9 months only when the day lies in them."""
        month = day.month
        made = {
            Kind.MONTH: lambda: cls.month(day.year, month),
            Kind.QUARTER: lambda: cls.quarter(day.year, (month + 2) // 3),
            Kind.HALF: lambda: cls.half(day.year, (month + 5) // 6),
            Kind.NINE_MONTHS: lambda: cls.nine_months(day.year),
            Kind.YEAR: lambda: cls.of_year(day.year),
        }[kind]()
        if not made.contains(day):
            raise BadPeriod(made.code)
        return made

    @classmethod
    def choices_around(cls, day: date) -> list[tuple[str, str]]:
        """(code, label) of the reporting periods of this year and the last, latest end first, for a select."""
        periods = [
            period
            for year in (day.year, day.year - 1)
            for period in (
                cls.of_year(year),
                cls.nine_months(year),
                *(cls.half(year, number) for number in (1, 2)),
                *(cls.quarter(year, number) for number in (1, 2, 3, 4)),
            )
        ]
        periods.sort(key=lambda period: (-period.end.toordinal(), period.start))
        return [(period.code, period.label) for period in periods]

    @classmethod
    def _months(cls, kind: Kind, year: int, first: int, last: int) -> "Period":
        end = _day(year, 12, 31) if last == 12 else _day(year, last + 1, 1) - timedelta(days=1)
        return cls(kind, _day(year, first, 1), end)

    # -- what it says

    @property
    def year(self) -> int:
        """The year it is reported in: that of its last day."""
        return self.end.year

    @property
    def code(self) -> str:
        year = f"{self.year:04d}"
        match self.kind:
            case Kind.MONTH:
                return f"{year}-M{self.end.month:02d}"
            case Kind.QUARTER:
                return f"{year}-Q{self._part}"
            case Kind.HALF:
                return f"{year}-H{self._part}"
            case Kind.NINE_MONTHS:
                return f"{year}-9M"
            case Kind.YEAR:
                return f"{year}-Y"
            case Kind.TERM:
                return f"{self.start.year}-{year}"
            case Kind.AD_HOC:
                return f"{self.start.isoformat()}..{self.end.isoformat()}"

    @property
    def label(self) -> str:
        """Its name inside a sentence: "quý III năm 2020", "9 tháng đầu năm 2020", "từ 15/01/2020 đến 02/03/2020"."""
        values = {
            "year": self.year,
            "first_year": self.start.year,
            "month": f"{self.end.month:02d}" if self.end.month < 3 else str(self.end.month),
            "quarter": _ROMAN.get(self._part, ""),
            "start": f"{self.start:%d/%m/%Y}",
            "end": f"{self.end:%d/%m/%Y}",
        }
        match self.kind:
            case Kind.MONTH:
                return _("tháng %(month)s năm %(year)s") % values
            case Kind.QUARTER:
                return _("quý %(quarter)s năm %(year)s") % values
            case Kind.HALF if self._part == 1:
                return _("6 tháng đầu năm %(year)s") % values
            case Kind.HALF:
                return _("6 tháng cuối năm %(year)s") % values
            case Kind.NINE_MONTHS:
                return _("9 tháng đầu năm %(year)s") % values
            case Kind.YEAR:
                return _("năm %(year)s") % values
            case Kind.TERM:
                return _("nhiệm kỳ %(first_year)s - %(year)s") % values
            case Kind.AD_HOC:
                return _("từ %(start)s đến %(end)s") % values

    @property
    def short_label(self) -> str:
        """Its name in a narrow column or under a chart: "quý III/2020", "9 tháng 2020", "2020"."""
        values = {"year": self.year, "month": f"{self.end.month:02d}", "quarter": _ROMAN.get(self._part, "")}
        match self.kind:
            case Kind.MONTH:
                return f"{self.end.month:02d}/{self.year}"
            case Kind.QUARTER:
                return _("quý %(quarter)s/%(year)s") % values
            case Kind.HALF if self._part == 1:
                return _("6 tháng đầu %(year)s") % values
            case Kind.HALF:
                return _("6 tháng cuối %(year)s") % values
            case Kind.NINE_MONTHS:
                return _("9 tháng %(year)s") % values
            case Kind.YEAR:
                return str(self.year)
            case Kind.TERM:
                return f"{self.start.year} - {self.year}"
            case Kind.AD_HOC:
                return f"{self.start:%d/%m/%Y} - {self.end:%d/%m/%Y}"

    @property
    def range(self) -> Range[date]:
        """[start, the day after end), as daterange columns hold it."""
        return Range(self.start, self.end + timedelta(days=1), "[)")

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end

    # -- its neighbours

    def previous(self) -> "Period":
        """The period of the same kind before it, to compare with: 2020-Q1 → 2019-Q4, 2020-9M → 2019-9M.

        Days ad hoc are followed back by as many days; a term by the term that ends in its first year.
        """
        day_before = self.start - timedelta(days=1)
        match self.kind:
            case Kind.NINE_MONTHS:
                return Period.nine_months(self.year - 1)
            case Kind.TERM:
                return Period.term(2 * self.start.year - self.year, self.start.year)
            case Kind.AD_HOC:
                return Period.between(self.start - (self.end - self.start) - timedelta(days=1), day_before)
            case _:
                return Period.containing(day_before, self.kind)

    def tasks_period(self) -> "Period | None":
        """The period whose tasks a review of this one sets: what is left of the year, else the next year.

        After a month comes the next month, after 9 months quarter IV, after the last half or quarter the next year.
        None after days ad hoc.
        """
        day_after = self.end + timedelta(days=1)
        match self.kind:
            case Kind.AD_HOC:
                return None
            case Kind.TERM:
                return Period.term(self.year, 2 * self.year - self.start.year)
            case Kind.MONTH:
                return Period.containing(day_after, Kind.MONTH)
            case _ if day_after.month == 1:
                return Period.of_year(day_after.year)
            case Kind.NINE_MONTHS:
                return Period.quarter(self.year, 4)
            case _:
                return Period.containing(day_after, self.kind)

    @property
    def next_label(self) -> str:
        """tasks_period() as a report's heading says it: "quý IV năm 2020"; "thời gian tới" after days ad hoc."""
        following = self.tasks_period()
        return following.label if following else _("thời gian tới")

    @property
    def _part(self) -> int:
        """1–4 for a quarter, 1–2 for a half."""
        return (self.end.month + 2) // 3 if self.kind is Kind.QUARTER else (self.end.month + 5) // 6

    def __str__(self) -> str:
        return self.label


def _day(year: int, month: int, day: int) -> date:
    """A ValueError, which parse() turns into BadPeriod, for a day that no calendar has."""
    return date(year, month, day)


_CODES: list[tuple[re.Pattern[str], Callable[..., Period]]] = [
    (re.compile(r"([0-9]{4})-M(0[1-9]|1[0-2])"), lambda year, number: Period.month(int(year), int(number))),
    (re.compile(r"([0-9]{4})-Q([1-4])"), lambda year, number: Period.quarter(int(year), int(number))),
    (re.compile(r"([0-9]{4})-H([12])"), lambda year, number: Period.half(int(year), int(number))),
    (re.compile(r"([0-9]{4})-9M"), lambda year: Period.nine_months(int(year))),
    (re.compile(r"([0-9]{4})-Y"), lambda year: Period.of_year(int(year))),
    (re.compile(r"([0-9]{4})-([0-9]{4})"), lambda first, last: Period.term(int(first), int(last))),
    (
        re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})"),
        lambda start, end: Period.between(date.fromisoformat(start), date.fromisoformat(end)),
    ),
]
