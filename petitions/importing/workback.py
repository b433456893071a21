"""The file that goes back: the rows as they came, with a last column that says what is wrong with each.

It holds what was uploaded, petitioners too, and belongs to whoever uploaded it. Its last column says of which import
and which row a row is, so that a row that was imported since is known again when the file comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from common.spreadsheets import DAY, head_format

from .columns import ERRORS, ORIGIN, origin
from .reading import letters
from .rows import Checked

SHEET = "Kiến nghị"


def write(path: Path, run: int, names: Sequence[str], rows: Iterable[Checked]) -> None:
    """Write the rows one by one as they come; without rows no file."""
    from rustpy_xlsxwriter import write_worksheet

    heads, coming = _heads(names), iter(rows)
    first = next(coming, None)
    if first is None:
        return
    write_worksheet(
        _records(run, heads, chain([first], coming)),
        str(path),
        sheet_name=SHEET,
        datetime_format=DAY,
        header_format=head_format(),
        freeze_row=1,
        column_widths={ERRORS: 60.0, ORIGIN: 10.0},
    )


def _heads(names: Sequence[str]) -> list[str]:
    """Each column by a name of its own; what this file adds comes last."""
    heads: list[str] = []
    for place, name in enumerate(names):
        head = name or letters(place)
        heads.append(f"{head} ({letters(place)})" if head in {*heads, ERRORS, ORIGIN} else head)
    return heads


def _records(run: int, heads: Sequence[str], rows: Iterable[Checked]) -> Iterator[dict[str, Any]]:
    for checked in rows:
        cells = checked.line.cells
        record: dict[str, Any] = {head: cells[place] if place < len(cells) else "" for place, head in enumerate(heads)}
        record[ERRORS], record[ORIGIN] = checked.reason, origin(run, checked.line.number)
        yield record
