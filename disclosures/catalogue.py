"""What every installation needs of this room: forms, contents by law and time, kinds of clocks."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from common import catalogues
from deadlines.catalogue import load_kinds

from .models import DisclosureCatalogue, DisclosureForm, DisclosureItem

DATA = Path(__file__).parent / "data"


def load() -> int:
    """Bring forms and contents up to date; what was disclosed under them keeps its key."""
    rows = catalogues.read(DATA / "catalogue.toml")
    forms = [DisclosureForm(rank=rank, **row) for rank, row in enumerate(rows["forms"], 1)]
    DisclosureForm.objects.bulk_create(
        forms, update_conflicts=True, unique_fields=["code"], update_fields=["name_vi", "name_en", "sort", "rank"]
    )
    return load_kinds(DATA / "kinds.toml") + len(forms) + sum(_load(row) for row in rows["catalogues"])


def _load(row: dict[str, Any]) -> int:
    items: list[dict[str, Any]] = row.pop("items")
    valid = _range(row.pop("from"), row.pop("until", None))
    catalogue, _new = DisclosureCatalogue.objects.update_or_create(
        code=row.pop("code"), defaults={"valid": valid, **row}
    )
    made = [DisclosureItem(catalogue=catalogue, **{"citation": catalogue.citation, **item}) for item in items]
    DisclosureItem.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["catalogue", "number"], update_fields=_ITEM_FIELDS
    )
    return len(items)


_ITEM_FIELDS = [
    "name_vi", "name_en", "short_vi", "short_en", "citation", "where", "permanent", "broadcast", "villages", "named",
]  # fmt: skip


def _range(first: date, last: date | None) -> Any:
    """Days as a range of days; the file names the last day, the range the day after it."""
    return DateRange(first, last + timedelta(days=1) if last else None)
