"""Keys and counts of the list of disclosures, read from the stakes' index alone where the filter allows it.

A unit that reaches a hundred others is a hundred places in an index: each gives its own newest disclosures, and the
page is taken from what they gave.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import DateField, QuerySet
from django.db.models.expressions import RawSQL

from accounts.models import User
from common import clock, searching
from common.statements import Given, Statement
from organizations.models import Reach, Unit
from organizations.scope import reach_of

from .filters import DisclosureFilter
from .models import Disclosure, DisclosureStake
from .models.disclosures import DisclosureQuerySet

MOST_UNITS = 500  # beyond that a walk over all disclosures by day meets enough of them
ORDER = ("-decided_on", "-pk")


def _reached() -> QuerySet[Reach, Any]:
    """The units that a unit reaches, no more than need be counted; none where the person does not reach it."""
    unit, user, day = Given("unit"), Given("user"), Given("day", DateField())
    units = Reach.objects.filter(source=unit, source__in=reach_of(user, day))
    return units.order_by().values_list("target_id")[: MOST_UNITS + 1]


_REACHED = Statement(_reached, prepared=True)


class Keys:
    """The keys of the disclosures that a person sees in a unit through a filter, for a Paginator: count and slices."""

    def __init__(self, user: User, unit: Unit | None, chosen: DisclosureFilter) -> None:
        self._user, self._unit, self._chosen = user, unit, chosen

    @cached_property
    def _by_stakes(self) -> Unit | None:
        """The unit whose stakes answer alone; None where the disclosures must be looked at."""
        if self._unit is None or not self._chosen.known_to_stakes:
            return None
        reached = _REACHED.rows(user=self._user.pk, unit=self._unit.pk, day=clock.today())
        return self._unit if 0 < len(reached) <= MOST_UNITS else None

    @cached_property
    def _found(self) -> tuple[DisclosureQuerySet, int | None]:
        if self._unit is None:
            return Disclosure.objects.none(), 0
        seen = self._chosen.apply_but_words(Disclosure.objects.visible_in(self._user, self._unit)).order_by(*ORDER)
        if not self._chosen.words:
            return seen, None
        found: Any = searching.found(seen, self._chosen.words)
        return found.exact_first(self._chosen.words, "title"), found.total

    @cached_property
    def number(self) -> int:
        """How many there are."""
        if self._by_stakes:
            reached = Reach.objects.filter(source=self._by_stakes).values("target")
            stakes = self._chosen.apply_but_words(DisclosureStake.objects.filter(unit__in=reached))
            return int(stakes.order_by().values("record_id").distinct().count())
        disclosures, known = self._found
        return disclosures.order_by().count() if known is None else known

    def count(self) -> int:
        return self.number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, place: slice) -> list[int]:
        if self._by_stakes:
            return _walk(self._by_stakes, self._chosen, place)
        return list(self._found[0].values_list("pk", flat=True)[place])


def _walk(unit: Unit, chosen: DisclosureFilter, place: slice) -> list[int]:
    """The disclosures of a page, the newest decision first: a walk for each unit that is reached."""
    first, last = int(place.start or 0), int(place.stop)
    if first >= last:  # the page of a list without rows
        return []
    stakes = DisclosureStake.objects.filter(unit_id=RawSQL("r.target_id", ()))
    stakes = chosen.apply_but_words(stakes).order_by("-decided_on", "-record_id")
    inner, values = stakes.values_list("decided_on", "record_id").distinct()[:last].query.sql_with_params()
    sql = (
        f"SELECT DISTINCT s.decided_on, s.record_id FROM {Reach._meta.db_table} r CROSS JOIN LATERAL ({inner})"  # noqa: S608
        " AS s(decided_on, record_id) WHERE r.source_id = %s ORDER BY s.decided_on DESC, s.record_id DESC"
        " LIMIT %s OFFSET %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, unit.pk, last - first, first])
        return [key for _day, key in cursor.fetchall()]
