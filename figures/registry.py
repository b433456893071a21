"""Figures that the portal counts itself. A count names its records, so that a figure can be opened down to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from common.periods import Period
from organizations.models import Body, Unit


@dataclass(frozen=True)
class Counting:
    """What a query counts: the rows, and the page that lists exactly them."""

    rows: QuerySet[Any]
    url: str


@dataclass(frozen=True)
class Counted:
    """How many, which ones, and the page that lists exactly them. ``number`` is always ``len(keys)``.

    ``kind``: Django's label of the records, such as "steering.task".
    """

    number: int
    keys: tuple[int, ...]
    url: str
    kind: str = ""


class CountingQuery(Protocol):
    """Says what counts for one body, or (body None) for the unit and all that it reaches, in a window of days."""

    def __call__(self, unit: Unit, body: Body | None, window: Period) -> Counting: ...


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
    return count_all([name], unit=unit, body=body, window=window)[name]


def count_all(wanted: Iterable[str], *, unit: Unit, body: Body | None = None, window: Period) -> dict[str, Counted]:
    """Ask several queries in one statement, whatever their number; raises LookupError as count()."""
    asked = {name: _query(name)(unit, body, window) for name in wanted}
    found = _keys({name: counting.rows for name, counting in asked.items()})
    return {
        name: Counted(len(found[name]), found[name], counting.url, counting.rows.model._meta.label_lower)
        for name, counting in asked.items()
    }


def _query(name: str) -> CountingQuery:
    try:
        return _queries[name]
    except KeyError:
        raise LookupError(f"nothing counts {name}") from None


def _keys(rows: dict[str, QuerySet[Any]]) -> dict[str, tuple[int, ...]]:
    """The keys of each, as arrays of one row; queries that find nothing by their conditions alone are not asked."""
    arrays, values, named = [], list[Any](), []
    for name, found in rows.items():
        ordered = found if found.query.order_by else found.order_by("pk")
        try:
            sql, given = ordered.values_list("pk", flat=True).query.sql_with_params()
        except EmptyResultSet:
            continue
        arrays.append(f"ARRAY({sql})")
        values += given
        named.append(name)
    if not named:
        return dict.fromkeys(rows, ())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(arrays)}", values)
        answers = cursor.fetchone()
    return dict.fromkeys(rows, ()) | {name: tuple(keys) for name, keys in zip(named, answers, strict=True)}
