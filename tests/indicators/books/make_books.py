"""Make the five workbooks of this folder with LibreOffice. Not part of the tests: they read the files it made.

    soffice --headless --accept="socket,host=localhost,port=2002;urp;" &
    /usr/bin/python3 tests/indicators/books/make_books.py          (Debian: python3-uno, libreoffice-calc)

README.md says what is ugly about each.
"""

import struct
import sys
import zlib
from pathlib import Path

import uno
from com.sun.star.awt import Rectangle, Size
from com.sun.star.beans import PropertyValue
from com.sun.star.sheet.ConditionOperator import LESS
from com.sun.star.sheet.ValidationType import WHOLE
from com.sun.star.table import BorderLine2
from com.sun.star.table.CellHoriJustify import CENTER
from com.sun.star.util import CellProtection

HERE = Path(__file__).resolve().parent


def main():
    desktop = _desktop()
    for name, make in BOOKS.items():
        book = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (_given("Hidden", True),))
        make(book)
        book.calculateAll()
        target = uno.systemPathToFileUrl(str(HERE / f"{name}.xlsx"))
        book.storeToURL(target, (_given("FilterName", "Calc MS Excel 2007 XML"),))
        book.close(True)
        sys.stdout.write(f"{name}\n")


def quarterly(book):
    """Merged title and head of two rows, a logo, sums, percentages, print area, footer."""
    sheet = _sheets(book, "Biểu số 01-QCDC")[0]
    _merged(sheet, "A1:C1", "ỦY BAN NHÂN DÂN TỈNH")
    _merged(sheet, "D1:H1", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    _merged(sheet, "A3:H3", "BIỂU TỔNG HỢP KẾT QUẢ THỰC HIỆN DÂN CHỦ Ở CƠ SỞ")
    _merged(sheet, "A4:H4", "Kỳ báo cáo: quý … năm …")
    _merged(sheet, "A6:A7", "STT")
    _merged(sheet, "B6:B7", "Nội dung")
    _merged(sheet, "C6:C7", "Đơn vị tính")
    _merged(sheet, "D6:F6", "Kết quả trong kỳ")
    for cell, text in {"D7": "Kỳ trước", "E7": "Kỳ này", "F7": "Tăng, giảm"}.items():
        _head(sheet, cell, text)
    _merged(sheet, "G6:G7", "Tỷ lệ (%)")
    _merged(sheet, "H6:H7", "Ghi chú")
    rows = [
        ("Kiến nghị đã tiếp nhận", "kiến nghị", 120, 131),
        ("Kiến nghị đã giải quyết", "kiến nghị", 98, 117),
        ("Hội nghị của nhân dân", "hội nghị", 40, 44),
        ("Công trình do dân giám sát", "công trình", 7, 9),
        ("Số tiền nhân dân đóng góp", "triệu đồng", 1250.5, 1300.25),
    ]
    for place, (name, measure, before, now) in enumerate(rows):
        row = 8 + place
        _put(sheet, {f"A{row}": place + 1, f"B{row}": name, f"C{row}": measure, f"D{row}": before, f"E{row}": now})
        sheet.getCellRangeByName(f"F{row}").Formula = f"=E{row}-D{row}"
        sheet.getCellRangeByName(f"G{row}").Formula = f"=IF(D{row}=0;0;E{row}/D{row})"
        _format(book, sheet, f"G{row}", "0,0%")
        _format(book, sheet, f"D{row}:E{row}", "#.##0,##")
    _merged(sheet, "A13:C13", "Tổng số")
    for column in "DEF":
        sheet.getCellRangeByName(f"{column}13").Formula = f"=SUM({column}8:{column}11)"
    _put(sheet, {"B14": "Tỷ lệ giải quyết", "C14": "%"})
    sheet.getCellRangeByName("E14").Value = 0.8931
    _format(book, sheet, "E14", "0,00%")
    _lines(sheet, "A6:H14")
    _logo(book, sheet)
    _columns(sheet, 1200, 7000, 2500, 2500, 2500, 2500, 2500, 4000)
    _printed(sheet, "A1:H14", repeat="A6:H7")
    style = book.StyleFamilies.getByName("PageStyles").getByName(sheet.PageStyle)
    style.IsLandscape, style.Width, style.Height = True, 29700, 21000


def by_commune(book):
    """Communes by indicators, colours by rule, a chart, a hidden sheet, a name, validation, filter buttons."""
    sheet, hidden = _sheets(book, "Tổng hợp các xã", "Danh mục")
    names = ["Xã Hải Lăng", "Xã Nam Cửa Việt", "Xã Vĩnh Định", "Xã Diên Sanh", "Phường Quảng Trị"]
    _merged(sheet, "A1:F1", "TỔNG HỢP THEO XÃ, PHƯỜNG")
    for column, text in zip("ABCDEF", ("STT", "Đơn vị", "Hội nghị", "Người dự", "Ý kiến", "Bình quân"), strict=True):
        _head(sheet, f"{column}3", text)
    for place, name in enumerate(names):
        row = 4 + place
        _put(sheet, {f"A{row}": place + 1, f"B{row}": name, f"C{row}": 3 + place, f"D{row}": 210 + 35 * place})
        _put(sheet, {f"E{row}": 12 * place})
        sheet.getCellRangeByName(f"F{row}").Formula = f"=IFERROR(D{row}/C{row};0)"
    _put(sheet, {"B9": "Cộng"})
    for column in "CDE":
        sheet.getCellRangeByName(f"{column}9").Formula = f"=SUM({column}4:{column}8)"
    sheet.getCellRangeByName("F9").Formula = "=D9/C9"
    _put(hidden, {"A1": "Mã", "B1": "Tên"})
    for place, name in enumerate(names):
        _put(hidden, {f"A{place + 2}": f"{place + 1:02}", f"B{place + 2}": name})
    hidden.getCellRangeByName("D1").Formula = "=$'Tổng hợp các xã'.D9"
    hidden.IsVisible = False
    book.NamedRanges.addNewByName(
        "TongNguoiDu", "$'Tổng hợp các xã'.$D$9", sheet.getCellByPosition(0, 0).CellAddress, 0
    )
    sheet.getCellRangeByName("H3").String = "Qua tên:"
    sheet.getCellRangeByName("I3").Formula = "=TongNguoiDu"
    _coloured(book, sheet, "E4:E8")
    _whole_only(sheet, "C4:E8")
    _chart(sheet, "B3:D8")
    database = book.DatabaseRanges
    database.addNewByName("Loc", sheet.getCellRangeByName("A3:F8").RangeAddress)
    database.getByName("Loc").AutoFilter = True
    _columns(sheet, 1200, 5000, 2500, 2500, 2500, 2500)
    book.CurrentController.freezeAtPosition(2, 3)


def protected(book):
    """A protected sheet with a password, open and closed cells, a note, hidden row and column, texts by formula."""
    first, second = _sheets(book, "Phiếu nhập", "Kiểm tra")
    _merged(first, "A1:D1", "PHIẾU NHẬP SỐ LIỆU (chỉ nhập ô vàng)")
    for row, (name, value) in enumerate(
        [("Số thôn, tổ dân phố", 15), ("Số hòa giải viên", 96), ("Vụ việc hòa giải", 21), ("Hòa giải thành", 19)], 3
    ):
        _put(first, {f"A{row}": name, f"C{row}": value})
        cell = first.getCellRangeByName(f"C{row}")
        cell.CellBackColor = 0xFFFFCC
        cell.CellProtection = CellProtection(False, False, False, False)
    first.getCellRangeByName("C8").Formula = '=IF(C6>C5;"Số thành vượt số vụ việc";"Hợp lệ")'
    first.getCellRangeByName("D3").Formula = "=TODAY()-DATE(2026;1;1)"
    _put(first, {"A9": "Ngày lập"})
    first.getCellRangeByName("C9").Formula = "=DATE(2026;9;30)"
    _format(book, first, "C9", "DD/MM/YYYY")
    first.Annotations.insertNew(first.getCellRangeByName("C5").CellAddress, "Tính cả vụ việc chuyển kỳ trước sang.")
    first.Rows.getByIndex(9).IsVisible = False
    first.Columns.getByIndex(1).IsVisible = False
    _put(first, {"B3": "an", "A10": "hàng ẩn"})
    second.getCellRangeByName("A1").Formula = "=$'Phiếu nhập'.C5-$'Phiếu nhập'.C6"
    second.getCellRangeByName("A2").Formula = "=1/0"
    second.getCellRangeByName("A3").Formula = "=$'Phiếu nhập'.C6=$'Phiếu nhập'.C5"
    _columns(first, 8000, 1000, 3500, 5000)
    first.protect("qcdc")
    second.protect("")


def sparse(book):
    """Cells far apart, merged blocks, two fonts in a cell, line ends, numbers as text, three print areas, a break."""
    sheet = _sheets(book, "Mẫu 3 & phụ lục <A>")[0]
    _merged(sheet, "B2:F4", "Khối gộp nhiều hàng\nvà hai dòng")
    rich = sheet.getCellRangeByName("B6")
    rich.String = "Chữ đậm và thường"
    cursor = rich.createTextCursor()
    cursor.gotoStart(False)
    cursor.goRight(7, True)
    cursor.CharWeight = 150.0
    _merged(sheet, "C8:E10", "")
    sheet.getCellRangeByName("C8").Value = 777
    sheet.getCellRangeByName("G8").Formula = "=C8*2"
    sheet.getCellRangeByName("B12").String = "'00125"
    sheet.getCellRangeByName("B13").String = "  cách đầu, cách cuối  "
    turned = sheet.getCellRangeByName("H2")
    turned.String, turned.RotateAngle = "Quay 90 độ", 9000
    far = sheet.getCellRangeByName("AZ200")
    far.String = "ô ở xa"
    sheet.getCellRangeByName("AZ201").Formula = "=SUM(C8:AY199)"
    sheet.getCellRangeByName("C20:C24").CellBackColor = 0xE0F0FF
    _format(book, sheet, "C20:C24", "#.##0")
    sheet.Columns.getByIndex(9).CellBackColor = 0xEEEEEE
    _format(book, sheet, "J1:J1000", "0,000")
    sheet.setPrintAreas(tuple(_range(sheet, area) for area in ("B2:H10", "B12:C24", "AY199:AZ201")))
    sheet.Rows.getByIndex(11).IsStartOfNewPage = True


def formulas(book):
    """Array formulas, sums by condition, look-ups over sheets, errors, a sheet name with quotes and brackets."""
    now, before = _sheets(book, "Kỳ này (quý III)", "Kỳ trước '26")
    for place, (kind, value) in enumerate([("Thôn", 3), ("Xã", 5), ("Thôn", 8), ("Tổ", 13), ("Xã", 21)]):
        _put(now, {f"A{place + 2}": kind, f"B{place + 2}": value})
        _put(before, {f"A{place + 2}": kind, f"B{place + 2}": value * 2})
        now.getCellRangeByName(f"C{place + 2}").Formula = f"=B{place + 2}*100/SUM($B$2:$B$6)"
    _put(now, {"A1": "Loại", "B1": "Số", "C1": "Cơ cấu", "E1": "Thôn", "E2": "Xã"})
    for row in (1, 2):
        now.getCellRangeByName(f"F{row}").Formula = f"=SUMIFS(B2:B6;A2:A6;E{row})"
        now.getCellRangeByName(
            f"G{row}"
        ).Formula = f"=F{row}-SUMIF($'Kỳ trước ''26'.A2:A6;E{row};$'Kỳ trước ''26'.B2:B6)"
    now.getCellRangeByName("H1:H5").setArrayFormula("=B2:B6*2")
    now.getCellRangeByName("I1").setArrayFormula('=SUM((A2:A6="Xã")*B2:B6)')
    now.getCellRangeByName("J1").Formula = '=VLOOKUP("Tổ";A2:B6;2;0)'
    now.getCellRangeByName("J2").Formula = '=VLOOKUP("Không có";A2:B6;2;0)'
    now.getCellRangeByName("J3").Formula = '=INDIRECT("B"&ROW())'
    now.getCellRangeByName("J4").Formula = '="Tổng: "&SUM(B2:B6)&" <vụ>"'
    before.getCellRangeByName("D1").Formula = "=$'Kỳ này (quý III)'.F1"
    _columns(now, 3000, 2500, 2500)


BOOKS = {"bieu-quy": quarterly, "theo-xa": by_commune, "bao-ve": protected, "thua": sparse, "cong-thuc": formulas}


# -- LibreOffice


def _context():
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    return resolver.resolve("uno:socket,host=localhost,port=2002;urp;StarOffice.ComponentContext")


def _desktop():
    context = _context()
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def _given(name, value):
    given = PropertyValue()
    given.Name, given.Value = name, value
    return given


def _sheets(book, *names):
    book.Sheets.getByIndex(0).Name = names[0]
    for place, name in enumerate(names[1:], 1):
        book.Sheets.insertNewByName(name, place)
    return [book.Sheets.getByName(name) for name in names]


def _put(sheet, cells):
    for address, value in cells.items():
        cell = sheet.getCellRangeByName(address)
        if isinstance(value, str):
            cell.String = value
        else:
            cell.Value = value


def _merged(sheet, address, text):
    cells = sheet.getCellRangeByName(address)
    cells.merge(True)
    cells.HoriJustify = CENTER
    cells.IsTextWrapped = True
    cells.CharWeight = 150.0
    if text:
        cells.getCellByPosition(0, 0).String = text


def _head(sheet, address, text):
    cell = sheet.getCellRangeByName(address)
    cell.String, cell.CharWeight, cell.CellBackColor, cell.HoriJustify = text, 150.0, 0xDDE8EA, CENTER


def _format(book, sheet, address, code):
    locale = uno.createUnoStruct("com.sun.star.lang.Locale", "vi", "VN", "")
    formats = book.NumberFormats
    key = formats.queryKey(code, locale, False)
    sheet.getCellRangeByName(address).NumberFormat = formats.addNew(code, locale) if key == -1 else key


def _lines(sheet, address):
    line = BorderLine2()
    line.OuterLineWidth = line.LineWidth = 20
    cells = sheet.getCellRangeByName(address)
    for side in ("TopBorder", "BottomBorder", "LeftBorder", "RightBorder"):
        setattr(cells, side, line)
    border = cells.TableBorder2
    border.HorizontalLine = border.VerticalLine = line
    border.IsHorizontalLineValid = border.IsVerticalLineValid = True
    cells.TableBorder2 = border


def _columns(sheet, *widths):
    for place, width in enumerate(widths):
        sheet.Columns.getByIndex(place).Width = width


def _range(sheet, address):
    return sheet.getCellRangeByName(address).RangeAddress


def _printed(sheet, address, repeat):
    sheet.setPrintAreas((_range(sheet, address),))
    sheet.setPrintTitleRows(True)
    sheet.setTitleRows(_range(sheet, repeat))


def _coloured(book, sheet, address):
    style = book.createInstance("com.sun.star.style.CellStyle")
    book.StyleFamilies.getByName("CellStyles").insertByName("Thap", style)
    style.CellBackColor = 0xF8D7DA
    cells = sheet.getCellRangeByName(address)
    rules = cells.ConditionalFormat
    rules.addNew((_given("Operator", LESS), _given("Formula1", "20"), _given("StyleName", "Thap")))
    cells.ConditionalFormat = rules


def _whole_only(sheet, address):
    cells = sheet.getCellRangeByName(address)
    rule = cells.Validation
    rule.Type, rule.ErrorMessage = WHOLE, "Chỉ nhập số nguyên."
    rule.setFormula1("0")
    rule.setFormula2("1000000")
    cells.Validation = rule


def _chart(sheet, address):
    sheet.Charts.addNewByName("SoNguoi", Rectangle(2000, 6500, 12000, 7000), (_range(sheet, address),), True, True)


def _logo(book, sheet):
    path = HERE / "logo.png"
    path.write_bytes(_png(48, 48))
    context = _context()
    reader = context.ServiceManager.createInstanceWithContext("com.sun.star.graphic.GraphicProvider", context)
    shape = book.createInstance("com.sun.star.drawing.GraphicObjectShape")
    shape.Graphic = reader.queryGraphic((_given("URL", uno.systemPathToFileUrl(str(path))),))
    shape.setSize(Size(1200, 1200))
    sheet.DrawPage.add(shape)
    path.unlink()


def _png(width, height):
    """A square in two colours."""
    rows = b"".join(
        b"\0" + b"".join(b"\xc8\x10\x2e" if 8 < x < 40 and 8 < y < 40 else b"\xff\xe0\x66" for x in range(width))
        for y in range(height)
    )

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


if __name__ == "__main__":
    main()
