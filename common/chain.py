"""Where a record stands in its chain: conference → conclusion → task → evidence → figure in a report.

Imports go one way, so no room knows the whole chain. Each room registers, in AppConfig.ready(), the links that it
adds to a kind of record, its own or an earlier room's:

    chain.register("steering.task", conclusions_of_tasks, place=-10)   # conferences: what it came from
    chain.register("steering.task", tasks_themselves)                  # steering: place 0
    chain.register("steering.task", reports_of_tasks, place=10)        # reports: where it went

Links that only some readers may know of come from resolvers that are told who reads:

    chain.register_restricted("steering.task", cases_of_tasks, place=20)    # (keys, reader) -> links
    chain.links("steering.task", [task.pk], reader=request.user)

Links that few records have say which rows tell of them; one statement then finds out for all such links together
whether any resolver has to be asked, so that a room more does not cost every page a query more:

    chain.register_restricted("steering.task", cases_of_tasks, place=20, rows=lambda keys: CaseLink.objects.filter(...))

A page that has read its record already may state the record's own links instead of having them looked up:

    chain.links_of("petitions.petition", petition.pk, own=links.of(petition, items, answers), reader=request.user)
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, QuerySet, Value


@dataclass(frozen=True)
class ChainLink:
    """One stop of the chain. `state` is a word for people; `current` marks the record whose page it is."""

    label: str
    url: str
    state: str = ""
    current: bool = False


type Resolver = Callable[[Sequence[Any]], Mapping[Any, Iterable[ChainLink]]]
type RestrictedResolver = Callable[[Sequence[Any], Any], Mapping[Any, Iterable[ChainLink]]]

type Rows = Callable[[Sequence[Any]], QuerySet[Any]]


@dataclass(frozen=True)
class _Part:
    """One room's links of a kind of record."""

    place: int
    resolver: Resolver | RestrictedResolver
    restricted: bool
    rows: Rows | None

    def found(self, keys: Sequence[Any], reader: Any) -> Mapping[Any, Iterable[ChainLink]]:
        return self.resolver(keys, reader) if self.restricted else self.resolver(keys)  # type: ignore[call-arg]  # as marked


_parts: dict[str, dict[Resolver | RestrictedResolver, _Part]] = {}


def register(kind: str, resolver: Resolver, *, place: int = 0, rows: Rows | None = None) -> None:
    """Add links to records of a kind ("app.model"). Smaller places come first; the record itself stands at 0.

    The resolver gets all keys of a list at once and answers in a fixed number of queries; keys that it does not
    know may be missing from its answer. Registering the same resolver again only moves it. ``rows(keys)``: where it
    finds no row, the resolver has nothing to say and is not asked.
    """
    _parts.setdefault(kind, {})[resolver] = _Part(place, resolver, restricted=False, rows=rows)


def register_restricted(kind: str, resolver: RestrictedResolver, *, place: int = 0, rows: Rows | None = None) -> None:
    """Add links that depend on who reads; they are left out where links() is not told the reader."""
    _parts.setdefault(kind, {})[resolver] = _Part(place, resolver, restricted=True, rows=rows)


def links(kind: str, keys: Iterable[Any], *, reader: Any = None) -> dict[Any, list[ChainLink]]:
    """The chain of each record, from its origin on; one call for a whole list. Every key is in the answer."""
    wanted = list(dict.fromkeys(keys))
    return _resolved(wanted, _parts_of(kind, reader), reader) if wanted else {}


def links_of(kind: str, key: Any, *, own: Sequence[ChainLink], reader: Any = None) -> list[ChainLink]:
    """The chain of one record whose own links are at hand."""
    itself = _Part(0, lambda keys: {key: own}, restricted=False, rows=None)
    return _resolved([key], [itself, *_parts_of(kind, reader)], reader)[key]


def _parts_of(kind: str, reader: Any) -> list[_Part]:
    """Those that the reader may be told of; of one place those for everybody first."""
    told = [part for part in _parts.get(kind, {}).values() if reader is not None or not part.restricted]
    return sorted(told, key=lambda part: part.restricted)


def _resolved(wanted: list[Any], parts: list[_Part], reader: Any) -> dict[Any, list[ChainLink]]:
    """The links by the places of their parts."""
    chains: dict[Any, list[ChainLink]] = {key: [] for key in wanted}
    for part in sorted(_with_rows(wanted, parts), key=lambda part: part.place):
        for key, found in part.found(wanted, reader).items():
            chains[key].extend(found)
    return chains


def _with_rows(wanted: list[Any], parts: list[_Part]) -> list[_Part]:
    """Without those whose rows are missing; one query for all of them, none where a single part would be asked."""
    asked = {number: part.rows(wanted) for number, part in enumerate(parts) if part.rows}
    if len(asked) < 2:
        return parts
    first, *others = [
        rows.order_by().annotate(part=Value(number, IntegerField())).values_list("part")[:1]
        for number, rows in asked.items()
    ]
    present = {number for (number,) in first.union(*others, all=True)}
    return [part for number, part in enumerate(parts) if number not in asked or number in present]
