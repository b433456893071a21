"""The indicators that come with the portal (indicators.toml). Added when missing, never overwritten."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.signals import post_migrate

FILE = Path(__file__).with_name("indicators.toml")
ALWAYS = DateRange(date(2000, 1, 1), None)


def read() -> list[dict[str, Any]]:
    """The entries of the file, ranked in its order."""
    entries: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["indicator"]
    return [{"rank": 10 * number, "valid": ALWAYS} | entry for number, entry in enumerate(entries, 1)]


def connect(config: AppConfig) -> None:
    """Supply the rows after every migration, so that no installation is without them."""
    post_migrate.connect(supply, sender=config, dispatch_uid="figures.catalogue")


def supply(*, apps: Any = installed, using: str = "default", **_kwargs: object) -> None:
    """Add the indicators that are missing."""
    try:
        indicator = apps.get_model("figures", "Indicator")
    except LookupError:
        return  # migrated back to before the first migration
    indicator.objects.using(using).bulk_create([indicator(**entry) for entry in read()], ignore_conflicts=True)
