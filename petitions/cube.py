"""Petitions counted: classes of results by level, field, unit or quarter, and how many were answered in time.

A petition is counted at its council, by the day on which it was received. Every number opens the list that it counts
(petitions.filters), and every row adds up: the classes are disjoint and cover all.

    on-time rate = answered in time ÷ (answered + open and overdue)

Only petitions with a limit take part in the rate. What is late and still open counts against it: without that,
ignoring a petition would look better than answering it a day late.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, DateField, F
from django.db.models.functions import TruncQuarter
from django.utils.translation import gettext as _

from common import clock
from common.periods import Period
from organizations.enums import Why
from organizations.models import Reach, Unit

from .classes import Part, ResultClass, class_of, part_of_rate
from .enums import PetitionStatus
from .models import CompetenceLevel, Petition, PetitionField, PetitionStake


class Rows(StrEnum):
    """What the rows of the table are."""

    LEVEL = "cap"
    FIELD = "linh-vuc"
    UNIT = "don-vi"
    QUARTER = "quy"


@dataclass(frozen=True)
class OnTime:
    """The rate with what it is made of, so that it can be checked; None where no petition had a limit."""

    in_time: int = 0
    answered: int = 0
    overdue: int = 0

    @property
    def denominator(self) -> int:
        return self.answered + self.overdue

    @property
    def percent(self) -> float | None:
        """In percent, not rounded."""
        return 100 * self.in_time / self.denominator if self.denominator else None

    def __add__(self, other: OnTime) -> OnTime:
        return OnTime(self.in_time + other.in_time, self.answered + other.answered, self.overdue + other.overdue)


@dataclass
class Line:
    """One row: the numbers of its classes. ``code`` is what the list is filtered by, "-" for what has none."""

    code: str
    label: str
    counts: Counter[ResultClass] = field(default_factory=Counter)
    on_time: OnTime = OnTime()

    @property
    def total(self) -> int:
        """All petitions of the row; the classes add up to it."""
        return sum(self.counts.values())

    @property
    def settled(self) -> int:
        return sum(number for result, number in self.counts.items() if result.is_settled)


@dataclass(frozen=True)
class Cube:
    """The table for a unit and a period, as of the end of a day. ``before``: the count before consolidation."""

    unit: Unit
    period: Period
    on: date
    rows: Rows
    lines: list[Line]
    before: int

    @property
    def total(self) -> Line:
        """The sum of all rows."""
        total = Line("", _("Cộng"))
        for line in self.lines:
            total.counts.update(line.counts)
            total.on_time = total.on_time + line.on_time
        return total

    @property
    def after(self) -> int:
        """The count after consolidation: duplicates once, each part of a split petition."""
        return self.total.total


def read(
    unit: Unit, period: Period, *, rows: Rows = Rows.LEVEL, level: str = "", field: str = "", on: date | None = None
) -> Cube:
    """Count the petitions of the unit's councils and of all that it reaches, received in the period."""
    day = on or min(period.end, clock.today())
    source = _Now(unit, period, day) if day >= clock.today() else _Then(unit, period, day)
    counted = source.counted(rows, level=level, field=field)
    lines = {key: Line(code, label) for key, code, label in _labels(rows, counted)}
    for row in counted:
        result = class_of(row["status_now"], row["outcome_now"])
        if result is None:
            continue
        line = lines[_key(rows, row["row"])]
        line.counts[result] += row["n"]
        line.on_time += OnTime(row["in_time"], row["answered"], row["overdue"])
    kept = [line for line in lines.values() if line.total]
    return Cube(unit, period, day, rows, kept, source.before(level=level, field=field))


# -- where the numbers come from


class _Now:
    """Today's state, from the stakes alone: one index holds every column."""

    def __init__(self, unit: Unit, period: Period, day: date) -> None:
        self.unit, self.period, self.day = unit, period, day

    def counted(self, rows: Rows, *, level: str, field: str) -> list[dict[str, Any]]:
        found = self._filtered(level, field).annotate(status_now=F("status"), outcome_now=F("outcome"), row=_row(rows))
        return list(_grouped(found, self.day, "answered_on", "answer_due_on"))

    def before(self, *, level: str, field: str) -> int:
        """As received: parts of a split petition are left out, the petition itself is in."""
        found = self._filtered(level, field).exclude(status=PetitionStatus.CANCELLED)
        parts = Petition.objects.exclude(split_from=None).values("pk")
        return int(found.exclude(record__in=parts).count())

    def _filtered(self, level: str, field: str) -> Any:
        reached = Reach.objects.filter(source=self.unit).values("target")
        window = (self.period.start, self.period.end)
        stakes = PetitionStake.objects.filter(
            why=Why.ORIGIN, until=None, unit__in=reached, received_on__range=window
        ).order_by()
        return _narrowed(stakes, level, field)


class _Then:
    """The state at the end of a day that is past, from the dated rows of each petition."""

    def __init__(self, unit: Unit, period: Period, day: date) -> None:
        self.unit, self.period, self.day = unit, period, day

    def counted(self, rows: Rows, *, level: str, field: str) -> list[dict[str, Any]]:
        dated = self._filtered(level, field).with_state_on(self.day).with_dates_on(self.day)
        found = dated.exclude(status_on=None).annotate(
            status_now=F("status_on"), outcome_now=F("outcome_on"), row=_row(rows, unit="council__unit")
        )
        return list(_grouped(found, self.day, "answered_then", "due_then"))

    def before(self, *, level: str, field: str) -> int:
        found = self._filtered(level, field).with_state_on(self.day).exclude(status_on=None)
        return int(found.filter(split_from=None).exclude(status_on=PetitionStatus.CANCELLED).count())

    def _filtered(self, level: str, field: str) -> Any:
        window = (self.period.start, self.period.end)
        stakes = PetitionStake.objects.filter(
            why=Why.ORIGIN, until=None, received_on__range=window,
            unit__in=Reach.objects.filter(source=self.unit).values("target"),
        )  # fmt: skip
        return _narrowed(Petition.objects.filter(pk__in=stakes.values("record")).order_by(), level, field)


def _narrowed(rows: Any, level: str, field: str) -> Any:
    if level:
        rows = rows.filter(level__code=level)
    if field:
        rows = rows.filter(field__code=field)
    return rows


def _row(rows: Rows, *, unit: str = "unit") -> Any:
    if rows == Rows.QUARTER:
        return TruncQuarter("received_on", output_field=DateField())
    return F({Rows.LEVEL: "level_id", Rows.FIELD: "field_id", Rows.UNIT: f"{unit}_id"}[rows])


def _grouped(found: Any, day: date, answered_on: str, due_on: str) -> Any:
    """Numbers by row and state, with the three of the on-time rate."""
    of = {part: part_of_rate(part, day, "status_now", answered_on, due_on) for part in Part}
    return (
        found.values("row", "status_now", "outcome_now")
        .annotate(
            n=Count("pk"),
            in_time=Count("pk", filter=of[Part.IN_TIME]),
            answered=Count("pk", filter=of[Part.ANSWERED]),
            overdue=Count("pk", filter=of[Part.OVERDUE]),
        )
        .order_by("row", "status_now", "outcome_now")
    )


# -- rows in words


def _labels(rows: Rows, counted: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Key, code and words of the rows in their order, the one without a key last."""
    seen = {_key(rows, row["row"]) for row in counted}
    named: list[tuple[str, str, str]]
    if rows == Rows.QUARTER:
        periods = {key: _quarter(key) for key in sorted(seen)}
        named = [(key, period.code, period.label) for key, period in periods.items()]
    else:
        named = [(str(entry.pk), entry.code, _named(entry)) for entry in _entries(rows, seen)]
    return [entry for entry in named if entry[0] in seen] + ([("", "-", _("Chưa phân loại"))] if "" in seen else [])


def _entries(rows: Rows, seen: set[str]) -> Iterable[Any]:
    if rows == Rows.LEVEL:
        return CompetenceLevel.objects.all()
    if rows == Rows.FIELD:
        return PetitionField.objects.all()
    units = Unit.objects.filter(pk__in=[int(key) for key in seen]).select_related("kind__level")
    return units.order_by("kind__level__rank", "sort_key", "pk")


def _named(entry: Any) -> str:
    return entry.label if isinstance(entry, Unit) else str(entry)


def _key(rows: Rows, value: Any) -> str:
    return "" if value is None else value.isoformat() if rows == Rows.QUARTER else str(value)


def _quarter(key: str) -> Period:
    start = date.fromisoformat(key)
    return Period.quarter(start.year, (start.month + 2) // 3)
