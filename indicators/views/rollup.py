"""Figures of many units as one table, under the map of then or of today; a total opens to what each unit states."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from common.pages import page_of
from indicators import rolled
from indicators.excel import tidy
from indicators.forms.rollup import RollUpForm
from indicators.models import FormLine
from indicators.rollup import RollUp, View, lines_of, roll_up
from indicators.standing import Standing
from organizations.current import unit_in_view

MOST_NAMES = 20


@require_safe
def rollup(request: HttpRequest) -> HttpResponse:
    """The form and the window in the address, added up for the unit in view."""
    unit = unit_in_view(request)
    form = RollUpForm(request.GET, unit=unit) if unit else None
    chosen = form.chosen() if form else None
    if unit is None or form is None or chosen is None:
        return render(request, "indicators/rollup.html", {"unit": unit, "form": form, "chosen": None})
    lines = lines_of(chosen.form, chosen.window)
    found = roll_up(
        chosen.form, chosen.window, unit, view=chosen.view, on=chosen.on if chosen.view is View.RESTATED else None,
        indicators=[line.indicator for line in lines], unapproved=chosen.unapproved,
    )  # fmt: skip
    asked = tidy.Asked(chosen.form, chosen.window, unit, lines, chosen.unapproved)
    if file := tidy.answer(request, cast(User, request.user), asked, len(found.units)):
        return file
    context = {
        "unit": unit,
        "form": form,
        "chosen": chosen,
        "rolled": found,
        "sections": rolled.sections(found, lines),
        "silences": _silences(found),
    } | _opened(request, found, lines)
    return render(request, "indicators/rollup.html", context)


def _silences(found: RollUp) -> list[dict[str, object]]:
    """Standings with the units of each: how many, and the first of them by name."""
    silences: list[dict[str, object]] = []
    for standing in (Standing.OVERDUE, Standing.WAITING, Standing.NOT_DUE, Standing.LATE):
        units = found.standing(standing)
        if units:
            silences.append({"standing": standing, "count": len(units), "units": units[:MOST_NAMES]})
    return silences


def _opened(request: HttpRequest, found: RollUp, lines: list[FormLine]) -> dict[str, object]:
    """The indicator that the address opens, 25 units a page."""
    asked = request.GET.get("chi-tieu", "")
    indicator = next((line.indicator for line in lines if line.indicator.code == asked), None)
    if indicator is None:
        return {"opened": None}
    page = page_of(request, found.contributions(indicator))
    return {"opened": indicator, "page": page, "contributions": rolled.opened(indicator, list(page))}
