"""A unit, what stands below it, and what each of them reaches."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from organizations.models import Body, Placement, Reach, Unit

from .view import View


@dataclass(frozen=True)
class Family:
    """A unit, the units directly below it that have bodies of their own, and what each of them reaches."""

    reached: dict[int, frozenset[int]]
    below: list[Unit]

    def of(self, unit: Unit) -> frozenset[int]:
        """Every unit that this one reaches."""
        return self.reached[unit.pk]

    @property
    def all(self) -> frozenset[int]:
        """All units on which anything of this hangs."""
        return frozenset[int]().union(*self.reached.values(), self.reached)

    def own(self, unit: Unit) -> frozenset[int]:
        """What the unit reaches and none of those below does: itself, above all."""
        others = [self.reached[child.pk] for child in self.below]
        return self.of(unit).difference(*others)


def family(view: View) -> Family:
    """One query. Units stand where they stood on the day that is shown; villages have no bodies and no bars."""
    placed = Placement.objects.filter(parent=view.unit, valid__contains=view.on).values("unit")
    with_bodies = Body.objects.filter(valid__contains=view.on).values("unit")
    reached = Reach.objects.filter(source=OuterRef("pk")).values("target")
    wanted = Unit.objects.filter(Q(pk=view.unit.pk) | Q(pk__in=placed) & Q(pk__in=with_bodies))
    units = list(wanted.annotate(reached=ArraySubquery(reached)).for_list())
    return Family(
        {unit.pk: frozenset(vars(unit)["reached"]) | {unit.pk} for unit in units},
        [unit for unit in units if unit.pk != view.unit.pk],
    )
