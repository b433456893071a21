"""How a roll-up reads: lines with their items, every total with what is silent in it; one total opened by units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from figures.display import show
from figures.enums import FigureKind
from figures.models import BreakdownItem, Indicator

from .models import FormLine, ValueSource
from .rollup import Contribution, Counted, RollUp, Total


@dataclass(frozen=True)
class Line:
    """One total: ``blank`` counts units whose form was added although nothing stands there."""

    indicator: Indicator
    name: str
    total: Total
    figure: str
    blank: int
    items: list[Line]


@dataclass(frozen=True)
class Section:
    """A heading of the form with its lines."""

    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Opened:
    """What one unit states of the opened indicator."""

    unit: Counted
    figure: str
    missing: str
    source_url: str


def sections(rolled: RollUp, lines: Sequence[FormLine]) -> list[Section]:
    """The form with its totals; one query for the names of items."""
    breakdowns = {line.indicator.breakdown_id for line in lines if line.indicator.breakdown_id}
    items: dict[int, list[BreakdownItem]] = {key: [] for key in breakdowns if key}
    for item in BreakdownItem.objects.filter(breakdown__in=breakdowns) if breakdowns else ():
        items[item.breakdown_id].append(item)
    made: dict[int, Section] = {}
    for line in lines:
        section = made.setdefault(line.section_id, Section(line.section.title, []))
        section.lines.append(_line(rolled, line.indicator, items.get(line.indicator.breakdown_id or 0, [])))
    return list(made.values())


def _line(rolled: RollUp, indicator: Indicator, items: list[BreakdownItem]) -> Line:
    parts = []
    for item in items:
        total = rolled.total(indicator, item.pk)
        if total.given or rolled.window.end in item.valid:
            parts.append(_worded(rolled, total, item.name, []))
    return _worded(rolled, rolled.total(indicator), indicator.name, parts)


def _worded(rolled: RollUp, total: Total, name: str, items: list[Line]) -> Line:
    silent = len(rolled.added) - total.given - len(total.missing)
    return Line(total.indicator, name, total, in_words(total), max(silent, 0), items)


def in_words(total: Total) -> str:
    """A total as people write it; a part that shares made is rounded to two decimals where the indicator has fewer."""
    indicator = total.indicator
    return show(
        FigureKind(indicator.kind),
        value=rounded(total.number, indicator),
        parts=(rounded(total.part, indicator), rounded(total.whole, indicator)),
        measure="" if total.item_id else indicator.unit_of_measure,
    )


def rounded(number: Decimal | None, indicator: Indicator) -> Decimal | None:
    """Two decimals, or as many as the indicator has when these are more."""
    return None if number is None else round(number, max(indicator.decimals, 2))


def opened(indicator: Indicator, contributions: Sequence[Contribution]) -> list[Opened]:
    """What each unit states, with the page of the records that were counted for it; one query."""
    keys = [one.unit.submission_id for one in contributions if one.unit.submission_id]
    urls = dict(
        ValueSource.objects.filter(value__submission__in=keys, value__indicator=indicator)
        .exclude(url="")
        .values_list("value__submission", "url")
    )
    return [
        Opened(one.unit, _figure(indicator, one), one.missing, urls.get(one.unit.submission_id or 0, ""))
        for one in contributions
    ]


def _figure(indicator: Indicator, one: Contribution) -> str:
    return show(
        FigureKind(indicator.kind),
        value=rounded(one.number, indicator),
        parts=(one.part, one.whole),
        text=one.text,
        measure=indicator.unit_of_measure,
    )
