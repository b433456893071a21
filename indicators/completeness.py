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
from organizations.timeline import days

from .enums import SENT_UP
from .expected import scope_of
from .models import Form, ReportingWindow
from .standing import Standing, standing_of

# What a unit was, where it stood and whom it counts under are joined once for each stretch of days in which all of it
# held, not once for each window. One row per window, unit directly below, and whatever decides the standing. Who
# stood under a unit is read as a whole: one by one the planner would take the exclusion index, a hundred pages each.
_COUNTED = """
    WITH issued AS MATERIALIZED (
        SELECT x.descendant_id AS unit_id, x.valid FROM organizations_ancestry x WHERE x.ancestor_id = %(issuer)s
    ),
    under AS MATERIALIZED (
        SELECT x.descendant_id AS unit_id, x.valid, x.depth, u.valid AS life
        FROM organizations_ancestry x
        JOIN organizations_unit u ON u.id = x.descendant_id AND u.valid && %(span)s::daterange
        WHERE x.ancestor_id = %(unit)s
    ),
    held AS MATERIALIZED (
        SELECT a.unit_id, a.life, g.ancestor_id AS below, n.valid * p.valid * a.valid * g.valid AS days
        FROM organizations_unitkind k
        JOIN organizations_unitname n ON n.kind_id = k.id
        JOIN under a ON a.unit_id = n.unit_id
        JOIN issued p ON p.unit_id = a.unit_id
        JOIN organizations_ancestry g ON g.descendant_id = a.unit_id AND g.depth = greatest(a.depth - 1, 0)
        WHERE k.level_id = %(level)s
        AND (
            NOT EXISTS (SELECT FROM indicators_form_kinds c WHERE c.form_id = %(form)s)
            OR EXISTS (SELECT FROM indicators_form_kinds c WHERE c.form_id = %(form)s AND c.unitkind_id = k.id)
        )
    ),
    known AS (
        SELECT w.id AS window_id, h.unit_id, h.below, NULL::bigint AS submission_id, NULL AS state,
            NULL::date AS due_on, NULL::boolean AS is_late
        FROM indicators_reportingwindow w
        JOIN held h ON h.life && w.days AND h.days @> least(upper(w.days), upper(h.life)) - 1
        WHERE w.id = ANY(%(windows)s::bigint[])
        UNION ALL
        SELECT s.window_id, s.unit_id, NULL, s.id, s.state, s.due_on, s.first_sent_on > s.due_on
        FROM indicators_submission s WHERE s.form_id = %(form)s AND s.window_id = ANY(%(windows)s::bigint[])
    ),
    owed AS (
        SELECT window_id, unit_id, max(below) AS below, max(submission_id) AS submission_id, max(state) AS state,
            max(due_on) AS due_on, bool_or(is_late) AS is_late
        FROM known GROUP BY window_id, unit_id HAVING max(below) IS NOT NULL
    )
    SELECT o.window_id, o.below, o.state, o.due_on, o.is_late, count(*), min(o.submission_id), min(o.unit_id)
    FROM owed o GROUP BY o.window_id, o.below, o.state, o.due_on, o.is_late
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
    if not windows:
        return []
    span = days(min(window.start for window in windows), max(window.days.upper for window in windows))
    values = scope_of(form) | {"unit": unit.pk, "windows": [window.pk for window in windows], "span": span}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
