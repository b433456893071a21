"""One migrated database for all runs with the same migrations; test databases are copies of it.

Migrating takes a minute of work, loading the catalogues some seconds, copying a second. So there are two: a schema, as
the migrations leave it, and on top of it the template with the catalogues. Both are named after what they were made
from, so a changed migration or catalogue makes a new one; the few newest are kept for other working copies. A schema
whose migrations are all still there unchanged is copied and brought up to date, which gives what migrating anew would.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models.signals import post_migrate

_KEPT = 4
_LOCK = 5_240_622  # any number; the processes of one run wait for each other
_PREFIX, _SCHEMA_PREFIX = "test_template_", "test_schema_"
_MIGRATED_BY = ("*/migrations/*.py", "uv.lock")
_MADE_FROM = (
    "*/migrations/*.py", "*/catalogue.py", "*/*.toml", "*/data/*.toml", "uv.lock", "qcdc_portal/settings/*.py",
)  # fmt: skip


def name() -> str:
    """The template that fits the files as they are now."""
    return _PREFIX + _digest(_files(_MADE_FROM))


def _files(patterns: tuple[str, ...]) -> dict[str, str]:
    """The files of these patterns, each with the start of its hash."""
    root = Path(settings.BASE_DIR)
    found = sorted({path for pattern in patterns for path in root.glob(pattern)})
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in found}


def _digest(files: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]


def use() -> None:
    """Let the test database be a copy of the template, which is made first where it is missing."""
    wanted = name()
    with _one_at_a_time() as cursor:
        if not _exists(cursor, wanted):
            _make(wanted, copy_of=_schema(cursor))
            _forget_old(cursor, _PREFIX)
    _test_settings()["TEMPLATE"] = wanted


@contextmanager
def _one_at_a_time() -> Any:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        yield cursor
        cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _schema(cursor: Any) -> str:
    """The database that the migrations alone make; from the nearest one that needs only more of them."""
    files = _files(_MIGRATED_BY)
    wanted = _SCHEMA_PREFIX + _digest(files)
    if not _exists(cursor, wanted):
        with _without_catalogues():
            _make(wanted, copy_of=_nearest(cursor, files))
        cursor.execute(f"COMMENT ON DATABASE \"{wanted}\" IS '{json.dumps(files)}'")
        _forget_old(cursor, _SCHEMA_PREFIX)
    return wanted


def _nearest(cursor: Any, files: dict[str, str]) -> str | None:
    """The schema with the most of these migrations and no other; other versions of the libraries do not count."""
    cursor.execute(
        "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname LIKE %s",
        [f"{_SCHEMA_PREFIX}%"],
    )
    known = {database: json.loads(made_from) for database, made_from in cursor.fetchall() if made_from}
    fitting = {
        database: len(made_from)
        for database, made_from in known.items()
        if made_from.items() <= files.items() and made_from["uv.lock"] == files["uv.lock"]
    }
    return max(fitting, key=lambda database: fitting[database], default=None)


@contextmanager
def _without_catalogues() -> Iterator[None]:
    """Nothing that rooms load after migrating: they load it when the template is made."""
    receivers, post_migrate.receivers = post_migrate.receivers, []
    post_migrate.sender_receivers_cache.clear()
    try:
        yield
    finally:
        post_migrate.receivers = receivers
        post_migrate.sender_receivers_cache.clear()


def _make(wanted: str, copy_of: str | None) -> None:
    """Under a name that nobody looks for until it is whole."""
    test, usual = _test_settings(), connection.settings_dict["NAME"]
    own, half = test["NAME"], f"{wanted}_half"
    test["NAME"], test["TEMPLATE"] = half, copy_of
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
    finally:
        connection.close()
        test["NAME"], test["TEMPLATE"] = own, None
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = usual
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{half}" RENAME TO "{wanted}"')


def _exists(cursor: Any, database: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
    return cursor.fetchone() is not None


def _forget_old(cursor: Any, prefix: str) -> None:
    cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC", [f"{prefix}%"])
    for (old,) in cursor.fetchall()[_KEPT:]:
        cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')


def _test_settings() -> dict[str, Any]:
    test: dict[str, Any] = connection.settings_dict["TEST"]
    return test
