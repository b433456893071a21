"""How sections tell figures: in sentences, in lists and in the cells of tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from common.numbers import show
from common.official import Bullets, Paragraph, Run, Table, bullets, paragraph
from reports import known
from reports.gather import Gathered
from reports.told import Told, worded

type Part = str | Run
type Say = Callable[[str], Run]
GAP = "…"


def say_of(gathered: Gathered) -> Say:
    """A function that tells a figure by its key: ``say("counted:conferences.held")``; "…" for one without a value."""

    def say(key: str) -> Run:
        told = known.resolve(gathered, key)
        return gathered.ledger.tell(told) if told else Run(GAP)

    return say


def number_of(gathered: Gathered, key: str) -> int:
    """The number behind a key, to choose the words by; 0 for one without a value."""
    told = known.resolve(gathered, key)
    return int(told.number or 0) if told else 0


def key_of(gathered: Gathered, own: str, counted: str) -> str:
    """The count that every report knows, where it counts the very same records."""
    mine, known_to_all = known.resolve(gathered, own), known.resolve(gathered, counted)
    same = mine is not None and known_to_all is not None and sorted(mine.rows) == sorted(known_to_all.rows)
    return counted if same else own


def sentence(text: str) -> str:
    """One line, without the full stop that lists set themselves."""
    return " ".join(text.split()).rstrip(" .;")


def listed(items: Iterable[Sequence[Part]]) -> Bullets:
    """A list as offices write it: each item ends with a semicolon, the last with a full stop; room for the pen with
    neither."""
    made = [list(item) for item in items]
    return bullets([*item, _end(item, "." if place == len(made) else ";")] for place, item in enumerate(made, 1))


def _end(item: Sequence[Part], mark: str) -> str:
    last = item[-1] if item else ""
    return "" if isinstance(last, str) and last.endswith(GAP) else mark


def between(parts: Iterable[Sequence[Part]], mark: str = "; ") -> list[Part]:
    """Parts of a sentence with a mark between them."""
    made: list[Part] = []
    for part in parts:
        made += [mark, *part] if made else part
    return made


def whole_sentence(*parts: Part) -> Paragraph:
    """A paragraph whose first letter is a capital one."""
    first, *rest = parts
    return paragraph(first[:1].upper() + first[1:] if isinstance(first, str) else first, *rest)


@dataclass
class Rows:
    """The rows of a table that is being made; a Told cell tells its figure and bears its key."""

    gathered: Gathered
    made: list[tuple[str, ...]] = field(default_factory=list)
    figures: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, *cells: str | Told) -> None:
        """One row."""
        row = len(self.made)
        for column, cell in enumerate(cells):
            if isinstance(cell, Told):
                self.gathered.ledger.tell(cell)
                self.figures.append((row, column, cell.key))
        self.made.append(tuple(cell.text if isinstance(cell, Told) else cell for cell in cells))

    def table(
        self, *, caption: str, columns: tuple[str, ...], widths: tuple[float, ...], numeric: Iterable[int] = (),
        row_header: int | None = None, totals: int = 0,
    ) -> Table:  # fmt: skip
        """The table of these rows."""
        return Table(
            caption=caption, columns=columns, rows=tuple(self.made), widths=widths, numeric=frozenset(numeric),
            row_header=row_header, totals=totals, figures=tuple(self.figures),
        )  # fmt: skip


def in_cell(told: Told | None) -> Told | str:
    """A count as a table writes it: "4", where a sentence writes "04"."""
    if told is None:
        return GAP
    return told if told.number is None else worded(told, show(told.number))
