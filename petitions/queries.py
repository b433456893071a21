"""What pages ask of petitions: keys first, then the rows of one page, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import CharField, Count, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Left, NullIf
from django.urls import reverse

from accounts.models import User
from common import searching
from common.names import one_of
from common.statements import Given, IsIn, Statement
from conferences.models import CouncilSession
from conferences.models.sessions import session_label
from organizations.models import Body, Reach, Unit
from organizations.models.units import unit_label

from . import paging, phrases
from .enums import Outcome, PetitionStatus
from .filters import PetitionFilter
from .models import CompetenceLevel, Petition, PetitionField, PetitionState, SavedFilter
from .models.petitions import PetitionQuerySet

ORDER = (F("due_on").asc(nulls_last=True), "pk")
MOST, MOST_SESSIONS, MOST_BODIES = 200, 30, 100
CONTENT_SHOWN = 120  # letters of a petition in a list
FIRST_PAGE = 25  # rows that come with the count; what most people look at


# -- the list


@dataclass(frozen=True)
class PetitionRow:
    """A petition as a list shows it, today or as on another day; ``content`` is cut, ``place`` is where it was said."""

    key: int
    code: str
    content: str
    times_raised: int
    place: str
    session: str
    holder: str
    due_on: date | None
    state: PetitionStatus
    result: Outcome | None

    def get_absolute_url(self) -> str:
        return reverse("petitions:detail", args=[self.code])


class Keys:
    """The keys of the petitions that a person sees in a unit through a filter, for a Paginator: count and slices.

    Words are looked up once, so that count and page need not look again (common.searching.found).
    """

    def __init__(self, user: User, unit: Unit | None, chosen: PetitionFilter) -> None:
        self._user, self._unit, self._chosen = user, unit, chosen

    @cached_property
    def _by_stakes(self) -> tuple[int, list[int]] | None:
        """Count and first page where the stakes answer alone (petitions.paging); None where they do not."""
        place = paging.place_of(self._user, self._unit, self._chosen) if self._unit else None
        return paging.first_page(place, self._chosen, FIRST_PAGE) if place else None

    @cached_property
    def _phrase(self) -> list[int] | None:
        """The petitions of a rare phrase in their order; None without one."""
        if self._unit is None or not self._chosen.words:
            return None
        return phrases.keys(self._user, self._unit, self._chosen)

    @cached_property
    def _found(self) -> tuple[QuerySet[Petition], int | None]:
        petitions = within(self._user, self._unit, self._chosen)
        if not self._chosen.words:
            return petitions.order_by(*ORDER), None
        every = Petition.objects.order_by(*ORDER)
        found = searching.found(petitions.order_by(*ORDER), self._chosen.words, every)
        return found.exact_first(self._chosen.words, "wording", "text"), found.total

    @cached_property
    def number(self) -> int:
        """How many there are."""
        if self._by_stakes:
            return self._by_stakes[0]
        if self._phrase is not None:
            return len(self._phrase)
        petitions, known = self._found
        return petitions.order_by().count() if known is None else known

    def count(self) -> int:
        return self.number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, place: slice) -> list[int]:
        if self._unit and self._by_stakes:
            is_first = not place.start and place.stop <= FIRST_PAGE
            return self._by_stakes[1][place] if is_first else paging.keys(self._unit, self._chosen, place)
        if self._phrase is not None:
            return self._phrase[place]
        return list(self._found[0].values_list("pk", flat=True)[place])


def within(user: User, unit: Unit | None, chosen: PetitionFilter) -> PetitionQuerySet:
    """What a filter leaves of the petitions that concern a unit, except for its words."""
    if unit is None:
        return Petition.objects.none()
    return chosen.apply_but_words(Petition.objects.visible_in(user, unit))


def rows(keys: Iterable[int], on: date | None = None) -> list[PetitionRow]:
    """Petitions in the order of their keys, with their state at the end of a day, else with today's; one query."""
    wanted = list(keys)
    if not wanted:
        return []
    found = _LINES_THEN.rows(keys=wanted, day=on) if on else _LINES.rows(keys=wanted)
    by_key = {line[0]: _row(line) for line in found}
    return [by_key[key] for key in wanted if key in by_key]


def _lines(petitions: PetitionQuerySet, status: str, outcome: str, holder: str) -> QuerySet[Any, Any]:
    """What _row() needs and no more: whole records of nine tables take twenty times as long to ask for and to make."""
    content = Left(Coalesce(NullIf("wording", Value("")), "text"), CONTENT_SHOWN + 1)
    wanted = petitions.filter(IsIn("pk", Given("keys"))).annotate(shown=content).order_by()
    place = ("place_unit__kind__name_vi", "place_unit__name", "place_unit__valid__endswith")
    session = ("session__kind", "session__ordinal", "session__series", "session__starts_on")
    columns: QuerySet[Any, Any] = wanted.values_list(
        "pk",
        "code",
        "shown",
        "times_raised",
        "due_on",
        status,
        outcome,
        holder,
        "council__short_name",
        *place,
        *session,
    )
    return columns


def _lines_then() -> QuerySet[Any, Any]:
    """The same with state and holder at the end of a day."""
    day: Any = Given("day", DateField())
    states = PetitionState.objects.filter(petition=OuterRef("pk"), since__lte=day).order_by("-since", "-pk")
    petitions: Any = Petition.objects.with_state_on(day).annotate(held_then=Subquery(states.values("holder__name")[:1]))
    return _lines(petitions, "status_on", "outcome_on", "held_then")


_LINES = Statement(lambda: _lines(Petition.objects.all(), "status", "outcome", "holder__name"), prepared=True)
_LINES_THEN = Statement(_lines_then, prepared=True)


def _row(line: tuple[Any, ...]) -> PetitionRow:
    key, code, content, times_raised, due_on, status, outcome, holder, council, *joined = line
    kind, name, ended_on, *session = joined
    return PetitionRow(
        key=key,
        code=code,
        content=content if len(content) <= CONTENT_SHOWN else f"{content[: CONTENT_SHOWN - 1]}…",
        times_raised=times_raised,
        place=unit_label(kind, name, ended_on and ended_on - timedelta(days=1)) if kind else council,
        session=session_label(*session) if session[0] else "",
        holder=holder or "",
        due_on=due_on,
        state=PetitionStatus(status),
        result=Outcome(outcome) if outcome else None,
    )


# -- what the filters offer


@dataclass(frozen=True)
class Lists:
    """Codes with their names for the lists of the form."""

    fields: tuple[tuple[str, str], ...] = ()
    levels: tuple[tuple[str, str], ...] = ()
    sessions: tuple[tuple[str, str], ...] = ()
    holders: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Offered:
    """The lists of the form, and the person's own filters (key, name, query)."""

    lists: Lists
    saved: list[tuple[int, str, str]]


def offered(user: User, unit: Unit | None) -> Offered:
    """One statement, whatever the number of lists."""
    found: dict[str, list[Any]] = {}
    for kind, *columns in _OFFERED.rows(user=user.pk, unit=unit and unit.pk):
        found.setdefault(kind, []).append(columns)
    named = [tuple((code, one_of(vi, en)) for code, vi, en in found.get(kind, [])) for kind in ("field", "level")]
    plain = [tuple((code, vi) for code, vi, _en in found.get(kind, [])) for kind in ("session", "holder")]
    saved = [(int(key), name, query) for query, name, key in found.get("saved", [])]
    return Offered(Lists(*named, *plain), saved)


def _offered() -> QuerySet[Any, Any]:
    """All lists under each other. Each part is cut, because only such a part keeps its order."""
    user = Given("user")
    parts = [
        _part("field", PetitionField.objects.order_by("rank", "pk")[:MOST]),
        _part("level", CompetenceLevel.objects.order_by("rank", "pk")[:MOST]),
        _part("saved", SavedFilter.objects.filter(user=user).order_by("name")[:MOST], code="query", vi="name", en="pk"),
        _part("session", _sessions()[:MOST_SESSIONS], code="code", vi="title", en="starts_on"),
        _part("holder", _holders()[:MOST_BODIES], code="code", vi="name", en="short_name"),
    ]
    lists: QuerySet[Any, Any] = parts[0].union(*parts[1:], all=True).order_by()
    return lists


def _part(
    kind: str, queryset: QuerySet[Any], *, code: str = "code", vi: str = "name_vi", en: str = "name_en"
) -> QuerySet[Any, Any]:
    """One list of the statement: its kind and three columns of text."""

    def as_text(name: str) -> Any:
        return Cast(name, CharField())

    named: QuerySet[Any] = queryset.annotate(part=Value(kind), one=as_text(code), two=as_text(vi), three=as_text(en))
    columns: QuerySet[Any, Any] = named.values_list("part", "one", "two", "three")
    return columns


def _sessions() -> QuerySet[CouncilSession]:
    """Sessions of the unit's council and of those above it, the newest first."""
    unit = Given("unit")
    above = Reach.objects.filter(target=unit).values("source")
    return CouncilSession.objects.standing().filter(council__unit__in=above).order_by("-starts_on", "-pk")


def _holders() -> QuerySet[Body]:
    """The unit's bodies that hold or held a petition."""
    unit = Given("unit")
    held = Exists(Petition.objects.filter(holder=OuterRef("pk")))
    return Body.objects.filter(held, unit=unit).order_by("kind__rank", "sort_key", "pk")


_OFFERED = Statement(_offered, prepared=True)


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
    place = paging.place_of(user, unit, chosen)
    by_stakes = paging.columns(place, chosen, by_state, SHOWN_IN_COLUMN) if place else None
    counts, found = by_stakes or _columns_of_petitions(user, unit, chosen, states)
    by_key = {row.key: row for row in rows(key for keys in found.values() for key in keys)}
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
