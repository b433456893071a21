"""Which villages a record of a commune may name, and which bodies recognise there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from organizations import roles
from organizations.enums import Family, Role
from organizations.models import Body, Unit


def villages_of(unit: Unit, on: date) -> QuerySet[Unit]:
    """The units placed directly under the commune on a day; a village that keeps its own record is its own."""
    below = Q(placements__parent=unit, placements__valid__contains=on)
    own = Q(pk=unit.pk, bodies__kind__family=Family.COMMUNITY, children=None)
    found: QuerySet[Unit] = Unit.objects.filter(below | own).select_related("kind").distinct()
    return found.order_by("sort_key", "pk")


def recognisers(unit: Unit, family: Family, on: date) -> QuerySet[Body]:
    """Bodies of that family in the commune, or in the unit above a village."""
    near = Q(unit=unit) | Q(unit__children__unit=unit, unit__children__valid__contains=on)
    found: QuerySet[Body] = Body.objects.filter(near, kind__family=family, valid__contains=on).distinct()
    return found.select_related("unit__kind", "kind").order_by("kind__rank", "sort_key", "pk")


def bodies_of(user: User, wanted: Iterable[Role], on: date) -> list[Body]:
    """The bodies where the person holds one of the roles, People's Committees and Fronts first; one query."""
    allowed = set(wanted)
    own = [m for m in roles.memberships(user) if m.role in allowed]
    if not own:
        return []
    units = [m.unit_id for m in own if not m.body_id]
    bodies = [m.body_id for m in own if m.body_id]
    found = Body.objects.alive(on).filter(Q(unit__in=units) | Q(pk__in=bodies))
    listed = found.select_related("unit__kind", "kind").order_by("unit__sort_key", "kind__rank", "sort_key", "pk")
    return sorted(listed, key=lambda body: (body.kind.code != "ubnd", body.kind.code != "mttq"))
