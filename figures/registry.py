"""Figures that the portal counts itself. A count names its records, so that a figure can be opened down to them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from common.periods import Period
from organizations.models import Body, Unit


@dataclass(frozen=True)
class Counted:
    """How many, which ones, and the page that lists exactly them. ``number`` is always ``len(keys)``."""

    number: int
    keys: tuple[int, ...]
    url: str


class CountingQuery(Protocol):
    """Counts for one body, or (body None) for the unit and all that it reaches, in a window of days."""

    def __call__(self, unit: Unit, body: Body | None, window: Period) -> Counted: ...


_queries: dict[str, CountingQuery] = {}


def counted(name: str) -> Callable[[CountingQuery], CountingQuery]:
    """Register a counting query: ``@counted("steering.tasks_done")``. Raises ValueError for a name that is taken."""

    def register(query: CountingQuery) -> CountingQuery:
        if _queries.get(name, query) is not query:
            raise ValueError(f"{name} is counted twice")
        _queries[name] = query
        return query

    return register


def names() -> frozenset[str]:
    """The registered queries, for forms and for checks of the catalogue."""
    return frozenset(_queries)


def count(name: str, *, unit: Unit, body: Body | None = None, window: Period) -> Counted:
    """Ask one query; raises LookupError for a name that nobody registered."""
    try:
        query = _queries[name]
    except KeyError:
        raise LookupError(f"nothing counts {name}") from None
    return query(unit, body, window)
