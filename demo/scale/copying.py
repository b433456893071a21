"""Rows into tables by COPY, with the triggers off: whatever they would write is given by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Model

type Row = tuple[Any, ...]


class Table:
    """A table that is filled: its columns, the rows that wait, and the next key."""

    def __init__(self, model: type[Model], columns: str) -> None:
        self.name, self.columns = model._meta.db_table, ["id", *columns.split()]
        self.rows: list[Row] = []
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {self.name}")  # noqa: S608 (our own tables)
            self.last = int(cursor.fetchone()[0])

    def add(self, *values: Any) -> int:
        """One more row; its key."""
        self.last += 1
        self.rows.append((self.last, *values))
        return self.last

    def write(self) -> None:
        """Send what waits."""
        columns = ", ".join(f'"{name}"' for name in self.columns)
        with connection.cursor() as cursor, cursor.copy(f"COPY {self.name} ({columns}) FROM STDIN") as copy:
            for row in self.rows:
                copy.write_row(row)
        self.rows.clear()

    def finish(self) -> None:
        """The next row that a verb writes gets a key of its own."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), greatest(%s, 1))", [self.name, self.last])


@contextmanager
def untriggered() -> Iterator[None]:
    """Until the end of the transaction no trigger looks at what is written: no history of made-up rows, no keys looked
    up a million times; a test looks at a sample instead. The database's user must be allowed to (a superuser is)."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


@contextmanager
def without_indexes(model: type[Model]) -> Iterator[None]:
    """The indexes that are slow to keep are built anew at the end."""
    from django.contrib.postgres.indexes import GinIndex

    slow = [index for index in model._meta.indexes if isinstance(index, GinIndex)]
    with connection.schema_editor() as editor:
        for index in slow:
            editor.remove_index(model, index)
    yield
    with connection.schema_editor() as editor:
        for index in slow:
            editor.add_index(model, index)
