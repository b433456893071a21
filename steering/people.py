"""Who is told: the people who hold certain roles at a body or at a body that took over from it."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from common import clock
from organizations.enums import Role
from organizations.models import Body, BodyHeir, Membership, UnitHeir


def people_of(body: Body, roles: Iterable[Role], *, but: User | None = None) -> list[User]:
    """Open accounts that hold one of the roles today; one query. ``but``: the person who just did it knows already."""
    bodies = BodyHeir.objects.filter(body=body).values("heir_id")
    units = UnitHeir.objects.filter(unit=body.unit_id).values("heir_id")
    here = Q(body__in=bodies) | Q(body=body) | Q(body=None, unit__in=units) | Q(body=None, unit=body.unit_id)
    held = Membership.objects.filter(here, user=OuterRef("pk"), role__in=list(roles), valid__contains=clock.today())
    people = User.objects.filter(Exists(held), is_active=True)
    if but is not None:
        people = people.exclude(pk=but.pk)
    return list(people.order_by("pk"))
