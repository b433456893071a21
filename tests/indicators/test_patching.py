"""A superior's workbook: the cells asked for change, every other byte stays."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from common.errors import Refused
from indicators.excel.addresses import Place, place
from indicators.excel.package import Package
from indicators.excel.patching import patch

BOOKS = Path(__file__).parent / "books"
D = Decimal
FILLED = {
    "bieu-quy": {"Biểu số 01-QCDC": {"D8": 131, "E8": 150, "E9": None, "E12": D("1987.25"), "H8": "Mới <a> & b"}},
    "theo-xa": {"Tổng hợp các xã": {"C4": 10, "D4": 500, "E8": 3}, "Danh mục": {"C2": 5}},
    "bao-ve": {"Phiếu nhập": {"C5": 30, "C6": 31}},
    "thua": {"Mẫu 3 & phụ lục <A>": {"C8": 555, "C20": 12345, "A15": 1, "BA205": 9, "J30": D("1.5")}},
    "cong-thuc": {"Kỳ này (quý III)": {"B2": 100, "B3": 200}, "Kỳ trước '26": {"B2": 1}},
}
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book(name: str) -> bytes:
    return (BOOKS / f"{name}.xlsx").read_bytes()


def part(data: bytes, name: str = SHEET) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


def made(rows: str, *, before: str = "", after: str = "", prefix: str = "", calc: str = "", more: dict | None = None):
    """A workbook of one sheet as other programs write it."""
    p, colon = prefix, f"{prefix}:" if prefix else ""
    name = f"xmlns:{p}" if p else "xmlns"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/'
        'sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
        f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{relations}"><sheets><sheet name="Một" sheetId="1" '
        f'r:id="r1"/></sheets>{calc}</workbook>',
        SHEET: f'<{colon}worksheet {name}="{MAIN}">{before}<{colon}sheetData>{rows}</{colon}sheetData>{after}'
        f"</{colon}worksheet>",
    } | (more or {})
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in parts.items():
            archive.writestr(path, text)
    return out.getvalue()


def values(data: bytes, sheet: str) -> dict[str, object]:
    read = openpyxl.load_workbook(BytesIO(data))
    cells = [cell for row in read[sheet].iter_rows() for cell in row if cell.value is not None]
    return {cell.coordinate: getattr(cell.value, "text", cell.value) for cell in cells}


@pytest.mark.parametrize("name", FILLED)
def test_cells_asked_for_change_and_all_else_stays(name):
    before, after = book(name), patch(book(name), FILLED[name])
    with zipfile.ZipFile(BytesIO(before)) as old, zipfile.ZipFile(BytesIO(after)) as new:
        assert old.namelist() == new.namelist()
        sheets = {sheet.part for sheet in Package(before).sheets}
        changed = {path for path in old.namelist() if old.read(path) != new.read(path)}
    assert changed <= sheets | {"xl/workbook.xml"}
    for sheet in Package(before).sheets:
        asked = FILLED[name].get(sheet.name, {})
        was, now = values(before, sheet.name), values(after, sheet.name)
        for cell, value in asked.items():
            assert now.pop(cell, None) == value
            was.pop(cell, None)
        filled_by_array = {"H2", "H3", "H4", "H5"} if sheet.name == "Kỳ này (quý III)" else set()
        assert now == {cell: value for cell, value in was.items() if cell not in filled_by_array}


@pytest.mark.parametrize("name", FILLED)
def test_outside_of_cells_and_results_no_byte_of_a_sheet_changes(name):
    cell = re.compile(rb"<c [^>]*/>|<c .*?</c>|<dimension [^>]*/>|<row r=\"15\"></row>|<row r=\"205\"></row>")
    before, after = book(name), patch(book(name), FILLED[name])
    for sheet in Package(before).sheets:
        was, now = cell.sub(b"", part(before, sheet.part)), cell.sub(b"", part(after, sheet.part))
        assert re.sub(rb'<row r="205"></row>', b"", now) == was


def test_nothing_asked_means_only_that_formulas_are_calculated_anew():
    before = made('<row r="1"><c r="A1"><v>1</v></c></row>')
    after = patch(before, {})
    assert part(after) == part(before)
    assert part(after, "xl/workbook.xml").endswith(b'</sheets><calcPr fullCalcOnLoad="1"/></workbook>')


def test_old_results_beside_formulas_go_and_formulas_stay():
    after = part(patch(book("cong-thuc"), FILLED["cong-thuc"])).decode()
    formulas = re.findall(r"<c [^>]*>(?:(?!</c>).)*<f.*?</c>", after)
    assert len(formulas) == 15
    assert not any("<v>" in one or ' t="' in one.partition(">")[0] for one in formulas)


def test_an_existing_calculation_setting_keeps_its_other_words():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    after = patch(made(rows, calc='<calcPr calcMode="manual" fullCalcOnLoad="0" calcId="1"/>'), {"Một": {"A1": 2}})
    assert b'<calcPr calcMode="manual" calcId="1" fullCalcOnLoad="1"/>' in part(after, "xl/workbook.xml")


@pytest.mark.parametrize(
    ("rows", "cells", "expected"),
    [
        ('<row r="2"/>', {"B2": 5}, '<row r="2"><c r="B2"><v>5</v></c></row>'),
        ("", {"B2": 5, "A1": 1}, '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>5</v></c></row>'),
        ('<row r="1"/><row r="9"/>', {"A4": 1}, '<row r="1"/><row r="4"><c r="A4"><v>1</v></c></row><row r="9"/>'),
        ('<row r="1"/>', {"A4": 1}, '<row r="1"/><row r="4"><c r="A4"><v>1</v></c></row>'),
        ('<row r="1"/>', {"A4": None, "B1": None}, '<row r="1"/>'),
        ('<row r="1"><c r="C1"/></row>', {"B1": 2}, '<row r="1"><c r="B1"><v>2</v></c><c r="C1"/></row>'),
        ('<row r="1"><c r="A1"/></row>', {"B1": 2}, '<row r="1"><c r="A1"/><c r="B1"><v>2</v></c></row>'),
        (
            '<row r="1" spans="1:1" s="7" customFormat="1"><c r="A1"/></row>', {"B1": D("1E+3")},
            '<row r="1" s="7" customFormat="1"><c r="A1"/><c r="B1" s="7"><v>1000</v></c></row>',
        ),
        ("<row><c><v>1</v></c><c><v>2</v></c></row>", {"B1": 3}, '<row><c><v>1</v></c><c r="B1"><v>3</v></c></row>'),
        ('<row r="1"><c r="A1" s="3" t="s" cm="1"><v>0</v></c></row>', {"A1": 0},
         '<row r="1"><c r="A1" s="3"><v>0</v></c></row>'),
        ('<row r="1"><c r="A1" s="3" t="inlineStr"><is><t>a</t></is></c></row>', {"A1": None},
         '<row r="1"><c r="A1" s="3"/></row>'),
        ("<row r='1' x='a>b'><c r='A1'/></row>", {"A1": "<&\x01>"},
         "<row r='1' x='a>b'>" '<c r="A1" t="inlineStr"><is><t xml:space="preserve">&lt;&amp;&gt;</t></is></c></row>'),
    ],
)  # fmt: skip
def test_rows_and_cells_that_are_missing_are_put_where_they_belong(rows, cells, expected):
    after = patch(made(rows), {"Một": cells})
    assert f"<sheetData>{expected}</sheetData>".encode() in part(after)
    CalamineWorkbook.from_filelike(BytesIO(after))


def test_sheet_data_without_any_row_and_with_a_prefix():
    empty = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>'
    after = part(patch(made("", more={SHEET: empty}), {"Một": {"A1": "a"}})).decode()
    text = '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t xml:space="preserve">a</x:t></x:is></x:c></x:row>'
    assert f"<x:sheetData>{text}</x:sheetData>" in after


def test_a_new_cell_takes_the_style_of_its_column_and_widens_the_range():
    before = '<dimension ref="A1:B2"/><cols><col min="2" max="3" style="4" width="9"/></cols>'
    after = part(patch(made('<row r="1"/>', before=before), {"Một": {"C5": 1}})).decode()
    assert '<row r="5"><c r="C5" s="4"><v>1</v></c></row>' in after
    assert '<dimension ref="A1:C5"/>' in after


def test_a_merged_cell_means_the_one_that_shows():
    merged = '<mergeCells count="1"><mergeCell ref="B2:D4"/></mergeCells>'
    before = made('<row r="2"><c r="B2" s="1"/><c r="C2" s="1"/></row>', after=merged)
    assert b'<c r="B2" s="1"><v>7</v></c><c r="C2" s="1"/>' in part(patch(before, {"Một": {"C3": 7}}))
    with pytest.raises(Refused, match="ô gộp B2"):
        patch(before, {"Một": {"C3": 7, "D4": 8}})


def test_shared_formulas_the_calculation_chain_and_controls_stay():
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1*2</f><v>2</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c><c r="B2" t="str"><f t="shared" si="0"/><v>4</v></c></row>'
    )
    anchor = '<controls><from xmlns:xdr="urn:x"><xdr:col>1</xdr:col><xdr:row>5</xdr:row></from></controls>'
    chain = {"xl/calcChain.xml": "<calcChain/>"}
    after = patch(made(rows, after=anchor, more=chain), {"Một": {"A1": 5, "A6": 1}})
    text = part(after).decode()
    assert '<f t="shared" ref="B1:B2" si="0">A1*2</f></c>' in text
    assert '<c r="B2"><f t="shared" si="0"/></c></row><row r="6">' in text
    assert anchor in text
    assert part(after, "xl/calcChain.xml") == b"<calcChain/>"


def test_a_protected_sheet_stays_protected_with_its_password():
    was, now = part(book("bao-ve")), part(patch(book("bao-ve"), FILLED["bao-ve"]))
    found = re.search(rb"<sheetProtection[^>]*>", was)
    assert found is not None
    assert found[0] in now


@pytest.mark.parametrize(
    ("name", "cells", "said"),
    [
        ("bieu-quy", {"Biểu số 01-QCDC": {"E13": 1}}, "có công thức"),
        ("cong-thuc", {"Kỳ này (quý III)": {"H3": 1}}, "có công thức"),
        ("bieu-quy", {"Biểu số 02": {"E8": 1}}, "không có trang tính"),
        ("bieu-quy", {"Biểu số 01-QCDC": {"E0": 1}}, "không phải địa chỉ"),
        ("bieu-quy", {"Biểu số 01-QCDC": {"XFE1": 1}}, "không phải địa chỉ"),
    ],
)
def test_formulas_and_what_is_not_there_are_refused(name, cells, said):
    with pytest.raises(Refused, match=said):
        patch(book(name), cells)


ENTITY = '<!DOCTYPE a [<!ENTITY b "xx">]>'


@pytest.mark.parametrize(
    "data",
    [
        b"", b"PK\x03\x04 cut", book("bieu-quy")[:4000],
        made("", more={SHEET: f"{ENTITY}<worksheet><sheetData/></worksheet>"}),
        made("", more={"xl/workbook.xml": f"{ENTITY}<workbook/>"}),
        made("", more={SHEET: "<worksheet><sheetData>"}),
        made("", more={SHEET: "<worksheet/>"}),
        made("", more={SHEET: "<worksheet><sheetData/></worksheet>".encode("utf-16").decode("latin-1")}),
        made("", more={"xl/workbook.xml": "<workbook><sheets/></workbook>"}),
        made("", more={"_xmlsignatures/origin.sigs": ""}),
    ],
    ids=[
        "nothing", "no-zip", "cut", "entity-in-sheet", "entity-in-book",
        "unclosed", "empty-sheet", "utf-16", "no-sheets", "signed",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(data):
    with pytest.raises(Refused, match=r"Tệp|tệp"):
        patch(data, {"Một": {"A1": 1}})


def test_a_part_that_unpacks_to_more_than_it_may_is_refused(monkeypatch):
    monkeypatch.setattr("indicators.excel.package.MOST_OF_A_PART", 10_000)
    with pytest.raises(Refused, match="nén quá nhiều"):
        patch(made("<row/>" * 5_000), {"Một": {"A1": 1}})


@pytest.mark.parametrize(
    ("limit", "most", "rows"),
    [
        ("MOST_CELLS", 3, '<row r="1"><c r="A1"/><c r="B1"/><c r="C1"/><c r="D1"/></row>'),
        ("MOST_BLOCKS", 10, "".join(f'<row><c><f t="array" ref="A1:A{n}">1</f></c></row>' for n in (7, 8, 9))),
    ],
)
def test_a_sheet_with_more_than_people_fill_in_is_refused(monkeypatch, limit, most, rows):
    monkeypatch.setattr(f"indicators.excel.scanning.{limit}", most)
    with pytest.raises(Refused, match="quá nhiều ô"):
        patch(made(rows), {"Một": {"A1": 1}})


def test_addresses():
    assert place("$ab$12 ") == Place(12, 28)
    assert str(Place(12, 28)) == "AB12"
    assert place("A1048577") is place("12") is place("") is place("A1:B2") is None
