"""Our form as a workbook: it goes out whole, comes back whole, and changes nothing before a person has decided."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from common.errors import Refused
from figures.enums import FigureKind
from figures.models import Breakdown, BreakdownItem
from figures.services import Figure
from indicators.enums import Source
from indicators.excel import sheet
from indicators.grid_queries import beside_of, grid_of
from indicators.models import Submission
from indicators.services import workbooks
from indicators.services.entry import Entry, enter
from tests.factories.figures import IndicatorFactory
from tests.factories.indicators import LineFactory, SubmissionFactory, ValueFactory, WindowFactory
from tests.factories.organizations import UnitFactory, days

pytestmark = pytest.mark.django_db
FIGURE, REMARK = "F", "G"
FIRST_ROW = sheet.HEAD_ROW + 3  # of the first line, as Excel counts


@pytest.fixture
def form(sent):
    """The form of ``sent`` with one line of each sort: rows 7 and 8 counts, then those below."""
    version = sent.form.versions.get()
    amount = IndicatorFactory(code="tien", name_vi="Kinh phí", kind=FigureKind.SUM, decimals=2, measure_vi="triệu đồng")
    split = Breakdown.objects.create(code="linh-vuc-thu", name_vi="Lĩnh vực", name_en="Field")
    for rank, (code, name) in enumerate([("dat", "Đất đai"), ("khac", "Khác")]):
        BreakdownItem.objects.create(
            breakdown=split, code=code, name_vi=name, name_en=code, rank=rank, valid=days("2000-01-01")
        )
    parted = IndicatorFactory(code="theo-linh-vuc", name_vi="Kiến nghị theo lĩnh vực", breakdown=split)
    share = IndicatorFactory(code="dat-chuan", name_vi="Tỷ lệ đạt chuẩn", kind=FigureKind.RATIO, decimals=2)
    words = IndicatorFactory(code="cach-lam", name_vi="Cách làm hay", words=True)
    ratio = IndicatorFactory(code="ty-le", name_vi="Tỷ lệ", ratio=True, part=sent.second, whole=sent.first)
    for order, indicator in enumerate((amount, parted, share, words), 3):
        LineFactory(version=version, indicator=indicator, order=order)
    LineFactory(version=version, indicator=ratio, source=Source.COMPUTED, order=9)
    sent.amount, sent.parted, sent.share = amount, parted, share
    return sent


def out(submission: Submission) -> openpyxl.Workbook:
    """The workbook that a person downloads."""
    grid = grid_of(submission, beside=beside_of(submission), proposing=True)
    return openpyxl.load_workbook(BytesIO(sheet.build(submission, grid)))


def upload(book: openpyxl.Workbook, name: str = "bieu.xlsx") -> SimpleUploadedFile:
    written = BytesIO()
    book.save(written)
    return SimpleUploadedFile(name, written.getvalue())


def look(form, book, by=None):
    return workbooks.look(submission=form.submission, upload=upload(book), by=by or form.official)


def rows(book) -> dict[str, int]:
    page = book[sheet.SHEET]
    return {page.cell(row, 1).value: row for row in range(FIRST_ROW - 1, page.max_row + 1) if page.cell(row, 1).value}


def fill(form, book, figures: dict[str, object], column: str = FIGURE) -> None:
    at = rows(book)
    for key, value in figures.items():
        book[sheet.SHEET][f"{column}{at[key]}"] = value


def stored(form) -> dict[str, object]:
    return {
        value.indicator.code + (f".{value.item.code}" if value.item else ""): value.number
        for value in form.submission.values.select_related("indicator", "item")
    }


def test_only_figures_and_remarks_are_open_and_the_rest_is_protected(form):
    ValueFactory(submission=form.submission, indicator=form.first, number=Decimal(12))
    before = WindowFactory(regime=form.form.regime, code="2026-Q2")
    earlier = SubmissionFactory(form=form.form, window=before, unit=form.submission.unit, body=form.body)
    ValueFactory(submission=earlier, indicator=form.first, number=Decimal(7))
    book = out(form.submission)
    page, at = book[sheet.SHEET], rows(book)
    assert page.protection.sheet
    assert book[sheet.HIDDEN].sheet_state == "veryHidden"
    opened = {
        page.cell(row, 1).value + cell.column_letter
        for row in at.values() for cell in page[row] if not cell.protection.locked
    }  # fmt: skip
    places = [
        form.first.code,
        form.second.code,
        "tien",
        "theo-linh-vuc.dat",
        "theo-linh-vuc.khac",
        "dat-chuan",
        "cach-lam",
    ]
    assert opened == {f"{key}{column}" for key in places for column in "FG"} | {"theo-linh-vucG"}
    assert page[f"F{at[form.first.code]}"].value == 12
    assert page[f"D{at[form.first.code]}"].value == "7"
    assert page[f"F{at['theo-linh-vuc']}"].value == f"=SUM(F{at['theo-linh-vuc.dat']}:F{at['theo-linh-vuc.khac']})"


def test_a_workbook_that_nobody_touched_changes_nothing(form):
    enter(
        submission=form.submission, by=form.official,
        entries=[
            Entry(indicator=form.amount, figure=Figure(value=Decimal("1234.5")), seen=0),
            Entry(indicator=form.share, figure=Figure(numerator=Decimal(8), denominator=Decimal(9)), seen=0),
            Entry(indicator=form.first, figure=None, missing="Chưa thống kê", seen=0),
        ],
    )  # fmt: skip
    seen = look(form, out(form.submission))
    assert seen.is_clear
    assert not seen.changes


def test_the_look_shows_every_change_and_stores_none_until_it_is_decided(form):
    ValueFactory(submission=form.submission, indicator=form.first, number=Decimal(12))
    book = out(form.submission)
    fill(form, book, {form.first.code: 15, form.second.code: 0, "tien": "1.234,5", "theo-linh-vuc.dat": 4,
                      "dat-chuan": "8/8", "cach-lam": "Đối thoại định kỳ"})  # fmt: skip
    fill(form, book, {"tien": "Ước tính", "theo-linh-vuc.khac": "Chưa có báo cáo"}, REMARK)
    seen = look(form, book)
    assert {change.cell.key: (change.before, change.figure, change.reason) for change in seen.changes} == {
        form.first.code: ("12", "15", ""),
        form.second.code: ("", "0", ""),
        "tien": ("", "1.234,5", "Ước tính"),
        "theo-linh-vuc.dat": ("", "4", ""),
        "theo-linh-vuc.khac": ("", "", "Chưa có báo cáo"),
        "dat-chuan": ("", "8/8", ""),
        "cach-lam": ("", "Đối thoại định kỳ", ""),
    }
    assert stored(form) == {form.first.code: 12}
    done = workbooks.apply(submission=form.submission, parcel=seen.parcel, over=[], by=form.official)
    assert done.is_clear
    assert stored(form) == {
        form.first.code: 15, form.second.code: 0, "tien": Decimal("1234.5"), "theo-linh-vuc.dat": 4,
        "theo-linh-vuc.khac": None, "dat-chuan": None, "cach-lam": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("first", "mười hai", "Ghi số"),
        ("first", -3, "âm"),
        ("first", 1.5, "số nguyên"),
        ("first", 10**18, "quá lớn"),
        ("first", "1,234.5", "1.234,5"),
        ("tien", 1.234, "2 chữ số thập phân"),
        ("dat-chuan", 120, "0 đến 100"),
        ("dat-chuan", "9/8", "vượt mẫu số"),
    ],
)
def test_one_figure_that_does_not_fit_keeps_the_whole_file_out(form, key, typed, said):
    book = out(form.submission)
    key = form.first.code if key == "first" else key
    fill(form, book, {key: typed, form.second.code: 5})
    seen = look(form, book)
    assert [(cell.key, said in message) for cell, message in seen.errors] == [(key, True)], seen.errors
    assert [change.cell.key for change in seen.changes] == [form.second.code]
    assert not seen.parcel
    assert not stored(form)


def test_what_excel_turned_into_a_day_is_said_beside_its_place(form):
    from datetime import datetime

    book = out(form.submission)
    fill(form, book, {form.first.code: datetime(2026, 8, 8)})  # noqa: DTZ001 (Excel knows no zones)
    seen = look(form, book)
    assert seen.errors[0][1] == "Excel đã đổi nội dung ô thành ngày 08/08/2026; gõ lại số liệu."


def test_a_colleagues_newer_figure_is_shown_and_stays_unless_it_is_chosen(form):
    book = out(form.submission)
    enter(submission=form.submission, entries=[Entry(indicator=form.first, figure=Figure(value=Decimal(5)), seen=0)],
          by=form.other)  # fmt: skip
    fill(form, book, {form.first.code: 9, form.second.code: 2})
    seen = look(form, book)
    (conflict,) = seen.conflicts
    assert (conflict.theirs_shown(), conflict.figure, conflict.theirs.typed_by) == ("5", "9", form.other)
    workbooks.apply(submission=form.submission, parcel=seen.parcel, over=[], by=form.official)
    assert stored(form) == {form.first.code: 5, form.second.code: 2}
    again = look(form, book)
    workbooks.apply(submission=form.submission, parcel=again.parcel, over=[form.first.code], by=form.official)
    assert stored(form) == {form.first.code: 9, form.second.code: 2}


def test_nothing_is_stored_when_a_place_changed_between_look_and_decision(form):
    book = out(form.submission)
    fill(form, book, {form.first.code: 9, form.second.code: 2})
    seen = look(form, book)
    enter(submission=form.submission, entries=[Entry(indicator=form.first, figure=Figure(value=Decimal(5)), seen=0)],
          by=form.other)  # fmt: skip
    done = workbooks.apply(submission=form.submission, parcel=seen.parcel, over=[], by=form.official)
    assert [cell.key for cell in done.conflicts] == [form.first.code]
    assert stored(form) == {form.first.code: 5}


def test_a_workbook_of_another_window_unit_or_form_is_refused_in_words(form):
    window = WindowFactory(regime=form.form.regime, code="2026-Q2")
    earlier = SubmissionFactory(form=form.form, window=window, unit=form.submission.unit, body=form.body)
    with pytest.raises(Refused, match="kỳ quý II năm 2026, trang này nhận quý III năm 2026"):
        look(form, out(earlier))
    village = UnitFactory(parent=form.submission.unit, kind__code="thon", name="Thôn Đông")
    with pytest.raises(Refused, match="đơn vị Thôn Đông, trang này nhận của Quảng Lợi"):
        look(form, out(SubmissionFactory(form=form.form, window=form.window, unit=village, body=form.body)))
    other = SubmissionFactory(unit=form.submission.unit)
    with pytest.raises(Refused, match="biểu “Biểu kết quả"):
        look(form, out(other))


def _cut(book):
    del book[sheet.HIDDEN]


def _renamed(book):
    book[sheet.SHEET].title = "Trang 1"


def _row_gone(book):
    book[sheet.SHEET].delete_rows(rows(book)["tien"])


def _row_twice(book):
    book[sheet.SHEET][f"A{rows(book)['tien']}"] = "cach-lam"


def _unknown(book):
    page = book[sheet.SHEET]
    page[f"A{page.max_row + 1}"] = "la"


def _no_key(book):
    page = book[sheet.SHEET]
    page[f"F{page.max_row + 1}"] = 5


def _head_moved(book):
    book[sheet.SHEET].insert_cols(3)


def _forged(book):
    page = book[sheet.HIDDEN]
    page["A2"] = page["A2"].value[:-3] + "xyz"


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_cut, "không phải biểu tải từ cổng"), (_renamed, "không còn trang"), (_row_gone, "thiếu 1 dòng: tien"),
        (_row_twice, "ở hai dòng"), (_unknown, "không thuộc biểu: la"), (_no_key, "không có mã chỉ tiêu"),
        (_head_moved, "tiêu đề"), (_forged, "Phần ẩn"),
    ],
)  # fmt: skip
def test_a_workbook_that_is_not_whole_is_not_understood_at_all(form, harm, said):
    book = out(form.submission)
    fill(form, book, {form.first.code: 9})
    harm(book)
    with pytest.raises(Refused, match=said):
        look(form, book)
    assert not stored(form)


def test_another_version_other_files_and_other_people_are_refused(form):
    book = out(form.submission)
    form.submission.version = SubmissionFactory().version
    with pytest.raises(Refused, match="phiên bản"):
        look(form, book)
    form.submission.refresh_from_db()
    for name, content in (("a.xls", b"x"), ("a.xlsx", b"PK\x03\x04"), ("a.xlsx", b"")):
        with pytest.raises(Refused, match=r"[Tt]ệp"):
            workbooks.look(submission=form.submission, upload=SimpleUploadedFile(name, content), by=form.official)
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "b">]><workbook/>')
    with pytest.raises(Refused, match="hỏng"):
        workbooks.look(
            submission=form.submission, upload=SimpleUploadedFile("a.xlsx", bomb.getvalue()), by=form.official
        )
    with pytest.raises(PermissionDenied):
        look(form, out(form.submission), by=form.receiver)
    seen = look(form, out(form.submission))
    with pytest.raises(Refused, match="của người khác"):
        workbooks.apply(submission=form.submission, parcel=seen.parcel, over=[], by=form.other)
    with pytest.raises(Refused, match="hai giờ"):
        workbooks.apply(submission=form.submission, parcel="\x00", over=[], by=form.official)


def test_the_page_gives_the_file_shows_the_changes_and_stores_them(form):
    client, url = Client(), reverse("indicators:workbook", args=[form.submission.pk])
    client.force_login(form.official)
    answer = client.get(url, {"tep": "xlsx"})
    assert answer["Content-Disposition"].endswith(f'{form.form.code}-quang-loi-2026-Q3.xlsx"')
    book = openpyxl.load_workbook(BytesIO(answer.content))
    fill(form, book, {form.first.code: 21})
    page = client.post(url, {"upload": upload(book)})
    assert "1 thay đổi" in page.content.decode()
    assert not stored(form)
    parcel = page.context["outcome"].parcel
    assert client.post(url, {"xem": parcel}).status_code == 302
    assert stored(form) == {form.first.code: 21}
    assert "Chọn ít nhất một tệp" in client.post(url).content.decode()
    assert "hai giờ" in client.post(url, {"xem": "a"}).content.decode()
