"""A clock as the page of its record shows it: due date, time left, how it was counted, a text for chat groups.

context["clock"] = panel_of(task, "steering.task")        {% include "deadlines/due_panel.html" %}
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from . import remaining, sharing
from .counting import Calendar
from .enums import ClockState
from .models import Clock
from .remaining import Remaining


@dataclass(frozen=True)
class Panel:
    """What the fragment shows; ``share`` is empty where nothing may leave the portal."""

    due_on: date
    label: str
    state: ClockState
    left: Remaining
    provisional: bool
    url: str
    share: str


def panel_of(subject: Model, kind: str) -> Panel | None:
    """The newest clock of a record for one purpose; None without one. At most three queries.

    The reader sees the record, and who sees a record sees its clocks.
    """
    clock = Clock.objects.of(subject).filter(kind__code=kind).select_related("kind", "body").first()
    return panel(clock) if clock else None


def panel(clock: Clock, calendar: Calendar | None = None) -> Panel:
    """The same of a clock that is at hand with its kind and body, and perhaps the calendar of its unit."""
    return Panel(
        due_on=clock.due_on,
        label=remaining.due_label(clock),
        state=clock.condition,
        left=remaining.of(clock, calendar),
        provisional=clock.provisional,
        url=clock.get_absolute_url(),
        share=sharing.text_of(clock) if clock.is_live else "",
    )
