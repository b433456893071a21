"""Figures of petitions: every number opens the list that it counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from common import clock
from common.numbers import show
from common.periods import Period
from organizations.current import unit_in_view
from petitions import cube
from petitions.classes import ResultClass
from petitions.cube import Cube, Line, OnTime, Rows
from petitions.filters import AS_CONSOLIDATED, AS_RECEIVED, IS_SETTLED, PetitionFilter
from petitions.forms.figures import CubeForm


@dataclass(frozen=True)
class Cell:
    """A number and the list that it counts; nothing to open where there is nothing."""

    label: str
    number: int
    url: str


@dataclass(frozen=True)
class Row:
    """A line of the table with its links."""

    label: str
    total: Cell
    cells: list[Cell]
    on_time: OnTime
    rate: str
    rate_cells: list[Cell]


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """Results by level, field, unit or quarter, with the on-time rate and what it is made of; for htmx the results."""
    unit = unit_in_view(request)
    form = CubeForm(request.GET)
    context: dict[str, Any] = {"form": form, "classes": list(ResultClass)}
    if unit is not None:
        chosen = form.chosen()
        table = cube.read(unit, **chosen)
        base = PetitionFilter(
            under=unit.code,
            received_in=table.period,
            level=chosen["level"],
            field=chosen["field"],
            on=table.on if table.on < clock.today() else None,
        )
        context |= {
            "table": table,
            "rows": [_row(table, line, _of_line(base, table.rows, line)) for line in table.lines],
            "total": _row(table, table.total, base),
            "settled": _settled(table, base),
            "before": Cell("", table.before, replace(base, basis=AS_RECEIVED).url(unit)),
        }
    template = "petitions/figures.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


def _of_line(base: PetitionFilter, rows: Rows, line: Line) -> PetitionFilter:
    if rows == Rows.LEVEL:
        return replace(base, level=line.code)
    if rows == Rows.FIELD:
        return replace(base, field=line.code)
    if rows == Rows.UNIT:
        return replace(base, under="", councils_of=line.code)
    return replace(base, received_in=Period.parse(line.code)) if line.code != "-" else base


def _settled(table: Cube, base: PetitionFilter) -> Cell:
    number = table.total.settled
    return Cell("", number, replace(base, settled=IS_SETTLED).url(table.unit) if number else "")


def _row(table: Cube, line: Line, of_line: PetitionFilter) -> Row:
    def cell(label: Any, number: int, **more: Any) -> Cell:
        return Cell(str(label), number, replace(of_line, **more).url(table.unit) if number else "")

    rate = line.on_time
    return Row(
        line.label,
        cell("", line.total, basis=AS_CONSOLIDATED),
        [cell(result.label, line.counts[result], result=result.value) for result in ResultClass],
        rate,
        "" if rate.percent is None else show(rate.percent, 1),
        [
            cell("", rate.in_time, on_time="in-time"),
            cell("", rate.answered, on_time="answered"),
            cell("", rate.overdue, on_time="overdue"),
        ],
    )
