"""What comes with the portal: the kinds of clocks, and how many members boards have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from common import catalogues
from deadlines.catalogue import load_kinds

from .models import BoardSize

DATA = Path(__file__).parent / "data"


def load() -> int:
    """Run after every migration."""
    rows: list[dict[str, Any]] = catalogues.read(DATA / "boards.toml")["sizes"]
    sizes = [BoardSize(valid=DateRange(row.pop("from"), row.pop("until", None), "[)"), **row) for row in rows]
    BoardSize.objects.bulk_create(sizes, ignore_conflicts=True)
    return load_kinds(DATA / "kinds.toml") + len(sizes)
