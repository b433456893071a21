"""Which roles a person holds where. Policies ask here; pages never look at memberships themselves."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from common import clock

from .enums import Role
from .models import Body, BodyHeir, Membership, UnitHeir


def memberships(user: User) -> list[Membership]:
    """The person's memberships of today, read once per request."""
    kept: list[Membership] | None = getattr(user, "_memberships", None)
    if kept is None:
        rows = Membership.objects.filter(user=user, valid__contains=clock.today())
        kept = list(rows.select_related("unit__kind", "body").order_by("pk"))
        user._memberships = kept  # type: ignore[attr-defined]  # a cache that lives as long as the request's user
    return kept


def forget(user: User) -> None:
    """Drop the request's copy after memberships were changed."""
    user.__dict__.pop("_memberships", None)


def held(user: User) -> frozenset[Role]:
    """Roles held anywhere today."""
    return frozenset(Role(m.role) for m in memberships(user))


def at_unit(user: User, unit_id: int) -> frozenset[Role]:
    """Roles held today at the unit or at a unit that took over from it, whatever the body."""
    heirs = _unit_heirs(user, unit_id)
    return frozenset(Role(m.role) for m in memberships(user) if m.unit_id in heirs)


def at_body(user: User, body: Body) -> frozenset[Role]:
    """Roles held today at the body, at a body that took over from it, or at the whole unit of either."""
    return at_bodies(user, [body])[body.pk]


def at_bodies(user: User, bodies: Iterable[Body]) -> dict[int, frozenset[Role]]:
    """at_body() for several bodies at once, by key: at most two queries, whatever their number."""
    listed = {body.pk: body for body in bodies}
    own = memberships(user)
    if not own:
        return dict.fromkeys(listed, frozenset())
    taken = set(BodyHeir.objects.filter(body__in=listed).values_list("body_id", "heir_id"))
    units = {body.unit_id for body in listed.values()}
    passed = set() if {m.unit_id for m in own} <= units and len(units) == 1 else _heirs_of_units(units)

    def holds(membership: Membership, body: Body) -> bool:
        if membership.body_id:
            return membership.body_id == body.pk or (body.pk, membership.body_id) in taken
        return membership.unit_id == body.unit_id or (body.unit_id, membership.unit_id) in passed

    return {pk: frozenset(Role(m.role) for m in own if holds(m, body)) for pk, body in listed.items()}


def bodies_of(user: User, wanted: Iterable[Role]) -> QuerySet[Body, int]:
    """Keys of the bodies where the person holds one of the roles today, and of their predecessors."""
    roles = set(wanted)
    own = [m for m in memberships(user) if m.role in roles]
    bodies = [m.body_id for m in own if m.body_id]
    units = [m.unit_id for m in own if not m.body_id]
    before = BodyHeir.objects.filter(heir__in=bodies).values("body_id")
    of_units = UnitHeir.objects.filter(heir__in=units).values("unit_id")
    places = Q(pk__in=bodies) | Q(pk__in=before) | Q(unit__in=units) | Q(unit__in=of_units)
    return Body.objects.filter(places).values_list("pk", flat=True)


def people_of(body: Body, roles: Iterable[Role], *, but: User | None = None) -> list[User]:
    """Open accounts that hold one of the roles today at the body or at one that took over from it; one query.

    ``but``: the person who just did what the others are told.
    """
    bodies = BodyHeir.objects.filter(body=body).values("heir_id")
    units = UnitHeir.objects.filter(unit=body.unit_id).values("heir_id")
    here = Q(body__in=bodies) | Q(body=body) | Q(body=None, unit__in=units) | Q(body=None, unit=body.unit_id)
    held_now = Membership.objects.filter(here, user=OuterRef("pk"), role__in=list(roles), valid__contains=clock.today())
    people = User.objects.filter(Exists(held_now), is_active=True)
    if but is not None:
        people = people.exclude(pk=but.pk)
    return list(people.order_by("pk"))


def _heirs_of_units(units: set[int]) -> set[tuple[int, int]]:
    return set(UnitHeir.objects.filter(unit__in=units).values_list("unit_id", "heir_id"))


def _unit_heirs(user: User, unit_id: int) -> set[int]:
    """One query, and none for a person of the unit itself who belongs nowhere else."""
    units = {m.unit_id for m in memberships(user)}
    if units <= {unit_id}:
        return units
    return set(UnitHeir.objects.filter(unit_id=unit_id).values_list("heir_id", flat=True)) | {unit_id}
