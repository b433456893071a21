"""Which communes below disclose as the law says."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common import clock, list_files
from common.pages import page_of
from common.periods import BadPeriod, Period
from disclosures import compliance, list_columns
from organizations.current import unit_in_view

from .people import person

PERIOD = "ky"


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """One line a commune of the unit in view, for a quarter (?ky=, any period); whoever is behind stands first."""
    unit, window = unit_in_view(request), _window(request.GET.get(PERIOD, ""))
    found = compliance.of_unit(unit, window, person(request)) if unit else None
    if found and (file := list_files.asked(
        request, _("Tổng hợp công khai"), list_columns.COMPLIANCE, found.rows, unit=unit, said=[window.label]
    )):  # fmt: skip
        return file
    current = _quarter()
    context = {
        "table": found,
        "page": page_of(request, found.rows if found else []),
        "window": window,
        "quarters": [current, *_before(current, 4)],
    }
    return render(request, "disclosures/compliance.html", context)


def _quarter() -> Period:
    today = clock.today()
    return Period.quarter(today.year, (today.month + 2) // 3)


def _before(quarter: Period, number: int) -> list[Period]:
    found = [quarter]
    for _step in range(number):
        found.append(found[-1].previous())
    return found[1:]


def _window(code: str) -> Period:
    """The period of the address; the running quarter for anything that is none."""
    try:
        return Period.parse(code)
    except BadPeriod:
        return _quarter()
