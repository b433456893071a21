"""Who sent a form and who did not, window by window: under a unit, added up for each unit directly below it.

Units are those that owe the form (see expected), each under the unit that it stood under on its anchor day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from common import clock
from organizations.models import Unit

from .enums import SENT_UP
from .expected import owed_sql, scope_of
from .models import Form, ReportingWindow
from .standing import Standing, standing_of

# One row per window, unit directly below, and whatever decides the standing: the number of units, not the units.
_COUNTED = f"""
    SELECT w.id, g.ancestor_id, s.state, s.due_on, s.first_sent_on > s.due_on, count(*), min(s.id), min(o.unit_id)
    FROM indicators_reportingwindow w
    CROSS JOIN LATERAL ({owed_sql("w.days", "upper(w.days) - 1")}) o
    JOIN organizations_ancestry a
    ON a.ancestor_id = %(unit)s AND a.descendant_id = o.unit_id AND a.valid @> o.anchor
    JOIN organizations_ancestry g
    ON g.descendant_id = o.unit_id AND g.depth = greatest(a.depth - 1, 0) AND g.valid @> o.anchor
    LEFT JOIN indicators_submission s ON s.form_id = %(form)s AND s.window_id = w.id AND s.unit_id = o.unit_id
    WHERE w.id = ANY(%(windows)s::bigint[])
    GROUP BY w.id, g.ancestor_id, s.state, s.due_on, s.first_sent_on > s.due_on
"""


@dataclass
class Cell:
    """What a unit (or all units under it) sent for the window named. ``submission``: of a unit that reports itself."""

    label: str
    counts: Counter[Standing] = field(default_factory=Counter)
    submission: int | None = None
    own: bool = False

    @property
    def expected(self) -> int:
        """How many owe the form."""
        return self.counts.total()

    @property
    def due(self) -> int:
        """How many owe it by now: their window has opened."""
        return self.expected - self.counts[Standing.NOT_DUE]

    @property
    def sent(self) -> int:
        """How many sent it, late or not."""
        return self.counts[Standing.ON_TIME] + self.counts[Standing.LATE]

    @property
    def late(self) -> int:
        """How many sent it after its last day."""
        return self.counts[Standing.LATE]

    @property
    def overdue(self) -> int:
        """How many have not sent it although its last day is over."""
        return self.counts[Standing.OVERDUE]

    @property
    def waiting(self) -> int:
        """How many have not sent it and still have time."""
        return self.counts[Standing.WAITING]

    @property
    def standing(self) -> Standing | None:
        """The standing of a single unit."""
        return next(iter(self.counts), None) if self.own else None


@dataclass(frozen=True)
class Row:
    """A unit directly below, with a cell per window."""

    unit: Unit
    cells: list[Cell]


@dataclass(frozen=True)
class Completeness:
    """Units by windows. ``totals``: all units together, per window."""

    windows: list[ReportingWindow]
    rows: list[Row]
    totals: list[Cell]


def completeness(form: Form, windows: Sequence[ReportingWindow], unit: Unit) -> Completeness:
    """Who sent the form for these windows under the unit: two statements, whatever the number of units."""
    cells: dict[int, dict[int, Cell]] = {}
    totals = {window.pk: Cell(window.period.short_label) for window in windows}
    opens, today = {window.pk: window for window in windows}, clock.today()
    for window, below, state, due_on, is_late, count, submission, first in _counted(form, windows, unit):
        about = opens[window]
        due = due_on or about.due_on
        standing = (
            Standing.LATE
            if state in SENT_UP and is_late
            else standing_of(state=state, opens_on=about.opens_on, due_on=due, first_sent_on=None, today=today)
        )
        cell = cells.setdefault(below, {}).setdefault(window, Cell(totals[window].label))
        cell.counts[standing] += count
        totals[window].counts[standing] += count
        if first == below and count == 1:
            cell.own, cell.submission = True, submission
    named = Unit.objects.filter(pk__in=cells).select_related("kind").order_by("sort_key", "pk")
    rows = [
        Row(one, [cells[one.pk].get(window.pk) or Cell(totals[window.pk].label) for window in windows]) for one in named
    ]
    return Completeness(list(windows), rows, [totals[window.pk] for window in windows])


def _counted(form: Form, windows: Sequence[ReportingWindow], unit: Unit) -> list[tuple[Any, ...]]:
    values = scope_of(form) | {"unit": unit.pk, "windows": [window.pk for window in windows]}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
