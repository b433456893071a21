"""Word files: in the layout of the PDF, the same bytes each time, and read back part by part."""

import io
import re
import zipfile
from typing import Any

import docx as library
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as Words

from common import charts, docx
from common.official import (
    Annex,
    Bullets,
    Paper,
    Paragraph,
    Run,
    Section,
    Style,
    bullets,
    paragraph,
)

from . import samples

HELD, MODELS, DONE = "counted:conferences.held", "fact:models", "counted:steering.done"


def written(style: Style = Style.PARTY_B, **changes) -> Paper:
    """A paper whose sections have the portal's words, its writers' words and figures in both."""
    own = (
        paragraph("Lời văn ", Run("đậm", bold=True), " và ", Run("nghiêng", italic=True), ", có "),
        paragraph(Run("53", figure=MODELS), " mô hình."),
        bullets((("ý một;",), ("ý ", Run("hai", bold=True), "."))),
        bullets((("thứ nhất",), ("thứ hai",)), numbered=True),
    )
    filled = (paragraph("Đã tổ chức ", Run("04", figure=HELD), " hội nghị:"), Bullets(("Hội nghị quý III.",)))
    table = samples.table(2, figures=((0, 4, DONE),))
    sections = (
        Section("I", "Lãnh đạo, chỉ đạo", (*filled, *own), code="lanh-dao", own=4),
        Section("II", "Kết quả", (Paragraph("Câu chuẩn."), table), code="ket-qua"),
        Section("III", "Kiến nghị", (Paragraph("Không có."), Paragraph("Đề nghị hướng dẫn;")), code="kien-nghi", own=1),
    )
    fields = {"sections": sections, "annexes": (Annex("Số liệu", (table,)),), "check_code": "ABC23"}
    make = samples.state_paper if style is Style.STATE else samples.paper
    return make(**({} if style is Style.STATE else {"style": style}) | fields | changes)


def edited(content: bytes, *changes: tuple[str, str], part: str = "word/document.xml") -> bytes:
    """The file with words of one part replaced, each of which must be there."""
    done = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(done, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                text = data.decode()
                for old, new in changes:
                    assert re.search(old, text, re.DOTALL), old
                    text = re.sub(old, new, text, count=1, flags=re.DOTALL)
                data = text.encode()
            target.writestr(name, data)
    return done.getvalue()


@pytest.fixture(scope="module")
def content() -> bytes:
    return docx.render_paper(written())


@pytest.mark.parametrize("style", list(Style))
def test_what_was_not_edited_reads_as_it_was_written(style):
    paper = written(style)
    content = docx.render_paper(paper)
    copy = docx.read_back(content)

    assert docx.render_paper(paper) == content
    assert copy.check == "ABC23"
    assert [(one.code, one.is_found, one.is_changed, one.filled) for one in copy.sections] == [
        (code, True, False, ()) for code in ("lanh-dao", "ket-qua", "kien-nghi")
    ]
    assert copy.sections[0].own == (
        paragraph("Lời văn ", Run("đậm", bold=True), " và ", Run("nghiêng", italic=True), ", có"),
        *paper.sections[0].blocks[3:],
    )
    assert copy.sections[2].own == (Paragraph("Đề nghị hướng dẫn;"),)  # without the mark that ends the paper
    told = [(one.key, one.section, one.written, one.found) for one in copy.figures]
    assert told == [
        (HELD, "lanh-dao", "04", "04"),
        (MODELS, "lanh-dao", "53", "53"),
        (DONE, "ket-qua", "50", "50"),
        (DONE, "", "50", "50"),
    ]


@pytest.mark.parametrize("words", ["Còn chờ số liệu …", "Vì sao?", "Hết./.", "Một; hai,"])
@pytest.mark.parametrize("style", list(Style))
def test_the_end_mark_of_a_paper_is_not_its_writers(style, words):
    sections = (Section("I", "Kiến nghị", (Paragraph(words),), code="kien-nghi", own=1),)
    [section] = docx.read_back(docx.render_paper(written(style, sections=sections))).sections
    assert (section.own, section.is_changed) == ((Paragraph(words),), False)


def test_changed_words_come_back_and_changed_figures_are_told(content):
    copy = docx.read_back(
        edited(
            content,
            ("Lời văn ", "Lời mới "),
            (r"<w:t xml:space=\"preserve\">53</w:t>", "<w:t>54</w:t>"),
            (r"<w:t xml:space=\"preserve\">50</w:t>", "<w:t>99</w:t>"),
            ("Hội nghị quý III.", "Hội nghị quý IV."),
        )
    )
    first, second, third = copy.sections
    assert [one.is_changed for one in copy.sections] == [True, False, False]
    assert first.own[0].text == "Lời mới đậm và nghiêng, có"
    assert first.own[1].inline[0].figure == MODELS
    assert first.filled == (docx.FilledRead("Hội nghị quý III.", "Hội nghị quý IV."),)
    assert second.filled == third.filled == ()
    changed = [(one.key, one.written, one.found) for one in copy.figures if one.written != one.found]
    assert changed == [(MODELS, "53", "54"), (DONE, "50", "99")]


def test_a_figure_that_was_typed_over_or_taken_out_is_told(content):
    gone = edited(content, (r"<w:sdt><w:sdtPr><w:alias w:val=\"figure:fact:models\".*?</w:sdt>", ""))
    found = next(one for one in docx.read_back(gone).figures if one.key == MODELS)
    assert (found.written, found.found) == ("53", "")


def test_tracked_changes_are_read_as_accepted_and_what_was_typed_around_is_read(content):
    tracked = (
        '<w:p><w:ins w:id="900"><w:r><w:t>Thêm</w:t></w:r></w:ins><w:r><w:br/><w:t xml:space="preserve">  dòng </w:t>'
        "</w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del><w:r><w:tab/><w:t>hai</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ô một</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc>"
        "<w:tc><w:p><w:r><w:t>ô ba</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    copy = docx.read_back(edited(content, (r"(thứ hai</w:t></w:r></w:p></w:sdtContent></w:sdt>)", r"\1" + tracked)))
    added = copy.sections[0].own[4:]
    assert [one.text for one in added] == ["Thêm", "dòng hai", "ô một – ô ba"]


def test_a_section_that_is_gone_is_told_and_one_without_heading_still_read(content):
    heading = r"<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:bookmarkStart [^>]*>.{1,80}III- Kiến nghị.*?</w:p>"
    headless = docx.read_back(edited(content, (heading, "")))
    assert [(one.is_found, one.is_changed) for one in headless.sections] == [(True, False)] * 3
    control = r"<w:sdt><w:sdtPr><w:alias w:val=\"section:kien-nghi\".*?</w:sdt>"
    gone = docx.read_back(edited(content, (control, "")))
    assert [one.is_found for one in gone.sections] == [True, True, False]


def test_without_the_list_of_marks_the_controls_say_what_is_what(content):
    lost = edited(content, (r"urn:qcdc:paper:1", "urn:other"), part="customXml/item1.xml")
    copy = docx.read_back(lost)
    assert [one.code for one in copy.sections] == ["lanh-dao", "ket-qua", "kien-nghi"]
    assert {(one.key, one.written, one.found) for one in copy.figures} == {
        (HELD, None, "04"),
        (MODELS, None, "53"),
        (DONE, None, "50"),
    }


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]><w:document'


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"",
        lambda content: b"PK\x03\x04 no archive",
        lambda content: content[: len(content) // 2],
        lambda content: edited(content, (r"<w:body>", "<w:nobody>")),
        lambda content: edited(content, (r"<w:document", ENTITIES), (r"<w:body>.*</w:body>", "<w:body>&b;</w:body>")),
        lambda content: edited(
            edited(content, (r"<w:body>.*</w:body>", "<w:body><w:p/></w:body>")),
            ("urn:qcdc:paper:1", "urn:other"),
            part="customXml/item1.xml",
        ),
    ],
    ids=["empty", "no archive", "cut off", "broken", "entities", "not ours"],
)
def test_a_file_that_is_not_ours_is_refused(content, spoil):
    with pytest.raises(docx.NotOursError):
        docx.read_back(spoil(content))


def test_styles_headings_and_tables_are_those_of_an_office_document():
    file = library.Document(io.BytesIO(docx.render_paper(written(Style.STATE))))
    words = _paragraphs(file)

    assert file.core_properties.language == "vi-VN"
    assert file.core_properties.title.startswith("Báo cáo kết quả")
    assert words["I. Lãnh đạo, chỉ đạo"].style.name == "Heading 1"
    assert words["Đã tổ chức 04 hội nghị:"].style.name == "Body Text"
    assert words["BÁO CÁO"].style.name == "Title"
    assert words["Đề nghị hướng dẫn./."]
    assert {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 05/BC-UBND"} <= set(words)
    page = file.sections[0]
    assert [round(side.mm) for side in (page.top_margin, page.right_margin, page.bottom_margin, page.left_margin)] == [
        20, 15, 20, 30,
    ]  # fmt: skip
    data = [table for table in file.element.iter(qn("w:tbl")) if table.find(f".//{qn('w:tblHeader')}") is not None]
    assert len(data) == 2
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for table in data for row in table.iter(qn("w:tr")))


def test_a_wide_annex_lies_across_and_annexes_of_state_papers_count_their_pages_anew():
    annexes = (Annex("Rộng", (samples.table(3),), wide=True), Annex("Hẹp", (samples.table(1),)))
    pages = library.Document(io.BytesIO(docx.render_paper(written(Style.STATE, annexes=annexes)))).sections
    assert [page.page_width > page.page_height for page in pages] == [False, True, False]
    assert [page._sectPr.find(qn("w:pgNumType")) is not None for page in pages] == [False, True, True]
    party = library.Document(io.BytesIO(docx.render_paper(written(annexes=annexes)))).sections
    assert [page.different_first_page_header_footer for page in party] == [True, False, False]


def test_a_chart_is_a_picture_with_words_and_what_people_typed_stays_text():
    evil = "<w:t>&amp; \x00\x0b\u202e\ud7ff “]]>” --"
    spec = charts.bars("Đối thoại", (("Tổ 1", 3),))
    figure = charts.figure(spec, alt=f"Tổ 1: 3 {evil}", caption=evil)
    paper = written(sections=(Section("I", evil, (figure, Paragraph(evil)), code="a", own=1),), signer=evil)
    file = library.Document(io.BytesIO(docx.render_paper(paper)))
    picture = file.element.find(f".//{qn('wp:docPr')}")
    assert picture.get("descr").startswith("Tổ 1: 3 <w:t>")
    assert any("<w:t>&amp;" in words for words in _paragraphs(file))
    assert next(iter(docx.read_back(docx.render_paper(paper)).sections)).is_changed is False


def test_a_letter_bears_its_subject_under_the_number():
    paper = written(Style.STATE, type_name="", subject="chuyển kiến nghị", addressees=("Ủy ban nhân dân quận",))
    words = list(_paragraphs(library.Document(io.BytesIO(docx.render_paper(paper)))))
    assert words.index("V/v chuyển kiến nghị") > words.index("Số: 05/BC-UBND")
    assert "Kính gửi: Ủy ban nhân dân quận" in words


def _paragraphs(file: Any) -> dict[str, Any]:
    """Every paragraph by its words, also those in controls and tables."""
    nodes = file.element.iter(qn("w:p"))
    return {"".join(text.text or "" for text in node.iter(qn("w:t"))): Words(node, file._body) for node in nodes}
