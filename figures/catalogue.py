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
FIRST_DAY = date(2000, 1, 1)
ALWAYS = DateRange(FIRST_DAY, None)
LINKS = ("breakdown", "part", "whole")
DESCRIBED = ("definition_vi", "definition_en", "basis")


def read() -> list[dict[str, Any]]:
    """The indicators of the file, ranked in its order; links to others are codes."""
    entries: list[dict[str, Any]] = _file()["indicator"]
    return [{"rank": 10 * number, "valid": ALWAYS} | entry for number, entry in enumerate(entries, 1)]


def read_breakdowns() -> list[dict[str, Any]]:
    """The ways of splitting a figure, each with its items in order."""
    entries: list[dict[str, Any]] = _file()["breakdown"]
    return entries


def connect(config: AppConfig) -> None:
    """Supply the rows after every migration, so that no installation is without them."""
    post_migrate.connect(supply, sender=config, dispatch_uid="figures.catalogue")


def supply(*, apps: Any = installed, using: str = "default", **_kwargs: object) -> None:
    """Add what is missing. An indicator of a portal from before there were definitions gets its own once."""
    try:
        indicator, breakdown, item = (
            apps.get_model("figures", name) for name in ("Indicator", "Breakdown", "BreakdownItem")
        )
    except LookupError:
        return  # migrated back to before these tables
    breakdowns = _supply_breakdowns(breakdown.objects.using(using), item.objects.using(using))
    rows = indicator.objects.using(using)
    entries = read()
    bare = set(rows.filter(definition_vi="", basis="").values_list("code", flat=True))
    known = set(rows.values_list("code", flat=True))
    plain = [{name: value for name, value in entry.items() if name not in LINKS} for entry in entries]
    rows.bulk_create([indicator(**entry) for entry in plain if entry["code"] not in known], ignore_conflicts=True)
    made = {row.code: row for row in rows.filter(code__in=[entry["code"] for entry in entries])}
    fresh = [entry for entry in entries if entry["code"] not in known or entry["code"] in bare]
    for entry in fresh:
        row = made[entry["code"]]
        for name in DESCRIBED:
            setattr(row, name, entry.get(name, ""))
        if "breakdown" in entry:
            row.breakdown_id = breakdowns[entry["breakdown"]]
        if "part" in entry:
            row.part_id, row.whole_id = made[entry["part"]].pk, made[entry["whole"]].pk
    if fresh:
        rows.bulk_update([made[entry["code"]] for entry in fresh], [*DESCRIBED, "breakdown", "part", "whole"])


def _supply_breakdowns(breakdowns: Any, items: Any) -> dict[str, int]:
    """Ways of splitting and their items, where they are missing; keys by code."""
    entries = read_breakdowns()
    breakdowns.bulk_create(
        [breakdowns.model(**{name: entry[name] for name in ("code", "name_vi", "name_en")}) for entry in entries],
        ignore_conflicts=True,
    )
    keys: dict[str, int] = dict(breakdowns.values_list("code", "pk"))
    items.bulk_create(
        [
            items.model(
                breakdown_id=keys[entry["code"]],
                rank=10 * number,
                valid=DateRange(FIRST_DAY, part.get("until")),
                **{name: part[name] for name in ("code", "name_vi", "name_en")},
            )
            for entry in entries
            for number, part in enumerate(entry["items"], 1)
        ],
        ignore_conflicts=True,
    )
    return keys


def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
