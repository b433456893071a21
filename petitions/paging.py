"""Keys and counts of long lists, read from the stakes' indexes alone.

A unit that reaches a hundred others is not one place in an index but a hundred. So each of them gives its own first
petitions in the list's order, and the page is taken from what they gave: a hundred short walks instead of one over all
petitions of the country. Filters on columns that the stakes repeat are answered within the index.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, DateField, F, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from accounts.models import User
from common import clock
from common.statements import Given, IsIn, Statement, rows_of
from organizations import kept, roles
from organizations.enums import Role
from organizations.models import Reach, Unit
from organizations.scope import reach_of

from .filters import AS_RECEIVED, NOT_GIVEN, PetitionFilter
from .models import CompetenceLevel, PetitionField, PetitionStake

MOST_UNITS = 500  # beyond that a walk over all petitions by due date meets enough of them
KEPT = 200  # filters whose statements are kept; people share the usual ones


def _reached() -> QuerySet[Reach, Any]:
    """The units that a unit reaches, no more than need be counted; none where the person does not reach it."""
    unit, user, day = Given("unit"), Given("user"), Given("day", DateField())
    units = Reach.objects.filter(source=unit, source__in=reach_of(user, day))
    return units.order_by().values_list("target_id")[: MOST_UNITS + 1]


_REACHED = Statement(_reached, prepared=True)


def can_answer(chosen: PetitionFilter) -> bool:
    """Whether the stakes repeat every column that the filter looks at, and today's state is asked for."""
    elsewhere = PetitionFilter(
        words=chosen.words, source=chosen.source, session=chosen.session, holder=chosen.holder, council=chosen.council,
        raised=chosen.raised, on=chosen.on, transferred_in=chosen.transferred_in, under=chosen.under,
        councils_of=chosen.councils_of,
    )  # fmt: skip
    return elsewhere == PetitionFilter() and chosen.basis != AS_RECEIVED


class _AskPetitions(Exception):
    """A place reaches more units than can be walked one by one, or none: the petitions themselves must be asked."""


@dataclass(frozen=True)
class Place:
    """A unit that a person reaches. ``reached``: all units that it reaches, asked once and only where it is needed."""

    user: User
    unit: Unit

    @cached_property
    def reached(self) -> tuple[int, ...]:
        """Raises _AskPetitions; nothing is kept that leans on no unit, because nothing would ever end it."""
        reached = tuple(key for (key,) in _REACHED.rows(user=self.user.pk, unit=self.unit.pk, day=clock.today()))
        if not 0 < len(reached) <= MOST_UNITS:
            raise _AskPetitions
        return reached


def place_of(user: User, unit: Unit, chosen: PetitionFilter) -> Place | None:
    """Where a list may be read here: the stakes know the answer and the person reaches the unit, which whoever belongs
    to it does without a look. None where the petitions themselves must be asked."""
    if chosen.words or not can_answer(chosen):
        return None
    place = Place(user, unit)
    if any(m.unit_id == unit.pk and m.role != Role.SYSTEM_ADMIN for m in roles.memberships(user)):
        return place
    try:
        return place if place.reached else None
    except _AskPetitions:
        return None


def keys(unit: Unit, chosen: PetitionFilter, place: slice) -> list[int]:
    """The petitions of a page by due date, those without one last; asks nothing about rights."""
    first, last = int(place.start or 0), int(place.stop)
    if first >= last:  # the page of a list without rows
        return []
    return [key for _due_on, key in rows_of(walked(unit, chosen, first, last))]


def columns(
    place: Place, chosen: PetitionFilter, by_state: Mapping[str, PetitionFilter], most: int
) -> tuple[dict[str, int], dict[str, list[int]]] | None:
    """How many petitions stand in each state, and the first of some states by due date. Kept until a stake changes;
    None where the petitions themselves must be asked."""

    def look() -> tuple[dict[str, int], dict[str, list[int]]]:
        return count_by_status(place.unit, chosen), first_of_each(place.unit, by_state, most)

    return _kept(place, f"columns-{most}", [chosen, *by_state.values()], look)


def first_of_each(unit: Unit, chosen: Mapping[str, PetitionFilter], most: int) -> dict[str, list[int]]:
    """The first petitions of several lists by due date, in one statement."""
    names = list(chosen)
    walks = [walked(unit, wanted, 0, most) for wanted in chosen.values()]
    placed = [f"(SELECT {place}, w.* FROM ({walk}) w)" for place, walk in enumerate(walks)]  # noqa: S608
    found: dict[str, list[int]] = {name: [] for name in chosen}
    for place, _due_on, key in rows_of(" UNION ALL ".join(placed)):
        found[names[place]].append(key)
    return found


def walked(unit: Unit, chosen: PetitionFilter, first: int, last: int) -> str:
    """A walk for each unit that is reached, and the page of what they gave."""
    return _walk(chosen, chosen.day, last).sql(unit=unit.pk, number=last - first, first=first)


@lru_cache(maxsize=KEPT)
def _walk(chosen: PetitionFilter, _day: date, most: int) -> Statement:
    """The first petitions of each unit, ``r.target_id``; kept, because its SQL hangs on nothing but filter and day."""
    stakes = _stakes(chosen, RawSQL("r.target_id", ())).order_by(F("due_on").asc(nulls_last=True), "record_id")
    return Statement(
        lambda: stakes.values_list("due_on", "record_id").distinct()[:most],
        around=f"SELECT DISTINCT s.due_on, s.record_id FROM {Reach._meta.db_table} r CROSS JOIN LATERAL ({{}})"  # noqa: S608
        " AS s(due_on, record_id) WHERE r.source_id = %(unit)s"
        " ORDER BY s.due_on NULLS LAST, s.record_id LIMIT %(number)s OFFSET %(first)s",
        dated=True,
    )


def first_page(place: Place, chosen: PetitionFilter, number: int) -> tuple[int, list[int]] | None:
    """How many petitions there are, and the first of them by due date: whoever counts them all has seen these. A
    petition with several stakes below the unit counts once. Kept until a stake changes there; None where the petitions
    themselves must be asked."""

    def look() -> tuple[int, list[int]]:
        rows = _counting(chosen, chosen.day).rows(unit=place.unit.pk, number=number)
        return rows[0][0], [key for _all, key in rows if key is not None]

    return _kept(place, f"first-{number}", [chosen], look)


def _kept[T](place: Place, what: str, chosen: Iterable[PetitionFilter], look: Callable[[], T]) -> T | None:
    """What was read of the stakes of a place: it holds until one of them changes, or a new day moves what is late."""
    asked = hashlib.sha256(repr((clock.today(), *chosen)).encode()).hexdigest()
    try:
        return kept.of_unit(f"petitions:{what}:{asked}", place.unit.pk, lambda: (place.reached, look()))
    except _AskPetitions:
        return None


@lru_cache(maxsize=KEPT)
def _counting(chosen: PetitionFilter, _day: date) -> Statement:
    reached = ArraySubquery(Reach.objects.filter(source=Given("unit")).values("target_id"))
    stakes = _stakes(chosen, None).filter(IsIn("unit_id", reached))  # an array is sought in the index at once
    found = stakes.order_by().values_list("due_on", "record_id").distinct()
    return Statement(
        lambda: found,
        around="WITH found (due_on, record_id) AS MATERIALIZED ({})"
        " SELECT counted.number, page.record_id FROM (SELECT count(*) AS number FROM found) counted LEFT JOIN"
        " (SELECT * FROM found ORDER BY due_on NULLS LAST, record_id LIMIT %(number)s) page ON true"
        " ORDER BY page.due_on NULLS LAST, page.record_id",
        dated=True,
    )


def count_by_status(unit: Unit, chosen: PetitionFilter) -> dict[str, int]:
    """How many petitions stand in each state."""
    reached = Reach.objects.filter(source=unit).values("target")
    found = _stakes(chosen, None).filter(unit__in=reached).order_by().values_list("status")
    return dict(found.annotate(number=Count("record_id", distinct=True)))


def _stakes(chosen: PetitionFilter, unit: Any) -> Any:
    """The stakes that pass; codes of the lists are looked up once, not beside every stake."""
    stakes = PetitionStake.objects.all() if unit is None else PetitionStake.objects.filter(unit_id=unit)
    if chosen.field not in ("", NOT_GIVEN):
        stakes = stakes.filter(field_id=_key_of(PetitionField.objects.filter(code=chosen.field)))
        chosen = replace(chosen, field="")
    if chosen.level not in ("", NOT_GIVEN):
        stakes = stakes.filter(level_id=_key_of(CompetenceLevel.objects.filter(code=chosen.level)))
        chosen = replace(chosen, level="")
    narrowed: Any = chosen
    return narrowed.apply_but_words(stakes)


def _key_of(found: QuerySet[Any]) -> Subquery:
    return Subquery(found.values("pk")[:1])
