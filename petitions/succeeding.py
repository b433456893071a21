"""Who should take over the open petitions of bodies that ended: proposals with their reason; people confirm.

Successors are those that the map of organisations names (BodySuccession, UnitSuccession). Where a whole level ended
without any, as the districts did on 01/07/2025, they are the bodies of the same kind in the unit above and in the
units that stood under it. Of several, the one on whose territory the petition was said is proposed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from common import clock
from common.names import in_portal_language
from organizations.models import Ancestry, Body, BodyHeir, Placement, Unit, UnitHeir

from .enums import HELD, OPEN, PetitionStatus

ANSWERABLE = (*HELD, PetitionStatus.VERIFIED)  # the holder is still asked, or voters are still to be told


@dataclass(frozen=True)
class Proposal:
    """To whom something should go, and why; nobody where a person must choose."""

    to: Body | None
    why: str


@dataclass(frozen=True)
class EndedUnit:
    """A unit whose ended bodies still follow or hold open petitions."""

    unit: Unit
    followed: int
    held: int


def ended_units(reached: QuerySet[Unit] | Iterable[int], limit: int = 50) -> list[EndedUnit]:
    """Units, of those given, with bodies that ended and still have open petitions."""
    today = clock.today()
    gone = Body.objects.filter(unit__in=reached, valid__fully_lt=(today, today + timedelta(days=1)))
    counted = gone.annotate(
        followed=Count("petitions", filter=Q(petitions__status__in=OPEN), distinct=True),
        held=Count("petitions_held", filter=Q(petitions_held__status__in=ANSWERABLE), distinct=True),
    )
    known = counted.filter(Q(followed__gt=0) | Q(held__gt=0)).order_by("unit", "pk")
    numbers: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for unit, followed, held in known.values_list("unit_id", "followed", "held"):
        numbers[unit] = [numbers[unit][0] + followed, numbers[unit][1] + held]
    units = Unit.objects.filter(pk__in=numbers).select_related("kind").order_by("sort_key", "pk")[:limit]
    return [EndedUnit(unit, *numbers[unit.pk]) for unit in units]


class Successors:
    """The possible successors of some bodies, and which of them fits a place; asked for once for a whole list."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        self.of = {body.pk: _candidates(body) for body in bodies}
        units = {candidate.unit_id for found in self.of.values() for candidate in found}
        lines = Ancestry.objects.filter(ancestor__in=units, valid__contains=clock.today())
        self._above: dict[int, list[int]] = defaultdict(list)
        for below, above in lines.order_by("depth").values_list("descendant_id", "ancestor_id"):
            self._above[below].append(above)
        self._places: dict[int, list[int]] = defaultdict(list)
        for unit, heir in UnitHeir.objects.filter(heir__in=self._above).values_list("unit_id", "heir_id"):
            self._places[unit].append(heir)
        self._top = self._highest(units)

    @in_portal_language
    def propose(self, body: Body, place_unit_id: int | None) -> Proposal:
        """The only one, else the one where it was said, else the one above."""
        found = self.of[body.pk]
        if not found:
            return Proposal(None, _("chưa ghi cơ quan kế thừa"))
        if len(found) == 1:
            return Proposal(found[0], _("cơ quan kế thừa duy nhất"))
        by_unit = {candidate.unit_id: candidate for candidate in found}
        for place in self._places.get(place_unit_id or 0, []):
            for unit in self._above[place]:
                if unit in by_unit and unit != self._top:
                    return Proposal(by_unit[unit], _("nơi có kiến nghị"))
        if self._top in by_unit:
            return Proposal(by_unit[self._top], _("không rõ địa bàn, đề xuất cấp trên"))
        return Proposal(None, _("nhiều cơ quan kế thừa, cần chọn"))

    def _highest(self, units: set[int]) -> int | None:
        """The unit that stands above all the others, if one does."""
        for unit in units:
            if all(unit in self._above[other] for other in units):
                return unit
        return None


def parents_at_end(unit: Unit) -> list[int]:
    """Keys of the units under which it stood on its last day, or stands today; their councils decide for it."""
    placed = Placement.objects.filter(unit=unit, valid__contains=last_day(unit.valid.upper))
    return list(placed.exclude(parent=None).values_list("parent_id", flat=True))


def last_day(end: date | None) -> date:
    """The last day of a life that ends before ``end``, at most today."""
    today = clock.today()
    return min(end - timedelta(days=1), today) if end else today


def _candidates(body: Body) -> Sequence[Body]:
    today = clock.today()
    alive = Body.objects.alive(today).select_related("unit__kind", "kind").order_by("sort_key", "pk")
    heirs = BodyHeir.objects.filter(body=body).exclude(heir=body).values("heir")
    named = list(alive.filter(pk__in=heirs))
    if named:
        return named
    same = alive.filter(kind=body.kind_id).exclude(pk=body.pk)
    units = UnitHeir.objects.filter(unit=body.unit_id).exclude(heir=body.unit_id).values("heir")
    passed = list(same.filter(unit__in=units))
    return passed or list(same.filter(unit__in=_around(body)))


def _around(body: Body) -> list[int]:
    """The unit above on the last day, and what the units below it are today."""
    on = last_day(body.valid.upper)
    below = Placement.objects.filter(parent=body.unit_id, valid__contains=on).values("unit")
    heirs = UnitHeir.objects.filter(unit__in=below).values_list("heir_id", flat=True)
    above = Placement.objects.filter(unit=body.unit_id, valid__contains=on).exclude(parent=None)
    return [*above.values_list("parent_id", flat=True), *heirs]
