"""What comes with the portal: fields, levels of competence, the clocks of petitions."""

from pathlib import Path
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from common import catalogues
from deadlines.catalogue import load_kinds

from .models import CompetenceLevel, PetitionField

DATA = Path(__file__).parent / "data"


def load() -> int:
    """Run after every migration. Fields are the province's own: added when missing, never overwritten."""
    lists = catalogues.read(DATA / "lists.toml")
    fields: list[dict[str, Any]] = lists["fields"]
    rows = [PetitionField(rank=rank, **row) for rank, row in enumerate(fields, 1)]
    PetitionField.objects.bulk_create(rows, ignore_conflicts=True)
    for level in lists["levels"]:
        values = {"valid": DateRange(None, level.pop("until", None)), **level}
        CompetenceLevel.objects.update_or_create(code=values.pop("code"), defaults=values)
    return len(rows) + len(lists["levels"]) + load_kinds(DATA / "kinds.toml")
