"""What pages ask of disclosures: a fixed number of queries, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Case, Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.models import User
from common import clock
from organizations import roles, scope
from organizations.enums import Role
from organizations.models import Body, Unit

from .enums import STANDING, FormSort, PostingStatus
from .models import Disclosure, DisclosureItem, Posting, PostingPlace
from .policies import RECORDERS


def rows(keys: Sequence[int]) -> list[Disclosure]:
    """Disclosures in the order of their keys, with ``wanted`` places, those where they ``hang``, and the
    first day on which it may come down somewhere; one query."""
    if not keys:
        return []
    own = Posting.objects.filter(disclosure=OuterRef("pk")).order_by().values("disclosure")
    found = Disclosure.objects.filter(pk__in=keys).for_list().annotate(
        wanted=_counted(own, Q(status__in=[PostingStatus.PLANNED, PostingStatus.UP, PostingStatus.DOWN])),
        hanging=_counted(own, Q(status=PostingStatus.UP)),
        unproven=_counted(own, Q(status=PostingStatus.UP, proven=False)),
        free_on=Subquery(
            own.filter(status=PostingStatus.UP).annotate(first=Min("may_come_down_from")).values("first")
        ),
    )  # fmt: skip
    by_key = {row.pk: row for row in found}
    return [by_key[key] for key in keys if key in by_key]


def _counted(own: QuerySet[Any, Any], which: Q) -> Coalesce:
    return Coalesce(Subquery(own.annotate(n=Count("pk", filter=which)).values("n")), 0)


def items_offered() -> list[DisclosureItem]:
    """All contents that a law lists today; one query."""
    found = DisclosureItem.objects.filter(catalogue__valid__contains=clock.today()).select_related("catalogue")
    return list(found.order_by("catalogue__applies_to", "catalogue", "number"))


def bodies_disclosing(user: User, unit: Unit | None) -> list[Body]:
    """Bodies of the unit in view that have disclosed something; one query."""
    if unit is None:
        return []
    own = Body.objects.filter(Exists(Disclosure.objects.filter(body=OuterRef("pk"))), unit=unit)
    return list(
        own.filter(unit__in=scope.reach_of(user)).select_related("kind").order_by("kind__rank", "sort_key", "pk")
    )


def bodies_with(user: User, wanted: Iterable[Role]) -> list[Body]:
    """The bodies where the person holds one of the roles today, those of one unit together; one query."""
    allowed = set(wanted)
    own = [m for m in roles.memberships(user) if m.role in allowed]
    if not own:
        return []
    units = [m.unit_id for m in own if not m.body_id]
    bodies = [m.body_id for m in own if m.body_id]
    found = Body.objects.alive(clock.today()).filter(Q(unit__in=units) | Q(pk__in=bodies))
    found = found.select_related("kind", "unit__kind__level")
    return list(found.order_by("unit__sort_key", "kind__rank", "sort_key", "pk"))


MOST_WAITING = 20  # buttons on the phone


def waiting_for_photo(user: User, place: int | None = None) -> tuple[list[Posting], bool, list[PostingPlace]]:
    """Places that wait, or hang without a photo, where the person records: boards first, the nearest limit first.

    Loudspeakers are shown by a recording, not here. ``place``: that one alone. Then whether there are more, and every
    place where something waits, to choose one. Two queries.
    """
    mine = roles.is_mine("disclosure__body_id", user, RECORDERS) | roles.is_mine(
        "disclosure__responsible_id", user, RECORDERS
    )
    wanted = Q(status=PostingStatus.PLANNED) | Q(status=PostingStatus.UP, proven=False)
    found = Posting.objects.filter(wanted, mine, disclosure__status__in=STANDING)
    found = found.exclude(place__form__sort=FormSort.BROADCAST)
    places = PostingPlace.objects.filter(pk__in=found.values("place")).select_related("form")
    if place is not None:
        found = found.filter(place=place)
    pressing = Coalesce("may_come_down_from", "disclosure__due_on")
    boards = Case(When(place__form__sort=FormSort.POSTING, then=Value(0)), default=1)
    rows = found.select_related("place__form", "disclosure").order_by(boards, pressing.asc(nulls_last=True), "pk")
    listed = list(rows[: MOST_WAITING + 1])
    chosen = places.order_by("form__rank", "-headquarters", "name", "pk")[:MOST_WAITING]
    return listed[:MOST_WAITING], len(listed) > MOST_WAITING, list(chosen)
