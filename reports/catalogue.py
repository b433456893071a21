"""The kinds of reports and their outlines that come with the portal (kinds.toml).

Added when missing, never overwritten: an administrator's change stays.
"""

from datetime import date
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.signals import post_migrate

from common import catalogues

FILE = Path(__file__).with_name("kinds.toml")
FIRST_DAY = date(2016, 1, 1)


def read() -> list[dict[str, Any]]:
    """The kinds of the file, each with its outlines."""
    kinds: list[dict[str, Any]] = catalogues.read(FILE)["kind"]
    return kinds


def connect(config: AppConfig) -> None:
    """Supply kinds and outlines after every migration, so that no installation is without them."""
    post_migrate.connect(supply, sender=config, dispatch_uid="reports.catalogue")


def supply(*, apps: Any = installed, using: str = "default", **_kwargs: object) -> None:
    """Add what is not there."""
    try:
        models = [apps.get_model("reports", name) for name in ("ReportKind", "Outline", "OutlineSection")]
    except LookupError:
        return  # migrated back to before the first migration
    kind_model, outline_model, section_model = (model.objects.using(using) for model in models)
    types = dict(apps.get_model("documents", "DocumentType").objects.using(using).values_list("code", "pk"))
    for entry in read():
        facts = {name: value for name, value in entry.items() if name not in {"outline", "type"}}
        kind_model.get_or_create(code=entry["code"], defaults=facts | {"type_id": types[entry["type"]]})
        for outline in entry["outline"]:
            _supply_outline(outline_model, section_model, entry["code"], outline)


def _supply_outline(outlines: Any, sections: Any, kind: str, entry: dict[str, Any]) -> None:
    facts = {name: value for name, value in entry.items() if name not in {"sections", "since"}}
    valid = DateRange(entry.get("since", FIRST_DAY), None)
    outline, is_new = outlines.get_or_create(code=entry["code"], defaults=facts | {"kind_id": kind, "valid": valid})
    if is_new:
        sections.bulk_create(
            sections.model(outline=outline, order=order, **section)
            for order, section in enumerate(entry["sections"], 1)
        )
