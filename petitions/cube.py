"""Petitions counted: classes of results by level, field, unit or quarter, and how many were answered in time.

A petition is counted at its council, by the day on which it was received. Every number opens the list that it counts
(petitions.filters), and every row adds up: the classes are disjoint and cover all.

    on-time rate = answered in time ÷ (answered + open and overdue)

Only petitions with a limit take part in the rate. What is late and still open counts against it: without that,
ignoring a petition would look better than answering it a day late.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import CharField, Count, DateField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat, TruncQuarter
from django.utils.translation import gettext as _

from common import clock
from common.numbers import percent
from common.periods import Period
from organizations.enums import Why
from organizations.models import Reach, Unit

from . import past
from .classes import Part, ResultClass, by_dates, class_of
from .enums import HELD, PetitionStatus
from .models import CompetenceLevel, Petition, PetitionField, PetitionStake, PetitionState

NOT_GIVEN = "-"  # instead of a code: those without one


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
    def percent(self) -> Decimal | None:
        """In percent, to a tenth."""
        return percent(self.in_time, self.denominator) if self.denominator else None

    def __add__(self, other: OnTime) -> OnTime:
        return OnTime(self.in_time + other.in_time, self.answered + other.answered, self.overdue + other.overdue)


@dataclass
class Line:
    """One row: the numbers of its classes. ``code`` is what the list is filtered by, "-" for what has none."""

    code: str
    label: str
    counts: Counter[ResultClass] = field(default_factory=Counter)
    on_time: OnTime = OnTime()

    def add(self, row: dict[str, Any]) -> None:
        """Count a row of what was read: one state with its numbers."""
        status, _colon, outcome = (row["standing"] or "").partition(":")
        result = class_of(status, outcome)
        if result is not None:
            self.counts[result] += row["n"]
            self.on_time += OnTime(row["in_time"], row["answered_n"], row["overdue"] if status in HELD else 0)

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
    unit: Unit,
    period: Period,
    *,
    rows: Rows = Rows.LEVEL,
    level: str = "",
    field: str = "",
    session: str = "",
    on: date | None = None,
) -> Cube:
    """Count the petitions of the unit's councils and of all that it reaches, received in the period.

    ``session``: only those of a council session, by its code.
    """
    day = on or min(period.end, clock.today())
    stakes = _narrowed(_origins(unit, period), level, field)
    if session:
        stakes = stakes.filter(record__session__code=session)
    if day < clock.today():
        counted, stakes = past.counted(stakes, _row(rows), day), _as_of(stakes, day)
    else:
        counted = list(_grouped(stakes, rows, day))
    lines = {key: Line(code, label) for key, code, label in _labels(rows, counted)}
    received = 0
    for row in counted:
        status = (row["standing"] or "").partition(":")[0]
        received += row["n"] if status and status != PetitionStatus.CANCELLED else 0
        lines[_key(rows, row["row"])].add(row)
    kept = [line for line in lines.values() if line.total]
    return Cube(unit, period, day, rows, kept, received - _parts(stakes))


def of_units(units: Collection[int], day: date) -> dict[int, Line]:
    """Where all petitions to the councils of each unit stand at the end of a day, whenever they came; one query."""
    stakes = _standing(PetitionStake.objects.filter(unit__in=units, received_on__lte=day))
    if day < clock.today():
        counted = past.counted(stakes, _row(Rows.UNIT), day)
    else:
        counted = list(_grouped(stakes, Rows.UNIT, day))
    lines: dict[int, Line] = defaultdict(lambda: Line("", ""))
    for row in counted:
        lines[row["row"]].add(row)
    return lines


# -- where the numbers come from: the stakes alone, whose index holds every column that is counted


def _origins(unit: Unit, period: Period) -> QuerySet[PetitionStake]:
    """One stake for each petition to a council of the unit or of what it reaches."""
    reached = Reach.objects.filter(source=unit).values("target")
    window = (period.start, period.end)
    return _standing(PetitionStake.objects.filter(unit__in=reached, received_on__range=window))


def _standing(stakes: QuerySet[PetitionStake]) -> QuerySet[PetitionStake]:
    own = stakes.filter(why=Why.ORIGIN, until=None)
    return own.order_by().annotate(standing=Concat("status", Value(":"), "outcome"))


def _as_of(stakes: QuerySet[PetitionStake], day: date) -> QuerySet[PetitionStake]:
    """State at the end of a day that is past; no state for what came later."""
    states = PetitionState.objects.filter(petition=OuterRef("record"), since__lte=day).order_by("-since", "-pk")
    standing = Concat("status", Value(":"), "outcome", output_field=CharField())
    return stakes.annotate(standing=Subquery(states.annotate(both=standing).values("both")[:1]))


def _narrowed(stakes: QuerySet[PetitionStake], level: str, field: str) -> QuerySet[PetitionStake]:
    for name, code in {"level": level, "field": field}.items():
        if code:
            stakes = stakes.filter(**{name: None} if code == NOT_GIVEN else {f"{name}__code": code})
    return stakes


def _grouped(stakes: QuerySet[PetitionStake], rows: Rows, day: date) -> Any:
    """Numbers by row and state, with the dates' side of the on-time rate."""
    of = {part: by_dates(part, day, "answered_on", "answer_due_on") for part in Part}
    grouped = (
        stakes.annotate(row=_row(rows))
        .values("row", "standing")
        .annotate(
            n=Count(Value(1)),
            in_time=Count(Value(1), filter=of[Part.IN_TIME]),
            answered_n=Count(Value(1), filter=of[Part.ANSWERED]),
            overdue=Count(Value(1), filter=of[Part.OVERDUE]),
        )
    )
    return grouped.order_by("row", "standing")


def _row(rows: Rows) -> Any:
    if rows == Rows.QUARTER:
        return Cast(TruncQuarter("received_on", output_field=DateField()), DateField())
    return F({Rows.LEVEL: "level_id", Rows.FIELD: "field_id", Rows.UNIT: "unit_id"}[rows])


def _parts(stakes: Any) -> int:
    """Parts of split petitions among them: they came as one. Few, so they are looked for from their side."""
    parts = list(Petition.objects.exclude(split_from=None).values_list("pk", flat=True))
    cancelled = f"{PetitionStatus.CANCELLED}:"
    found = stakes.filter(record__in=parts).exclude(standing=None).exclude(standing=cancelled)
    return int(found.count()) if parts else 0


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
