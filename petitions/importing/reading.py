"""Where the rows of a sheet are: the head under titles and merged cells, and what stands in each row below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import IO, Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from common.errors import Refused
from common.text import clean_line, nfc
from documents.names import FIELD
from documents.workbooks import MOST_ROWS

from . import columns

LOOKED_AT = 40  # rows in which a head is looked for
_HEAD_LINES = 3
_WIDE = 3  # a merged line over so many columns is a heading between rows

type Cell = str | date | float | bool


@dataclass(frozen=True)
class Head:
    """The head of the table that was found."""

    sheet: str
    row: int  # its first row, from 0
    first: int  # the first row of data
    names: tuple[str, ...]  # above each column

    @property
    def shown(self) -> list[tuple[int, str]]:
        """The columns as people call them: "C: Nội dung"; empty ones are left out."""
        return [(place, f"{letters(place)}: {name[:80]}") for place, name in enumerate(self.names) if name]


@dataclass(frozen=True)
class Line:
    """One row of the sheet: its number as Excel shows it, and its cells from column A on."""

    number: int
    cells: tuple[Cell, ...]
    is_heading: bool = False

    def cell(self, place: int | None) -> Cell:
        """ "" where there is none."""
        return self.cells[place] if place is not None and place < len(self.cells) else ""


class Table:
    """The sheet of a workbook that holds the petitions. Raises Refused when there is none."""

    def __init__(self, file: IO[bytes]) -> None:
        file.seek(0)
        try:
            workbook = CalamineWorkbook.from_filelike(file)
            found = [
                (columns.known(head.names), -number, head)
                for number, sheet in enumerate(workbook.sheets_metadata)
                if sheet.visible == SheetVisibleEnum.Visible
                and (head := _head(sheet.name, _Sheet(workbook.get_sheet_by_name(sheet.name)))) is not None
            ]
            if not found:
                message = _("Không tìm thấy hàng tiêu đề cột trong {count} dòng đầu. Dùng tệp mẫu, hoặc ghi tên cột.")
                raise Refused(message.format(count=LOOKED_AT), field=FIELD)
            self.head = max(found)[2]
            self._sheet = _Sheet(workbook.get_sheet_by_name(self.head.sheet))
        except (CalamineError, OSError) as error:
            raise Refused(_("Không đọc được tệp: tệp bị hỏng hoặc tải lên chưa đủ."), field=FIELD) from error

    @property
    def height(self) -> int:
        """How many rows of data there may be, for the progress."""
        return max(self._sheet.height - self.head.first, 0)

    def lines(self) -> Iterator[Line]:
        """The rows of data. Raises Refused when there are too many."""
        for line in self._sheet.lines(self.head.first):
            if line.number - self.head.first > MOST_ROWS:
                message = _("Tệp có quá nhiều dòng; mỗi lần nhập tối đa {most} dòng. Chia thành nhiều tệp.")
                raise Refused(message.format(most=MOST_ROWS), field=FIELD)
            yield line


class _Sheet:
    """Rows of one sheet from its first row and column on, with merged cells filled in."""

    def __init__(self, sheet: CalamineSheet) -> None:
        self._sheet = sheet
        self._left = sheet.start[1] if sheet.start else 0
        self.height = sheet.total_height + 1
        self.merged = [(top, left, bottom, right) for (top, left), (bottom, right) in (sheet.merged_cell_ranges or [])]

    def rows(self) -> Iterator[list[Any]]:
        return ([""] * self._left + row for row in self._sheet.iter_rows())

    def lines(self, first: int) -> Iterator[Line]:
        """Rows from one on; what is merged downwards stands in each of its rows, headings over columns are marked."""
        tall = {(top, left): (bottom, left) for top, left, bottom, _right in self.merged if bottom > top >= first}
        wide = {top for top, left, _bottom, right in self.merged if right - left + 1 >= _WIDE and top >= first}
        going: dict[int, tuple[int, Cell]] = {}
        starts: dict[int, list[int]] = {}
        for top, left in tall:
            starts.setdefault(top, []).append(left)
        for number, row in enumerate(islice(self.rows(), first, None), first):
            cells = [_cell(value) for value in row]
            going = {column: kept for column, kept in going.items() if kept[0] >= number}
            for column, (_last, value) in going.items():
                if column < len(cells) and cells[column] == "":
                    cells[column] = value
            for column in starts.get(number, ()):
                if column < len(cells):
                    going[column] = (tall[number, column][0], cells[column])
            heading = number in wide and sum(cell != "" for cell in cells) == 1
            yield Line(number + 1, tuple(cells), heading)


def letters(place: int) -> str:
    """0 → A, 27 → AB."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def _cell(value: Any) -> Cell:
    """A value as rows use it. Text is NFC and never a formula; a moment is its day; a whole number has no ".0"."""
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, time | timedelta):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return value if isinstance(value, date | bool) else str(value)


def _head(name: str, sheet: _Sheet) -> Head | None:
    """The row with most known names, of those at the top; a merged head goes on over the rows below it."""
    top = [[_name(value) for value in row] for row in islice(sheet.rows(), LOOKED_AT)]
    best: tuple[int, int] | None = None
    for number, row in enumerate(top):
        count = max(columns.known(row), columns.known(_names(sheet, top, number)[0]))
        if count and (best is None or count >= best[0]):
            best = (count, number)
    if best is None:
        return None
    number = best[1]
    names, last = _names(sheet, top, number)
    first = last + 1
    while first < len(top) and _only_numbers(top[first]):
        first += 1
    return Head(name, number, first, tuple(names))


def _name(value: Any) -> str:
    return clean_line(value)[:200] if isinstance(value, str) else clean_line(str(_cell(value)))[:200]


def _names(sheet: _Sheet, top: Sequence[Sequence[str]], number: int) -> tuple[list[str], int]:
    """The name above each column, and the last row of the head. A name over several columns leads to those below."""
    last = number
    for first_row, left, bottom, right in sheet.merged:
        if first_row <= number <= bottom:
            below = bottom + 1 if right > left and bottom + 1 < len(top) else bottom
            last = max(last, min(below, number + _HEAD_LINES - 1))
    if last > number and not _is_head_line(sheet, top, number, last):
        last = number
    width = max((len(row) for row in top[number : last + 1]), default=0)
    filled = [_filled(sheet, top, row, width) for row in range(number, min(last + 1, len(top)))]
    names = []
    for column in range(width):
        parts = list(dict.fromkeys(row[column] for row in filled if row[column]))
        names.append(_best_name(parts))
    return names, last


def _is_head_line(sheet: _Sheet, top: Sequence[Sequence[str]], number: int, last: int) -> bool:
    """Does the line below a name over several columns name them, or is it the first row of data already?"""
    covered = {
        column
        for first_row, left, bottom, right in sheet.merged
        if first_row <= number <= bottom and (right > left or bottom > number)
        for column in range(left, right + 1)
    }
    below = top[last] if last < len(top) else []
    return all(column in covered for column, value in enumerate(below) if value)


def _filled(sheet: _Sheet, top: Sequence[Sequence[str]], number: int, width: int) -> list[str]:
    """A row with the value of each merged cell in all that it covers."""
    row = [*top[number], *[""] * width][:width]
    for first_row, left, bottom, right in sheet.merged:
        if first_row <= number <= bottom and first_row < len(top) and left < len(top[first_row]):
            for column in range(left, min(right + 1, width)):
                row[column] = row[column] or top[first_row][left]
    return row


def _best_name(parts: Sequence[str]) -> str:
    """Of a name in several lines: the line that is known by itself, else all of them together."""
    whole = " ".join(parts)
    candidates = [whole, *reversed(parts)]
    return next((name for name in candidates if columns.known([name])), whole)


def _only_numbers(row: Sequence[str]) -> bool:
    """A line "(1) (2) (3)" under the head."""
    filled = [value.strip("()[] ") for value in row if value]
    if len(filled) < 2 or not all(value.isascii() and value.isdecimal() and len(value) < 4 for value in filled):
        return False
    first = int(filled[0])
    return [int(value) for value in filled] == list(range(first, first + len(filled)))
