"""How a Word file stands: what Word itself would show, read from the file's own elements."""

import io
from itertools import pairwise
from typing import Any

import docx as library
import pytest
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont

from common import charts, docx, pdf
from common.docx import shape
from common.docx.writer import MOTTO, PARTY
from common.official import Annex, Paper, Paragraph, Section, Style

from . import samples


def opened(paper: Paper) -> Any:
    return library.Document(io.BytesIO(docx.render_paper(paper)))


def of_style(style: Style, **changes: Any) -> Paper:
    return samples.state_paper(**changes) if style is Style.STATE else samples.paper(style, **changes)


def words(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def keeps(paragraph: Any) -> bool:
    """Whether a paragraph stands on one page with the next."""
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def data_tables(file: Any) -> list[Any]:
    """Tables with a heading row; the others only lay out what stands side by side."""
    return [table for table in file.element.iter(qn("w:tbl")) if table.find(f".//{qn('w:tblHeader')}") is not None]


TABLE = samples.table(3)
LAST_IS_A_TABLE = {
    "opening": {"opening": (TABLE,), "sections": ()},
    "section": {"sections": (Section("I", "Kết quả", (TABLE,)),)},
    "editable": {"sections": (Section("I", "Kết quả", (TABLE,), code="ket-qua"),)},
    "letter": {"type_name": "", "grounds": (), "addressees": ("Nơi một", "Nơi hai")},
}


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("changes", LAST_IS_A_TABLE.values(), ids=LAST_IS_A_TABLE)
def test_no_table_runs_into_the_next(style, changes):
    """Word takes two tables without a paragraph between them for one: borders and heading rows of the first go on."""
    body = opened(of_style(style, **changes)).element.body
    blocks = [element for element in body.iter(qn("w:tbl"), qn("w:p")) if not _is_in_cell(element)]

    assert sum(element.tag == qn("w:tbl") for element in blocks) > 2
    assert not [1 for one, two in pairwise(blocks) if one.tag == two.tag == qn("w:tbl")]


def _is_in_cell(element: Any) -> bool:
    return any(above.tag == qn("w:tc") for above in element.iterancestors())


def test_a_heading_row_is_not_left_alone_nor_a_total_without_what_it_adds_up():
    file = opened(samples.paper(annexes=(Annex("Số liệu", (samples.table(6, totals=1),)),)))
    [table] = data_tables(file)
    rows = list(table.iter(qn("w:tr")))
    kept = [all(keeps(paragraph) for paragraph in row.iter(qn("w:p"))) for row in rows]

    assert kept == [True, False, False, False, False, True, False]
    caption = next(paragraph for paragraph in file.element.iter(qn("w:p")) if words(paragraph) == TABLE.caption)
    assert caption.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")) == "Caption"
    style = next(style for style in file.styles if style.style_id == "Caption")
    assert style.paragraph_format.keep_with_next


@pytest.mark.parametrize("changes", [LAST_IS_A_TABLE["opening"], {"sections": (Section("I", "A", (Paragraph("b"),)),)}])
def test_the_signature_stands_with_the_last_words(changes):
    body = opened(samples.paper(annexes=(), **changes)).element.body
    close = next(table for table in body.iter(qn("w:tbl")) if "Nơi nhận:" in words(table))
    before = close.getprevious()
    last = before if before.tag == qn("w:p") else before.iter(qn("w:p"))

    assert keeps(last)
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in close.iter(qn("w:tr")))


@pytest.mark.parametrize("style", list(Style))
def test_minutes_are_signed_beside_each_other_and_the_readers_stand_below(style):
    paper = of_style(style, authority="", position="CHỦ TRÌ", beside="THƯ KÝ", annexes=())
    close = next(table for table in opened(paper).element.body.iter(qn("w:tbl")) if "THƯ KÝ" in words(table))
    signed, readers = close.iter(qn("w:tr"))

    left, right = signed.iter(qn("w:tc"))
    assert (words(left), words(right)) == ("THƯ KÝ", "CHỦ TRÌNguyễn Thị Hồng Ngọc")
    assert words(readers).startswith("Nơi nhận:")
    assert all(keeps(paragraph) for paragraph in signed.iter(qn("w:p")))


def test_who_signs_in_a_table_has_nine_millimetres():
    file = opened(samples.paper(annexes=(Annex("Ký", (samples.table(2, is_signed=True),)),)))
    head, *rows = data_tables(file)[0].iter(qn("w:tr"))
    heights = [row.find(f".//{qn('w:trHeight')}") for row in rows]

    assert {(height.get(qn("w:val")), height.get(qn("w:hRule"))) for height in heights} == {("510", "atLeast")}
    assert head.find(f".//{qn('w:trHeight')}") is None


def test_every_page_has_the_margins_of_the_rules_whichever_way_it_lies():
    annexes = (Annex("Rộng", (TABLE,), wide=True), Annex("Hẹp", (TABLE,)))
    for section in opened(samples.state_paper(annexes=annexes)).sections:
        sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
        assert [round(side.mm) for side in sides] == [20, 15, 20, 30]


@pytest.mark.parametrize(("text", "style", "size"), [(MOTTO, "state", 13), (PARTY, "party", 15)])
def test_the_line_below_the_motto_is_as_long_as_its_words(text, style, size):
    font = TTFont(pdf.folder() / "fonts" / "Tinos-Bold.ttf")  # which has the widths of Times New Roman
    letters = sum(font["hmtx"][font.getBestCmap()[ord(letter)]][0] for letter in text)

    assert shape.MOTTO[style] == pytest.approx(letters / font["head"].unitsPerEm * size, abs=1)


def test_the_file_is_vietnamese_names_its_font_and_bears_its_title():
    chart = charts.figure(charts.bars("Đối thoại", (("Tổ 1", 3),)), alt="Tổ 1: 3 cuộc", caption="Đối thoại")
    paper = samples.paper(sections=(Section("I", "Kết quả", (chart, Paragraph("Đạt 15 %."))),))
    file = opened(paper)

    assert file.core_properties.language == "vi-VN"
    assert file.core_properties.title == paper.title
    settings = {name: file.settings.element.find(qn(f"w:{name}")).get(qn("w:val"))
                for name in ("themeFontLang", "decimalSymbol", "listSeparator")}  # fmt: skip
    assert settings == {"themeFontLang": "vi-VN", "decimalSymbol": ",", "listSeparator": ";"}
    assert {one.get(qn("w:val")) for one in file.styles.element.iter(qn("w:lang"))} == {"vi-VN"}
    fonts = [*file.styles.element.iter(qn("w:rFonts")), *file.element.iter(qn("w:rFonts"))]
    assert {value for one in fonts for value in one.attrib.values()} == {"Times New Roman"}
    assert [one.get("descr") for one in file.element.iter(qn("wp:docPr"))] == ["Tổ 1: 3 cuộc"]
    assert "Đạt 15\N{NO-BREAK SPACE}%." in words(file.element.body)


SIZES = {
    Style.STATE: {"QUẬN LONG BIÊN": 12, "Số: 05/BC-UBND": 13, "Nơi nhận:": 12, "- Lưu: VT.": 11},
    Style.PARTY_B: {"ĐẢNG ỦY PHƯỜNG CỰ KHỐI": 14, "Số 12-BC/BCĐ": 14, "- Lưu Văn phòng Đảng ủy.": 12},
    Style.PARTY_C: {"ĐẢNG CỘNG SẢN VIỆT NAM": 15, "BAN CHỈ ĐẠO QCDC": 14, "- Lưu Văn phòng Đảng ủy.": 12},
}


@pytest.mark.parametrize("style", list(Style))
def test_head_and_readers_have_the_sizes_of_the_rules(style):
    runs = {words(run): run for run in opened(of_style(style)).element.body.iter(qn("w:r"))}
    for text, size in SIZES[style].items():
        run = next(run for said, run in runs.items() if said.endswith(text))
        assert (text, int(run.find(f".//{qn('w:sz')}").get(qn("w:val"))) / 2) == (text, size)
