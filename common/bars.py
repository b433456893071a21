"""Stacked bars for components/bars.html: whole numbers in, shares of each row's width out.

The widths are strings for SVG attributes (always with a point), because a page may carry no inline style and
Vietnamese numbers use a comma.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """Colour of a part; the same words as the badges'."""

    OK = "ok"
    INFO = "info"
    WAIT = "wait"
    LATE = "late"
    REST = "rest"


@dataclass(frozen=True)
class Key:
    """One kind of part, as the legend names it."""

    label: str
    tone: Tone


@dataclass(frozen=True)
class Part:
    tone: Tone
    x: str
    width: str


@dataclass(frozen=True)
class Cell:
    """A number of the table, and the list that it counts."""

    label: str
    value: int
    url: str = ""


@dataclass(frozen=True)
class Row:
    """One bar. `note` takes the place of the total, for example for a unit that has not reported; `total_url` is the
    list that the total counts."""

    label: str
    total: int
    parts: Sequence[Part]
    cells: Sequence[Cell]
    text: str
    url: str = ""
    note: str = ""
    total_url: str = ""


@dataclass(frozen=True)
class Bars:
    """A chart of stacked bars: `head` names what the rows are ("Đơn vị")."""

    head: str
    keys: Sequence[Key]
    rows: Sequence[Row]


def row(
    label: str,
    values: Sequence[int],
    keys: Sequence[Key],
    *,
    url: str = "",
    note: str = "",
    urls: Sequence[str] = (),
    total_url: str = "",
) -> Row:
    """A bar of `values` in the order of `keys`; values are counts, none below zero. `urls`: their lists."""
    listed = urls or [""] * len(keys)
    cells = [Cell(key.label, value, of) for key, value, of in zip(keys, values, listed, strict=True)]
    total = sum(values)
    spoken = ", ".join(f"{cell.label}: {cell.value}" for cell in cells if cell.value)
    text = f"{label}: {note or total}" + (f" ({spoken})" if spoken else "")
    return Row(label, total, _parts(values, keys, total), cells, text, url, note, total_url)


def _parts(values: Sequence[int], keys: Sequence[Key], total: int) -> list[Part]:
    parts, before = [], 0
    for key, value in zip(keys, values, strict=True):
        if value:
            parts.append(Part(key.tone, _share(before, total), _share(value, total)))
        before += value
    return parts


def _share(value: int, total: int) -> str:
    return f"{100 * value / total:.2f}"
