"""What the pages of units read: the list, one unit as on a day, and likely partners of a change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from accounts.models import User
from common.text import nfc, search_key
from organizations import policies
from organizations.models import (
    Ancestry,
    Body,
    Membership,
    Placement,
    Unit,
    UnitName,
    UnitSuccession,
)
from organizations.models.units import UnitQuerySet
from organizations.timeline import lasting

SHOWN, OFFERED = 30, 60


@dataclass(frozen=True, kw_only=True)
class UnitFilter:
    """Every field narrows; ``under`` keeps a unit and what stood below it on the day."""

    day: date
    words: str = ""
    level: str = ""
    under: Unit | None = None

    def apply(self, units: UnitQuerySet) -> UnitQuerySet:
        """The units of the day in official order; names typed with their accents stand before look-alikes."""
        found = units.as_of(self.day).for_list()
        if self.level:
            found = found.filter(kind__level__code=self.level)
        if self.under:
            below = Ancestry.objects.filter(ancestor=self.under, valid__contains=self.day)
            found = found.filter(pk__in=below.values("descendant"))
        return self._by_words(found) if self.words else found

    def _by_words(self, found: UnitQuerySet) -> UnitQuerySet:
        """Today's name without accents, the name of the day, or the code."""
        then = UnitName.objects.filter(valid__contains=self.day, name__unaccent__icontains=nfc(self.words))
        fits = Q(search_key__contains=search_key(self.words)) | Q(code=self.words) | Q(pk__in=then.values("unit"))
        exact = When(name__icontains=nfc(self.words), then=Value(0))
        unlike = Case(exact, default=Value(1), output_field=IntegerField())
        return found.filter(fits).annotate(unlike=unlike).order_by("unlike", "kind__level__rank", "sort_key", "pk")


def paths_of(units: Iterable[Unit], day: date) -> dict[int, list[Unit]]:
    """For each unit what stood above it on the day, the highest first, named as then; two queries for all."""
    rows = Ancestry.objects.filter(descendant__in=list(units), depth__gt=0, valid__contains=day)
    pairs = list(rows.order_by("-depth").values_list("descendant_id", "ancestor_id"))
    above = Unit.objects.filter(pk__in={ancestor for _unit, ancestor in pairs}).as_of(day).select_related("kind")
    named = {unit.pk: unit for unit in above}
    paths: dict[int, list[Unit]] = {}
    for unit, ancestor in pairs:
        paths.setdefault(unit, []).append(named[ancestor])
    return paths


def day_of_life(unit: Unit, day: date) -> date:
    """The day itself, or the nearest day on which the unit exists."""
    first: date = unit.valid.lower
    return min(max(day, first), unit.last_day or date.max)


def as_on(unit: Unit, day: date) -> dict[str, Any]:
    """Everything the page of a unit shows, as on a day; a fixed number of queries."""
    children = unit.children_on(day).for_list()
    found = list(children[: SHOWN + 1])
    people = Membership.objects.filter(unit=unit, valid__contains=day).select_related("user", "body")
    successions = UnitSuccession.objects.filter(Q(predecessor=unit) | Q(successor=unit))
    bodies = Body.objects.filter(unit=unit, valid__contains=day).select_related("kind")
    related = list(successions.select_related("predecessor__kind", "successor__kind", "act").order_by("on", "pk"))
    return {
        "names": list(unit.names.select_related("kind", "act").order_by("valid")),
        "placements": list(unit.placements.select_related("parent__kind", "act").order_by("valid")),
        "codes": list(unit.codes.order_by("scheme", "valid")),
        "before": [row for row in related if row.successor_id == unit.pk],
        "after": [row for row in related if row.predecessor_id == unit.pk],
        "bodies": list(bodies.order_by("kind__rank", "sort_key", "pk")),
        "children": found[:SHOWN],
        "has_more_children": len(found) > SHOWN,
        "people": list(people.order_by("user__sort_key", "pk")[:SHOWN]),
    }


def offered_parents(user: User, unit: Unit, day: date) -> list[Unit]:
    """Likely new parents: units of the present parent's level under the same grandparent."""
    parent = unit.parent_on(day)
    return _beside(user, parent, day) if parent else []


def offered_successors(user: User, unit: Unit, day: date) -> list[Unit]:
    """Likely successors: units of the same level beside the unit."""
    return _beside(user, unit, day)


def _beside(user: User, unit: Unit, day: date) -> list[Unit]:
    row = unit.placements.filter(valid__contains=day).first()
    placed = Placement.objects.filter(lasting(day), parent=row.parent_id if row else None).values("unit")
    found = policies.administered_units(user).filter(pk__in=placed, kind__level=unit.kind.level_id)
    others = found.exclude(pk=unit.pk).filter(lasting(day)).select_related("kind")
    return list(others.order_by("sort_key", "pk")[:OFFERED])


def children_at(unit: Unit, day: date) -> list[Unit]:
    """What stands under the unit on the day or later: all of it needs a place when the unit is split."""
    placed = Placement.objects.filter(lasting(day), parent=unit)
    found = Unit.objects.filter(pk__in=placed.values("unit")).select_related("kind__level")
    return list(found.order_by("sort_key", "pk"))


def heirs_of(body: Body, day: date) -> QuerySet[Body]:
    """The bodies that may take over: alive then, of the same unit, of its successors, or of a unit above."""
    reaching = Q(unit__reaches__target=body.unit_id)
    found = Body.objects.filter(reaching, lasting(day), kind__family=body.kind.family).exclude(pk=body.pk)
    return found.select_related("unit__kind", "kind").order_by("kind__rank", "sort_key", "pk").distinct()
