"""Our form as a workbook: only the places for figures and remarks are open, what it is stands signed on a hidden sheet.

The words are Vietnamese whoever reads the page, because the file goes to people of the communes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.core import signing

from common import numbers
from common.templatetags.qcdc import ngay
from figures.enums import FigureKind
from indicators.grid import Cell, Grid, Row
from indicators.models import Submission

SHEET, HIDDEN, MARK = "Biểu nhập", "qcdc", "Biểu nhập của Cổng QCDC, mẫu 1"
KEY, NAME, MEASURE, BEFORE, PROPOSED, FIGURE, REMARK, HELP = range(8)
HEADS = (
    "Mã", "Chỉ tiêu", "Đơn vị tính", "Kỳ trước", "Cổng đề xuất", "Số liệu kỳ này", "Lý do, ghi chú", "Hướng dẫn",
)  # fmt: skip
HEAD_ROW = 4  # from 0
SALT = "indicators.excel.sheet"
_WIDTHS = (22, 46, 13, 14, 14, 18, 34, 50)
_CHUNK = 30_000  # characters; a cell of Excel holds 32,767
_EXACT = 15  # digits that Excel keeps of a number
_RULES = (
    "Chỉ nhập ở các ô màu vàng. Không có số liệu thì để trống và ghi lý do; số 0 phải gõ. Phần lẻ theo dấu của Excel; "
    "tỷ lệ ghi như “45,5” hoặc “8/8”, không gõ dấu %. Không đổi tên trang, không xóa hoặc chèn dòng."
)


@dataclass(frozen=True)
class Said:
    """What a workbook says of itself: of which submission and version it is, and what it showed of every place."""

    submission: int
    version: int
    seen: dict[str, str]

    def signed(self) -> str:
        """As it stands on the hidden sheet."""
        kept = {"submission": self.submission, "version": self.version, "seen": self.seen}
        return signing.dumps(kept, salt=SALT, compress=True)

    @classmethod
    def read(cls, token: str) -> Said:
        """Raises signing.BadSignature for what the portal has not written so."""
        return cls(**signing.loads(token, salt=SALT))


def build(submission: Submission, grid: Grid) -> bytes:
    """The workbook of a submission as it stands now. ``grid``: with the last period and proposals."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    looks = _Looks(book)
    sheet, hidden = book.add_worksheet(SHEET), book.add_worksheet(HIDDEN)
    _write_top(sheet, submission, looks)
    _write_rows(sheet, grid, looks)
    said = Said(submission.pk, submission.version_id, {key: cell.seen for key, cell in grid.cells.items()})
    _write_hidden(hidden, said)
    book.close()
    return out.getvalue()


class _Looks:
    def __init__(self, book: Any) -> None:
        plain = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#C8D2D5"}
        soft = plain | {"font_color": "#5A6B70"}
        opened = plain | {"bg_color": "#FFFBE0", "locked": False}
        self.book, self._opened = book, opened
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.hint = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#5A6B70"})
        self.head = book.add_format(plain | {"bold": True, "bg_color": "#E7EEF0"})
        self.part = book.add_format({"bold": True, "bg_color": "#F3F6F7"})
        self.text, self.soft = book.add_format(plain), book.add_format(soft)
        self.item = book.add_format(plain | {"indent": 2})
        self.past = book.add_format(soft | {"align": "right"})
        self.total = book.add_format(plain | {"bold": True, "num_format": "#,##0.######", "align": "right"})
        self.words = book.add_format(opened | {"num_format": "@"})
        self.figure_words = book.add_format(opened | {"num_format": "@", "align": "right"})
        self._figures: dict[int, Any] = {}

    def figure(self, cell: Cell) -> Any:
        """An open place for a number with the decimals of its indicator; the other kinds are words."""
        if not cell.is_number:
            return self.words if cell.is_words else self.figure_words
        decimals = 0 if cell.indicator.kind == FigureKind.COUNT else cell.indicator.decimals
        if decimals not in self._figures:
            code = "#,##0" + (f".{'0' * decimals}" if decimals else "")
            self._figures[decimals] = self.book.add_format(self._opened | {"num_format": code, "align": "right"})
        return self._figures[decimals]


def _write_top(sheet: Any, submission: Submission, looks: _Looks) -> None:
    sheet.write_string(0, 0, submission.form.name_vi, looks.title)
    about = f"{submission.unit.name} · {submission.window.label} · hạn gửi {ngay(submission.due_on)}"
    sheet.write_string(1, 0, about)
    sheet.merge_range(2, 0, 2, REMARK, _RULES, looks.hint)
    sheet.set_row(2, 48)
    for place, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(HEAD_ROW, place, head, looks.head)
    sheet.freeze_panes(HEAD_ROW + 1, NAME + 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})


def _write_rows(sheet: Any, grid: Grid, looks: _Looks) -> None:
    at = HEAD_ROW + 1
    for section in grid.sections:
        for place in range(len(HEADS)):
            sheet.write_blank(at, place, None, looks.part)
        sheet.write_string(at, NAME, section.section.title_vi, looks.part)
        at += 1
        for row in section.rows:
            _write_row(sheet, at, row, looks)
            at += 1


def _write_row(sheet: Any, at: int, row: Row, looks: _Looks) -> None:
    cell, indicator = row.cell, row.cell.indicator
    sheet.write_string(at, KEY, cell.key, looks.soft)
    sheet.write_string(
        at, NAME, cell.item.name_vi if cell.item else indicator.name_vi, looks.item if cell.item else looks.text
    )
    sheet.write_string(at, MEASURE, "%" if indicator.kind == FigureKind.RATIO else indicator.measure_vi, looks.soft)
    sheet.write_string(at, BEFORE, row.was, looks.past)
    sheet.write_string(at, PROPOSED, cell.proposed, looks.past)
    sheet.write_string(at, HELP, "" if cell.item else cell.line.help_vi or indicator.definition_vi, looks.soft)
    if cell.takes_figure:
        _write_figure(sheet, at, cell, looks)
    elif row.is_sum and row.items:
        total = f"=SUM({_letter(FIGURE)}{at + 2}:{_letter(FIGURE)}{at + 1 + len(row.items)})"
        sheet.write_formula(at, FIGURE, total, looks.total, float(row.total) if row.total is not None else 0)
    else:
        sheet.write_string(at, FIGURE, "cổng tính" if not row.is_sum else "", looks.past)
    takes_remark = cell.takes_figure or row.is_sum
    sheet.write_string(at, REMARK, cell.reason, looks.words if takes_remark else looks.soft)


def _write_figure(sheet: Any, at: int, cell: Cell, looks: _Looks) -> None:
    look, number = looks.figure(cell), _number(cell.figure) if cell.is_number else None
    if number is None:
        sheet.write_string(at, FIGURE, cell.figure, look)
    else:
        sheet.write_number(at, FIGURE, number, look)
    if cell.is_number:
        name = cell.indicator.name_vi
        whole = cell.indicator.kind == FigureKind.COUNT
        rule = {
            "validate": "integer" if whole else "decimal", "criteria": "between",
            "minimum": 0 if whole else -(10**15), "maximum": 10**15, "error_type": "warning",
            "error_title": "Số liệu", "error_message": f"{name[:150]}: cần ghi {'số nguyên từ 0' if whole else 'số'}.",
        }  # fmt: skip
        sheet.data_validation(at, FIGURE, at, FIGURE, rule)


def _number(words: str) -> float | None:
    """A stored figure as a number of Excel; None for what has more than digits, or more of them than Excel keeps."""
    try:
        number = numbers.read_decimal(words)
    except numbers.NotANumber:
        return None
    return float(number) if len(number.normalize().as_tuple().digits) <= _EXACT else None


def _write_hidden(sheet: Any, said: Said) -> None:
    token = said.signed()
    sheet.write_string(0, 0, MARK)
    for number, start in enumerate(range(0, len(token), _CHUNK), 1):
        sheet.write_string(number, 0, token[start : start + _CHUNK])
    sheet.protect()
    sheet.very_hidden()


def _letter(place: int) -> str:
    return chr(65 + place)


def words(value: object) -> str:
    """What stands in a cell, as a person would type it: 1234.5 is "1.234,5"."""
    if isinstance(value, bool):
        return "đúng" if value else "sai"
    if isinstance(value, int | float):
        from figures.display import number as shown

        return shown(Decimal(f"{value:.{_EXACT}g}"))
    return str(value)


def columns(row: Sequence[Any]) -> list[Any]:
    """The row with a value for every column of the form."""
    return [*row, *[""] * len(HEADS)][: len(HEADS)]
