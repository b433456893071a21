"""Figures of the register that add up: models by field and unit (or level, or check), commendations by level. Every
number opens the list that it counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from organizations.models import Unit, UnitLevel

from .enums import CheckResult, Honoured
from .filters_register import UNCHECKED, CommendationFilter, ModelFilter
from .models import ModelField
from .models.register import CommendationQuerySet, LocalModelQuerySet

BY_UNIT, BY_LEVEL, BY_CHECK = "don-vi", "cap", "kiem-tra"


@dataclass(frozen=True)
class Cell:
    """A number and the list that it counts."""

    number: int
    url: str
    column: str = ""


@dataclass(frozen=True)
class Line:
    """A row: what it is about, a cell for each column, and their sum."""

    label: str
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True)
class Figures:
    """Columns, rows, and the sums of the columns."""

    columns: tuple[str, ...]
    rows: tuple[Line, ...]
    total: Line


def of_models(models: LocalModelQuerySet, wanted: ModelFilter, by: str, view: Unit | None) -> Figures:
    """Models that pass, by field across and by unit, level or result of the check downwards; at most three queries."""
    column, name = {BY_LEVEL: ("unit__kind__level__code", "level"), BY_CHECK: ("check_result", "check")}.get(
        by, ("unit__code", "unit")
    )
    found = wanted.apply(models).order_by().values_list("field__code", column).annotate(n=Count("pk"))
    numbers = {(field, key or UNCHECKED): number for field, key, number in found}
    fields = [field for field in ModelField.objects.order_by("rank", "pk") if _counts(numbers, 0, field.code)]
    keys = _labelled(by, {key for _field, key in numbers})
    across = [(field.code, str(field)) for field in fields]

    def narrowed(row: str, column: str) -> str:
        changes: dict[str, Any] = ({name: row} if row else {}) | ({"field": column} if column else {})
        return replace(wanted, **changes).url(view)

    return _figures(across, keys, lambda row, column: numbers.get((column, row), 0), narrowed)


def of_commendations(rows: CommendationQuerySet, wanted: CommendationFilter, view: Unit | None) -> Figures:
    """Commendations that pass, by level across and by who is commended downwards; two queries."""
    found = wanted.apply(rows).order_by().values_list("level__code", "honoured").annotate(n=Count("pk"))
    numbers = {(level, honoured): number for level, honoured, number in found}
    levels = [level for level in UnitLevel.objects.order_by("rank", "pk") if _counts(numbers, 0, level.code)]
    sorts = [(sort.value, str(sort.label)) for sort in Honoured if _counts(numbers, 1, sort.value)]
    across = [(level.code, str(level)) for level in levels]

    def narrowed(row: str, column: str) -> str:
        changes: dict[str, Any] = ({"honoured": row} if row else {}) | ({"level": column} if column else {})
        return replace(wanted, **changes).url(view)

    return _figures(across, sorts, lambda row, column: numbers.get((column, row), 0), narrowed)


def _figures(across: Sequence[tuple[str, str]], down: Sequence[tuple[str, str]], number: Any, url: Any) -> Figures:
    def line(label: str, row: str, rows: Iterable[str]) -> Line:
        keys = list(rows)
        cells = tuple(Cell(sum(number(key, code) for key in keys), url(row, code), name) for code, name in across)
        return Line(label, cells, Cell(sum(cell.number for cell in cells), url(row, "")))

    lines = tuple(line(label, key, [key]) for key, label in down)
    return Figures(tuple(name for _code, name in across), lines, line(_("Tổng số"), "", [key for key, _name in down]))


def _counts(numbers: dict[tuple[str, str], int], place: int, code: str) -> bool:
    return any(key[place] == code for key in numbers)


def _labelled(by: str, keys: set[str]) -> list[tuple[str, str]]:
    if by == BY_LEVEL:
        return [(one.code, str(one)) for one in UnitLevel.objects.filter(code__in=keys).order_by("rank", "pk")]
    if by == BY_CHECK:
        known = [(result.value, str(result.label)) for result in CheckResult] + [(UNCHECKED, _("Chưa kiểm tra"))]
        return [(code, label) for code, label in known if code in keys]
    units = Unit.objects.filter(code__in=keys).select_related("kind__level")
    return [(unit.code, unit.label) for unit in units.order_by("kind__level__rank", "sort_key", "pk")]
