"""The figures that a paper tells. Whoever writes a number into a paper tells it here, so that it can be opened.

    told = Told(key="conferences.held", label="Hội nghị đã tổ chức", text="04", number=Decimal(4), rows=keys, url=…,
                formula="Hội nghị do cơ quan chủ trì, diễn ra trong kỳ", row_kind="conferences.conference")
    held = gathered.ledger.tell(told)
    official.paragraph("Trong kỳ đã tổ chức ", held, " hội nghị.")

A key says one figure in one paper: told twice, it must be the same number of the same records.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from common.official import Run
from figures.rows import kind_of

KEY = re.compile(r"[a-z0-9.:_-]{1,120}")
"""What a key looks like: it stands in addresses."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """One figure: what it says, how it was found, and which records it counts.

    ``key``: see KEY. ``version`` changes when the
    way of counting does. ``row_kind``: Django's label of the records ("steering.task"), ``rows`` their keys; a figure
    that somebody stated names its source instead. ``url``: the page that lists the records as they are now.
    """

    key: str
    label: str
    text: str
    formula: str
    version: str = "1"
    number: Decimal | None = None
    row_kind: str = ""
    rows: tuple[int, ...] = ()
    source_kind: str = ""
    source_id: int | None = None
    url: str = ""

    @property
    def run(self) -> Run:
        """The figure as a stretch of a paper's text."""
        return Run(self.text, figure=self.key)


class Ledger:
    """Every figure of one paper, in the order in which it was first told."""

    def __init__(self) -> None:
        self._told: dict[str, Told] = {}

    def tell(self, told: Told) -> Run:
        """Note the figure, and hand back its text for the paper. Raises ValueError for a key with another figure.

        The text may differ between places ("4" in a table, "04" in a sentence); number and records may not. Records
        that no room says how to keep raise LookupError: such a figure could not be frozen.
        """
        if told.rows:
            kind_of(told.row_kind)
        known = self._told.setdefault(told.key, told)
        if (known.number, known.rows) != (told.number, told.rows):
            raise ValueError(f"{told.key} is told as {known.text} and as {told.text}")
        return told.run

    def told(self) -> tuple[Told, ...]:
        """All figures."""
        return tuple(self._told.values())

    def get(self, key: str) -> Told | None:
        """A figure that was told."""
        return self._told.get(key)


def worded(told: Told, text: str) -> Told:
    """The same figure in other words."""
    return replace(told, text=text)
