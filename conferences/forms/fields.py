"""Fields that only conferences need: an hour in digits, and a period as kind and year."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.clock import ZONE
from common.forms import TimeField
from common.periods import BadPeriod, Kind, Period

OTHER = "other"


class HourField(TimeField):
    """A time of day as TimeField reads it, and in digits alone as people type in a hurry: 1430, 8."""

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, str):
            typed = value.strip()
            if match := re.fullmatch(r"([0-9]{1,2}?)([0-9]{2})?", typed):
                value = f"{match[1]}:{match[2] or '00'}"
        return super().to_python(value)


def moment(day: date, hour: time) -> datetime:
    """That hour of that day in Viet Nam."""
    return datetime.combine(day, hour, tzinfo=ZONE)


def offer(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    """Fill a list once the form exists, in the language of the page."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def period_kinds() -> list[tuple[str, Any]]:
    """What a period may be; the year is typed beside it."""
    quarters = [(f"Q{number}", _now("quý {roman}").format(roman=roman)) for number, roman in _ROMAN]
    months = [(f"M{number:02d}", _now("tháng {number}").format(number=number)) for number in range(1, 13)]
    return [
        ("", _("không theo kỳ")),
        ("Y", _("cả năm")),
        ("9M", _("9 tháng đầu năm")),
        ("H1", _("6 tháng đầu năm")),
        ("H2", _("6 tháng cuối năm")),
        *quarters,
        *months,
        (OTHER, _("nhiệm kỳ, hoặc từ ngày đến ngày")),
    ]


_ROMAN = ((1, "I"), (2, "II"), (3, "III"), (4, "IV"))


def split_period(period: Period | None) -> tuple[str, str]:
    """A period as the two fields show it: ("9M", "2020"), ("other", "2016-2021")."""
    if period is None:
        return "", ""
    if period.kind is Kind.TERM:
        return OTHER, f"{period.start.year}-{period.end.year}"
    if period.kind is Kind.AD_HOC:
        return OTHER, f"{period.start:%d/%m/%Y}-{period.end:%d/%m/%Y}"
    year, _dash, kind = period.code.partition("-")
    return kind, year


def join_period(kind: str, years: str, usual_year: int) -> Period | None:
    """The period of the two fields; an empty year means the usual one. Raises ValidationError for anything else."""
    if not kind:
        return None
    try:
        return _other(years) if kind == OTHER else Period.parse(f"{_year(years, usual_year)}-{kind}")
    except (BadPeriod, ValueError):
        if kind == OTHER:
            raise ValidationError(_("Ghi nhiệm kỳ như 2016-2021, hoặc 01/06/2016-02/10/2020.")) from None
        raise ValidationError(_("Ghi năm bằng bốn chữ số, ví dụ 2020.")) from None


def _year(typed: str, usual: int) -> str:
    return typed.strip() or str(usual)


def _other(typed: str) -> Period:
    first, last = (part.strip() for part in re.split(r"-|–|đến", typed, maxsplit=1))
    if "/" not in typed:
        return Period.parse(f"{first}-{last}")
    return Period.between(_day(first), _day(last))


def _day(typed: str) -> date:
    day, month, year = (int(part) for part in typed.split("/"))
    return date(year, month, day)
