"""Word files that LibreOffice opened, edited and saved: words come back, figures are told, the layout stays."""

import subprocess
from pathlib import Path

import docx as library
import pytest
from docx.oxml.ns import qn

from common import charts, docx, pdf
from common.official import Annex, Run, Style, paragraph
from tests.support import office

from . import samples
from .test_word import DONE, HELD, MODELS, written

pytestmark = pytest.mark.prove


@pytest.fixture(params=list(Style))
def paper(request):
    return written(request.param)


def test_a_file_that_was_only_opened_and_saved_reads_as_it_was_written(paper, tmp_path):
    source = tmp_path / "bao-cao.docx"
    source.write_bytes(docx.render_paper(paper))
    office.run(source, tmp_path / "luu.docx")
    assert docx.read_back((tmp_path / "luu.docx").read_bytes()) == docx.read_back(source.read_bytes())


def test_edited_words_come_back_with_their_looks_and_changed_figures_are_conflicts(paper, tmp_path):
    source, target = tmp_path / "bao-cao.docx", tmp_path / "sua.docx"
    source.write_bytes(docx.render_paper(paper))
    office.run(
        source,
        target,
        office.replace("Lời văn", "Lời văn đã sửa"),
        office.bold("nghiêng"),
        office.replace("53", "54"),
        office.replace("hướng dẫn", "sớm hướng dẫn"),
        office.paragraph_after("thứ hai", "thứ ba"),
        office.replace("Hội nghị quý III", "Hội nghị quý IV"),
    )
    copy = docx.read_back(target.read_bytes())
    first, second, third = copy.sections

    assert [one.is_changed for one in copy.sections] == [True, False, True]
    assert first.own[0] == paragraph(
        "Lời văn đã sửa ", Run("đậm", bold=True), " và ", Run("nghiêng", bold=True, italic=True), ", có"
    )
    assert first.own[1].inline[0].figure == MODELS
    assert first.own[2] == paper.sections[0].blocks[4]
    assert first.own[3].items == ("thứ nhất", "thứ hai", "thứ ba")
    assert first.own[3].numbered
    assert third.own[0].text == "Đề nghị sớm hướng dẫn;"
    assert first.filled == (docx.FilledRead("Hội nghị quý III.", "Hội nghị quý IV."),)
    assert second.filled == ()
    changed = [(one.key, one.written, one.found) for one in copy.figures if one.found != one.written]
    assert changed == [(MODELS, "53", "54")]
    assert {one.key for one in copy.figures} == {HELD, MODELS, DONE}


def test_the_layout_stays(tmp_path):
    source, target = tmp_path / "bao-cao.docx", tmp_path / "sua.docx"
    annexes = (Annex("Rộng", (samples.table(60),), wide=True), Annex("Hẹp", (samples.table(2),)))
    source.write_bytes(docx.render_paper(written(Style.STATE, annexes=annexes)))
    office.run(source, target, office.replace("Lời văn", "Lời văn đã sửa"))
    file = library.Document(str(target))

    assert [page.page_width > page.page_height for page in file.sections] == [False, True, False]
    assert [round(file.sections[0].left_margin.mm), round(file.sections[0].right_margin.mm)] == [30, 15]
    body = file.element.body
    headings = [
        node.getparent().getparent() for node in body.iter(qn("w:pStyle")) if node.get(qn("w:val")) == "Heading1"
    ]
    assert len(headings) == 3 + 2 * len(annexes)
    assert len(list(body.iter(qn("w:tblHeader")))) == 3


def test_the_printed_words_are_those_of_the_pdf(paper, tmp_path):
    spec = charts.bars("Đối thoại", (("Tổ 1", 3),))
    figure = charts.figure(spec, alt="Tổ 1: 3", caption="Biểu đồ đối thoại")
    whole = written(paper.style, annexes=(Annex("Biểu đồ", (figure, samples.table(30))),))
    source, printed = tmp_path / "bao-cao.docx", tmp_path / "word.pdf"
    source.write_bytes(docx.render_paper(whole))
    office.run(source, printed)
    (tmp_path / "paper.pdf").write_bytes(pdf.render_paper(whole))
    word, ours = (_text(tmp_path / name) for name in ("word.pdf", "paper.pdf"))
    drawn = {"đối", "thoại", "tổ", "1", "3"}  # a picture in Word
    assert {one for one in ours.split() if one not in "".join(word.split())} <= drawn
    assert {one for one in word.split() if one not in "".join(ours.split())} <= {"-----"}  # drawn in the PDF


def _text(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode().casefold()
