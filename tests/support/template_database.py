"""One migrated database for all runs with the same migrations and catalogues; test databases are copies of it.

Migrating and loading the catalogues takes twenty seconds, copying one. The template is named after what it was made
from, so a changed migration or catalogue makes a new one; the few newest are kept for other working copies.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

_KEPT = 4
_LOCK = 5_240_622  # any number; the processes of one run wait for each other
_PREFIX = "test_template_"
_MADE_FROM = (
    "*/migrations/*.py", "*/catalogue.py", "*/*.toml", "*/data/*.toml", "uv.lock", "qcdc_portal/settings/*.py",
)  # fmt: skip


def name() -> str:
    """The template that fits the files as they are now."""
    root = Path(settings.BASE_DIR)
    found = sorted({path for pattern in _MADE_FROM for path in root.glob(pattern)})
    files = {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}
    return _PREFIX + hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]


def use() -> None:
    """Let the test database be a copy of the template, which is made first where it is missing."""
    wanted = name()
    with _one_at_a_time() as cursor:
        if not _exists(cursor, wanted):
            _make(wanted)
            _forget_old(cursor)
    _test_settings()["TEMPLATE"] = wanted


@contextmanager
def _one_at_a_time() -> Any:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        yield cursor
        cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _make(wanted: str) -> None:
    """Under a name that nobody looks for until it is whole."""
    test, usual = _test_settings(), connection.settings_dict["NAME"]
    own, half = test["NAME"], f"{wanted}_half"
    test["NAME"] = half
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
    finally:
        connection.close()
        test["NAME"] = own
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = usual
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{half}" RENAME TO "{wanted}"')


def _exists(cursor: Any, database: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
    return cursor.fetchone() is not None


def _forget_old(cursor: Any) -> None:
    cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC", [f"{_PREFIX}%"])
    for (old,) in cursor.fetchall()[_KEPT:]:
        cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')


def _test_settings() -> dict[str, Any]:
    test: dict[str, Any] = connection.settings_dict["TEST"]
    return test
