"""Tasks counted unit by unit: each once, at the unit of the body that leads it. Every number opens its list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, F, Q

from common import clock
from common.periods import Period

from .enums import OPEN, TaskStatus
from .filters import COUNTED, OVERDUE, TaskFilter
from .models import Task

PARTS = (TaskStatus.DONE.value, TaskStatus.REPORTED.value, "going", OVERDUE)
"""Where a task stands: confirmed as done, waiting to be confirmed, under way, open after its last day. Late comes
first: what is late is not counted as under way. Cancelled ones are left out."""


type Standing = tuple[int, ...]
"""One number for each of PARTS."""

NOTHING: Standing = (0,) * len(PARTS)


def standing(units: Collection[int], day: date, before: date) -> dict[int, tuple[Standing, Standing]]:
    """How many stand in each of PARTS at the end of a day, and how many did at the end of an earlier one.

    One query where the day is today, whose states are columns of their own; two for days that are past.
    """
    led = Task.objects.filter(lead__unit__in=units).order_by()
    then = _parts("status_on", "due_then", before)
    if day >= clock.today():
        now = _parts("status", "due_on", day)
        rows = led.with_state_on(before).with_due_on(before).values("lead__unit").annotate(**now | _named(then))
        return {row["lead__unit"]: (_of(row, now), _of(row, _named(then))) for row in rows}
    at_end, earlier = (
        {row["lead__unit"]: _of(row, parts) for row in led.as_of(on).values("lead__unit").annotate(**parts)}
        for on, parts in ((day, _parts("status_on", "due_then", day)), (before, then))
    )
    return {unit: (numbers, earlier.get(unit, NOTHING)) for unit, numbers in at_end.items()}


def by_lead(unit: int, day: date) -> dict[tuple[str, str], Standing]:
    """The same of one unit's own bodies on one day, by code and short name of the body that leads."""
    parts = _parts("status_on", "due_then", day)
    rows = _on(day).filter(lead__unit=unit).order_by().values("lead__code", "lead__short_name").annotate(**parts)
    return {(row["lead__code"], row["lead__short_name"]): _of(row, parts) for row in rows}


def flow(units: Collection[int], windows: Sequence[Period]) -> dict[int, list[tuple[int, int]]]:
    """How many were set, and how many were closed as done, in each of the windows; one query."""
    led: Any = Task.objects.filter(lead__unit__in=units).order_by()
    rows = led.values("lead__unit").annotate(**_set_and_done(windows))
    return {row["lead__unit"]: _pairs(row, windows) for row in rows}


def flow_of_body(code: str, windows: Sequence[Period]) -> list[tuple[int, int]]:
    """The same of the tasks that one body leads."""
    return _pairs(Task.objects.filter(lead__code=code).aggregate(**_set_and_done(windows)), windows)


def _set_and_done(windows: Sequence[Period]) -> dict[str, Any]:
    counts: dict[str, Any] = {}
    for place, window in enumerate(windows):
        days = (window.start, window.end)
        counts[f"a{place}"] = Count("pk", filter=Q(assigned_on__range=days))
        counts[f"d{place}"] = Count("pk", filter=Q(status=TaskStatus.DONE, closed_on__range=days))
    return counts


def _pairs(row: dict[str, Any], windows: Sequence[Period]) -> list[tuple[int, int]]:
    return [(row[f"a{place}"], row[f"d{place}"]) for place in range(len(windows))]


def listed(part: str = COUNTED, **more: Any) -> TaskFilter:
    """The filter of the list that a number counts: those done, those overdue, or all that were not cancelled."""
    return TaskFilter(due=OVERDUE, **more) if part == OVERDUE else TaskFilter(status=part, **more)


def _on(day: date) -> Any:
    """Tasks with status_on and due_then of a day; today's are their own columns and cost nothing."""
    if day < clock.today():
        return Task.objects.as_of(day)
    return Task.objects.annotate(status_on=F("status"), due_then=F("due_on"))


def _parts(status: str, due: str, day: date) -> dict[str, Any]:
    """A count for each of PARTS, asked of columns of these names."""

    def stands(*states: TaskStatus) -> Q:
        return Q(**{f"{status}__in": states})

    late = stands(*OPEN) & Q(**{f"{due}__lt": day})
    wanted = (
        stands(TaskStatus.DONE),
        stands(TaskStatus.REPORTED) & ~late,
        stands(TaskStatus.ASSIGNED, TaskStatus.IN_PROGRESS) & ~late,
        late,
    )
    return {f"n_{part}": Count("pk", filter=condition) for part, condition in zip(PARTS, wanted, strict=True)}


def _named(parts: dict[str, Any]) -> dict[str, Any]:
    return {f"then_{name}": count for name, count in parts.items()}


def _of(row: Any, parts: dict[str, Any]) -> Standing:
    return tuple(row[name] for name in parts)
