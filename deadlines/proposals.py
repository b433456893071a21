"""What the `holidays` package proposes for a year. It only proposes: counting reads the table of accepted days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.metadata import version

from common.names import one_of

from .enums import DayKind

FIRST_YEAR, LAST_YEAR = 2000, 2099

NOT_YET_LAW = "Ngày Văn hóa Việt Nam"
"""24/11: Resolution 80-NQ/TW makes it policy, the Labour Code does not name it (CAL-07)."""

_COMPENSATORY = "(nghỉ bù"
_ENGLISH = {
    "(observed)": "(compensatory day off)",
    "29 of Lunar New Year": "Second Day before Lunar New Year",
}
"""What the package says otherwise than this portal, or wrongly: 29 Tết is two days before the first of the year."""

_SWAPPED = re.compile(r"^Ngày nghỉ \(thay cho ngày (\d{2})/(\d{2})/(\d{4})\)$")


@dataclass(frozen=True)
class Proposal:
    """One day. ``in_law`` is False for a day that a policy names and no law yet: it is not accepted by itself."""

    day: date
    kind: DayKind
    name: str
    in_law: bool = True
    name_en: str = ""

    @property
    def called(self) -> str:
        """Its name in the language of the page."""
        return one_of(self.name, self.name_en)

    @property
    def basis(self) -> str:
        """The act it goes back to, as a suggestion to whoever accepts it."""
        if not self.in_law:
            return ""
        if self.kind in (DayKind.SWAPPED_OFF, DayKind.SWAPPED_ON):
            return "Thông báo hoán đổi ngày làm việc của Thủ tướng Chính phủ hoặc bộ"
        return basis_of_year(self.day.year)


def basis_of_year(year: int) -> str:
    """The article that names the holidays: the Labour Code of 2019 is in force since 01/01/2021."""
    if year < 2021:
        return "Bộ luật Lao động 10/2012/QH13 Điều 115"
    return "Bộ luật Lao động 45/2019/QH14 Điều 112"


def source() -> str:
    """Where the rows come from, to be kept with them."""
    major, minor, *_rest = version("holidays").split(".")
    return f"thư viện holidays {major}.{minor}"


@lru_cache(maxsize=16)
def of_year(year: int) -> tuple[Proposal, ...]:
    """The days of a year, in order. Raises ValueError for a year that the package cannot be trusted with."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{year} is not within {FIRST_YEAR}–{LAST_YEAR}")
    import holidays  # 0.2 s, which only those who ask for proposals pay

    # A day off at the end of a year may be worked for in the next one, and the other way round.
    years = range(year - 1, year + 2)
    package = holidays.country_holidays("VN", years=years, language="vi")
    english = holidays.country_holidays("VN", years=years, language="en_US")
    swapped = [(day, _SWAPPED.match(name)) for day, name in package.items()]
    off = [_off(day, name, english.get(day, "")) for day, name in package.items() if day.year == year]
    worked_for = {_day_of(found): day for day, found in swapped if found}
    on = [_on(day, worked_for.get(day)) for day in package.weekend_workdays if day.year == year]
    return tuple(sorted([*off, *on], key=lambda proposal: proposal.day))


def _day_of(found: re.Match[str]) -> date:
    day, month, year = map(int, found.groups())
    return date(year, month, day)


def _off(day: date, name: str, english: str) -> Proposal:
    if found := _SWAPPED.match(name):
        return Proposal(day, DayKind.SWAPPED_OFF, name, name_en=f"Day off{_in_place_of(_day_of(found))}")
    kind = DayKind.COMPENSATORY_OFF if _COMPENSATORY in name else DayKind.HOLIDAY
    for theirs, ours in _ENGLISH.items():
        english = english.replace(theirs, ours)
    return Proposal(day, kind, name, in_law=NOT_YET_LAW not in name, name_en=english)


def _on(day: date, instead_of: date | None) -> Proposal:
    words = f" (thay cho ngày {instead_of:%d/%m/%Y})" if instead_of else ""
    english = f"Working day{_in_place_of(instead_of)}" if instead_of else "Working day"
    return Proposal(day, DayKind.SWAPPED_ON, f"Ngày làm việc{words}", name_en=english)


def _in_place_of(day: date) -> str:
    return f" (in place of {day:%d/%m/%Y})"
