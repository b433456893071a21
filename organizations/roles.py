"""Which roles a person holds where. Policies ask here; pages never look at memberships themselves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, DateField, Exists, F, Func, OuterRef, Q, QuerySet

from accounts.models import User
from common import clock
from common.statements import Given, Records

from .enums import Role
from .models import Body, BodyHeir, Membership, Placement, UnitHeir


def _of_person() -> QuerySet[Membership]:
    return Membership.objects.filter(user=Given("user"), valid__contains=Given("day", DateField())).order_by("pk")


_MEMBERSHIPS = Records(_of_person, "unit", "unit__kind", "body")


def memberships(user: User) -> list[Membership]:
    """The person's memberships of today, read once per request."""
    kept: list[Membership] | None = getattr(user, "_memberships", None)
    if kept is None:
        kept = _MEMBERSHIPS.all(user=user.pk, day=clock.today())
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


def bodies_of(user: User, wanted: Iterable[Role]) -> QuerySet[Any, Any]:
    """Keys of the bodies where the person holds one of the roles today, and of their predecessors; see at_body().

    Each part is found by an index, so that the menu of every page can ask it. For ``in`` and is_mine().
    """
    roles = set(wanted)
    own = [m for m in memberships(user) if m.role in roles]
    bodies = [m.body_id for m in own if m.body_id]
    units = [m.unit_id for m in own if not m.body_id]
    parts: list[QuerySet[Any, Any]] = []  # everyone is among their own heirs
    if bodies:
        parts.append(BodyHeir.objects.filter(heir__in=bodies).values_list("body_id"))
    if units:
        passed = UnitHeir.objects.filter(heir__in=units).values("unit_id")
        parts.append(Body.objects.filter(unit__in=passed).values_list("pk"))
    return parts[0].union(*parts[1:]) if parts else Body.objects.none().values_list("pk")


class _OneOf(Func):
    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def is_mine(column: str, user: User, wanted: Iterable[Role]) -> Func:
    """Condition: the column names one of bodies_of().

    ``holder_id = ANY(ARRAY(…))``: the array is worked out once and then sought in an index; IN would join or scan.
    """
    return _OneOf(F(column), ArraySubquery(bodies_of(user, wanted)))


def is_theirs(column: str, person: Given, today: Given, wanted: Iterable[Role]) -> Func:
    """is_mine() for a statement that is compiled once: it looks the memberships up itself."""
    own = Membership.objects.filter(user=person, role__in=list(wanted), valid__contains=today)
    named = BodyHeir.objects.filter(heir__in=own.values("body")).values_list("body_id")
    passed = UnitHeir.objects.filter(heir__in=own.filter(body=None).values("unit")).values("unit_id")
    return _OneOf(F(column), ArraySubquery(named.union(Body.objects.filter(unit__in=passed).values_list("pk"))))


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


@dataclass(frozen=True)
class Held:
    """A role that a person with an open account holds today; ``kind_id`` is the kind of its body, None for all."""

    user_id: int
    role: Role
    kind_id: int | None


def people_of_bodies(bodies: Mapping[int, int], roles: Iterable[Role]) -> dict[int, list[Held]]:
    """people_of() for many bodies at once, given by key with the key of their unit: three queries."""
    heirs = _heirs(BodyHeir.objects.filter(body__in=bodies).values_list("body_id", "heir_id"), bodies)
    unit_heirs = _heirs(
        UnitHeir.objects.filter(unit__in=bodies.values()).values_list("unit_id", "heir_id"), bodies.values()
    )
    here = Q(body__in=set().union(*heirs.values())) | Q(body=None, unit__in=set().union(*unit_heirs.values()))
    at_body: dict[int, list[Held]] = defaultdict(list)
    at_unit: dict[int, list[Held]] = defaultdict(list)
    for user, role, kind, body, unit in _held_today(here, roles):
        (at_unit[unit] if body is None else at_body[body]).append(Held(user, Role(role), kind))
    return {
        body: [held for heir in heirs[body] for held in at_body[heir]]
        + [held for heir in unit_heirs[unit] for held in at_unit[heir]]
        for body, unit in bodies.items()
    }


def people_above(units: Iterable[int], roles: Iterable[Role]) -> dict[int, list[Held]]:
    """Who holds one of the roles today in the unit above, by the key of the unit below; two queries.

    A unit that is no more stands where its successors stand.
    """
    placed = Placement.objects.filter(unit__heir_of__unit__in=set(units), valid__contains=clock.today())
    above = _pairs(placed.exclude(parent=None).values_list("unit__heir_of__unit_id", "parent_id"))
    at_unit = defaultdict(list)
    for user, role, kind, _body, unit in _held_today(Q(unit__in=set().union(*above.values())), roles):
        at_unit[unit].append(Held(user, Role(role), kind))
    return {unit: [held for parent in parents for held in at_unit[parent]] for unit, parents in above.items()}


def _held_today(here: Q, roles: Iterable[Role]) -> Iterable[tuple[int, str, int | None, int | None, int]]:
    held = Membership.objects.filter(here, role__in=list(roles), valid__contains=clock.today(), user__is_active=True)
    return held.order_by("pk").values_list("user_id", "role", "body__kind_id", "body_id", "unit_id")


def _heirs(pairs: Iterable[tuple[int, int]], own: Iterable[int]) -> dict[int, set[int]]:
    """Who took over from whom, each one itself included."""
    return _pairs([*pairs, *((key, key) for key in own)])


def _pairs(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return found


def _heirs_of_units(units: set[int]) -> set[tuple[int, int]]:
    return set(UnitHeir.objects.filter(unit__in=units).values_list("unit_id", "heir_id"))


def _unit_heirs(user: User, unit_id: int) -> set[int]:
    """One query, and none for a person of the unit itself who belongs nowhere else."""
    units = {m.unit_id for m in memberships(user)}
    if units <= {unit_id}:
        return units
    return set(UnitHeir.objects.filter(unit_id=unit_id).values_list("heir_id", flat=True)) | {unit_id}
