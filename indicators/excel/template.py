"""A superior's workbook as people see it: its sheets as tables with the addresses of Excel, and what a cell is."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cached_property
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from common.errors import Refused
from common.templatetags.qcdc import ngay

from . import addresses, package, scanning
from .addresses import Block, Place
from .package import Package
from .scanning import Layout
from .sheet import words

SHOWN_ROWS, SHOWN_COLUMNS = 40, 16
_MATCHED_ROWS = 3_000
_LONGEST = 80  # characters of a cell that the table shows
_PERCENT_FORMATS = {"9", "10"}  # 0 % and 0,00 % are built into Excel
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(frozen=True)
class Shown:
    """A cell of the table. ``wide`` and ``tall`` count what it covers."""

    place: Place
    text: str
    wide: int = 1
    tall: int = 1
    is_number: bool = False
    has_formula: bool = False

    @property
    def address(self) -> str:
        return str(self.place)


@dataclass(frozen=True)
class Table:
    """Some rows of a sheet."""

    letters: list[str]
    rows: list[tuple[int, list[Shown]]] = field(default_factory=list)
    before: int = 0  # the first row of the part above; 0 where there is none
    after: int = 0


class Template:
    """A workbook that is read again and again. Raises Refused when it cannot be read."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        try:
            self._workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        except CalamineError as error:
            raise package.broken() from error
        self._layouts: dict[str, Layout] = {}
        self._values: dict[str, list[list[Any]]] = {}
        self._calculated: dict[str, set[Place]] = {}

    @cached_property
    def sheets(self) -> list[str]:
        """The sheets that people see."""
        return [sheet.name for sheet in self.package.sheets if sheet.is_visible]

    def layout(self, sheet: str) -> Layout:
        """Where things stand in a sheet."""
        if sheet not in self._layouts:
            self._layouts[sheet] = scanning.scan(self._xml(sheet), ())
        return self._layouts[sheet]

    def open_cell(self, sheet: str, address: str) -> Place:
        """The cell that takes a figure when this one is named. Raises Refused for a formula or no address."""
        place = addresses.place(address)
        if place is None:
            raise Refused(_("“{cell}” không phải địa chỉ của một ô, ví dụ: C12.").format(cell=address[:20]), "cell")
        layout = self.layout(sheet)
        place = layout.anchor(place)
        if place in self._formulas(sheet):
            message = _("Ô {cell} của trang “{sheet}” có công thức; chọn ô để nhập số.")
            raise Refused(message.format(cell=place, sheet=sheet), field="cell")
        return place

    def percents(self, sheet: str, places: Collection[Place]) -> set[Place]:
        """Those of the cells that show 0,5 as 50 %."""
        layout = scanning.scan(self._xml(sheet), {place.row for place in places})
        there = {cell.place: cell.piece.given.get("s", "") for row in layout.rows for cell in row.cells}
        styles = {place: there.get(place, layout.column_style(place.column)) for place in places}
        return {place for place, style in styles.items() if style.isdecimal() and int(style) in self._percent_styles}

    def table(self, sheet: str, first: int = 1) -> Table:
        """Rows from one on, so many as a page shows."""
        values, layout = self._grid(sheet), self.layout(sheet)
        height = max(len(values), *(block.bottom for block in layout.merged), 1)
        first = min(max(first, 1), height)
        last = min(first + SHOWN_ROWS - 1, height)
        covered = _covered(layout.merged, first, last)
        width = min(max((len(row) for row in values[first - 1 : last]), default=1) or 1, SHOWN_COLUMNS)
        return Table(
            [addresses.letters(column) for column in range(1, width + 1)],
            [(number, self._row(sheet, number, width, last, covered)) for number in range(first, last + 1)],
            before=max(first - SHOWN_ROWS, 1) if first > 1 else 0, after=last + 1 if last < height else 0,
        )  # fmt: skip

    def labels(self, sheet: str, column: int) -> list[tuple[Place, str]]:
        """For every row that a column could take a figure in: the cell, and the words to the left of it."""
        found = []
        for number, row in enumerate(self._grid(sheet)[:_MATCHED_ROWS], 1):
            place = Place(number, column)
            said = [value for value in row[: column - 1] if isinstance(value, str) and any(map(str.isalpha, value))]
            if said and place not in self._formulas(sheet) and self.layout(sheet).anchor(place) == place:
                found.append((place, said[0] if len(said[0]) > 3 or len(said) < 2 else said[1]))
        return found

    def _row(self, sheet: str, number: int, width: int, last: int, covered: dict[Place, Block]) -> list[Shown]:
        row = self._grid(sheet)[number - 1] if number <= len(self._grid(sheet)) else []
        shown = []
        for column in range(1, width + 1):
            place = Place(number, column)
            block = covered.get(place)
            if block is not None and place != block.first:
                continue  # covered by the first cell of its range
            value = row[column - 1] if column <= len(row) else ""
            wide = min(block.right, width) - column + 1 if block else 1
            tall = min(block.bottom, last) - number + 1 if block else 1
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            shown.append(Shown(place, _shown(value), wide, tall, is_number, place in self._formulas(sheet)))
        return shown

    def _grid(self, sheet: str) -> list[list[Any]]:
        if sheet not in self._values:
            found: CalamineSheet = self._workbook.get_sheet_by_index(self._number(sheet))
            self._values[sheet] = found.to_python(skip_empty_area=False)
        return self._values[sheet]

    def _number(self, sheet: str) -> int:
        part = self.package.sheet(sheet)
        names = self._workbook.sheet_names
        exact = [number for number, name in enumerate(names) if name == part.name]
        return exact[0] if exact else self.package.sheets.index(part)

    def _formulas(self, sheet: str) -> set[Place]:
        if sheet not in self._calculated:
            self._calculated[sheet] = {cell.place for cell in self.layout(sheet).formulas}
        return self._calculated[sheet]

    def _xml(self, sheet: str) -> bytes:
        return self.package.read(self.package.sheet(sheet).part)

    @cached_property
    def _percent_styles(self) -> set[int]:
        """Numbers of the styles that show percentages."""
        percent, styles, inside = set(_PERCENT_FORMATS), list[str](), list[str]()

        def start(tag: str, given: dict[str, str]) -> None:
            name = package.local(tag)
            if name == "numFmt" and "%" in _QUOTED.sub("", given.get("formatCode", "")):
                percent.add(given.get("numFmtId", ""))
            elif name == "xf" and inside and inside[-1] == "cellXfs":
                styles.append(given.get("numFmtId", "0"))
            inside.append(name)

        def end(_tag: str) -> None:
            inside.pop()

        if self.package.styles is not None:
            package.parse(self.package.styles, start, end)
        return {number for number, style in enumerate(styles) if style in percent}


def _covered(merged: list[Block], first: int, last: int) -> dict[Place, Block]:
    """The cells of these rows that are merged with others, each with the part of its range that lies in them."""
    covered = {}
    for block in merged:
        part = Block(max(block.top, first), block.left, min(block.bottom, last), min(block.right, SHOWN_COLUMNS))
        for row in range(part.top, part.bottom + 1):
            covered.update({Place(row, column): part for column in range(part.left, part.right + 1)})
    return covered


def _shown(value: object) -> str:
    if isinstance(value, date):
        return ngay(value)
    text = str(value) if isinstance(value, time | timedelta) else words(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
