"""Petitions counted unit by unit, each at its council, as parts of a bar. Every number opens its list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import CharField, Count, DateField, Q, QuerySet, Value
from django.db.models.functions import Cast, TruncQuarter

from common import clock
from common.periods import Period
from organizations.enums import Why

from . import cube
from .classes import Part, ResultClass, by_dates
from .enums import AWAITED, SET_ASIDE
from .filters import AS_CONSOLIDATED, IS_SETTLED, NOT_GIVEN, PetitionFilter
from .models import Petition, PetitionStake, PetitionState

PARTS = ("resolved", "explained", "going", "overdue", "other")
"""Where a petition stands: settled, explained, somebody's turn, not answered by its last day, nobody's to settle here.
Late comes first: what is late is not counted as under way."""

_GOING = (ResultClass.IN_PROGRESS, ResultClass.CLAIMED, ResultClass.NO_RESULT, ResultClass.UNSENT)

type Standing = tuple[int, ...]
"""PARTS, then how many wait for the council's verdict, were answered in time, were answered and had a limit."""

CLAIMED, IN_TIME, ANSWERED = len(PARTS), len(PARTS) + 1, len(PARTS) + 2
NOTHING: Standing = (0,) * (len(PARTS) + 3)


def standing(units: Collection[int], day: date) -> dict[int, Standing]:
    """Of each unit's councils, all petitions that came by the end of a day; one query."""
    return {unit: _tally(line) for unit, line in cube.of_units(units, day).items()}


def by_holder(unit: int, day: date) -> dict[tuple[str, str], Standing]:
    """Today's of one unit's councils, by code and short name of the body that holds them; "-" for those not sent."""
    of = {part: by_dates(part, day, "answered_on", "answer_due_on") for part in Part}
    rows = (
        Petition.objects.filter(council__unit=unit)
        .exclude(status__in=SET_ASIDE)
        .order_by()
        .values("holder__code", "holder__short_name", "status", "outcome")
        .annotate(
            n=Count("pk"),
            in_time=Count("pk", filter=of[Part.IN_TIME]),
            answered_n=Count("pk", filter=of[Part.ANSWERED]),
            overdue=Count("pk", filter=of[Part.OVERDUE]),
        )
    )
    lines: dict[tuple[str, str], cube.Line] = defaultdict(lambda: cube.Line("", ""))
    for row in rows:
        holder = (row["holder__code"] or NOT_GIVEN, row["holder__short_name"] or "")
        lines[holder].add(row | {"standing": f"{row['status']}:{row['outcome']}"})
    return {holder: _tally(line) for holder, line in lines.items()}


def of_body(code: str, day: date) -> tuple[Standing, int]:
    """Of all that a body held at the end of a day, whoever sent it, and how many of them awaited its answer; one query.

    Petitions that it passed on by then are another's: the list that a number opens says the same.
    """
    past_day = day if day < clock.today() else None
    names = ("status_on", "outcome_on", "answered_then", "due_then") if past_day else _TODAY
    status, outcome, answered_on, due_on = names
    of = {part: by_dates(part, day, answered_on, due_on) for part in Part}
    held = PetitionState.objects.filter(holder__code=code, since__lte=day).values("petition")
    asked: Any = Petition.objects.filter(pk__in=held) if past_day else Petition.objects.all()
    rows = (
        PetitionFilter(holder=code, on=past_day)
        .apply(asked)
        .exclude(**{f"{status}__in": SET_ASIDE})
        .order_by()
        .values(status, outcome)
        .annotate(
            n=Count("pk"),
            in_time=Count("pk", filter=of[Part.IN_TIME]),
            answered_n=Count("pk", filter=of[Part.ANSWERED]),
            overdue=Count("pk", filter=of[Part.OVERDUE]),
        )
    )
    line, awaited = cube.Line("", ""), 0
    for row in rows:
        line.add(row | {"standing": f"{row[status]}:{row[outcome]}"})
        awaited += row["n"] if row[status] in AWAITED else 0
    return _tally(line), awaited


_TODAY = ("status", "outcome", "answered_on", "answer_due_on")


def flow(units: Collection[int], windows: Sequence[Period]) -> dict[int, list[tuple[int, int]]]:
    """How many came, after consolidation, and how many were answered, in each of the quarters; one query."""
    span = (windows[0].start, windows[-1].end)
    own = PetitionStake.objects.filter(why=Why.ORIGIN, until=None, unit__in=units).order_by()
    came = _by_quarter(own.filter(received_on__range=span).exclude(status__in=SET_ASIDE), "received_on", "came")
    answered = _by_quarter(own.filter(answered_on__range=span), "answered_on", "answered")
    places = {window.start: place for place, window in enumerate(windows)}
    found: dict[int, list[tuple[int, int]]] = {}
    for unit, which, quarter, number in came.union(answered, all=True):
        quarters = found.setdefault(unit, [(0, 0)] * len(windows))
        first, second = quarters[places[quarter]]
        quarters[places[quarter]] = (number, second) if which == "came" else (first, number)
    return found


def flow_of_body(code: str, windows: Sequence[Period]) -> list[tuple[int, int]]:
    """How many of those that a body holds came to it, and how many it answered, in each of the windows; one query."""
    counts: dict[str, Any] = {}
    for place, window in enumerate(windows):
        for name, day in (("came", "transferred_on"), ("answered", "answered_on")):
            counts[f"{name}{place}"] = Count("pk", filter=Q(**{f"{day}__range": (window.start, window.end)}))
    found = Petition.objects.filter(holder__code=code).aggregate(**counts)
    return [(found[f"came{place}"], found[f"answered{place}"]) for place in range(len(windows))]


def listed(part: str = "", **more: Any) -> PetitionFilter:
    """The filter of the list that a number counts: a class of results, "overdue", "settled", "in_time", else all."""
    if part == "overdue":
        return PetitionFilter(on_time=Part.OVERDUE.value, **more)
    if part in ResultClass.values:
        return PetitionFilter(result=part, **more)
    if part == "settled":
        return PetitionFilter(settled=IS_SETTLED, **more)
    if part == "in_time":
        return PetitionFilter(on_time=Part.IN_TIME.value, **more)
    return PetitionFilter(basis=AS_CONSOLIDATED, **more)


def _tally(line: cube.Line) -> Standing:
    counts, late = line.counts, line.on_time.overdue
    going = sum(counts[one] for one in _GOING) - late
    resolved, explained = counts[ResultClass.RESOLVED], counts[ResultClass.EXPLAINED]
    other = line.total - resolved - explained - going - late
    answered = (counts[ResultClass.CLAIMED], line.on_time.in_time, line.on_time.answered)
    return (resolved, explained, going, late, other, *answered)


def _by_quarter(stakes: QuerySet[PetitionStake], day: str, which: str) -> QuerySet[Any, Any]:
    quarter = Cast(TruncQuarter(day, output_field=DateField()), DateField())
    named = stakes.annotate(which=Value(which, CharField()), quarter=quarter)
    return named.values_list("unit", "which", "quarter").annotate(n=Count(Value(1)))
