"""What people send: heads under titles, dates in every spelling, and files that are no files."""

import struct
import unicodedata
import zipfile
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from common.errors import Refused
from common.forms import DateField
from documents import workbooks
from petitions.importing import columns
from petitions.importing.reading import Table

from .sheets import HEADS, book, row

DAYS = ["06/07/2020", "6-7-2020", "06.07.2020", "2020-07-06", "ngày 06 tháng 7 năm 2020"]


def table(content):
    return Table(BytesIO(content))


def made(write):
    out = BytesIO()
    workbook = xlsxwriter.Workbook(out)
    write(workbook, workbook.add_worksheet("Danh sách"))
    workbook.close()
    return out.getvalue()


def test_the_head_is_found_under_title_rows_and_above_a_row_of_numbers():
    content = book([["(1)", "(2)", "(3)", "(4)"], row()], before=[["UBND XÃ"], [], ["DANH SÁCH KIẾN NGHỊ"]])

    found = table(content)

    assert found.head.names[1] == "Nội dung kiến nghị"
    assert [line.number for line in found.lines()] == [6]


def test_merged_heads_name_each_of_their_columns():
    def write(_workbook, sheet):
        sheet.merge_range("A1:E1", "TỔNG HỢP Ý KIẾN CỬ TRI")
        sheet.merge_range("A3:A4", "TT")
        sheet.merge_range("B3:B4", "NỘI DUNG KIẾN NGHỊ")
        sheet.merge_range("C3:E3", "Người kiến nghị")
        for place, name in enumerate(["Họ tên", "Địa chỉ", "Điện thoại"], 2):
            sheet.write(3, place, name)
        sheet.merge_range("A5:E5", "I. LĨNH VỰC GIAO THÔNG")
        sheet.write_row(5, 0, [1, "Sửa đường", "Nguyễn Văn A", "thôn 1", "0912"])

    found = table(made(write))

    assert columns.match(found.head.names).columns == {"text": 1, "person": 2, "address": 3, "phone": 4}
    assert [(line.number, line.is_heading) for line in found.lines()] == [(5, True), (6, False)]


def test_what_is_merged_downwards_stands_in_each_of_its_rows():
    def write(_workbook, sheet):
        sheet.write_row(0, 0, ["Nội dung kiến nghị", "Kỳ họp"])
        sheet.write_column(1, 0, ["Một", "Hai", "Ba"])
        sheet.merge_range("B2:B3", "kỳ họp thứ 11")

    assert [line.cell(1) for line in table(made(write)).lines()] == ["kỳ họp thứ 11", "kỳ họp thứ 11", ""]


def test_a_formula_gives_its_value_and_a_text_that_looks_like_one_stays_text():
    def write(workbook, sheet):
        sheet.write_row(0, 0, ["STT", "Nội dung kiến nghị"])
        sheet.write_formula(1, 1, '="Sửa "&"đường"', None, "Sửa đường")
        sheet.write_string(2, 1, "=1+1")
        sheet.write_string(3, 1, "- Đề nghị sửa cầu")

    assert [line.cell(1) for line in table(made(write)).lines()] == ["Sửa đường", "=1+1", "- Đề nghị sửa cầu"]


@pytest.mark.parametrize("head", ["noi dung kien nghi", "NỘI DUNG KIẾN NGHỊ (bắt buộc)", "Nội dung: kiến nghị"])
def test_heads_are_known_without_accents_capitals_and_remarks(head):
    assert columns.match([unicodedata.normalize("NFD", head)]).is_sure


def test_what_only_resembles_a_head_or_comes_twice_is_asked_about():
    assert columns.match(["Nội dung kiến nghịi"]).doubts == ("Nội dung kiến nghịi",)
    assert columns.match(["Nội dung", "Nội dung kiến nghị"]).doubts == ("Nội dung kiến nghị",)
    assert not columns.match(["Lĩnh vực", "Thẩm quyền"]).is_sure
    assert columns.match([*HEADS, "Người nhập liệu"]).unused == ("Người nhập liệu",)


def test_a_sheet_without_a_head_is_refused():
    with pytest.raises(Refused, match="hàng tiêu đề"):
        table(book([], heads=["một", "hai"]))


def check(content, name="a.xlsx"):
    workbooks.check(name, BytesIO(content))


def rezipped(change):
    """A good workbook with its parts changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(book([row()]))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(part, old.read(part)))
    return out.getvalue()


def _understated():
    """A sheet that unpacks to more than its entry says."""
    content = bytearray(rezipped(lambda part, data: data + b" " * 5_000_000 if "sheet1" in part else data))
    with zipfile.ZipFile(BytesIO(bytes(content))) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    return bytes(content).replace(struct.pack("<L", size), struct.pack("<L", 1000))


def _far_cell(cell):
    return rezipped(
        lambda part, data: data.replace(b"</sheetData>", b'<row><c r="%s"><v>1</v></c></row></sheetData>' % cell)
    )


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "a.xlsx", "kiểu cũ hoặc có mật khẩu", id="xls"),
        pytest.param(b"anything", "a.xls", "đuôi .xlsx", id="named xls"),
        pytest.param(b"STT,Noi dung", "a.csv", "đuôi .xlsx", id="csv"),
        pytest.param(b"PK\x03\x04 nothing", "a.xlsx", "hỏng", id="half a file"),
        pytest.param(
            rezipped(lambda part, data: data.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")),
            "a.xlsx", "macro", id="macros",
        ),
        pytest.param(_understated(), "a.xlsx", "hỏng", id="a bomb that lies"),
        pytest.param(_far_cell(b"A1048576"), "a.xlsx", "quá nhiều dòng", id="a cell in the last row"),
        pytest.param(_far_cell(b"XFD3"), "a.xlsx", "quá nhiều cột", id="a cell in the last column"),
        pytest.param(
            rezipped(lambda part, data: b'<!DOCTYPE a [<!ENTITY b "c">]><a/>' if "sheet1" in part else data),
            "a.xlsx", "hỏng", id="entities",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_sentence(content, name, words):
    with pytest.raises(Refused, match=words):
        check(content, name)


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(workbooks, "_MOST_UNPACKED", 1_000_000)

    with pytest.raises(Refused, match="nén"):
        check(rezipped(lambda part, data: b" " * 1_000_000 if "sheet1" in part else data))


def test_dates_are_read_in_five_spellings():
    for day in [*DAYS, *(unicodedata.normalize("NFD", day) for day in DAYS)]:
        assert DateField().clean(day) == date(2020, 7, 6)
