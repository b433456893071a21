"""A superior's own workbook: uploaded once, its cells tied, filled every period with what was stated and no more."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from common.errors import Refused
from figures.enums import FigureKind
from figures.models import Breakdown, BreakdownItem
from indicators.enums import CellPart, CellWindow, SubmissionState
from indicators.excel import filling
from indicators.excel.addresses import Place
from indicators.excel.matching import Match, Target, matches
from indicators.excel.template import Template
from indicators.models import Book, BookCell
from indicators.services import books
from indicators.services.books import Tie
from tests.factories.figures import IndicatorFactory
from tests.factories.indicators import FormFactory, LineFactory, SubmissionFactory, ValueFactory, WindowFactory
from tests.factories.organizations import UnitFactory, days

FOLDER = Path(__file__).parent / "books"
SHEET = "Biểu số 01-QCDC"
D = Decimal


def data(name: str = "bieu-quy") -> bytes:
    return (FOLDER / f"{name}.xlsx").read_bytes()


def upload(name: str = "bieu-quy", as_name: str = "Biểu 01.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(as_name, data(name))


@pytest.fixture
def kept(sent) -> Book:
    """The quarterly workbook, filled by the commune of ``sent``."""
    return add(sent)


def add(sent, file=None, by=None) -> Book:
    return books.add(
        body=sent.body, form=sent.form, name="Biểu 01", upload=file or upload(), no_state_secret=True,
        by=by or sent.official,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("label", "kind", "part"),
    [
        ("Vụ việc hòa giải thành", FigureKind.RATIO, CellPart.PART),
        ("Tỷ lệ hòa giải thành", FigureKind.RATIO, CellPart.FIGURE),
        ("Hòa giải thành (%)", FigureKind.RATIO, CellPart.FIGURE),
        ("Vụ việc hòa giải thành", FigureKind.COUNT, CellPart.FIGURE),
    ],
)
def test_of_six_in_seven_a_row_that_asks_for_no_rate_shows_the_six(label, kind, part):
    settled = IndicatorFactory.build(kind=kind, name_vi="Vụ việc hòa giải thành")

    assert Match(Place(8, 5), label, Target(settled), True).part == part


def tie(book, by, **cells):
    """tie(book, by, E8=indicator, E9=Tie(...))."""
    ties = [one if isinstance(one, Tie) else Tie(cell=cell, target=Target(one)) for cell, one in cells.items()]
    return books.tie(book=book, sheet=SHEET, ties=ties, by=by)


def value(sent, code, number, indicator=None, **more):
    """What the commune stated for a window."""
    window = WindowFactory(regime=sent.form.regime, code=code)
    found = sent.form.submissions.filter(window=window, unit=sent.submission.unit).first()
    submission = found or SubmissionFactory(form=sent.form, window=window, unit=sent.submission.unit, body=sent.body)
    number = None if number is None else D(number)
    return ValueFactory(submission=submission, indicator=indicator or sent.first, number=number, **more)


def filled(book, submission) -> dict[str, object]:
    return {one.cell.cell: one.why or one.value for one in filling.fill(book, submission)}


# -- seen as a table


def test_a_sheet_is_seen_with_its_merged_cells_formulas_and_days():
    table = Template(data()).table(SHEET)
    assert table.letters == list("ABCDEFGH")
    by_address = {cell.address: cell for _number, row in table.rows for cell in row}
    assert (by_address["D6"].wide, by_address["A6"].tall, "E6" in by_address) == (3, 2, False)
    assert (by_address["E12"].text, by_address["E12"].is_number) == ("1.300,25", True)
    assert by_address["E13"].has_formula
    assert (table.before, table.after) == (0, 0)
    days_sheet = Template(data("bao-ve"))
    shown = {cell.address: cell.text for _number, row in days_sheet.table("Phiếu nhập").rows for cell in row}
    assert shown["C9"] == "30/09/2026"


def test_long_and_wide_sheets_are_seen_in_parts_and_hidden_ones_not_at_all():
    far = Template(data("thua"))
    table = far.table("Mẫu 3 & phụ lục <A>", 41)
    assert (table.before, table.rows[0][0], table.after) == (1, 41, 81)
    assert far.table("Mẫu 3 & phụ lục <A>", 10**7).after == 0
    assert Template(data("theo-xa")).sheets == ["Tổng hợp các xã"]


def test_percent_formats_are_known_and_formulas_take_no_figure():
    template = Template(data())
    assert template.percents(SHEET, [Place(14, 5), Place(8, 5), Place(99, 99)]) == {Place(14, 5)}
    assert template.open_cell(SHEET, "$e$7") == Place(7, 5)
    assert template.open_cell(SHEET, "F6") == Place(6, 4)
    for cell, said in (("E13", "công thức"), ("x", "địa chỉ")):
        with pytest.raises(Refused, match=said):
            template.open_cell(SHEET, cell)


# -- tied


@pytest.mark.django_db
def test_rows_are_matched_by_their_words_and_people_decide(sent):
    names = ["Kiến nghị đã tiếp nhận", "Hội nghị nhân dân", "Không có trong tệp", "Số tiền nhân dân đóng góp"]
    targets = [Target(IndicatorFactory(name_vi=name)) for name in names]
    found = matches(Template(data()), SHEET, 5, targets)
    assert [(str(match.place), match.target.indicator.name_vi, match.is_same) for match in found] == [
        ("E8", names[0], True), ("E10", names[1], False), ("E12", names[3], True),
    ]  # fmt: skip
    assert not matches(Template(data()), SHEET, 6, targets)  # formulas
    units = [Target(sent.first, None, UnitFactory(name=name, kind__code="xa")) for name in ("Hải Lăng", "Vĩnh Định")]
    rows = matches(Template(data("theo-xa")), "Tổng hợp các xã", 3, units)
    assert [(str(match.place), match.target.unit.name) for match in rows] == [("C4", "Hải Lăng"), ("C6", "Vĩnh Định")]


@pytest.mark.django_db
def test_cells_are_tied_once_and_a_merged_one_by_its_first(kept, sent):
    tie(kept, sent.official, E8=sent.first, H6=sent.second)
    tie(kept, sent.other, E8=sent.second)
    assert [(cell.cell, cell.indicator) for cell in kept.cells.all()] == [("E8", sent.second), ("H6", sent.second)]
    assert books.untie(book=kept, keys=[cell.pk for cell in kept.cells.all()] + [10**15], by=sent.official) == 2


@pytest.mark.django_db
def test_who_may_not_and_what_cannot_be_is_refused(kept, sent):
    with pytest.raises(PermissionDenied):
        tie(kept, sent.receiver, E8=sent.first)
    with pytest.raises(PermissionDenied):
        add(sent, by=sent.leader)
    with pytest.raises(Refused, match="công thức"):
        tie(kept, sent.official, E8=sent.first, E13=sent.first)
    assert not kept.cells.exists()
    outside = Target(sent.first, None, UnitFactory(name="Nơi khác"))
    with pytest.raises(Refused, match="không thuộc Quảng Lợi"):
        tie(kept, sent.official, E8=Tie(cell="E8", target=outside))
    with pytest.raises(Refused, match="Cơ quan chưa được giao"):
        books.add(body=sent.body, form=FormFactory(), name="a", upload=upload(), no_state_secret=True, by=sent.official)
    with pytest.raises(Refused, match="bí mật nhà nước"):
        books.add(body=sent.body, form=sent.form, name="a", upload=upload(), no_state_secret=False, by=sent.official)
    with pytest.raises(Refused, match=r"đuôi \.xlsx"):
        add(sent, SimpleUploadedFile("a.ods", b"PK"))
    books.retire(book=kept, by=sent.official)
    with pytest.raises(Refused, match="thôi dùng"):
        tie(kept, sent.official, E8=sent.first)


# -- filled


@pytest.mark.django_db
def test_a_cell_shows_this_window_the_last_the_year_so_far_or_the_year_before(kept, sent):
    for code, number in (("2025-Q3", 7), ("2026-Q1", 1), ("2026-Q2", 2), ("2026-Q3", 0)):
        value(sent, code, number)
    target = Target(sent.first)
    places = dict(zip(CellWindow, ("E8", "E9", "E10", "E11"), strict=True))
    tie(kept, sent.official, **{cell: Tie(cell=cell, target=target, window=one) for one, cell in places.items()})
    assert filled(kept, sent.submission) == {"E8": 0, "E9": 2, "E10": 3, "E11": 7}
    first = sent.form.submissions.get(window__code="2026-Q1")
    assert filled(kept, first) == {"E8": 1, "E9": 7, "E10": 1, "E11": "Cổng chưa có kỳ này."}


@pytest.mark.django_db
def test_what_is_missing_is_named_and_never_a_zero(kept, sent):
    value(sent, "2026-Q1", 5)
    value(sent, "2026-Q3", None, missing="Chưa tổng hợp xong")
    WindowFactory(regime=sent.form.regime, code="2026-Q2")
    tie(kept, sent.official, E8=sent.first, E9=sent.second,
        E10=Tie(cell="E10", target=Target(sent.first), window=CellWindow.YEAR_TO_DATE))  # fmt: skip
    assert filled(kept, sent.submission) == {
        "E8": "Không có số liệu: Chưa tổng hợp xong",
        "E9": "Chưa có số liệu quý III năm 2026.",
        "E10": "Chưa có số liệu quý II năm 2026.",
    }
    out = openpyxl.load_workbook(BytesIO(books.fill(book=kept, submission=sent.submission, by=sent.official)))
    assert [out[SHEET][cell].value for cell in ("E8", "E9", "E10", "E11")] == [None, None, None, 9]


@pytest.mark.django_db
def test_totals_of_items_ratios_of_sums_words_and_notes(kept, sent):
    split = Breakdown.objects.create(code="lv", name_vi="Lĩnh vực", name_en="Field")
    items = [
        BreakdownItem.objects.create(breakdown=split, code=code, name_vi=code, name_en=code, valid=days("2000-01-01"))
        for code in ("dat", "khac")
    ]
    parted = IndicatorFactory(breakdown=split)
    ratio = IndicatorFactory(ratio=True, part=sent.second, whole=sent.first)
    typed = IndicatorFactory(kind=FigureKind.RATIO, decimals=2)
    words = IndicatorFactory(words=True)
    for item, number in zip(items, (4, 6), strict=True):
        value(sent, "2026-Q3", number, indicator=parted, item=item)
    for code, whole, part in (("2026-Q1", 10, 1), ("2026-Q2", 20, 2), ("2026-Q3", 30, 21)):
        value(sent, code, whole)
        value(sent, code, part, indicator=sent.second)
    value(sent, "2026-Q3", D("45.5"), indicator=typed)
    value(sent, "2026-Q3", None, indicator=words, text="Đối thoại", note="tại 3 thôn")
    to_date = {"window": CellWindow.YEAR_TO_DATE}
    tie(kept, sent.official, D8=parted, D9=Tie(cell="D9", target=Target(parted, items[1])), D10=ratio, D11=typed,
        D12=words, E8=Tie(cell="E8", target=Target(ratio), **to_date),
        E9=Tie(cell="E9", target=Target(ratio), part=CellPart.WHOLE, **to_date),
        E10=Tie(cell="E10", target=Target(typed), **to_date),
        H8=Tie(cell="H8", target=Target(words), part=CellPart.NOTE), E14=ratio)  # fmt: skip
    assert filled(kept, sent.submission) == {
        "D8": 10, "D9": 6, "D10": 70, "D11": D("45.5"), "D12": "Đối thoại", "E8": 40, "E9": 60,
        "E10": "Tỷ lệ chỉ ghi phần trăm, không có tử số và mẫu số để cộng.", "H8": "tại 3 thôn", "E14": 70,
    }  # fmt: skip
    words_of = {one.cell.cell: one.words for one in filling.fill(kept, sent.submission)}
    assert (words_of["D10"], words_of["D8"], words_of["E9"]) == ("70 %", "10", "60")
    out = openpyxl.load_workbook(BytesIO(books.fill(book=kept, submission=sent.submission, by=sent.official)))
    assert (out[SHEET]["D10"].value, out[SHEET]["E14"].value) == (70, 0.7)  # E14 shows percentages
    assert (out[SHEET]["D12"].value, out[SHEET]["E13"].value) == ("Đối thoại", "=SUM(E8:E11)")


@pytest.mark.django_db
def test_units_below_count_once_they_have_sent_their_form_up(sent):
    below = FormFactory(issuer=sent.body)
    LineFactory(version=below.versions.get(), indicator=sent.first)
    sent.form.below = below
    sent.form.save()
    village, hamlet = (
        UnitFactory(parent=sent.submission.unit, kind__code="thon", name=name) for name in ("Đông", "Tây")
    )
    for unit, state in ((village, SubmissionState.APPROVED), (hamlet, SubmissionState.DRAFT)):
        given = SubmissionFactory(form=below, window=sent.window, unit=unit, body=sent.body, state=state)
        ValueFactory(submission=given, indicator=sent.first, number=D(8))
    book = add(sent)
    tie(book, sent.official, E8=Tie(cell="E8", target=Target(sent.first, None, village)),
        E9=Tie(cell="E9", target=Target(sent.first, None, hamlet)))  # fmt: skip
    assert filled(book, sent.submission) == {"E8": 8, "E9": "Tây chưa gửi số liệu quý III năm 2026."}


# -- the pages


@pytest.fixture
def client(sent):
    signed_in = Client()
    signed_in.force_login(sent.official)
    return signed_in


@pytest.mark.django_db
def test_an_officer_uploads_ties_and_takes_the_filled_file(client, sent, today):
    value(sent, "2026-Q3", 131)
    sent.first.name_vi = "Kiến nghị đã tiếp nhận"
    sent.first.save()
    given = {"name": "Biểu 01", "body": sent.body.pk, "form": sent.form.pk, "upload": upload(), "no_state_secret": "on"}
    answer = client.post(reverse("indicators:books"), given)
    book = Book.objects.get()
    assert answer.url.startswith(book.get_absolute_url())
    assert "Biểu 01" in client.get(reverse("indicators:books")).content.decode()
    url = book.get_absolute_url()
    assert "UBND" not in client.get(url, {"o": "E8"}).context["tie"].errors
    client.post(url, {"viec": "gan", "cell": "e9", "target": sent.second.code, "window": "this", "part": "figure"})
    proposed = client.get(url, {"cot-column": "E", "cot-window": "this"})
    assert [str(match.place) for match in proposed.context["matched"]] == ["E8"]
    client.post(url, {"viec": "gan-nhieu", "cot-column": "E", "cot-window": "this", "cot-target": "", "dong": ["E8"]})
    assert set(BookCell.objects.values_list("cell", flat=True)) == {"E8", "E9"}
    fill_url = reverse("indicators:book_fill", args=[book.pk])
    page = client.get(fill_url).content.decode()
    assert "131" in page
    assert "Chưa có số liệu quý III năm 2026." in page
    file = client.post(fill_url, {"ky": sent.submission.pk})
    assert "2026-Q3" in file["Content-Disposition"]
    assert openpyxl.load_workbook(BytesIO(file.content))[SHEET]["E8"].value == 131
    history = client.get(url).content.decode()
    assert "điền số liệu quý III năm 2026 vào 1 ô" in history


@pytest.mark.django_db
def test_no_input_breaks_the_page(client, kept):
    url, fill_url = kept.get_absolute_url(), reverse("indicators:book_fill", args=[kept.pk])
    for query in (
        {"trang": "99", "tu": "0"},
        {"trang": "²", "tu": "9" * 30, "o": "<"},
        {"cot-column": "@", "cot-window": "x"},
    ):
        assert client.get(url, query).status_code == 200
    for post in (
        {"viec": "gan", "cell": "E13", "target": "x", "window": "x", "part": "x", "unit": "9" * 30},
        {"viec": "gan", "cell": "\x00", "target": "\x00"}, {"viec": "gan-nhieu", "dong": "a"},
        {"viec": "bo", "cell": ["9" * 25, "a", "-1"]}, {"viec": "\x00"},
    ):  # fmt: skip
        assert client.post(url, post).status_code in {200, 302}
    assert client.get(fill_url, {"ky": "9" * 30}).status_code == 200
    assert client.post(fill_url, {"ky": "\x00"}).status_code == 200
