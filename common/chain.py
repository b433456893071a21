"""Where a record stands in its chain: conference → conclusion → task → evidence → figure in a report.

Imports go one way, so no room knows the whole chain. Each room registers, in AppConfig.ready(), the links that it
adds to a kind of record, its own or an earlier room's:

    chain.register("steering.task", conclusions_of_tasks, place=-10)   # conferences: what it came from
    chain.register("steering.task", tasks_themselves)                  # steering: place 0
    chain.register("steering.task", reports_of_tasks, place=10)        # reports: where it went

Links that only some readers may know of come from resolvers that are told who reads:

    chain.register_restricted("steering.task", cases_of_tasks, place=20)    # (keys, reader) -> links
    chain.links("steering.task", [task.pk], reader=request.user)

A page that has read its record already may state the record's own links instead of having them looked up:

    chain.links_of("petitions.petition", petition.pk, own=links.of(petition, items, answers), reader=request.user)
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any


@dataclass(frozen=True)
class ChainLink:
    """One stop of the chain. `state` is a word for people; `current` marks the record whose page it is."""

    label: str
    url: str
    state: str = ""
    current: bool = False


type Resolver = Callable[[Sequence[Any]], Mapping[Any, Iterable[ChainLink]]]
type RestrictedResolver = Callable[[Sequence[Any], Any], Mapping[Any, Iterable[ChainLink]]]

_resolvers: dict[str, dict[Resolver, int]] = {}
_restricted: dict[str, dict[RestrictedResolver, int]] = {}


def register(kind: str, resolver: Resolver, *, place: int = 0) -> None:
    """Add links to records of a kind ("app.model"). Smaller places come first; the record itself stands at 0.

    The resolver gets all keys of a list at once and answers in a fixed number of queries; keys that it does not
    know may be missing from its answer. Registering the same resolver again only moves it.
    """
    _resolvers.setdefault(kind, {})[resolver] = place


def register_restricted(kind: str, resolver: RestrictedResolver, *, place: int = 0) -> None:
    """Add links that depend on who reads; they are left out where links() is not told the reader."""
    _restricted.setdefault(kind, {})[resolver] = place


def links(kind: str, keys: Iterable[Any], *, reader: Any = None) -> dict[Any, list[ChainLink]]:
    """The chain of each record, from its origin on; one call for a whole list. Every key is in the answer."""
    wanted = list(dict.fromkeys(keys))
    return _resolved(wanted, _by_place(kind, reader)) if wanted else {}


def links_of(kind: str, key: Any, *, own: Sequence[ChainLink], reader: Any = None) -> list[ChainLink]:
    """The chain of one record whose own links are at hand."""
    return _resolved([key], [(0, lambda keys: {key: own}), *_by_place(kind, reader)])[key]


def _resolved(wanted: list[Any], resolvers: list[tuple[int, Resolver]]) -> dict[Any, list[ChainLink]]:
    """The links by the places of their resolvers; of one place those for everybody first."""
    chains: dict[Any, list[ChainLink]] = {key: [] for key in wanted}
    for _place, resolve in sorted(resolvers, key=lambda entry: entry[0]):
        for key, found in resolve(wanted).items():
            chains[key].extend(found)
    return chains


def _by_place(kind: str, reader: Any) -> list[tuple[int, Resolver]]:
    found: list[tuple[int, Resolver]] = [(place, resolver) for resolver, place in _resolvers.get(kind, {}).items()]
    if reader is not None:
        for restricted, place in _restricted.get(kind, {}).items():
            found.append((place, partial(_for_reader, restricted, reader)))
    return found


def _for_reader(resolver: RestrictedResolver, reader: Any, keys: Sequence[Any]) -> Mapping[Any, Iterable[ChainLink]]:
    return resolver(keys, reader)
