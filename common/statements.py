"""Queries that are written with the ORM and compiled once in the life of a process.

Django builds and compiles a QuerySet anew each time. For a query of five joins that is several milliseconds of Python,
more than PostgreSQL needs to answer it. Where a page asks the same question every time and only values differ, name
the values and keep the rest:

    _NAMES = Statement(lambda: Body.objects.filter(unit=Given("unit")).values_list("name"))

    names = [name for (name,) in _NAMES.rows(unit=unit.pk)]

The query stays under the eyes of the ORM: it knows the columns, the joins and the managers. What it answers are plain
rows, no records. Nothing of the moment may stand in the query itself, neither a day nor a translated word, because it
would stay there. A ``prepared`` one is planned by PostgreSQL once per connection, too. See adr/0024.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.models import BooleanField, Expression, Field, Func, Model, QuerySet
from psycopg.sql import Literal

_NUMBERS = count()
_PREPARED: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()  # of each connection the names it knows
_PLACE = re.compile(r"%(?:\((\w+)\)s|([s%]))")  # %(name)s, or %s, or the sign itself


class Given(Expression):
    """A value that is named in the query and given when it runs; a list beside ``IsIn``."""

    def __init__(self, name: str, output_field: Field[Any, Any] | None = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A placeholder, and itself as its value."""
        return "%s", (self,)


class IsIn(Func):
    """Condition: the first is one of a list, ``IsIn("pk", Given("keys"))``."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


class Statement:
    """A query with named values; ``build`` gives it as values_list() and is asked once, when it first runs.

    ``around``: SQL in which the query takes the place of ``{}`` and ``%(name)s`` that of more named values. ``dated``:
    days may stand in the query, because whoever keeps the statement asks for another one on another day. ``prepared``:
    for a question of every page whose plan does not hang on the values; the planner needs longer than the answer.
    """

    def __init__(
        self,
        build: Callable[[], QuerySet[Any, Any]],
        *,
        around: str = "{}",
        dated: bool = False,
        prepared: bool = False,
    ) -> None:
        self._build, self._around, self._dated = build, around, dated
        self._name = f"qcdc_{next(_NUMBERS)}" if prepared else ""

    def rows(self, **given: Any) -> list[tuple[Any, ...]]:
        """The rows that the query finds with these values."""
        return rows_of(self._call(given) if self._name else self.sql(**given))

    def _call(self, given: dict[str, Any]) -> str:
        """Has the statement prepared on this connection, which keeps it until it is closed, and calls it."""
        connection.ensure_connection()
        names = list(dict.fromkeys(piece.name for piece in self._pieces if isinstance(piece, Given)))
        known = _PREPARED.setdefault(connection.connection, set())
        if self._name not in known:
            parts = [p if isinstance(p, str) else f"${names.index(p.name) + 1}" for p in self._pieces]
            with connection.wrap_database_errors:  # an outage is told as everywhere
                connection.connection.execute(f"PREPARE {self._name} AS {''.join(parts)}")
            known.add(self._name)
        values = ", ".join(_literal(given[name]) for name in names)
        return f"EXECUTE {self._name}({values})" if values else f"EXECUTE {self._name}"

    def sql(self, **given: Any) -> str:
        """The statement with these values in it, quoted by psycopg, to run it or to put it into another one."""
        connection.ensure_connection()
        return "".join(piece if isinstance(piece, str) else _literal(given[piece.name]) for piece in self._pieces)

    @cached_property
    def _pieces(self) -> list[str | Given]:
        """The text between the named values. psycopg would look for them each time: in a statement of more than 4,096
        letters, which it does not remember, that takes longer than PostgreSQL takes to answer."""
        sql, values = self._compiled
        first, *places = _PLACE.split(sql)
        found: list[str | Given] = [first]
        others = iter(values)
        for name, sign, text in zip(places[0::3], places[1::3], places[2::3], strict=True):
            value = Given(name) if name else next(others) if sign == "s" else None
            found.append(value if isinstance(value, Given) else _literal(value) if sign == "s" else sign)
            found.append(text)
        return found

    @cached_property
    def _compiled(self) -> tuple[str, tuple[Any, ...]]:
        compiler = self._build().query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        if not self._dated and any(isinstance(value, date) for value in values):
            raise ValueError("a day stands in the statement and would stay there: name it with Given")
        if any(hasattr(column.output_field, "from_db_value") for column, _sql, _alias in compiler.select):
            raise ValueError("a column of the statement needs Python to be read: leave it to a QuerySet")
        return self._around.format(sql), values


def rows_of(sql: str) -> list[tuple[Any, ...]]:
    """The rows of a statement that has its values in it."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _literal(value: Any) -> str:
    """As psycopg writes a value into a statement on this connection."""
    return Literal(value).as_string(connection.connection)


class Records[M: Model]:
    """A statement that answers with records, and with those that they point at: ``related`` is what select_related()
    would be told, a record before what it points at ("unit", "unit__kind")."""

    def __init__(self, build: Callable[[], QuerySet[M]], *related: str) -> None:
        self._build, self._related = build, related

    def all(self, **given: Any) -> list[M]:
        """The records that the query finds with these values."""
        statement, parts = self._compiled
        return [self._record(row, parts) for row in statement.rows(**given)]

    def _record(self, row: tuple[Any, ...], parts: list[_Part]) -> M:
        made: dict[str, Any] = {}
        for part in parts:
            values = row[part.place]
            missing = values[part.key] is None  # an outer join found nothing
            made[part.path] = None if missing else part.model.from_db(connection.alias, part.columns, values)
            above, _, name = part.path.rpartition("__")
            if name and made[above] is not None:
                setattr(made[above], name, made[part.path])
        record: M = made[""]
        return record

    @cached_property
    def _compiled(self) -> tuple[Statement, list[_Part]]:
        query = self._build()
        parts: list[_Part] = []
        names: list[str] = []
        for path in ("", *self._related):
            model: Any = query.model
            for step in filter(None, path.split("__")):
                model = model._meta.get_field(step).related_model
            columns = [field.attname for field in model._meta.concrete_fields]
            place = slice(len(names), len(names) + len(columns))
            parts.append(_Part(path, model, columns, place, columns.index(model._meta.pk.attname)))
            names += [f"{path}__{column}" if path else column for column in columns]
        return Statement(lambda: query.values_list(*names), prepared=True), parts


@dataclass(frozen=True)
class _Part:
    """Where in a row a record stands."""

    path: str
    model: type[Model]
    columns: list[str]
    place: slice
    key: int
