"""What reception and pending cases bring to the portal at start-up: events, clocks, links, menu, catalogues."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from common import catalogues, finder, frame
from deadlines.catalogue import load_kinds

DATA = Path(__file__).parent / "data"


def register() -> None:
    """Called once at start-up, by the room."""
    from . import (
        case_links,
        counting_reception,
        events_cases,
        events_reception,
        policies_cases,
        policies_reception,
        timing_reception,
    )

    events_reception.register_sentences()
    events_cases.register_sentences()
    timing_reception.register()
    case_links.register()
    assert counting_reception.visits  # importing it registers the counts
    frame.register_nav(46, _("Tiếp công dân"), "letters:reception", allowed=policies_reception.may_open)
    finder.register_code("letters.case", "VV-[0-9]{4}-[0-9]{4,12}", case_links.case_by_code)
    frame.register_nav(47, _("Vụ việc"), "letters:cases", allowed=policies_cases.may_open_list)


def load() -> int:
    """Kinds of clocks are brought up to date; fields and stages are added when missing and never overwritten."""
    from .models import CaseField, CaseStage

    rows = catalogues.read(DATA / "cases.toml")
    listed = [(CaseField, rows["fields"]), (CaseStage, rows["stages"])]
    return load_kinds(DATA / "reception.toml") + sum(_add(model, found) for model, found in listed)


def _add(model: Any, rows: list[dict[str, Any]]) -> int:
    made = [model(rank=10 * place, **row) for place, row in enumerate(rows, 1)]
    model.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)
