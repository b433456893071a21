"""What comes with the portal: the clock of submissions, and the regimes that everybody shares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from common import catalogues
from deadlines.catalogue import load_kinds

from .models import Regime

DATA = Path(__file__).parent / "data"
_OURS = ("name_vi", "name_en", "basis")


def load() -> int:
    """Run after every migration. Closing days and days to send stay as administrators left them."""
    rows: list[dict[str, Any]] = catalogues.read(DATA / "regimes.toml")["regimes"]
    for row in rows:
        ours = {name: row[name] for name in _OURS}
        Regime.objects.update_or_create(code=row["code"], defaults=ours, create_defaults=row)
    return load_kinds(DATA / "kinds.toml") + len(rows)
