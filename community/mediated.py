"""Figures of mediation of a window by the units below: closed cases are added up, open ones are of the last period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Sum

from common.periods import Period
from organizations.models import Unit

from .models import MediationCount, MediationKind, MediationReport
from .models.mediation import MediationQuerySet, TeamQuerySet


@dataclass
class Figures:
    """Of one village, or of the villages of one commune. ``days``: how many days of the window were reported."""

    done: int = 0
    failed: int = 0
    going: int = 0
    villages: set[int] = field(default_factory=set)
    days: int = 0

    @property
    def rate(self) -> int | None:
        """Settled among those that ended, per cent; None when none ended."""
        ended = self.done + self.failed
        return round(100 * self.done / ended) if ended else None


@dataclass(frozen=True)
class Row:
    """One unit below the one in view; no figures where nothing was reported."""

    unit: Unit
    figures: Figures | None
    is_whole: bool
    teams: int
    members: int


@dataclass(frozen=True)
class KindRow:
    """One type of case over all reports of the window; None where no report filled it."""

    kind: MediationKind
    done: int | None
    failed: int | None
    going: int | None


def within(reports: MediationQuerySet, window: Period) -> MediationQuerySet:
    """Reports whose whole period lies in the window."""
    return reports.filter(starts_on__gte=window.start, ends_on__lte=window.end)


def with_sums(reports: MediationQuerySet) -> Any:
    """Adds ``sum_done``, ``sum_failed`` and ``sum_going`` over the types; None where no type was typed."""
    return reports.annotate(
        sum_done=Sum("counts__done"), sum_failed=Sum("counts__failed"), sum_going=Sum("counts__going")
    )


def rows(units: Iterable[Unit], reports: MediationQuerySet, teams: TeamQuerySet, window: Period) -> list[Row]:
    """The units with their figures; two queries."""
    listed = list(units)
    keys = [unit.pk for unit in listed]
    near = Q(village__in=keys) | Q(unit__in=keys)
    found = within(reports, window).filter(near).order_by("starts_on")
    by_unit: dict[int, Figures] = {}
    last: dict[int, tuple[int, int]] = {}
    for row in with_sums(found).values_list(
        "village", "unit", "starts_on", "ends_on", "sum_done", "sum_failed", "sum_going"
    ):
        village, commune, start, end, done, failed, going = row
        unit = village if village in keys else commune
        own = by_unit.setdefault(unit, Figures())
        own.done, own.failed = own.done + done, own.failed + failed
        own.villages.add(village)
        own.days += (end - start).days + 1
        last[village] = (unit, going)
    for unit, going in last.values():
        by_unit[unit].going += going
    working = teams.active_on(window.end).filter(near)
    crews: dict[int, list[int]] = {}
    for village, commune, members in working.values_list("village", "unit", "members"):
        crews.setdefault(village if village in keys else commune, []).append(members)
    return [_row(unit, by_unit.get(unit.pk), crews.get(unit.pk, []), window) for unit in listed]


def _row(unit: Unit, figures: Figures | None, crews: list[int], window: Period) -> Row:
    length = (window.end - window.start).days + 1
    is_whole = figures is not None and figures.days >= length * len(figures.villages)
    return Row(unit, figures, is_whole, len(crews), sum(crews))


def by_kind(reports: MediationQuerySet, window: Period, on: date) -> list[KindRow]:
    """Every type with its totals; two queries."""
    seen = within(reports, window).order_by()
    later = MediationReport.objects.filter(
        village=OuterRef("report__village"), starts_on__gt=OuterRef("report__starts_on"), ends_on__lte=window.end
    )
    counted = MediationCount.objects.filter(report__in=seen.values("pk")).annotate(is_last=~Exists(later))
    found = counted.values("kind").annotate(
        all_done=Sum("done"), all_failed=Sum("failed"), open_cases=Sum("going", filter=Q(is_last=True), default=0)
    )
    sums: dict[int, Any] = {row["kind"]: row for row in found}
    kinds = MediationKind.objects.filter(Q(valid__contains=on) | Q(pk__in=list(sums))).order_by("rank", "pk")
    nothing: dict[str, Any] = {"all_done": None, "all_failed": None, "open_cases": None}
    made = []
    for kind in kinds:
        own = sums.get(kind.pk, nothing)
        made.append(KindRow(kind, own["all_done"], own["all_failed"], own["open_cases"]))
    return made


def total(kinds: Iterable[KindRow]) -> Figures | None:
    """All types together; None when nothing was reported."""
    known = [row for row in kinds if row.done is not None]
    if not known:
        return None
    return Figures(
        sum(row.done or 0 for row in known), sum(row.failed or 0 for row in known), sum(row.going or 0 for row in known)
    )
