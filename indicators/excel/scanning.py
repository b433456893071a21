"""Where things stand in the XML of a sheet, in bytes: rows, cells, formulas with the results kept beside them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from common.errors import Refused
from documents.names import FIELD

from . import addresses, package
from .addresses import Block, Place

# A start tag; ">" may stand inside an attribute.
_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")


# Where these stand: other parts of a sheet have rows and columns of their own (anchors of controls).
_INSIDE = {
    "sheetData": "worksheet", "dimension": "worksheet", "col": "cols", "mergeCell": "mergeCells", "row": "sheetData",
    "c": "row", "f": "c", "v": "c",
}  # fmt: skip


MOST_CELLS = 100_000  # of a sheet, read in some seconds; a form that people fill in has some thousands
MOST_BLOCKS = 5_000  # merged ranges, and ranges that a formula fills


@dataclass
class Piece:
    """An element: from the first byte of its tag to the last of its end."""

    start: int
    tag_end: int
    end: int
    given: dict[str, str]

    @property
    def is_empty_tag(self) -> bool:
        """It is closed by its own tag, "<row/>", so nothing can be put into it."""
        return self.end == self.tag_end


@dataclass
class Cell:
    """A cell that stands in the file."""

    place: Place
    piece: Piece
    has_formula: bool = False
    result: Piece | None = None


@dataclass
class Row:
    """A row that stands in the file; its cells only where somebody asked for the row."""

    number: int
    piece: Piece
    cells: list[Cell] = field(default_factory=list)


@dataclass
class Layout:
    """What was found in a sheet."""

    prefix: str = ""
    data: Piece | None = None
    dimension: Piece | None = None
    rows: list[Row] = field(default_factory=list)
    formulas: list[Cell] = field(default_factory=list)
    merged: list[Block] = field(default_factory=list)
    columns: list[tuple[int, int, str]] = field(default_factory=list)  # first, last, style

    def anchor(self, place: Place) -> Place:
        """The cell that shows: the first one of a merged range."""
        return next((block.first for block in self.merged if block.covers(place)), place)

    def column_style(self, column: int) -> str:
        """The style of cells of a column that do not stand in the file."""
        return next((style for first, last, style in self.columns if first <= column <= last), "")


def scan(data: bytes, rows: Collection[int] | None = None) -> Layout:
    """Look through the XML of a sheet; cells are kept for those rows, for all without. Formulas are always kept."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise package.broken()
    scanner = _Scanner(data, rows)
    package.run(scanner.parser, data)
    if scanner.layout.data is None:
        raise package.broken()
    return scanner.layout


class _Scanner:
    def __init__(self, data: bytes, rows: Collection[int] | None) -> None:
        self.layout, self._bytes, self._rows = Layout(), data, rows
        self._open: list[tuple[str, Piece]] = []
        self._row: Row | None = None
        self._cell: Cell | None = None
        self._arrays: list[Block] = []
        self._number = self._column = self._cells = 0
        self.parser = package.parser(self._start, self._end)

    def _start(self, tag: str, given: dict[str, str]) -> None:
        at = self.parser.CurrentByteIndex
        end = _tag_end(self._bytes, at)
        piece = Piece(at, end, end, given)
        name = package.local(tag)
        self._open.append((name, piece))
        begin = getattr(self, f"_begin_{name}", None)
        if begin is not None and (len(self._open) > 1 and self._open[-2][0] == _INSIDE[name]):
            begin(tag, piece)

    def _end(self, tag: str) -> None:
        name, piece = self._open.pop()
        _close(self._bytes, piece, self.parser.CurrentByteIndex)
        if name == "row":
            self._row = None
        elif name == "c":
            self._cell = None

    def _begin_sheetData(self, tag: str, piece: Piece) -> None:  # noqa: N802 (the tag's name)
        self.layout.prefix, self.layout.data = tag.removesuffix("sheetData"), piece

    def _begin_dimension(self, _tag: str, piece: Piece) -> None:
        self.layout.dimension = piece

    def _begin_col(self, _tag: str, piece: Piece) -> None:
        first, last = piece.given.get("min", ""), piece.given.get("max", "")
        if first.isdecimal() and last.isdecimal():
            self.layout.columns.append((int(first), int(last), piece.given.get("style", "")))

    def _begin_mergeCell(self, _tag: str, piece: Piece) -> None:  # noqa: N802
        block = addresses.block(piece.given.get("ref", ""))
        if block is not None:
            self.layout.merged.append(block)
            _check_few(len(self.layout.merged), MOST_BLOCKS)

    def _begin_row(self, _tag: str, piece: Piece) -> None:
        said = piece.given.get("r", "")
        self._number = int(said) if said.isdecimal() else self._number + 1
        self._column = 0
        self._row = Row(self._number, piece)
        self._arrays = [block for block in self._arrays if block.bottom >= self._number]
        self.layout.rows.append(self._row)

    def _begin_c(self, _tag: str, piece: Piece) -> None:
        if self._row is None:
            return
        self._cells += 1
        _check_few(self._cells, MOST_CELLS)
        said = addresses.place(piece.given.get("r", ""))
        self._column = said.column if said else self._column + 1
        self._cell = Cell(Place(self._number, self._column), piece)
        if any(block.covers(self._cell.place) for block in self._arrays):
            self._calculated(self._cell)
        if self._rows is None or self._number in self._rows:
            self._row.cells.append(self._cell)

    def _begin_f(self, _tag: str, piece: Piece) -> None:
        if self._cell is None:
            return
        block = addresses.block(piece.given.get("ref", ""))
        if block is not None and piece.given.get("t") in {"array", "dataTable"}:
            _check_few(len(self._arrays), MOST_BLOCKS // 10)
            self._arrays.append(block)  # the other cells that it fills come later and have no formula of their own
        self._calculated(self._cell)

    def _calculated(self, cell: Cell) -> None:
        if not cell.has_formula:
            cell.has_formula = True
            self.layout.formulas.append(cell)

    def _begin_v(self, _tag: str, piece: Piece) -> None:
        if self._cell is not None:
            self._cell.result = piece


def children(data: bytes) -> dict[str, Piece]:
    """The elements directly inside the root, by their names without prefix."""
    found: dict[str, Piece] = {}
    opened: list[Piece] = []

    def start(tag: str, given: dict[str, str]) -> None:
        at = made.CurrentByteIndex
        end = _tag_end(data, at)
        opened.append(Piece(at, end, end, given))
        if len(opened) == 2:
            found[package.local(tag)] = opened[-1]

    def close(_tag: str) -> None:
        _close(data, opened.pop(), made.CurrentByteIndex)

    made = package.parser(start, close)
    package.run(made, data)
    return found


def _tag_end(data: bytes, at: int) -> int:
    found = _TAG.match(data, at)
    if found is None:
        raise package.broken()
    return found.end()


def _close(data: bytes, piece: Piece, at: int) -> None:
    """An element is over: by its own tag, or by the end tag at this byte."""
    if not data.startswith(b"/>", piece.tag_end - 2):
        piece.end = data.index(b">", at) + 1


def _check_few(count: int, most: int) -> None:
    if count > most:
        raise Refused(_("Trang tính có quá nhiều ô. Xóa các dòng, cột không dùng rồi tải lại."), field=FIELD)
