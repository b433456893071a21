"""The table of who has issued which regulation, and what the pages of regulations ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from organizations import roles
from organizations.models import Body, Unit

from .filters_regulations import RegulationFilter
from .models import Regulation, RegulationType
from .policies_directing import KEEPERS

BY_BODY = "co-quan"


@dataclass(frozen=True)
class Cell:
    """The regulations of one type in one row; none is a gap."""

    kind: RegulationType
    regulations: list[Regulation]
    url: str

    @property
    def is_gap(self) -> bool:
        return not self.regulations


@dataclass(frozen=True)
class Row:
    """A unit, or a body, with a cell for every type."""

    label: str
    cells: list[Cell]

    @property
    def covered(self) -> int:
        return sum(not cell.is_gap for cell in self.cells)


def units_of(unit: Unit, day: date) -> QuerySet[Unit]:
    """The unit and those placed directly under it on a day, as far as they have bodies of their own."""
    own = Body.objects.alive(day).filter(unit=OuterRef("pk"))
    below = Q(placements__parent=unit, placements__valid__contains=day)
    units = Unit.objects.filter(Q(pk=unit.pk) | below).filter(Exists(own)).distinct()
    return units.select_related("kind__level").order_by("kind__level__rank", "sort_key", "pk")


def bodies_of(unit: Unit, day: date) -> QuerySet[Body]:
    """The bodies of a unit on a day."""
    return Body.objects.alive(day).filter(unit=unit).order_by("kind__rank", "sort_key", "pk")


def types_of(unit: Unit, day: date) -> list[RegulationType]:
    """The types in use in a unit on a day; one query."""
    return list(RegulationType.objects.known_in(unit).in_use(day))


def rows_by_unit(units: Sequence[Unit], kinds: list[RegulationType], day: date) -> list[Row]:
    """One query."""
    found = _found(Regulation.objects.filter(body__unit__in=units), kinds, day)
    by_unit: dict[tuple[int, int], list[Regulation]] = defaultdict(list)
    for one in found:
        by_unit[one.body.unit_id, one.type_id].append(one)
    return [
        Row(
            unit.label,
            [
                Cell(kind, by_unit[unit.pk, kind.pk], RegulationFilter(kind=kind.code, on=day).url(unit))
                for kind in kinds
            ],
        )
        for unit in units
    ]


def rows_by_body(unit: Unit, bodies: Sequence[Body], kinds: list[RegulationType], day: date) -> list[Row]:
    """One query."""
    found = _found(Regulation.objects.filter(body__in=bodies), kinds, day)
    by_body: dict[tuple[int, int], list[Regulation]] = defaultdict(list)
    for one in found:
        by_body[one.body_id, one.type_id].append(one)
    return [
        Row(
            body.name,
            [
                Cell(
                    kind,
                    by_body[body.pk, kind.pk],
                    RegulationFilter(kind=kind.code, body=body.code, on=day).url(unit),
                )
                for kind in kinds
            ],
        )
        for body in bodies
    ]


def _found(rows: QuerySet[Regulation], kinds: list[RegulationType], day: date) -> list[Regulation]:
    in_force = rows.filter(type__in=kinds, valid__contains=day)
    return list(in_force.select_related("body").order_by("-issued_on", "pk"))


def adopters(user: User, unit: Unit, day: date) -> list[Body]:
    """The bodies of the unit in view in whose name the person may record regulations; at most three queries."""
    bodies = list(bodies_of(unit, day).select_related("unit__kind"))
    held = roles.at_bodies(user, bodies)
    return [body for body in bodies if held[body.pk] & set(KEEPERS)]
