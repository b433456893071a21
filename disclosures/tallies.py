"""Disclosures counted unit by unit, by the day of the decision, as parts of a bar. Every number opens its list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, DateField, Q
from django.db.models.functions import Cast, TruncQuarter

from common.periods import Period
from organizations.enums import Why

from .enums import DisclosureStatus, Timeliness
from .filters import DisclosureFilter
from .models import Disclosure, DisclosureStake
from .models.disclosures import timeliness_q

PARTS = tuple(
    one.value
    for one in (Timeliness.ON_TIME, Timeliness.LATE, Timeliness.WAITING, Timeliness.MISSING, Timeliness.NO_LIMIT)
)
"""Up at every place in time, up later, still in time, not up everywhere though its day has passed, without a limit."""

NOTHING = (0,) * len(PARTS)

type Window = tuple[Period, date]
"""Decisions of a period, as they stood at the end of a day."""


def standing(units: Collection[int], windows: Sequence[Window]) -> dict[int, list[tuple[int, ...]]]:
    """How many of each window stand in each of PARTS; one query for all windows."""
    wanted = Q(pk__in=[])
    counts: dict[str, Any] = {}
    for place, (window, day) in enumerate(windows):
        decided = Q(decided_on__range=(window.start, window.end))
        wanted |= decided
        for part in PARTS:
            counts[f"{part}_{place}"] = Count("pk", filter=decided & timeliness_q(part, day))
    rows = _counted(units).filter(wanted).values("unit").annotate(**counts)
    return {
        row["unit"]: [tuple(row[f"{part}_{place}"] for part in PARTS) for place in range(len(windows))] for row in rows
    }


def by_body(unit: int, window: Window) -> dict[tuple[str, str], tuple[int, ...]]:
    """The same of one unit's own bodies and one window, by code and short name of the body that discloses."""
    period, day = window
    own = Disclosure.objects.counted().filter(unit=unit, decided_on__range=(period.start, period.end))
    counts: Any = {f"n_{part}": Count("pk", filter=timeliness_q(part, day)) for part in PARTS}
    rows: Any = own.order_by().values("body__code", "body__short_name").annotate(**counts)
    return {(row["body__code"], row["body__short_name"]): tuple(row[name] for name in counts) for row in rows}


def flow(units: Collection[int], windows: Sequence[Period], day: date) -> dict[int, list[tuple[int, int]]]:
    """How many decisions of each quarter, and how many of them were up everywhere in time; one query."""
    return _by_quarter(_counted(units), "unit", windows, day)


def flow_of_body(code: str, windows: Sequence[Period], day: date) -> list[tuple[int, int]]:
    """The same of one body."""
    own = Disclosure.objects.counted().filter(body__code=code).order_by()
    return _by_quarter(own, "body__code", windows, day).get(code, [(0, 0)] * len(windows))


def _by_quarter(rows: Any, key: str, windows: Sequence[Period], day: date) -> dict[Any, list[tuple[int, int]]]:
    span = (windows[0].start, windows[-1].end)
    quarter = Cast(TruncQuarter("decided_on", output_field=DateField()), DateField())
    decided_then = rows.filter(decided_on__range=span).annotate(quarter=quarter).values_list(key, "quarter")
    counted = decided_then.annotate(n=Count("pk"), in_time=Count("pk", filter=timeliness_q(Timeliness.ON_TIME, day)))
    places = {window.start: place for place, window in enumerate(windows)}
    found: dict[Any, list[tuple[int, int]]] = {}
    for owner, start, decided, on_time in counted:
        found.setdefault(owner, [(0, 0)] * len(windows))[places[start]] = (decided, on_time)
    return found


def listed(part: str = "", **more: Any) -> DisclosureFilter:
    """The filter of the list that a number counts; no part: all of them."""
    return DisclosureFilter(timeliness=part, **more)


def _counted(units: Collection[int]) -> Any:
    stakes = DisclosureStake.objects.filter(unit__in=units, why=Why.ORIGIN, until=None)
    return stakes.exclude(status=DisclosureStatus.CANCELLED).order_by()
