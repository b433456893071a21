"""Addresses of cells: "C12" is row 12, column 3."""

from __future__ import annotations

import re
from typing import NamedTuple

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of a sheet in Excel
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


class Place(NamedTuple):
    """Row and column, both from 1."""

    row: int
    column: int

    def __str__(self) -> str:
        return f"{letters(self.column)}{self.row}"


class Block(NamedTuple):
    """A rectangle of cells, both corners within."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def first(self) -> Place:
        """The cell that a merged range shows."""
        return Place(self.top, self.left)

    def covers(self, place: Place) -> bool:
        """Whether the cell lies within."""
        return self.top <= place.row <= self.bottom and self.left <= place.column <= self.right


def place(address: str) -> Place | None:
    """ "C12", "$c$12" → row 12, column 3; None for what is no address of a cell."""
    found = _CELL.fullmatch(address.strip())
    if found is None:
        return None
    at = Place(int(found[2]), number(found[1]))
    return at if at.row <= MOST_ROWS and at.column <= MOST_COLUMNS else None


def block(reference: str) -> Block | None:
    """ "A1:C3" or "B2"."""
    first, _colon, last = reference.partition(":")
    start, end = place(first), place(last or first)
    return Block(start.row, start.column, end.row, end.column) if start and end else None


def letters(column: int) -> str:
    """1 → A, 28 → AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def number(name: str) -> int:
    """A → 1, AB → 28."""
    column = 0
    for letter in name.upper():
        column = column * 26 + ord(letter) - 64
    return column
