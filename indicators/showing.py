"""How a figure of a submission reads: as people write it, with what is counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from figures.display import show
from figures.enums import FigureKind
from figures.models import Indicator

from .models import Value


@dataclass(frozen=True)
class Shown:
    """A figure in words, with its parts where it is broken down; ``missing``: why there is none."""

    figure: str
    parts: list[tuple[str, str]] = field(default_factory=list)
    missing: str = ""
    overridden: str = ""
    note: str = ""


def figure_of(value: Value, indicator: Indicator) -> str:
    """One row as people write it; empty where nothing was given. An item of a breakdown shows its bare number."""
    measure = "" if value.item_id else indicator.unit_of_measure
    parts = (value.part, value.whole)
    return show(FigureKind(indicator.kind), value=value.number, parts=parts, text=value.text, measure=measure)


def shown(indicator: Indicator, values: Iterable[Value]) -> Shown:
    """The figure of one indicator in one submission: its only row, or the sum of the items that were given."""
    rows = list(values)
    items = [value for value in rows if value.item_id]
    whole = next((value for value in rows if not value.item_id), None)
    if items:
        given = [value for value in items if value.number is not None]
        total = sum((value.number or Decimal(0) for value in given), Decimal(0)) if given else None
        text = show(FigureKind(indicator.kind), value=total, measure=indicator.unit_of_measure)
        named = [(value.item.name, figure_of(value, indicator)) for value in given if value.item]
        why = next((value.missing for value in [*items, whole] if value and value.missing), "")
        return Shown(text, named, missing="" if given else why, overridden=_first(items, "override"))
    if whole is None:
        return Shown("")
    return Shown(figure_of(whole, indicator), missing=whole.missing, overridden=whole.override, note=whole.note)


def _first(values: Iterable[Value], name: str) -> str:
    return next((getattr(value, name) for value in values if getattr(value, name)), "")
