"""Who below discloses as the law says: one line a commune, for a span of days; every number opens to its list.

Read from the stakes alone: a province's quarter costs an index range a commune, whatever hangs elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.periods import Period
from organizations import scope
from organizations.enums import Why
from organizations.models import Reach, Unit

from .enums import DisclosureStatus, Timeliness
from .filters import GAP, DisclosureFilter
from .models import DisclosureStake
from .models.disclosures import timeliness_q

COLUMNS = {
    "decided": _("Phải công khai"),
    "on_time": _("Đúng hạn"),
    "late": _("Chậm"),
    "missing": _("Quá hạn, chưa đủ nơi"),
    "waiting": _("Còn trong hạn"),
    "gaps": _("Gián đoạn"),
}


@dataclass(frozen=True)
class Cell:
    """A number and the list of exactly what it counts."""

    number: int
    url: str


@dataclass(frozen=True)
class Row:
    """A commune, or the total: how many decisions, on time, late, missing, still in time, with a gap."""

    unit: Unit
    cells: Sequence[Cell]
    is_total: bool = False

    @property
    def labelled(self) -> list[tuple[str | Promise, Cell]]:
        """The numbers with their columns' names, as cards on a phone show them."""
        return list(zip(COLUMNS.values(), self.cells, strict=True))

    @property
    def is_silent(self) -> bool:
        """Nothing was decided within the span, or nobody wrote it down."""
        return self.cells[0].number == 0


@dataclass(frozen=True)
class Table:
    """The lines with the most missing first, silent communes last, and their sum."""

    window: Period
    day: date
    rows: Sequence[Row]
    total: Row

    @property
    def silent(self) -> int:
        """How many communes have nothing in the span."""
        return sum(row.is_silent for row in self.rows)


def of_unit(unit: Unit, window: Period, user: User) -> Table:
    """The communes that the unit reaches, as they stood on the span's last day, or today while it runs."""
    day = min(window.end, clock.today())
    units = _communes(unit, user, day)
    numbers = _numbers(units, window, day)
    rows = [Row(one, _cells(numbers.get(one.pk, (0,) * len(COLUMNS)), window, day, one)) for one in units]
    rows.sort(key=lambda row: (row.is_silent, -row.cells[3].number, -row.cells[2].number, row.unit.sort_key))
    sums = [sum(row.cells[place].number for row in rows) for place in range(len(COLUMNS))]
    return Table(window, day, rows, Row(unit, _cells(sums, window, day, unit), is_total=True))


def _communes(unit: Unit, user: User, day: date) -> list[Unit]:
    """Units of the communes' level within reach that lived on the day; none for whoever does not reach the unit."""
    reached = Reach.objects.filter(source=unit).values("target")
    units = Unit.objects.alive(day).filter(pk__in=reached, kind__level__code="commune")
    allowed = scope.reach_of(user).filter(target=unit)
    return list(units.select_related("kind").order_by("sort_key", "pk")) if allowed.exists() else []


def _numbers(units: Sequence[Unit], window: Period, day: date) -> dict[int, tuple[int, ...]]:
    stakes = DisclosureStake.objects.filter(
        unit__in=units, decided_on__range=(window.start, window.end), why=Why.ORIGIN, until=None
    ).exclude(status=DisclosureStatus.CANCELLED)
    counted: Any = (
        stakes.order_by()
        .values_list("unit")
        .annotate(
            decided=Count("pk"),
            on_time=Count("pk", filter=timeliness_q(Timeliness.ON_TIME, day)),
            late=Count("pk", filter=timeliness_q(Timeliness.LATE, day)),
            missing=Count("pk", filter=timeliness_q(Timeliness.MISSING, day)),
            waiting=Count("pk", filter=timeliness_q(Timeliness.WAITING, day)),
            gaps=Count("pk", filter=Q(gap_on__lte=day)),
        )
    )
    return {row[0]: row[1:] for row in counted}


def _cells(numbers: Sequence[int], window: Period, day: date, unit: Unit) -> list[Cell]:
    pairs = zip(COLUMNS, numbers, strict=True)
    return [Cell(number, _filter(column, window, day).url(unit)) for column, number in pairs]


def _filter(column: str, window: Period, day: date) -> DisclosureFilter:
    if column == "gaps":
        return DisclosureFilter(decided_in=window, on=day, mark=GAP)
    return DisclosureFilter(decided_in=window, on=day, timeliness="" if column == "decided" else column)
