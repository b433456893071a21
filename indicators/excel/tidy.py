"""Figures as a tidy list: one row per unit, indicator and item, and beside it a dictionary of the indicators.

The rows are what the units stated; nothing is added up, and a missing figure is an empty cell with its reason.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.models import User
from common import list_files, numbers, spreadsheets
from figures.models import Indicator
from indicators.enums import SENT_UP, SubmissionState
from indicators.grid import reason_of
from indicators.models import Form, FormLine, ReportingWindow, Submission, Value
from organizations.models import Unit

MOST_ROWS = 100_000
KINDS = ("xlsx", "csv")

type Row = tuple[Any, ...]


@dataclass(frozen=True)
class Asked:
    """What a list is about."""

    form: Form
    window: ReportingWindow
    unit: Unit
    lines: Sequence[FormLine]
    unapproved: bool


def answer(request: HttpRequest, user: User, asked: Asked, expected: int) -> HttpResponse | None:
    """The file that ?tep=xlsx or ?tep=csv asks for; None without, or when there are too many rows for one.

    ``expected``: how many units owe the form; the list says of how many it has figures.
    """
    kind = request.GET.get(list_files.PARAMETER, "")
    if kind not in KINDS:
        return None
    rows = list(figures(user, asked)[: MOST_ROWS + 1])
    if len(rows) > MOST_ROWS:
        text = _("Danh sách có hơn {most} dòng. Chọn một đơn vị nhỏ hơn rồi tải.")
        messages.warning(request, text.format(most=numbers.show(MOST_ROWS)))
        return None
    facts = _facts(request, asked, rows, expected)
    content = _xlsx(asked, rows, facts) if kind == "xlsx" else _csv(asked, rows)
    name = f"so-lieu-{asked.form.code}-{asked.unit.code}-{asked.window.code}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    content_type = spreadsheets.XLSX if kind == "xlsx" else spreadsheets.CSV
    return HttpResponse(content, content_type=content_type, headers=headers)


def figures(user: User, asked: Asked) -> Any:
    """The figures of the form for the window that the person may see in the unit, by unit and line."""
    seen = Submission.objects.visible_in(user, asked.unit).filter(form=asked.form, window=asked.window)
    if not asked.unapproved:
        seen = seen.filter(state__in=SENT_UP)
    order = {line.indicator_id: number for number, line in enumerate(asked.lines)}
    values = Value.objects.filter(submission__in=seen.values("pk"), indicator__in=order)
    related = values.select_related("indicator", "item", "unit__kind", "submission")
    return related.order_by("unit__sort_key", "unit_id", "indicator__rank", "indicator_id", "item__rank", "item_id")


def heads() -> list[str]:
    """The heads of the list, in the language of the page."""
    return [
        _("Mã biểu"), _("Kỳ"), _("Từ ngày"), _("Đến ngày"), _("Mã đơn vị"), _("Đơn vị"), _("Loại đơn vị"),
        _("Mã chỉ tiêu"), _("Chỉ tiêu"), _("Mã phân tổ"), _("Phân tổ"), _("Số liệu"), _("Tử số"), _("Mẫu số"),
        _("Nội dung"), _("Lý do, ghi chú"), _("Khác số cổng đề xuất"), _("Trạng thái biểu"), _("Ngày gửi lên"),
    ]  # fmt: skip


def _row(asked: Asked, value: Value) -> Row:
    unit, item, submission = value.unit, value.item, value.submission
    return (
        asked.form.code, asked.window.code, asked.window.start, asked.window.end, unit.code, unit.name,
        str(unit.kind), value.indicator.code, value.indicator.name, item.code if item else "",
        item.name if item else "", _plain(value.number), _plain(value.part),
        _plain(value.whole), value.text, reason_of(value),
        _("có") if value.is_overridden else "", str(SubmissionState(submission.state).label), submission.sent_on,
    )  # fmt: skip


def _plain(number: Decimal | None) -> Decimal | None:
    """Without the zeros that the database keeps behind the decimals."""
    return number.normalize() if number is not None else None


def _dictionary(indicators: Iterable[Indicator]) -> list[Row]:
    return [
        (
            one.code, one.name, str(one.get_kind_display()), one.unit_of_measure, one.decimals,
            str(one.breakdown or ""), one.formula, one.definition, one.basis, str(one.get_better_display()),
        )
        for one in indicators
    ]  # fmt: skip


def _facts(request: HttpRequest, asked: Asked, values: Sequence[Value], expected: int) -> list[tuple[str, str]]:
    stated = len({value.unit_id for value in values})
    return [
        *list_files.facts_of(request, asked.form.name, len(values), unit=asked.unit, said=[asked.window.label]),
        (_("Đơn vị phải báo cáo"), numbers.show(expected)),
        (_("Đơn vị có số liệu trong danh sách"), numbers.show(stated)),
        (_("Biểu chưa duyệt"), _("có lấy") if asked.unapproved else _("không lấy")),
    ]


def _xlsx(asked: Asked, values: Sequence[Value], facts: Sequence[tuple[str, str]]) -> bytes:
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    looks = {"head": book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E7EEF0", "border": 1}),
             "day": book.add_format({"num_format": spreadsheets.DAY})}  # fmt: skip
    words = [
        _("Mã chỉ tiêu"), _("Chỉ tiêu"), _("Loại số liệu"), _("Đơn vị tính"), _("Số chữ số thập phân"), _("Phân tổ"),
        _("Cách tính"), _("Cách hiểu"), _("Căn cứ"), _("Chiều tốt"),
    ]  # fmt: skip
    _sheet(book, _("Số liệu"), heads(), (_row(asked, value) for value in values), looks)
    indicators = [line.indicator for line in asked.lines]
    _sheet(book, _("Từ điển"), words, _dictionary(indicators), looks, width=26)
    _sheet(book, _("Thông tin"), [_("Mục"), _("Nội dung")], facts, looks, width=40)
    book.close()
    return out.getvalue()


def _sheet(
    book: Any, name: str, titles: Sequence[str], rows: Iterable[Row], looks: dict[str, Any], width: int = 16
) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, len(titles) - 1, width)
    sheet.freeze_panes(1, 0)
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, looks["head"])
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, place, value)
            elif isinstance(value, Decimal | int):
                sheet.write_number(number, place, float(value))
            elif value is not None:
                sheet.write_datetime(number, place, value, looks["day"])


def _csv(asked: Asked, values: Sequence[Value]) -> bytes:
    """The list alone, so that every program reads it: days and decimals as people write them."""
    written = StringIO(newline="")
    out = csv.writer(written)
    out.writerow(heads())
    out.writerows([spreadsheets.spoken(value) for value in _row(asked, one)] for one in values)
    return written.getvalue().encode("utf-8-sig")
