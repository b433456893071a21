"""Petitions counted: classes of results by level, field, unit or quarter, and how many were answered in time.

A petition is counted at its council, by the day on which it was received. Every number opens the list that it counts
(petitions.filters), and every row adds up: the classes are disjoint and cover all.

    on-time rate = answered in time ÷ (answered + open and overdue)

Only petitions with a limit take part in the rate. What is late and still open counts against it: without that,
ignoring a petition would look better than answering it a day late.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Case, Count, DateField, F, OuterRef, Q, Subquery, When
from django.db.models.functions import TruncQuarter
from django.utils.translation import gettext as _

from common import clock
from common.periods import Period
from organizations.enums import Why
from organizations.models import Reach, Unit

from .classes import ResultClass, class_of
from .enums import HELD, PetitionStatus
from .models import CompetenceLevel, Contest, Petition, PetitionField, PetitionStake


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
    """One row: the numbers of its classes. ``key`` is what the list is filtered by, "" for what has none."""

    key: str
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
    lines = {key: Line(key, label) for key, label in _labels(rows, unit, counted)}
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
        states = self._filtered(level, field).with_state_on(self.day).exclude(status_on=None)
        found = states.annotate(
            status_now=F("status_on"), outcome_now=F("outcome_on"), row=_row(rows, unit="council__unit"),
            answered_then=_then("answered_on", self.day), due_then=_then("answer_due_on", self.day),
        )  # fmt: skip
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
    """Numbers by row and state; the three of the on-time rate count petitions with a limit only."""
    has_limit = Q(**{f"{due_on}__isnull": False})
    answered = has_limit & Q(**{f"{answered_on}__lte": day})
    in_time = answered & Q(**{f"{answered_on}__lte": F(due_on)})
    unanswered = Q(**{f"{answered_on}__isnull": True}) | Q(**{f"{answered_on}__gt": day})
    overdue = Q(status_now__in=HELD, **{f"{due_on}__lt": day}) & unanswered
    return (
        found.values("row", "status_now", "outcome_now")
        .annotate(
            n=Count("pk"),
            in_time=Count("pk", filter=in_time),
            answered=Count("pk", filter=answered),
            overdue=Count("pk", filter=overdue),
        )
        .order_by("row", "status_now", "outcome_now")
    )


def _then(name: str, day: date) -> Any:
    """A date of the run that was current on the day: a petition contested later keeps the dates of its first run."""
    contested = Contest.objects.filter(petition=OuterRef("pk"), on__gt=day)
    has = Petition.objects.filter(pk=OuterRef("pk"), contest__on__gt=day)
    return Case(
        When(pk__in=has.values("pk"), then=Subquery(contested.values(name)[:1])), default=F(name),
        output_field=DateField(null=True),
    )  # fmt: skip


# -- rows in words


def _labels(rows: Rows, unit: Unit, counted: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """The rows in their order, the one without a key last."""
    seen = {_key(rows, row["row"]) for row in counted}
    named: list[tuple[str, str]]
    if rows == Rows.LEVEL:
        named = [(str(level.pk), str(level)) for level in CompetenceLevel.objects.all()]
    elif rows == Rows.FIELD:
        named = [(str(entry.pk), str(entry)) for entry in PetitionField.objects.all()]
    elif rows == Rows.UNIT:
        units = Unit.objects.filter(pk__in=[int(key) for key in seen]).select_related("kind__level")
        named = [(str(found.pk), found.label) for found in units.order_by("kind__level__rank", "sort_key", "pk")]
    else:
        named = sorted((key, _quarter(key)) for key in seen)
    return [entry for entry in named if entry[0] in seen] + ([("", _("Chưa phân loại"))] if "" in seen else [])


def _key(rows: Rows, value: Any) -> str:
    return "" if value is None else value.isoformat() if rows == Rows.QUARTER else str(value)


def _quarter(key: str) -> str:
    start = date.fromisoformat(key)
    return Period.quarter(start.year, (start.month + 2) // 3).label
