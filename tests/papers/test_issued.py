"""An issued paper: numbers lead to their records, the last page says where it is verified, data travels inside."""

import io
import os
import subprocess
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from pdfua import validate

from common import pdf
from common.official import Annex, Style

from . import samples
from .boxes import pieces_of
from .reading import TaggedPdf


@pytest.fixture(scope="module", params=["party-b", "state"])
def issued(request) -> bytes:
    paper = samples.state_paper() if request.param == "state" else samples.paper(Style(request.param))
    return pdf.render_paper(samples.told(paper), samples.DATA)


def test_every_told_number_is_a_link_that_says_in_words_where_it_leads(issued):
    read = TaggedPdf(issued)
    links = read.find("Link")
    found = {str(place.A.URI): (link.all_text, str(place.Contents)) for link in links for place in link.places}

    assert all(len(link.places) == 1 for link in links)
    assert found[f"{samples.CHECK_AT}so/conferences.held/"] == ("04", "Hồ sơ của số liệu “04” trên Cổng")
    assert found[f"{samples.CHECK_AT}so/steering.task-5/"][0] == "50"
    assert {address.removeprefix(samples.CHECK_AT) for address in found} == {
        "", "so/conferences.held/", "so/submitted:12:mo-hinh/", "so/dialogues/",
        *(f"so/steering.task-{row}/" for row in range(6)),
    }  # fmt: skip


def test_the_last_page_says_where_the_paper_is_verified(issued):
    read = TaggedPdf(issued)
    last = " ".join(" ".join(read.marked[-1].values()).split())

    assert f"tại: {samples.CHECK_AT}" in last
    assert "Mã kiểm tra: ABCDEFGHJK" in last
    assert [str(figure.attributes.Alt) for figure in read.find("Figure")][-1] == "Mã QR mở trang xác minh văn bản này"
    assert not any("Mã kiểm tra" in " ".join(page.values()) for page in read.marked[:-1])


def test_a_paper_without_address_has_neither_links_nor_the_block(printed):
    read = printed(samples.told(samples.paper(), check_at="", check_code=""))

    assert not read.find("Link")
    assert "Mã kiểm tra" not in read.document.all_text


@pytest.mark.parametrize("lines", [16, 19, 22])
def test_the_block_is_never_alone_on_a_page(lines):
    paper = samples.told(samples.state_paper(), annexes=(Annex("Dài", (samples.table(lines),)),))
    pieces = pieces_of(paper)
    page = next(piece.page for piece in pieces if "Mã kiểm tra" in piece.text)

    assert any(piece.page == page and piece.tag in {"td", "th"} for piece in pieces)


def test_data_is_attached_as_the_data_of_the_paper(issued):
    with pikepdf.open(io.BytesIO(issued)) as file:
        assert {name: file.attachments[name].get_file().read_bytes() for name in file.attachments} == samples.DATA
        specs = list(file.Root.AF)
        assert [str(spec.UF) for spec in specs] == list(samples.DATA)
        assert {str(spec.AFRelationship) for spec in specs} == {"/Data"}
        assert [str(spec.EF.F.Subtype) for spec in specs] == ["/application/json", "/text/csv"]
        assert {str(spec.EF.F.Params.ModDate) for spec in specs} == {"D:20200923070000Z"}


def test_data_of_an_unknown_kind_is_refused():
    with pytest.raises(KeyError):
        pdf.render_paper(samples.paper(annexes=()), {"a.exe": b""})


def test_pdfua_finds_nothing_in_it(issued, tmp_path: Path):
    file = tmp_path / "issued.pdf"
    file.write_bytes(issued)

    assert [f"{finding.rule_id} {finding.message}" for finding in validate(str(file)).findings] == []


def test_places_of_links_are_printed_and_known_to_the_structure(issued):
    with pikepdf.open(io.BytesIO(issued)) as file:
        nums = file.Root.StructTreeRoot.ParentTree.Nums
        owners = {int(nums[i]): nums[i + 1] for i in range(0, len(nums), 2)}
        places = [place for page in file.pages for place in page.get("/Annots", [])]
        assert places
        for place in places:
            assert place.F == 4  # printed, neither hidden nor invisible: PDF/A asks for it
            assert str(owners[int(place.StructParent)].S) == "/Link"


def test_a_total_never_stands_alone_at_the_top_of_a_page():
    for count in range(20, 24):
        rows = samples.table(count, totals=1)
        pieces = pieces_of(samples.paper(annexes=(Annex("Tổng", (rows,)),)))
        total = next(piece for piece in pieces if piece.text.startswith(f"Kết luận số {count}:"))
        before = next(piece for piece in pieces if piece.text.startswith(f"Kết luận số {count - 1}:"))
        assert total.page == before.page


def test_every_cell_of_every_table_has_a_header_above_it(issued):
    read = TaggedPdf(issued)
    for table in read.find("Table"):
        (head,) = table.find("THead")
        (heads,) = [row.children for row in head.children]
        assert {(cell.role, str(cell.attributes.A.Scope)) for cell in heads} == {("TH", "/Column")}
        for row in table.find("TBody")[0].children:
            assert len(row.children) == len(heads)
            assert {str(cell.attributes.A.Scope) for cell in row.find("TH")} == {"/Row"}


@pytest.mark.prove
@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_conformance_is_validated_or_said_not_to_be(issued, flavour, tmp_path: Path):
    """veraPDF is asked where it is installed (VERAPDF_HOME); elsewhere docs/pdf.md must not claim that it was."""
    home = os.environ.get("VERAPDF_HOME")
    if not home:
        assert "not validated by veraPDF" in (Path(settings.BASE_DIR) / "docs" / "pdf.md").read_text()
        return
    file = tmp_path / "issued.pdf"
    file.write_bytes(issued)
    command = [Path(home) / "verapdf", "--flavour", flavour, "--format", "text", file]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout.startswith("PASS"), done.stdout + done.stderr
