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
from functools import cached_property

from django.db.models import Count, F, Q, QuerySet
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
        self.of = _candidates(list(bodies))

    @cached_property
    def _units(self) -> set[int]:
        return {candidate.unit_id for found in self.of.values() for candidate in found}

    @cached_property
    def _above(self) -> dict[int, list[int]]:
        """The units of successors that stand above each unit or are it, the nearest first."""
        lines = Ancestry.objects.filter(ancestor__in=self._units, valid__contains=clock.today()).order_by("depth")
        found: dict[int, list[int]] = defaultdict(list)
        for below, above in lines.values_list("descendant_id", "ancestor_id"):
            found[below].append(above)
        return found

    @cached_property
    def _places(self) -> dict[int, list[int]]:
        """What has become of each unit."""
        return _lists(UnitHeir.objects.filter(heir__in=self._above).values_list("unit_id", "heir_id"))

    @cached_property
    def _top(self) -> int | None:
        """The unit that stands above all the others, if one does."""
        above = (unit for unit in self._units if all(unit in self._above.get(other, []) for other in self._units))
        return next(above, None)

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
            for unit in self._above.get(place, []):
                if unit in by_unit and unit != self._top:
                    return Proposal(by_unit[unit], _("nơi có kiến nghị"))
        if self._top in by_unit:
            return Proposal(by_unit[self._top], _("không rõ địa bàn, đề xuất cấp trên"))
        return Proposal(None, _("nhiều cơ quan kế thừa, cần chọn"))


def parents_at_end(unit: Unit) -> list[int]:
    """Keys of the units under which it stood on its last day, or stands today; their councils decide for it."""
    placed = Placement.objects.filter(unit=unit, valid__contains=last_day(unit.valid.upper))
    return list(placed.exclude(parent=None).values_list("parent_id", flat=True))


def last_day(end: date | None) -> date:
    """The last day of a life that ends before ``end``, at most today."""
    today = clock.today()
    return min(end - timedelta(days=1), today) if end else today


def _candidates(bodies: Sequence[Body]) -> dict[int, Sequence[Body]]:
    """For each body: who took over from it; else the bodies of its kind at the units that took over from its unit; else
    those of the unit above and of the units below on its last day. Five queries, whatever their number."""
    heirs = _lists(BodyHeir.objects.filter(body__in=bodies).exclude(heir=F("body")).values_list("body_id", "heir_id"))
    units = {body.unit_id for body in bodies}
    passed = _lists(UnitHeir.objects.filter(unit__in=units).exclude(heir=F("unit")).values_list("unit_id", "heir_id"))
    around = _around(bodies)
    wanted = {key for found in (*passed.values(), *around.values()) for key in found}
    named = Q(pk__in={key for found in heirs.values() for key in found})
    same = Q(unit__in=wanted, kind__in={body.kind_id for body in bodies})
    alive = Body.objects.alive(clock.today()).filter(named | same).select_related("unit__kind", "kind")
    rows = list(alive.order_by("sort_key", "pk"))

    def of(body: Body) -> list[Body]:
        own = [row for row in rows if row.pk in heirs.get(body.pk, ())]
        alike = [row for row in rows if row.kind_id == body.kind_id and row.pk != body.pk]
        there = [row for row in alike if row.unit_id in passed.get(body.unit_id, ())]
        return own or there or [row for row in alike if row.unit_id in around[body.pk]]

    return {body.pk: of(body) for body in bodies}


def _around(bodies: Sequence[Body]) -> dict[int, set[int]]:
    """The unit above on each body's last day, and what the units below it are today."""
    units = {body.unit_id for body in bodies}
    near = Placement.objects.filter(Q(parent__in=units) | Q(unit__in=units)).exclude(parent=None)
    placed = list(near.values_list("unit_id", "parent_id", "valid"))
    now = _lists(UnitHeir.objects.filter(unit__in={row[0] for row in placed}).values_list("unit_id", "heir_id"))

    def of(body: Body) -> set[int]:
        on = last_day(body.valid.upper)
        then = [(unit, parent) for unit, parent, valid in placed if on in valid and parent is not None]
        below = {heir for unit, parent in then if parent == body.unit_id for heir in now.get(unit, [unit])}
        return below | {parent for unit, parent in then if unit == body.unit_id}

    return {body.pk: of(body) for body in bodies}


def _lists(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
