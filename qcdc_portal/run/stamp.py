"""Remembers that the data are prepared, so that the next start need not look again."""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg

from qcdc_portal.local_stack.place import BASE_DIR


def recall(note: Path, settings_module: str) -> str | None:
    """What was printed when these code, static files and database were prepared; None when something changed."""
    try:
        found = json.loads(note.read_text())
    except (OSError, ValueError):
        return None
    if not isinstance(found, dict) or found.get("state") != _state(settings_module):
        return None
    return str(found.get("printed", ""))


def remember(note: Path, settings_module: str, printed: str) -> None:
    """Notes that everything is prepared."""
    note.write_text(json.dumps({"state": _state(settings_module), "printed": printed}))


def _state(settings_module: str) -> str:
    digest = hashlib.sha256(settings_module.encode())
    for path in sorted(_watched()):
        found = path.stat()
        digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    digest.update(_database().encode())
    return digest.hexdigest()


def _watched() -> Iterator[Path]:
    """Files that decide about tables, static files, demo data and locked packages."""
    yield BASE_DIR / "uv.lock"
    yield from BASE_DIR.glob("*/migrations/*.py")
    yield from BASE_DIR.glob("demo/**/*.py")
    yield from (path for path in BASE_DIR.glob("static/**/*") if path.is_file())


def _database() -> str:
    """Which database, and which migrations it has seen."""
    try:
        with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5) as connection:
            seen = connection.execute("SELECT max(id), count(*), max(applied)::text FROM django_migrations").fetchone()
            which = connection.execute("SELECT system_identifier FROM pg_control_system()").fetchone()
    except psycopg.Error:
        return "unknown"
    return f"{os.environ['DATABASE_URL']} {which} {seen}"
