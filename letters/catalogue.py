"""What every installation needs of this room: kinds of clocks, fields of letters."""

from pathlib import Path

from common import catalogues
from deadlines.catalogue import load_kinds

from . import reception_setup
from .models import LetterField

DATA = Path(__file__).parent / "data"


def load() -> int:
    """Bring kinds and names up to date; a field that is no longer in use stays so."""
    return load_kinds(DATA / "kinds.toml") + _load_fields() + reception_setup.load()


def _load_fields() -> int:
    rows = [
        LetterField(rank=rank, **row) for rank, row in enumerate(catalogues.read(DATA / "fields.toml")["fields"], 1)
    ]
    LetterField.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["name_vi", "name_en"]
    )
    return len(rows)
