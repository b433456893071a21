"""What the page of a submission shows: its figures with what stands behind them, its rounds, where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from figures.display import number as shown_number
from figures.display import show
from figures.enums import FigureKind
from figures.models import BreakdownItem, Indicator

from .enums import Outcome, Source
from .models import Approval, FormLine, Submission, SubmittedCopy, Value, ValueSource
from .services.copying import changes
from .showing import Shown, shown

_READABLE = "indicator", "section"


@dataclass(frozen=True)
class Behind:
    """Records that a figure was taken from, and the page that lists them."""

    words: str
    url: str


@dataclass(frozen=True)
class Line:
    """A line of the form as people read it. ``heading``: its section's title where the section begins."""

    heading: str
    line: FormLine
    figure: Shown
    proposed: str
    behind: list[Behind]


@dataclass
class Round:
    """One handing in: who did it and when, and the steps of its chain."""

    number: int
    is_newest: bool = False
    taken_by: str = ""
    taken_at: datetime | None = None
    steps: list[Approval] = field(default_factory=list)

    @property
    def shown(self) -> list[Approval]:
        """The steps that were decided, and those behind them as long as they may still be."""
        return self.steps if self.waiting and self.is_newest else [step for step in self.steps if step.outcome]

    @property
    def waiting(self) -> Approval | None:
        """The first step that nobody has decided; none after a return."""
        if any(step.outcome == Outcome.RETURNED for step in self.steps):
            return None
        return next((step for step in self.steps if not step.outcome), None)


@dataclass(frozen=True)
class Difference:
    """A figure that two copies state differently, in words; an en dash where there was none."""

    name: str
    before: str
    after: str


def lines_of(submission: Submission) -> list[Line]:
    """The form with its figures; two queries."""
    values: dict[int, list[Value]] = defaultdict(list)
    sources = ValueSource.objects.filter(value=OuterRef("pk")).order_by("pk")
    told = ArraySubquery(sources.values(one=JSONObject(source="source", number="number", url="url", keys="keys__len")))
    for value in submission.values.select_related("item").annotate(told=told).order_by("item__rank", "pk"):
        values[value.indicator_id].append(value)
    lines, section = [], None
    rows = submission.version.lines.select_related(*_READABLE).order_by("section__order", "order", "pk")
    for line in rows:
        heading = line.section.title if line.section_id != section else ""
        section = line.section_id
        own = values[line.indicator_id]
        lines.append(Line(heading, line, shown(line.indicator, own), _proposed(own), _behind(line, own)))
    return lines


def rounds_of(submission: Submission) -> list[Round]:
    """Every handing in, the newest first; one query."""
    newest = submission.round
    rounds = {number: Round(number, is_newest=number == newest) for number in range(newest, 0, -1)}
    copies = SubmittedCopy.objects.filter(submission=submission, round=OuterRef("round"))
    taken = {"taken_by": copies.values("taken_by__full_name"), "taken_at": copies.values("taken_at")}
    steps = submission.approvals.annotate(**{name: Subquery(rows) for name, rows in taken.items()})
    for step in steps.select_related("decided_by", "slip").order_by("round", "order"):
        one = rounds[step.round]
        one.taken_by, one.taken_at = vars(step)["taken_by"] or "", vars(step)["taken_at"]
        one.steps.append(step)
    return list(rounds.values())


def differences(before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]) -> list[Difference]:
    """What changed between two copies, by the names of today; two queries, none when nothing did."""
    found = changes(before, after)
    if not found:
        return []
    known = {row.code: row for row in Indicator.objects.filter(code__in={one.indicator for one in found})}
    breakdowns = {row.breakdown_id for row in known.values()}
    items = {(row.breakdown_id, row.code): row for row in BreakdownItem.objects.filter(breakdown__in=breakdowns)}
    rows = []
    for one in found:
        indicator = known[one.indicator]
        item = items.get((indicator.breakdown_id or 0, one.item))
        name = f"{indicator.name} – {item.name}" if item else indicator.name
        rows.append(Difference(name, _words(indicator, one.before), _words(indicator, one.after)))
    return rows


def _words(indicator: Indicator, row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "–"
    number, part, whole = (None if row[name] is None else Decimal(row[name]) for name in ("number", "part", "whole"))
    figure = show(
        FigureKind(indicator.kind), value=number, parts=(part, whole), text=row["text"],
        measure=indicator.unit_of_measure,
    )  # fmt: skip
    return figure or row["missing"] or "–"


def _proposed(values: Iterable[Value]) -> str:
    """What the portal proposed where somebody said otherwise."""
    return ", ".join(
        f"{shown_number(value.proposed)} %" if value.part is not None else shown_number(value.proposed)
        for value in values
        if value.is_overridden and value.proposed is not None
    )


def _behind(line: FormLine, values: Sequence[Value]) -> list[Behind]:
    """What each figure stands on; of a place that is blank yet, who fills it when the form is handed in."""
    if not values and line.source != Source.TYPED:
        return [Behind(str(Source(line.source).label), "")]
    found = []
    for value in values:
        for told in vars(value)["told"]:
            words = _("{count} hồ sơ") if told["keys"] else str(Source(told["source"]).label)
            found.append(Behind(words.format(count=told["keys"]), told["url"]))
    return found
