"""Days in words, in the language of the page: "thứ Bảy, 04/05/2024", "29/04 đến 01/05/2024"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.templatetags.qcdc import ngay

from .counting import ONE_DAY, Calendar, SpecialDay
from .enums import DayKind

WEEKDAYS: tuple[Promise, ...] = (
    _("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"), _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật"),
)  # fmt: skip
WEEKDAYS_SHORT: tuple[Promise, ...] = (_("T2"), _("T3"), _("T4"), _("T5"), _("T6"), _("T7"), _("CN"))
MONTHS: tuple[Promise, ...] = (
    _("Tháng 1"), _("Tháng 2"), _("Tháng 3"), _("Tháng 4"), _("Tháng 5"), _("Tháng 6"),
    _("Tháng 7"), _("Tháng 8"), _("Tháng 9"), _("Tháng 10"), _("Tháng 11"), _("Tháng 12"),
)  # fmt: skip


def weekday(day: date) -> str:
    """Thứ Bảy, as it stands in the middle of a sentence."""
    return str(WEEKDAYS[day.weekday()])


def month_name(number: int) -> str:
    """Tháng 4, or April on an English page, as the head of its calendar."""
    return str(MONTHS[number - 1])


def in_full(day: date) -> str:
    """A day as people say it: "thứ Bảy, 04/05/2024"."""
    return f"{weekday(day)}, {ngay(day)}"


def span(first: date, last: date) -> str:
    """Neighbouring days: "29/04/2024", or "29/04 đến 01/05/2024"."""
    if first == last:
        return ngay(first)
    begin = f"{first:%d/%m}" if first.year == last.year else ngay(first)
    return str(_("{first} đến {last}")).format(first=begin, last=ngay(last))


def named(special: SpecialDay) -> str:
    """What a day is called, and why it is off or on unless its name says so: "Ngày Chiến thắng (nghỉ bù)"."""
    if special.kind is DayKind.HOLIDAY or special.called.endswith(")"):
        return special.called
    return f"{special.called} ({special.kind.label})"


def why_off(day: date, calendar: Calendar) -> str:
    """Why nobody works that day: the name of the holiday, else the day of the week."""
    special = calendar.special.get(day)
    return named(special) if special is not None else weekday(day)


def from_to(first: date, last: date) -> list[date]:
    """All days from the first to the last."""
    return [first + number * ONE_DAY for number in range((last - first).days + 1)]


def runs(days: Sequence[date]) -> list[tuple[date, date]]:
    """First and last of each run of neighbouring days; the days come in order."""
    groups = groupby(enumerate(days), key=lambda pair: pair[1].toordinal() - pair[0])
    found = [[day for _place, day in group] for _key, group in groups]
    return [(run[0], run[-1]) for run in found]


def listed(words: Iterable[str]) -> str:
    """Each once, in the order in which they come."""
    return ", ".join(dict.fromkeys(words))


def capital(text: str) -> str:
    """With a capital letter for the beginning of a line."""
    return text[:1].upper() + text[1:]
