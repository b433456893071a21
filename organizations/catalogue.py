"""Levels, kinds and terms that every installation starts with (catalogue.toml)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from common import catalogues

from .models import BodyKind, Term, UnitKind, UnitLevel
from .timeline import Days, days

_FILE = Path(__file__).with_name("catalogue.toml")
_ALWAYS = date(1945, 9, 2)


def load() -> int:
    """Add what is missing and bring names up to date; dates stay as administrators left them. How many rows."""
    data = catalogues.read(_FILE)
    levels = [UnitLevel(valid=_life(row), **_words(row, "code", "rank")) for row in data["level"]]
    _write(UnitLevel, levels, "rank")
    known = {level.code: level for level in UnitLevel.objects.all()}
    kinds = [UnitKind(valid=_life(row), level=known[row["level"]], **_words(row, "code")) for row in data["unit_kind"]]
    _write(UnitKind, kinds)
    bodies = [BodyKind(**_words(row, "code", "family", "rank")) for row in data["body_kind"]]
    _write(BodyKind, bodies, "family", "rank")
    terms = [Term(valid=_life(row), **_words(row, "code", "family")) for row in data["term"]]
    _write(Term, terms)
    return len(levels) + len(kinds) + len(bodies) + len(terms)


def _words(row: dict[str, Any], *fields: str) -> dict[str, Any]:
    return {field: row[field] for field in (*fields, "name_vi", "name_en")}


def _life(row: dict[str, Any]) -> Days:
    return days(row.get("since", _ALWAYS), row.get("until"))


def _write(model: Any, rows: list[Any], *fields: str) -> None:
    model.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["name_vi", "name_en", *fields]
    )
