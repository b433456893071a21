"""The workbook that the province wants from xã Vân Khê every quarter: merged heads, borders, a formula; tied cells."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter
from django.core.files.base import ContentFile

from demo.building import body, user
from figures.models import Indicator
from indicators.enums import CellWindow
from indicators.excel.matching import Target
from indicators.models import Book, Form
from indicators.services import books
from indicators.services.books import Tie

SHEET, FIRST_ROW = "Biểu 02", 6
ROWS = (
    "hop-thon", "dong-gop-cua-nhan-dan", "kien-nghi-ton-dau-ky", "kien-nghi-tiep-nhan", "kien-nghi-xong-trong-ky",
    "kien-nghi-ton-cuoi-ky", "tiep-cong-dan", "doi-thoai", "nhiem-vu-da-giao", "cuoc-giam-sat",
)  # fmt: skip


def keep(form: Form) -> Book:
    """The clerk uploads it once and ties this quarter and the one before."""
    by, indicators = user("tonghop"), Indicator.objects.in_bulk(ROWS, field_name="code")
    upload = ContentFile(_file([indicators[code] for code in ROWS]), name="bieu-02-dan-chu-co-so.xlsx")
    book = books.add(
        body=body("ubnd-van-khe"), form=form, name="Biểu 02 của Sở Nội vụ: kết quả dân chủ ở cơ sở quý (minh họa)",
        upload=upload, no_state_secret=True, by=by,
    )  # fmt: skip
    ties = [
        Tie(cell=f"{column}{row}", target=Target(indicators[code]), window=window)
        for row, code in enumerate(ROWS, FIRST_ROW)
        for column, window in (("D", CellWindow.THIS), ("E", CellWindow.PREVIOUS))
    ]
    books.tie(book=book, sheet=SHEET, ties=ties, by=by)
    return book


def _file(indicators: list[Indicator]) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet(SHEET)
        title = workbook.add_format({"bold": True, "align": "center", "font_name": "Times New Roman", "font_size": 13})
        head = workbook.add_format({"bold": True, "border": 1, "align": "center", "text_wrap": True})
        cell = workbook.add_format({"border": 1, "text_wrap": True})
        sheet.merge_range("A1:F1", "BIỂU 02: KẾT QUẢ THỰC HIỆN DÂN CHỦ Ở CƠ SỞ", title)
        sheet.merge_range("A2:F2", "Đơn vị báo cáo: Ủy ban nhân dân xã Vân Khê (biểu minh họa)", title)
        sheet.set_column("A:A", 6)
        sheet.set_column("B:B", 48)
        sheet.set_column("C:F", 14)
        sheet.write_row(FIRST_ROW - 2, 0, ["TT", "Chỉ tiêu", "Đơn vị tính", "Kỳ này", "Kỳ trước", "Tăng, giảm"], head)
        for number, indicator in enumerate(indicators, 1):
            row = FIRST_ROW - 2 + number
            sheet.write_row(row, 0, [number, indicator.name_vi, indicator.measure_vi, "", ""], cell)
            sheet.write_formula(row, 5, f"=D{row + 1}-E{row + 1}", cell)
        sheet.print_area(0, 0, FIRST_ROW - 2 + len(indicators), 5)
        sheet.set_landscape()
    return buffer.getvalue()
