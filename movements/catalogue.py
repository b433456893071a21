"""What comes with the portal: kinds of clocks; kinds of movements and fields of models, added when missing and never
overwritten."""

from pathlib import Path
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from common import catalogues
from deadlines.catalogue import load_kinds

from .models import ModelField, MovementKind

DATA = Path(__file__).parent / "data"


def load() -> int:
    """Run after every migration, so that no installation is without these rows."""
    lists = catalogues.read(DATA / "lists.toml")
    added = _add(MovementKind, lists["movement_kinds"]) + _add(ModelField, lists["model_fields"])
    return load_kinds(DATA / "kinds.toml") + added


def _add(model: Any, rows: list[dict[str, Any]]) -> int:
    always = DateRange(None, None, "[)")
    made = [model(rank=10 * place, valid=always, **row) for place, row in enumerate(rows, 1)]
    model.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)
