"""Change cells of a workbook and nothing else: the XML is not written anew, only the bytes of those cells are.

Formats, merged cells, pictures, charts, rules, print areas, names, protection and everything that this code has never
heard of stay as they were. Results that the file keeps beside its formulas are taken out, because they would be those
of the old figures, and Excel is told to calculate when it opens the file (docs/adr/0026).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from common.errors import Refused

from . import addresses, package, scanning
from .addresses import Place
from .package import Package
from .scanning import Cell, Layout, Piece, Row

type Filling = Decimal | int | str | None
"""What a cell gets: a number, a text, or nothing, which empties it."""

type _Edit = tuple[int, int, bytes]  # from, to, what stands there instead

_TYPE = re.compile(rb"""\s+t\s*=\s*(?:"[^"]*"|'[^']*')""")
_SPANS = re.compile(rb"""\s+spans\s*=\s*(?:"[^"]*"|'[^']*')""")
_FULL = re.compile(rb"""\s+fullCalcOnLoad\s*=\s*(?:"[^"]*"|'[^']*')""")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BEFORE_CALC = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames",
)  # fmt: skip


def patch(data: bytes, fillings: Mapping[str, Mapping[str, Filling]]) -> bytes:
    """The workbook with those cells: ``{sheet: {"C12": value}}``. Raises Refused for a sheet or cell that cannot be.

    A cell inside a merged range means the one that the range shows. A cell with a formula is refused.
    """
    book = Package(data)
    wanted = {book.sheet(name).part: (name, cells) for name, cells in fillings.items()}
    parts: dict[str, bytes] = {}
    for sheet in book.sheets:
        name, cells = wanted.get(sheet.part, (sheet.name, {}))
        before = book.read(sheet.part)
        after = _patched(before, name, cells)
        if after != before:
            parts[sheet.part] = after
    parts[package.WORKBOOK] = _calculating(book.read(package.WORKBOOK))
    return book.changed(parts)


def _patched(data: bytes, sheet: str, cells: Mapping[str, Filling]) -> bytes:
    asked = _places(sheet, cells)
    layout = scanning.scan(data, {place.row for place in asked})
    if layout.merged:
        asked = _shown(sheet, asked, layout)
        layout = scanning.scan(data, {place.row for place in asked})
    edits = _edits(data, sheet, layout, asked) + [edit for cell in layout.formulas for edit in _forgotten(data, cell)]
    return _edited(data, edits)


def _places(sheet: str, cells: Mapping[str, Filling]) -> dict[Place, Filling]:
    found: dict[Place, Filling] = {}
    for address, value in cells.items():
        place = addresses.place(address)
        if place is None:
            message = _("“{cell}” không phải địa chỉ của một ô, ví dụ: C12.")
            raise Refused(message.format(sheet=sheet, cell=address), field="cell")
        found[place] = value
    return found


def _shown(sheet: str, asked: Mapping[Place, Filling], layout: Layout) -> dict[Place, Filling]:
    """Each cell, or the one that shows where it is merged with others; two figures for one are refused."""
    found: dict[Place, Filling] = {}
    for place, value in asked.items():
        at = layout.anchor(place)
        if at in found:
            message = _("Ô {cell} của trang “{sheet}” nằm trong ô gộp {first} đã nhận một số khác.")
            raise Refused(message.format(sheet=sheet, cell=place, first=at), field="cell")
        found[at] = value
    return found


def _edits(data: bytes, sheet: str, layout: Layout, asked: Mapping[Place, Filling]) -> list[_Edit]:
    edits: list[_Edit] = []
    rows = {row.number: row for row in layout.rows}
    added: dict[int, list[bytes]] = {}  # whole rows, by where they go
    for number in sorted({place.row for place in asked}):
        values = {place.column: value for place, value in sorted(asked.items()) if place.row == number}
        row = rows.get(number)
        if row is not None:
            edits += _row_edits(data, sheet, layout, row, values)
            continue
        made = [_written(layout, Place(number, column), value) for column, value in values.items() if value is not None]
        if made:
            at = next((row.piece.start for row in layout.rows if row.number > number), -1)
            tag = f"{layout.prefix}row"
            added.setdefault(at, []).append(f'<{tag} r="{number}">'.encode() + b"".join(made) + f"</{tag}>".encode())
    for at, made_rows in added.items():
        edits.append((at, at, b"".join(made_rows)) if at >= 0 else _at_end(data, layout.data, b"".join(made_rows)))
    return edits + _dimension(data, layout, asked)


def _row_edits(data: bytes, sheet: str, layout: Layout, row: Row, values: Mapping[int, Filling]) -> list[_Edit]:
    edits: list[_Edit] = []
    cells = {cell.place.column: cell for cell in row.cells}
    added: dict[int, list[bytes]] = {}
    for column, value in values.items():
        place, cell = Place(row.number, column), cells.get(column)
        if cell is not None:
            if cell.has_formula:
                message = _("Ô {cell} của trang “{sheet}” có công thức; chọn ô để nhập số.")
                raise Refused(message.format(cell=place, sheet=sheet), field="cell")
            edits.append((cell.piece.start, cell.piece.end, _written(layout, place, value, cell=cell)))
        elif value is not None:
            at = next((cell.piece.start for cell in row.cells if cell.place.column > column), -1)
            added.setdefault(at, []).append(_written(layout, place, value, row=row))
    for at, made in added.items():
        edits.append((at, at, b"".join(made)) if at >= 0 else _at_end(data, row.piece, b"".join(made)))
    if added and "spans" in row.piece.given:  # a hint that Excel works out again
        edits = _without(data, row.piece, _SPANS, edits)
    return edits


def _at_end(data: bytes, piece: Piece | None, made: bytes) -> _Edit:
    """Into an element behind all that it holds; one that is closed by its own tag gets an end tag."""
    assert piece is not None
    if not piece.is_empty_tag:
        at = data.rindex(b"</", piece.start, piece.end)
        return at, at, made
    tag = data[piece.start : piece.tag_end]
    name = re.match(rb"<\s*([^\s/>]+)", tag)
    assert name is not None
    return piece.start, piece.tag_end, tag[:-2].rstrip() + b">" + made + b"</" + name[1] + b">"


def _written(
    layout: Layout, place: Place, value: Filling, *, cell: Cell | None = None, row: Row | None = None
) -> bytes:
    """The cell anew, in the style that it had, else that of its row or column."""
    tag, style = f"{layout.prefix}c", ""
    if cell is not None:
        style = cell.piece.given.get("s", "")
    elif row is not None and row.piece.given.get("customFormat", "") in {"1", "true"}:
        style = row.piece.given.get("s", "")
    else:
        style = layout.column_style(place.column)
    head = f'<{tag} r="{place}"' + (f' s="{style}"' if style.isdecimal() else "")
    if value is None:
        return f"{head}/>".encode()
    if isinstance(value, str):
        text = escape(_NOT_IN_XML.sub("", value))
        inside, line = f"{layout.prefix}is", f"{layout.prefix}t"
        return (
            f'{head} t="inlineStr"><{inside}><{line} xml:space="preserve">{text}</{line}></{inside}></{tag}>'.encode()
        )
    return f"{head}><{layout.prefix}v>{_number(value)}</{layout.prefix}v></{tag}>".encode()


def _number(value: Decimal | int) -> str:
    return f"{Decimal(value).normalize():f}"


def _dimension(data: bytes, layout: Layout, asked: Mapping[Place, Filling]) -> list[_Edit]:
    """The range that the sheet says it fills, made wider where a cell was added outside."""
    piece = layout.dimension
    block = addresses.block(piece.given.get("ref", "")) if piece else None
    added = [place for place, value in asked.items() if value is not None]
    if piece is None or block is None or all(block.covers(place) for place in added):
        return []
    rows, columns = [place.row for place in added], [place.column for place in added]
    first = Place(min(block.top, *rows), min(block.left, *columns))
    last = Place(max(block.bottom, *rows), max(block.right, *columns))
    tag = data[piece.start : piece.tag_end].replace(piece.given["ref"].encode(), f"{first}:{last}".encode())
    return [(piece.start, piece.tag_end, tag)]


def _forgotten(data: bytes, cell: Cell) -> list[_Edit]:
    """A formula without the result that was kept beside it."""
    if cell.result is None:
        return []
    edits: list[_Edit] = [(cell.result.start, cell.result.end, b"")]
    return _without(data, cell.piece, _TYPE, edits)


def _without(data: bytes, piece: Piece, attribute: re.Pattern[bytes], edits: list[_Edit]) -> list[_Edit]:
    """The edits, and the tag without an attribute; an edit of the tag itself keeps what it writes."""
    for place, (start, end, made) in enumerate(edits):
        if start == piece.start and end > start:
            edits[place] = (start, end, attribute.sub(b"", made, count=1))
            return edits
    tag = data[piece.start : piece.tag_end]
    short = attribute.sub(b"", tag, count=1)
    return [*edits, (piece.start, piece.tag_end, short)] if short != tag else edits


def _edited(data: bytes, edits: list[_Edit]) -> bytes:
    out, at = [], 0
    for start, end, made in sorted(edits, key=lambda edit: edit[:2]):
        out += [data[at:start], made]
        at = end
    return b"".join([*out, data[at:]])


def _calculating(data: bytes) -> bytes:
    """The workbook's own part, asking for a full calculation when it is opened."""
    pieces = scanning.children(data)
    prefix, calc = "", pieces.get("calcPr")
    if calc is not None:
        tag = _FULL.sub(b"", data[calc.start : calc.tag_end])
        cut = 2 if tag.endswith(b"/>") else 1
        made = tag[:-cut].rstrip() + b' fullCalcOnLoad="1"' + tag[-cut:]
        return _edited(data, [(calc.start, calc.tag_end, made)])
    last = max((pieces[name] for name in _BEFORE_CALC if name in pieces), key=lambda piece: piece.end)
    name = re.match(rb"<(?:([^\s/>:]+):)?", data[last.start :])
    if name is not None and name[1]:
        prefix = f"{name[1].decode()}:"
    return _edited(data, [(last.end, last.end, f'<{prefix}calcPr fullCalcOnLoad="1"/>'.encode())])
