"""What the pages of this room ask, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from accounts.models import User
from common import clock
from organizations import roles
from organizations.enums import Role
from organizations.models import Body, Unit


def bodies_with(user: User, wanted: Iterable[Role], unit: Unit | None = None) -> list[Body]:
    """The bodies where the person holds one of the roles today, those of the unit in view first; one query."""
    allowed = set(wanted)
    own = [m for m in roles.memberships(user) if m.role in allowed]
    if not own:
        return []
    units = [m.unit_id for m in own if not m.body_id]
    bodies = [m.body_id for m in own if m.body_id]
    found = Body.objects.alive(clock.today()).filter(Q(unit__in=units) | Q(pk__in=bodies))
    found = found.select_related("kind", "unit__kind__level")
    listed = found.order_by("unit__sort_key", "kind__rank", "sort_key", "pk")
    return sorted(listed, key=lambda body: unit is not None and body.unit_id != unit.pk)
