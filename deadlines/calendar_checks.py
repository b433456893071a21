"""What a change of the calendar may say, checked against what the table says now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line
from organizations.models import Unit

from .enums import DayKind
from .models import CalendarChange, CalendarDay, CalendarEdit, CalendarYear

WORDS = ("kind", "name", "name_en", "basis", "source")
"""What a row says of its day; an edit has each a second time, with "_before"."""


@dataclass(frozen=True)
class Edit:
    """What a day is to become; without a kind an ordinary day again. ``replaces``: it alters a day that is there."""

    day: date
    kind: DayKind | None
    name: str = ""
    basis: str = ""
    source: str = ""
    replaces: bool = False
    name_en: str = ""


def locked(pk: int) -> CalendarChange:
    """The change under its lock. Refused: somebody threw it away."""
    rows = CalendarChange.objects.select_for_update(of=("self",), no_key=True)
    try:
        return rows.select_related("unit", "undoes").get(pk=pk)
    except CalendarChange.DoesNotExist:
        raise Refused(_("Thay đổi này đã bị bỏ.")) from None


def stored_days(unit: Unit | None, days: Iterable[date]) -> dict[date, CalendarDay]:
    """The rows that one calendar has for these days."""
    return {row.day: row for row in CalendarDay.objects.filter(unit=unit, day__in=list(days))}


def _words(row: CalendarDay | None) -> dict[str, str]:
    """Kind, names, basis and source; all empty for an ordinary day."""
    return {field: getattr(row, field) if row else "" for field in WORDS}


def check_draft(change: CalendarChange) -> None:
    """It was not applied yet."""
    if not change.is_draft:
        raise Refused(_("Thay đổi này đã được áp dụng."))


def check_each_once(edits: Sequence[Edit]) -> None:
    """One day, one edit."""
    days = [edit.day for edit in edits]
    for day in days:
        if days.count(day) > 1:
            message = _("Ngày {day} có hai lần: một ngày không thể vừa nghỉ vừa hoán đổi.")
            raise Refused(message.format(day=ngay(day)), field="day")


def check_year(year: int, basis: str, rows: Sequence[CalendarEdit], unit: Unit | None) -> None:
    """A year is accepted once, for the whole country, with its basis, and with days in it."""
    if unit is not None:
        raise Refused(_("Chấp nhận lịch của một năm là việc cho cả nước."))
    if not basis:
        raise Refused(_("Cần ghi căn cứ của lịch năm."), field="basis")
    if CalendarYear.objects.filter(year=year).exists():
        raise Refused(_("Lịch năm {year} đã được chấp nhận.").format(year=year))
    if not any(row.kind for row in rows) and not CalendarDay.objects.filter(unit=None, day__year=year).exists():
        raise Refused(_("Lịch năm {year} chưa có ngày nghỉ nào.").format(year=year), field="days")


def check_as_drafted(change: CalendarChange) -> None:
    """The table still says what it said when the change was drafted."""
    edits = list(change.edits.order_by("day"))
    stored = stored_days(change.unit, [edit.day for edit in edits])
    for edit in edits:
        row = stored.get(edit.day)
        if _words(row) != {field: getattr(edit, f"{field}_before") for field in WORDS}:
            raise Refused(_later_change(change).format(day=ngay(edit.day)))
    for year, wanted in ((change.accepts_year, False), (change.gives_up_year, True)):
        if year is not None and CalendarYear.objects.filter(year=year).exists() is not wanted:
            raise Refused(_("Lịch năm {year} đã được thay đổi ở nơi khác.").format(year=year))


def _later_change(change: CalendarChange) -> str:
    if change.undoes_id is not None:
        return _("Ngày {day} đã được sửa tiếp bởi một thay đổi sau; hãy hoàn tác thay đổi sau đó trước.")
    return _("Ngày {day} đã được người khác sửa từ khi soạn thay đổi này; hãy bỏ bản này và soạn lại.")


def row_of(edit: Edit, stored: CalendarDay | None, unit: Unit | None) -> CalendarEdit:
    """The edit as a row, with what the table says now; checked by the constraints of the table itself."""
    day = ngay(edit.day)
    if stored is None and (edit.kind is None or edit.replaces):
        raise Refused(_("Ngày {day} không có trong lịch này.").format(day=day), field="day")
    before = _words(stored)
    after = {field: clean_line(str(getattr(edit, field))) for field in WORDS}
    if edit.kind is None:
        after = _words(None)
    elif after == before:
        raise Refused(_("Ngày {day} đã đúng như vậy trong lịch.").format(day=day), field="day")
    else:
        _check_day(stored if stored and edit.replaces else CalendarDay(day=edit.day, unit=unit), after)
    return CalendarEdit(day=edit.day, **after, **{f"{field}_before": before[field] for field in WORDS})


def _check_day(row: CalendarDay, words: Mapping[str, str]) -> None:
    for name, word in words.items():
        setattr(row, name, word)
    if not row.name:
        raise Refused(_("Cần ghi tên ngày."), field="name")
    if not row.basis:
        raise Refused(_("Cần ghi căn cứ pháp lý của ngày nghỉ."), field="basis")
    try:
        row.clean_fields(exclude={"unit"})
        row.validate_constraints()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        known = field if field in WORDS else "day"
        raise Refused(f"{ngay(row.day)}: {messages[0]}", field=known) from None
