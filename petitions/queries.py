"""What pages ask of petitions: keys first, then the rows of one page, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast

from accounts.models import User
from common import searching
from common.names import one_of
from conferences.models import CouncilSession
from organizations.models import Body, Reach, Unit

from . import paging
from .enums import Outcome, PetitionStatus
from .filters import PetitionFilter
from .models import CompetenceLevel, Petition, PetitionField, PetitionState, SavedFilter
from .models.petitions import PetitionQuerySet

ORDER = (F("due_on").asc(nulls_last=True), "pk")
MOST, MOST_SESSIONS, MOST_BODIES = 200, 30, 100


# -- the list


@dataclass(frozen=True)
class PetitionRow:
    """A petition as a list shows it, today or as on another day."""

    petition: Petition
    state: PetitionStatus
    result: Outcome | None
    holder: str


class Keys:
    """The keys of the petitions that a person sees in a unit through a filter, for a Paginator: count and slices.

    Words are looked up once, so that count and page need not look again (common.searching.found).
    """

    def __init__(self, user: User, unit: Unit | None, chosen: PetitionFilter) -> None:
        self._user, self._unit, self._chosen = user, unit, chosen

    @cached_property
    def _by_stakes(self) -> Unit | None:
        """The unit whose stakes answer alone (petitions.paging); None where the petitions must be looked at."""
        unit = self._unit
        return unit if unit and paging.may_answer(self._user, unit, self._chosen) else None

    @cached_property
    def _found(self) -> tuple[QuerySet[Petition], int | None]:
        petitions = within(self._user, self._unit, self._chosen)
        if not self._chosen.words:
            return petitions.order_by(*ORDER), None
        found = searching.found(petitions.order_by(*ORDER), self._chosen.words)
        return found.exact_first(self._chosen.words, "wording", "text"), found.total

    @cached_property
    def number(self) -> int:
        """How many there are."""
        if self._by_stakes:
            return paging.count(self._by_stakes, self._chosen)
        petitions, known = self._found
        return petitions.order_by().count() if known is None else known

    def count(self) -> int:
        return self.number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, place: slice) -> list[int]:
        if self._by_stakes:
            return paging.keys(self._by_stakes, self._chosen, place)
        return list(self._found[0].values_list("pk", flat=True)[place])


def within(user: User, unit: Unit | None, chosen: PetitionFilter) -> PetitionQuerySet:
    """What a filter leaves of the petitions that concern a unit, except for its words."""
    if unit is None:
        return Petition.objects.none()
    return chosen.apply_but_words(Petition.objects.visible_in(user, unit))


def rows(keys: Iterable[int], on: date | None = None) -> list[PetitionRow]:
    """Petitions in the order of their keys, with their state at the end of a day, else with today's; one query."""
    wanted = list(keys)
    petitions = Petition.objects.filter(pk__in=wanted).for_list().select_related("session__term")
    if on:
        states = PetitionState.objects.filter(petition=OuterRef("pk"), since__lte=on).order_by("-since", "-pk")
        petitions = petitions.with_state_on(on).annotate(held_then=Subquery(states.values("holder__name")[:1]))
    by_key = {petition.pk: petition for petition in petitions}
    return [_row(by_key[key]) for key in wanted if key in by_key]


def _row(petition: Petition) -> PetitionRow:
    then = vars(petition)
    if "status_on" not in then:
        return PetitionRow(petition, petition.state, petition.result, petition.holder.name if petition.holder else "")
    outcome = Outcome(then["outcome_on"]) if then["outcome_on"] else None
    return PetitionRow(petition, PetitionStatus(then["status_on"]), outcome, then["held_then"] or "")


# -- what the filters offer


@dataclass(frozen=True)
class Offered:
    """Codes with their names for the lists of the form, and the person's own filters (key, name, query)."""

    fields: list[tuple[str, str]]
    levels: list[tuple[str, str]]
    sessions: list[tuple[str, str]]
    holders: list[tuple[str, str]]
    saved: list[tuple[int, str, str]]


def offered(user: User, unit: Unit | None) -> Offered:
    """One statement, whatever the number of lists. Each part is cut, because only such a part keeps its order."""
    parts = [
        _part("field", PetitionField.objects.order_by("rank", "pk")[:MOST]),
        _part("level", CompetenceLevel.objects.order_by("rank", "pk")[:MOST]),
        _part("saved", SavedFilter.objects.filter(user=user).order_by("name")[:MOST], code="query", vi="name", en="pk"),
    ]
    if unit is not None:
        parts += [
            _part("session", _sessions(unit)[:MOST_SESSIONS], code="code", vi="title", en="starts_on"),
            _part("holder", _holders(unit)[:MOST_BODIES], code="code", vi="name", en="short_name"),
        ]
    found: dict[str, list[Any]] = {}
    for kind, code, vi, en in parts[0].union(*parts[1:], all=True).order_by():
        found.setdefault(kind, []).append((code, vi, en))
    named = {kind: [(code, one_of(vi, en)) for code, vi, en in found.get(kind, [])] for kind in ("field", "level")}
    plain = {kind: [(code, vi) for code, vi, _en in found.get(kind, [])] for kind in ("session", "holder")}
    saved = [(int(key), name, query) for query, name, key in found.get("saved", [])]
    return Offered(named["field"], named["level"], plain["session"], plain["holder"], saved)


def _part(
    kind: str, queryset: QuerySet[Any], *, code: str = "code", vi: str = "name_vi", en: str = "name_en"
) -> QuerySet[Any, Any]:
    """One list of the statement: its kind and three columns of text."""

    def as_text(name: str) -> Any:
        return Cast(name, CharField())

    named: QuerySet[Any] = queryset.annotate(part=Value(kind), one=as_text(code), two=as_text(vi), three=as_text(en))
    columns: QuerySet[Any, Any] = named.values_list("part", "one", "two", "three")
    return columns


def _sessions(unit: Unit) -> QuerySet[CouncilSession]:
    """Sessions of the unit's council and of those above it, the newest first."""
    above = Reach.objects.filter(target=unit).values("source")
    return CouncilSession.objects.standing().filter(council__unit__in=above).order_by("-starts_on", "-pk")


def _holders(unit: Unit) -> QuerySet[Body]:
    """The unit's bodies that hold or held a petition."""
    held = Exists(Petition.objects.filter(holder=OuterRef("pk")))
    return Body.objects.filter(held, unit=unit).order_by("kind__rank", "sort_key", "pk")


# -- the board


@dataclass(frozen=True)
class Column:
    """A state with how many petitions are in it and the first of them."""

    state: PetitionStatus
    count: int
    rows: list[PetitionRow]
    url: str


SHOWN_IN_COLUMN = 5


def columns(user: User, unit: Unit, chosen: PetitionFilter, states: Sequence[PetitionStatus]) -> list[Column]:
    """The states with what the filter leaves in them, the first ones by due date; three or four queries."""
    by_state = {state.value: replace(chosen, status=state.value) for state in states}
    if paging.may_answer(user, unit, chosen):
        counts = paging.count_by_status(unit, chosen)
        found = paging.first_of_each(unit, by_state, SHOWN_IN_COLUMN)
    else:
        counts, found = _columns_of_petitions(user, unit, chosen, states)
    by_key = {row.petition.pk: row for row in rows(key for keys in found.values() for key in keys)}
    return [
        Column(
            state,
            counts.get(state.value, 0),
            [by_key[key] for key in found[state.value] if key in by_key],
            by_state[state.value].url(unit),
        )
        for state in states
    ]


def _columns_of_petitions(
    user: User, unit: Unit, chosen: PetitionFilter, states: Sequence[PetitionStatus]
) -> tuple[dict[str, int], dict[str, list[int]]]:
    """The same from the petitions themselves, for filters that the stakes do not know."""
    petitions = chosen.apply(Petition.objects.visible_in(user, unit))
    counted = petitions.filter(status__in=states).order_by().values_list("status").annotate(number=Count("pk"))
    counts: dict[str, int] = dict(counted)
    first = [
        petitions.filter(status=state).order_by(*ORDER).values_list("status", "pk")[:SHOWN_IN_COLUMN]
        for state in states
        if counts.get(state.value)
    ]
    found: dict[str, list[int]] = {state.value: [] for state in states}
    for status, key in list(first[0].union(*first[1:], all=True)) if first else []:
        found[status].append(key)
    return counts, found


# -- where petitions can be taken


def councils_above(unit: Unit, on: date) -> QuerySet[Body]:
    """The People's Councils of a unit and of the units above it, the nearest first."""
    above = Reach.objects.filter(target=unit).values("source")
    found = Body.objects.alive(on).filter(Q(unit__in=above) | Q(unit=unit), kind__code="hdnd")
    return found.select_related("unit__kind__level", "kind").order_by("-unit__kind__level__rank", "pk")
