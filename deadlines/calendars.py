"""The working calendar of a unit, as counting knows it. Two queries; ask once and count as often as needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery

from common import clock
from organizations.models import Ancestry

from .counting import Calendar, SpecialDay
from .enums import DayKind
from .models import CalendarDay, CalendarYear

type Row = tuple[date, str, str, str]


def of_unit(unit_id: int | None) -> Calendar:
    """The calendar that holds for a unit, or the country's without one.

    The days of the units above it come on top of the country's; of two rows for a day the nearer unit's wins.
    """
    days = CalendarDay.objects.filter(unit=None)
    if unit_id is not None:
        above = Ancestry.objects.filter(descendant=unit_id, ancestor=OuterRef("unit"), valid__contains=clock.today())
        days = CalendarDay.objects.annotate(depth=Subquery(above.values("depth")[:1]))
        days = days.filter(Q(unit=None) | Q(depth__isnull=False)).order_by(F("depth").desc(nulls_first=True))
    return build(
        days.values_list("day", "kind", "name", "name_en"), CalendarYear.objects.values_list("year", flat=True)
    )


def of_units(unit_ids: Iterable[int]) -> dict[int, Calendar]:
    """of_unit() for many units: four queries, one calendar shared by all units without days of their own."""
    wanted = set(unit_ids)
    years = list(CalendarYear.objects.values_list("year", flat=True))
    own: dict[int, list[Row]] = defaultdict(list)
    for row in CalendarDay.objects.filter(unit__isnull=False).values_list("unit_id", "day", "kind", "name", "name_en"):
        own[row[0] or 0].append(row[1:])
    country = list(CalendarDay.objects.filter(unit=None).values_list("day", "kind", "name", "name_en"))
    shared = build(country, years)
    found = dict.fromkeys(wanted, shared)
    for unit, above in _above(wanted, own).items():
        found[unit] = build([*country, *(row for upper in above for row in own[upper])], years)
    return found


def _above(units: set[int], owners: Iterable[int]) -> dict[int, list[int]]:
    """Which of the owners stand above each unit or are it, the farthest first; units below none are left out."""
    lines = Ancestry.objects.filter(descendant__in=units, ancestor__in=list(owners), valid__contains=clock.today())
    found = defaultdict(list)
    for unit, upper in lines.order_by("-depth").values_list("descendant_id", "ancestor_id"):
        found[unit].append(upper)
    return found


def between(unit_ids: Iterable[int], first: date, last: date) -> dict[int, Calendar]:
    """The calendars of some units from one day to another, for working days at a glance; one query.

    They do not know which years are settled.
    """
    wanted = set(unit_ids)
    below = Q(unit__below__descendant__in=wanted, unit__below__valid__contains=clock.today())
    days = CalendarDay.objects.filter(day__range=(first, last)).annotate(
        line=FilteredRelation("unit__below", condition=below)
    )
    known = days.filter(Q(unit=None) | Q(line__isnull=False)).order_by(F("line__depth").desc(nulls_first=True))
    found = list(known.values_list("line__descendant_id", "day", "kind", "name", "name_en"))
    return {unit: build([row[1:] for row in found if row[0] in (None, unit)], ()) for unit in wanted}


def build(days: Iterable[Row], years: Iterable[int]) -> Calendar:
    """A calendar of these days, of which a later row wins over an earlier one, and these accepted years."""
    return Calendar({day: SpecialDay(DayKind(kind), *names) for day, kind, *names in days}, frozenset(years))


def units_with_days() -> frozenset[int]:
    """Units that have days of their own; all others share the country's calendar unless one of these is above them."""
    own = CalendarDay.objects.filter(unit__isnull=False).values_list("unit_id", flat=True)
    return frozenset(key for key in own if key is not None)
