"""The file to fill in: what each column means, the columns with lists to choose from, and the lists themselves."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from common.spreadsheets import DAY
from organizations.models import Body

from .columns import COLUMNS, Column
from .lists import Lists

GUIDE, SHEET, LISTS = "Hướng dẫn", "Kiến nghị", "Danh mục"
_ROWS = 2000  # rows that offer the lists; more may be pasted in
_RULES = (
    "Mỗi dòng một kiến nghị, điền ở trang “Kiến nghị”. Không đổi tên cột; cột không dùng thì bỏ trống hoặc xóa.",
    "Chỉ cột “Nội dung kiến nghị” là bắt buộc; ngày, nguồn, kỳ họp bỏ trống thì lấy giá trị ghi khi tải tệp lên.",
    "Ngày ghi là ngày thật của Excel hoặc chữ: 06/07/2020; 6-7-2020; 06.07.2020; 2020-07-06; ngày 06 tháng 7 năm 2020.",
    "Khi tải lên, cổng kiểm tra thử từng dòng và chưa nhập gì; anh/chị xem kết quả rồi mới quyết định nhập hay hủy.",
    "Họ tên, địa chỉ, điện thoại người kiến nghị không bắt buộc và không công khai. Không ghi bí mật nhà nước.",
)  # Vietnamese whoever reads the page: the file goes to people of the communes


def build(council: Body) -> bytes:
    """The template of one council."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    looks = _Looks(book)
    guide, sheet, lists = (book.add_worksheet(name) for name in (GUIDE, SHEET, LISTS))
    _write_guide(guide, council, looks)
    places = _write_lists(lists, Lists(council).offered(), looks)
    _write_sheet(sheet, places, looks)
    sheet.activate()
    book.close()
    return out.getvalue()


class _Looks:
    def __init__(self, book: Any) -> None:
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7EEF0", "border": 1}
        )
        self.needed = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#CFE3E6", "border": 1}
        )
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.words = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self.day = book.add_format({"valign": "top", "num_format": DAY})


def _write_guide(sheet: Any, council: Body, looks: _Looks) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, f"Danh sách kiến nghị của cử tri gửi {council.name}", looks.title)
    for number, rule in enumerate(_RULES, 1):
        sheet.write_string(number + 1, 0, f"{number}.", looks.text)
        sheet.write_string(number + 1, 1, rule, looks.text)
    first = len(_RULES) + 3
    for number, column in enumerate(COLUMNS):
        needed = " (bắt buộc)" if column.required else ""
        sheet.write_string(first + number, 0, column.head + needed, looks.head)
        sheet.write_string(first + number, 1, str(column.help), looks.text)


def _write_lists(sheet: Any, offered: dict[str, list[str]], looks: _Looks) -> dict[str, str]:
    """Each list in a column of its own; where it stands, for the validation of the other sheet."""
    places = {}
    named = [column for column in COLUMNS if column.name in offered]
    for place, column in enumerate(named):
        rows = offered[column.name]
        sheet.set_column(place, place, 34)
        sheet.write_string(0, place, column.head, looks.head)
        for number, name in enumerate(rows, 1):
            sheet.write_string(number, place, name, looks.text)
        if rows:
            letter = chr(65 + place)
            places[column.name] = f"='{LISTS}'!${letter}$2:${letter}${len(rows) + 1}"
    sheet.freeze_panes(1, 0)
    return places


def _write_sheet(sheet: Any, places: dict[str, str], looks: _Looks) -> None:
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width, looks.day if column.name == "received_on" else looks.words)
        sheet.write_string(0, place, column.head, looks.needed if column.required else looks.head)
        if column.name in places:
            sheet.data_validation(1, place, _ROWS, place, _chosen(column, places[column.name]))
    sheet.freeze_panes(1, 1)


def _chosen(column: Column, source: str) -> dict[str, Any]:
    """A list to choose from. Something else is warned of, not forbidden: the portal knows more names than fit here."""
    return {
        "validate": "list", "source": source, "error_type": "warning", "error_title": column.head[:32],
        "error_message": "Giá trị không có trong danh mục. Vẫn dùng?",
    }  # fmt: skip
