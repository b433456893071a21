"""Numbers, dates, marks and labels of official documents."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.official import (
    Annex,
    Bullets,
    Figure,
    Paragraph,
    Section,
    Style,
    Table,
    date_line,
    number_line,
    roman,
    style_for,
    symbol_for,
)

from . import samples

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("family", "on", "style"),
    [
        ("party", date(2017, 1, 1), Style.PARTY_B),
        ("party", date(2018, 4, 3), Style.PARTY_B),
        ("party", date(2026, 5, 26), Style.PARTY_B),
        ("party", date(2026, 5, 27), Style.PARTY_C),
        ("state", date(2019, 1, 1), Style.STATE),
        ("state", date(2026, 12, 31), Style.STATE),
    ],
)
def test_the_layout_follows_the_family_and_the_date(family, on, style):
    assert style_for(family, on) is style


def test_an_unknown_family_is_refused():
    with pytest.raises(ValueError, match="union"):
        style_for("union", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("style", "number", "line"),
    [
        (Style.STATE, 5, "Số: 05/BC-UBND"),
        (Style.STATE, 123, "Số: 123/BC-UBND"),
        (Style.PARTY_B, 12, "Số 12-BC/UBND"),
        (Style.PARTY_C, 3, "Số 03-BC/UBND"),
        (Style.STATE, None, f"Số: {NBSP * 5}/BC-UBND"),
        (Style.PARTY_B, None, f"Số {NBSP * 5}-BC/UBND"),
    ],
)
def test_number_and_symbol(style, number, line):
    assert number_line(style, number, symbol_for(style, "BC", "UBND")) == line


@pytest.mark.parametrize(
    ("on", "line"),
    [
        (date(2020, 9, 23), "Cự Khối, ngày 23 tháng 9 năm 2020"),
        (date(2020, 2, 3), "Cự Khối, ngày 03 tháng 02 năm 2020"),
        (date(2020, 1, 31), "Cự Khối, ngày 31 tháng 01 năm 2020"),
        (date(2020, 10, 2), "Cự Khối, ngày 02 tháng 10 năm 2020"),
        (None, "Cự Khối, ngày … tháng … năm 2020"),
    ],
)
def test_place_and_date(on, line):
    assert date_line("Cự Khối", on, 2020) == line


def test_the_year_of_a_draft_is_the_year_it_was_made_unless_given():
    assert samples.paper(issued_on=None).date_line.endswith("năm 2020")
    assert samples.paper(issued_on=None, year=2021).date_line.endswith("năm 2021")


def test_recipients_carry_their_marks():
    assert samples.paper().recipient_lines == (
        "Ban Chỉ đạo QCDC quận Long Biên;",
        "Các thành viên Ban Chỉ đạo;",
        "Lưu Văn phòng Đảng ủy.",
    )
    assert samples.state_paper(recipients=("Như trên;",)).recipient_lines == ("Như trên;", "Lưu: VT.")
    assert samples.paper(recipients=(), kept_in="").recipient_lines == ()


def test_submissions_of_the_party_say_kinh_trinh():
    assert samples.paper(type_name="TỜ TRÌNH").addressed == "Kính trình"
    assert samples.state_paper(type_name="TỜ TRÌNH").addressed == "Kính gửi"


@pytest.mark.parametrize(
    ("block", "party", "state"),
    [
        (Paragraph("Hết"), Paragraph("Hết."), Paragraph("Hết./.")),
        (Paragraph("Hết."), Paragraph("Hết."), Paragraph("Hết./.")),
        (Paragraph("Hết./. "), Paragraph("Hết."), Paragraph("Hết./.")),
        (Paragraph("Vì sao?"), Paragraph("Vì sao?"), Paragraph("Vì sao?./.")),
        (Paragraph("…"), Paragraph("…"), Paragraph("…/.")),
        (Bullets(("Một;", "Hai;")), Bullets(("Một;", "Hai.")), Bullets(("Một;", "Hai./."))),
        (Bullets(()), Bullets(()), Bullets(())),
    ],
)
def test_the_text_ends_with_the_mark_of_its_style(block, party, state):
    outer = (Section("I", "Một", (Paragraph("Giữ nguyên"),)), Section("II", "Hai", (), (Section("1", "Ba", (block,)),)))
    for made, expected in ((samples.paper, party), (samples.state_paper, state)):
        ended = made(sections=outer).ended()
        assert ended.sections[0] == outer[0]
        assert ended.sections[1].sections[0].blocks == (expected,)
        assert made(sections=(), opening=(block,)).ended().opening == (expected,)


def test_annexes_are_counted_only_when_there_are_several():
    one, two = (Annex("A"),), (Annex("A"), Annex("B"))
    assert samples.paper(annexes=one).annex_labels == ("Phụ lục",)
    assert samples.paper(annexes=two).annex_labels == ("Phụ lục 1", "Phụ lục 2")
    assert samples.state_paper(annexes=two).annex_labels == ("Phụ lục I", "Phụ lục II")


def test_an_annex_names_its_paper():
    assert samples.paper().annex_reference == "(Kèm theo Báo cáo số 12-BC/BCĐ, ngày 23 tháng 9 năm 2020)"
    assert samples.state_paper().annex_reference == (
        "(Kèm theo Báo cáo số 05/BC-UBND ngày 03 tháng 02 năm 2020 của Ủy ban nhân dân phường Cự Khối)"
    )


def test_a_long_reference_is_broken_before_the_issuer_and_not_inside_its_name():
    assert samples.paper().annex_reference_lines == [samples.paper().annex_reference]
    assert samples.state_paper().annex_reference_lines == [
        "(Kèm theo Báo cáo số 05/BC-UBND ngày 03 tháng 02 năm 2020",
        "của Ủy ban nhân dân phường Cự Khối)",
    ]


def test_grounds_end_with_semicolons_and_the_last_with_a_full_stop():
    grounds = ("Căn cứ Luật số 10/2022/QH15", "Căn cứ Nghị định số 59/2023/NĐ-CP;")
    assert samples.state_paper(grounds=grounds).ground_lines == (
        "Căn cứ Luật số 10/2022/QH15;",
        "Căn cứ Nghị định số 59/2023/NĐ-CP.",
    )


def test_an_unnumbered_paper_leaves_room_in_the_reference_too():
    reference = samples.paper(number=None, issued_on=None).annex_reference
    assert reference == f"(Kèm theo Báo cáo số {NBSP * 5}-BC/BCĐ, ngày … tháng … năm 2020)"


@given(st.integers(1, 3999))
def test_roman_numerals_count_back(number):
    worth = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    values = [worth[letter] for letter in roman(number)]
    signed = [-v if v < max(values[i:]) else v for i, v in enumerate(values)]
    assert sum(signed) == number


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_there_is_no_roman_numeral_outside_the_range(number):
    with pytest.raises(ValueError, match=str(number)):
        roman(number)


@given(st.lists(st.floats(0.1, 1000), min_size=1, max_size=20))
def test_column_widths_fill_the_table(widths):
    table = Table(caption="", columns=("x",) * len(widths), rows=(), widths=tuple(widths))
    assert sum(table.percents) == 100
    assert min(table.percents) >= 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"columns": ()},
        {"columns": ("a", "b"), "rows": (("1",),)},
        {"columns": ("a", "b"), "widths": (1,)},
        {"columns": ("a", "b"), "widths": (1, 0)},
        {"columns": ("a", "b"), "widths": (1, float("nan"))},
    ],
)
def test_a_table_that_does_not_fit_is_refused(wrong):
    with pytest.raises(ValueError, match="needs"):
        Table(**({"caption": "Bảng", "columns": ("a",), "rows": ()} | wrong))


def test_a_figure_without_words_is_refused():
    with pytest.raises(ValueError, match="words"):
        Figure(b"<svg/>", "  ")


def test_the_title_of_the_file_is_type_and_subject():
    assert samples.paper().title == (
        "Báo cáo kết quả thực hiện Quy chế dân chủ ở cơ sở 9 tháng đầu năm, nhiệm vụ trọng tâm quý IV năm 2020"
    )
