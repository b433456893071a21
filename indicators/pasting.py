"""A block copied from a spreadsheet, laid on the places of a form; nothing is stored here."""

from __future__ import annotations

from dataclasses import dataclass, field

from common.errors import Refused
from common.text import clean_line, search_key
from figures import typed

from .grid import Cell, Grid, Row

MOST_LINES = 2000


@dataclass(frozen=True)
class Pasted:
    """What would be typed in one place."""

    row: Row
    figure: str
    reason: str = ""
    error: str = ""

    @property
    def cell(self) -> Cell:
        return self.row.cell

    @property
    def changes(self) -> bool:
        """Whether it differs from what is stored."""
        return clean_line(self.figure) != self.cell.figure or clean_line(self.reason) != self.cell.reason


@dataclass
class Block:
    """What was understood of a block, and the lines of it that belong nowhere."""

    pasted: list[Pasted] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)

    @property
    def changes(self) -> list[Pasted]:
        return [one for one in self.pasted if one.changes]


def read_block(text: str, grid: Grid, start: str = "") -> Block:
    """Lay the lines of a block on the form.

    A block whose first column names lines of the form goes by the names; any other goes down from the place
    ``start`` (the first one without). The columns are figure and remark; an empty line leaves its place as it is.
    """
    lines = [[clean_line(part) for part in line.split("\t")] for line in text.splitlines()[:MOST_LINES]]
    lines = _without_edges(lines)
    rows = grid.rows
    names = {name for row in rows for name in _names(row)}
    if any(len(line) > 1 and search_key(line[0]) in names for line in lines):
        return _by_name(lines, rows)
    return _downwards(lines, [row for row in rows if row.cell.takes_figure], start)


def _by_name(lines: list[list[str]], rows: list[Row]) -> Block:
    """Each line finds the next row of its name, so that equal names of items stay with their indicator."""
    block, at = Block(), 0
    for line in lines:
        wanted = search_key(line[0])
        if not wanted or not any(line[1:]):
            continue
        order = [*range(at, len(rows)), *range(at)]
        found = next((index for index in order if wanted in _names(rows[index])), None)
        if found is None or not rows[found].cell.takes_figure:
            if found is None:
                block.left_over.append(line[0])
            else:
                at = found + 1  # a total: its items follow
            continue
        at = found + 1
        _lay(block, rows[found], line[1:])
    return block


def _downwards(lines: list[list[str]], rows: list[Row], start: str) -> Block:
    block = Block()
    first = next((index for index, row in enumerate(rows) if row.cell.key == start), 0)
    for index, line in enumerate(lines, first):
        if not any(line):
            continue
        if index < len(rows):
            _lay(block, rows[index], line)
        else:
            block.left_over.append(" ".join(line))
    return block


def _lay(block: Block, row: Row, columns: list[str]) -> None:
    figure, reason = columns[0], columns[1] if len(columns) > 1 else row.cell.reason
    error = ""
    try:
        if figure:
            typed.read(row.cell.indicator, figure)
    except Refused as refused:
        error = str(refused)
    block.pasted.append(Pasted(row, figure or row.cell.figure, reason, error))


def _names(row: Row) -> set[str]:
    indicator, item = row.cell.indicator, row.cell.item
    if item:
        return {search_key(item.name_vi), search_key(item.name_en), row.cell.key}
    return {search_key(indicator.name_vi), search_key(indicator.name_en), row.cell.key}


def _without_edges(lines: list[list[str]]) -> list[list[str]]:
    """Without empty lines at the end, which spreadsheets add."""
    while lines and not any(lines[-1]):
        lines.pop()
    return lines
