"""Where a record stands in its chain: conference → conclusion → task → evidence → figure in a report.

Imports go one way, so no room knows the whole chain. Each room registers, in AppConfig.ready(), the links that it
adds to a kind of record, its own or an earlier room's:

    chain.register("steering.task", conclusions_of_tasks, place=-10)   # conferences: what it came from
    chain.register("steering.task", tasks_themselves)                  # steering: place 0
    chain.register("steering.task", reports_of_tasks, place=10)        # reports: where it went
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ChainLink:
    """One stop of the chain. `state` is a word for people; `current` marks the record whose page it is."""

    label: str
    url: str
    state: str = ""
    current: bool = False


type Resolver = Callable[[Sequence[Any]], Mapping[Any, Iterable[ChainLink]]]

_resolvers: dict[str, dict[Resolver, int]] = {}


def register(kind: str, resolver: Resolver, *, place: int = 0) -> None:
    """Add links to records of a kind ("app.model"). Smaller places come first; the record itself stands at 0.

    The resolver gets all keys of a list at once and answers in a fixed number of queries; keys that it does not
    know may be missing from its answer. Registering the same resolver again only moves it.
    """
    _resolvers.setdefault(kind, {})[resolver] = place


def links(kind: str, keys: Iterable[Any]) -> dict[Any, list[ChainLink]]:
    """The chain of each record, from its origin on; one call for a whole list. Every key is in the answer."""
    wanted = list(dict.fromkeys(keys))
    chains: dict[Any, list[ChainLink]] = {key: [] for key in wanted}
    if not wanted:
        return chains
    ordered = sorted(_resolvers.get(kind, {}).items(), key=lambda entry: entry[1])
    for resolver, _place in ordered:
        for key, found in resolver(wanted).items():
            chains[key].extend(found)
    return chains
