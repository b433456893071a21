"""Kinds of clocks and their reminder steps, and the rules of the law. What administrators may change is left alone."""

from pathlib import Path
from typing import Any

from common import catalogues

from . import reminding, rule_file
from .models import Clock, ClockKind, ReminderStep

DATA = Path(__file__).parent / "data"


def load() -> int:
    """Bring this room's own kinds and the rules up to date."""
    return load_kinds(DATA / "kinds.toml") + rule_file.load()


def load_kinds(path: Path) -> int:
    """Bring the kinds of a file up to date; rooms call it with theirs.

    Steps that exist keep their numbers; running clocks owe a new step as if it had always been there.
    """
    rows: list[dict[str, Any]] = catalogues.read(path)["kinds"]
    for row in rows:
        steps = row.pop("steps", [])
        kind, _new = ClockKind.objects.update_or_create(code=row.pop("code"), defaults=row)
        new = [_is_new_step(kind, step) for step in steps]
        if any(new):
            reminding.look_again(Clock.objects.filter(kind=kind))
    return len(rows)


def _is_new_step(kind: ClockKind, step: dict[str, Any]) -> bool:
    return ReminderStep.objects.get_or_create(kind=kind, code=step.pop("code"), defaults=step)[1]
