"""Figures of many units as one: added up from what they sent, every total with the units that are silent in it.

Counts, amounts and standing figures add up over units; a ratio with its parts is the sum of the parts over the sum of
the wholes, never a mean of ratios; a ratio of two indicators comes from their two sums. A bare percentage, a rank and
words cannot be added: the units that gave one are listed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import connection, models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common import clock
from common.errors import Refused
from figures.enums import FigureKind
from figures.models import Indicator
from organizations.models import Unit

from . import rollup_sql
from .enums import SENT_UP
from .expected import question
from .models import Form, FormLine, ReportingWindow
from .standing import SILENT, Standing, standing_of

ADDED = (FigureKind.COUNT, FigureKind.SUM, FigureKind.LAST)
"""Kinds whose numbers add up over units."""

type Key = tuple[int, int | None]
"""An indicator and an item of its breakdown, or None for the indicator as a whole."""


class View(models.TextChoices):
    """Under which map figures are added up."""

    THEN = "then", _("theo địa giới khi báo cáo")
    RESTATED = "restated", _("tính lại theo địa giới hiện nay")


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A unit that owes the form and counts under the unit that is rolled up, as it was called on its anchor day.

    ``weight`` is the part of its figures that counts here, 1 for all. ``undivided``: a part of them was split without
    known shares and only some of those who took over stand here, so that part counts further up alone.
    """

    unit_id: int
    label: str
    anchor: date
    weight: Decimal
    undivided: bool
    submission_id: int | None
    state: str | None
    first_sent_on: date | None
    standing: Standing

    @property
    def percent(self) -> Decimal:
        """The part as a percentage."""
        return 100 * self.weight

    @property
    def is_sent(self) -> bool:
        """Its figures were sent up, so they may be added."""
        return self.standing not in SILENT


@dataclass(frozen=True, kw_only=True)
class Total:
    """An indicator (and item) of all units together; None where nothing was given or nothing can be added.

    ``given``: how many units gave a figure. ``zero``: those that gave zero. ``missing``: the reasons of those that have
    none, by unit. ``listed``: those whose figure cannot be added.
    """

    indicator: Indicator
    item_id: int | None = None
    number: Decimal | None = None
    part: Decimal | None = None
    whole: Decimal | None = None
    given: int = 0
    zero: tuple[int, ...] = ()
    missing: dict[int, str]
    listed: tuple[int, ...] = ()

    @property
    def is_given(self) -> bool:
        """There is a sum."""
        return self.number is not None


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What one unit states of one indicator; everything None or empty where it is silent."""

    unit: Counted
    number: Decimal | None = None
    part: Decimal | None = None
    whole: Decimal | None = None
    text: str = ""
    missing: str = ""


@dataclass(frozen=True, kw_only=True)
class RollUp:
    """A form of a window, added up for a unit under one map; ``on`` is the day of the map when it is restated."""

    form: Form
    window: ReportingWindow
    unit: Unit
    view: View
    on: date | None
    unapproved: bool
    units: tuple[Counted, ...]
    totals: dict[Key, Total]

    def total(self, indicator: Indicator, item_id: int | None = None) -> Total:
        """The total, an empty one where no unit states anything."""
        found = self.totals.get((indicator.pk, item_id))
        return found or Total(indicator=indicator, item_id=item_id, missing={})

    @cached_property
    def by_unit(self) -> dict[int, Counted]:
        """The units by their keys, for the names of the silent ones."""
        return {unit.unit_id: unit for unit in self.units}

    @cached_property
    def added(self) -> tuple[Counted, ...]:
        """Units whose figures are in the sums."""
        return tuple(unit for unit in self.units if _is_added(unit, self.unapproved))

    @cached_property
    def undivided(self) -> tuple[Counted, ...]:
        """Units of which a part could not be divided: it is in the sum of a unit above, not in this one."""
        return tuple(unit for unit in self.units if unit.undivided)

    def standing(self, *wanted: Standing) -> tuple[Counted, ...]:
        """The units of these standings: not due, waiting, overdue, late, on time."""
        return tuple(unit for unit in self.units if unit.standing in wanted)

    def contributions(self, indicator: Indicator, item_id: int | None = None) -> list[Contribution]:
        """What each unit states, in the order of the units; asked when a total is opened: one statement."""
        rows = _ask(rollup_sql.STATED, _sums(self.added, [indicator.pk]) | {"item": item_id})
        stated = {unit: row for unit, *row in rows}
        return [_contribution(unit, stated.get(unit.unit_id)) for unit in self.units]


def roll_up(
    form: Form,
    window: ReportingWindow,
    unit: Unit,
    *,
    view: View = View.THEN,
    on: date | None = None,
    indicators: Iterable[Indicator] | None = None,
    unapproved: bool = False,
) -> RollUp:
    """What the units under ``unit`` sent on the form for the window, added up: three statements, whatever the numbers.

    ``on``: the day of the map for a restated view, today without it; never before the window's last day, because
    figures of a merged unit cannot be given back. ``indicators``: those of the form without it. ``unapproved``: also
    figures that were not sent up yet.
    """
    on = _map_day(window, on) if view is View.RESTATED else None
    wanted = [line.indicator for line in lines_of(form, window)] if indicators is None else list(indicators)
    units = _units(form, window, unit, on)
    added = [row for row in units if _is_added(row, unapproved)]
    totals = _totals(added, wanted)
    return RollUp(
        form=form, window=window, unit=unit, view=view, on=on, unapproved=unapproved, units=tuple(units), totals=totals
    )


def lines_of(form: Form, window: ReportingWindow) -> list[FormLine]:
    """The lines of the version that is used for the window, in its order."""
    lines = FormLine.objects.filter(
        version__form=form, version__published_at__isnull=False, version__valid__contains=window.end
    )
    return list(lines.select_related("indicator__part", "indicator__whole", "section"))


def _map_day(window: ReportingWindow, on: date | None) -> date:
    if on is None:
        return max(clock.today(), window.end)
    if on < window.end:
        raise Refused(
            _now("Chọn ngày của địa giới từ ngày chốt số liệu {day} trở đi.").format(day=f"{window.end:%d/%m/%Y}"),
            field="on",
        )
    return on


def _units(form: Form, window: ReportingWindow, unit: Unit, on: date | None) -> list[Counted]:
    values = question(form, window) | {"window": window.pk, "unit": unit.pk, "on": on}
    today = clock.today()
    found = []
    for unit_id, label, anchor, weight, undivided, submission, state, due_on, first_sent_on in _ask(
        _statement(on, today), values
    ):
        standing = standing_of(
            state=state,
            opens_on=window.opens_on,
            due_on=due_on or window.due_on,
            first_sent_on=first_sent_on,
            today=today,
        )
        found.append(
            Counted(
                unit_id=unit_id, label=label, anchor=anchor, weight=weight, undivided=undivided,
                submission_id=submission, state=state, first_sent_on=first_sent_on, standing=standing,
            )
        )  # fmt: skip
    return found


def _statement(on: date | None, today: date) -> str:
    if on is None:
        return rollup_sql.THEN
    return rollup_sql.RESTATED_TODAY if on == today else rollup_sql.RESTATED


def _is_added(unit: Counted, unapproved: bool) -> bool:
    return unit.submission_id is not None and unit.weight > 0 and (unapproved or unit.state in SENT_UP)


def _sums(added: Iterable[Counted], indicators: Iterable[int]) -> dict[str, Any]:
    rows = [(unit.submission_id, unit.weight) for unit in added]
    return {
        "submissions": [submission for submission, _weight in rows],
        "weights": [weight for _submission, weight in rows],
        "indicators": list(indicators),
    }


def _totals(added: list[Counted], wanted: list[Indicator]) -> dict[Key, Total]:
    asked = {indicator.pk: indicator for indicator in wanted if indicator.part is None}
    for indicator in wanted:
        if indicator.part is not None and indicator.whole is not None:
            asked |= {indicator.part.pk: indicator.part, indicator.whole.pk: indicator.whole}
    rows = _ask(rollup_sql.TOTALS, _sums(added, asked))
    totals = {(row[0], row[1]): _total(asked[row[0]], row) for row in rows}
    for indicator in wanted:
        if indicator.part is not None and indicator.whole is not None:
            part, whole = totals.get((indicator.part.pk, None)), totals.get((indicator.whole.pk, None))
            if part and whole:
                totals[indicator.pk, None] = _computed(indicator, part, whole)
    return totals


def _total(indicator: Indicator, row: tuple[Any, ...]) -> Total:
    _pk, item, number, part, whole, given, zero, bare, silent, reasons = row
    is_ratio, is_added = indicator.kind == FigureKind.RATIO, indicator.kind in ADDED
    return Total(
        indicator=indicator,
        item_id=item,
        number=number if is_added else percent(part, whole) if is_ratio else None,
        part=part if is_ratio else None,
        whole=whole if is_ratio else None,
        given=given,
        zero=tuple(zero or ()),
        missing=dict(zip(silent or (), reasons or (), strict=True)),
        listed=() if is_added else tuple(bare or ()),
    )


def _computed(indicator: Indicator, part: Total, whole: Total) -> Total:
    return Total(
        indicator=indicator,
        number=percent(part.number, whole.number),
        part=part.number,
        whole=whole.number,
        given=min(part.given, whole.given),
        missing=part.missing | whole.missing,
    )


def percent(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """A part of a whole, unrounded; None where there is nothing to divide by."""
    return 100 * part / whole if part is not None and whole else None


def _contribution(unit: Counted, row: list[Any] | None) -> Contribution:
    if row is None:
        return Contribution(unit=unit)
    number, part, whole, text, missing = row
    return Contribution(unit=unit, number=number, part=part, whole=whole, text=text, missing=missing)


def _ask(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
