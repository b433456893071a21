"""Which rows of a superior's workbook are which indicators, by their words. A proposal: a person ties the cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from common.text import search_key
from figures.enums import FigureKind
from figures.models import BreakdownItem, Indicator
from indicators.enums import CellPart
from organizations.models import Unit

from .addresses import Place
from .template import Template

ALIKE = 0.82
_NUMBERING = re.compile(r"^\W*(?:[0-9]+(?:\.[0-9]+)*|[ivx]+|[a-zđ])\s*[.)/:-]\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """A figure that a cell may show; ``unit``: of another unit than the one that reports."""

    indicator: Indicator
    item: BreakdownItem | None = None
    unit: Unit | None = None

    @property
    def key(self) -> str:
        """How forms name it."""
        key = f"{self.indicator.code}.{self.item.code}" if self.item else self.indicator.code
        return f"{key}@{self.unit.code}" if self.unit else key

    @property
    def name(self) -> str:
        name = f"{self.indicator.name} – {self.item.name}" if self.item else self.indicator.name
        return f"{name} · {self.unit.label}" if self.unit else name

    @property
    def spellings(self) -> list[str]:
        """What a row may be called that means it."""
        if self.unit:
            return [self.unit.name, str(self.unit.label)]
        return [self.item.name_vi if self.item else self.indicator.name_vi]


@dataclass(frozen=True)
class Match:
    """A cell whose row reads like an indicator."""

    place: Place
    label: str
    target: Target
    is_same: bool

    @property
    def part(self) -> CellPart:
        """What of the figure belongs there: of six in seven the six, unless the row asks for a rate."""
        words = self.target.indicator.name_vi if self.target.unit else self.label
        is_rate = "%" in words or "ty le" in search_key(words) or "ti le" in search_key(words)
        return CellPart.FIGURE if is_rate or self.target.indicator.kind != FigureKind.RATIO else CellPart.PART


def matches(template: Template, sheet: str, column: int, targets: Sequence[Target]) -> list[Match]:
    """For each row of the sheet the figure whose name it bears, in this column. Each figure is proposed once.

    A row below its indicator that bears the name of an item means that item.
    """
    found: list[Match] = []
    free = list(targets)
    last: Indicator | None = None
    for place, label in template.labels(sheet, column):
        best, likeness = None, 0.0
        for target in free:
            alike = _likeness(label, target, last)
            if alike > likeness:
                best, likeness = target, alike
        if best is not None and likeness >= ALIKE:
            found.append(Match(place, label, best, likeness == 1))
            free.remove(best)
            last = best.indicator
    return found


def _likeness(label: str, target: Target, last: Indicator | None) -> float:
    if target.item is not None and target.unit is None and target.indicator != last:
        return 0
    return max(_alike(_plain(label), _plain(name)) for name in target.spellings)


def _alike(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()


def _plain(text: str) -> str:
    return search_key(_NUMBERING.sub("", text)).strip(" .:;,-")
