"""Figures that only a report counts, by families: ``own:conferences``, ``own:came:12`` (see reports.known).

A family is a function that gives all its figures for a body and a period; it is asked once for each paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from . import known
from .gather import Gathered, two
from .told import Told

type Figures = Callable[[Gathered], Iterable[Told]]
type Applies = Callable[[Gathered], bool]


@dataclass(frozen=True)
class Family:
    """The figures of one name. ``is_picked``: whether writers choose from them, or only the portal's tables do."""

    figures: Figures
    applies: Applies
    is_picked: bool


_families: dict[str, Family] = {}


def family(
    name: str, *, applies: Applies = lambda gathered: True, is_picked: bool = True
) -> Callable[[Figures], Figures]:
    """Register a family. Raises ValueError for a name that is taken."""

    def register(figures: Figures) -> Figures:
        if name in _families:
            raise ValueError(f"{name} is a family already")
        _families[name] = Family(figures, applies, is_picked)
        return figures

    return register


def counted(
    name: str, label: str, formula: str, kind: str, rows: Sequence[int], *, url: str = "", version: str = "1"
) -> Told:
    """A figure that is the number of these records."""
    return Told(
        key=f"own:{name}", label=label, text=two(len(rows)), number=Decimal(len(rows)), formula=formula,
        version=version, row_kind=kind, rows=tuple(rows), url=url,
    )  # fmt: skip


def of(gathered: Gathered, name: str) -> dict[str, Told]:
    """The figures of a family by their keys."""
    if name not in gathered.families:
        found = _families.get(name)
        gathered.families[name] = {told.key: told for told in found.figures(gathered)} if found else {}
    return gathered.families[name]


def _one(gathered: Gathered, name: str) -> Told | None:
    return of(gathered, name.partition(":")[0]).get(f"own:{name}")


def _all(gathered: Gathered) -> Iterable[Told]:
    for name, one in _families.items():
        if one.is_picked and one.applies(gathered):
            yield from of(gathered, name).values()


known.register("own", _one, _all)
