"""The dashboard: one request, four figures, one chart, one line, what is silent and what is oldest."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import User
from common.periods import BadPeriod, Period
from organizations.current import unit_in_view

from .. import dashboard as data
from ..forms import PeriodForm, quarter_of_today


@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """What is late, where, since when, for the unit in view and a period (?ky=); unknown periods mean this quarter."""
    unit = unit_in_view(request)
    if unit is None:
        return render(request, "reports/no_unit.html")
    period = _period(request.GET.get("ky", ""))
    context = {
        "board": data.read(cast(User, request.user), unit, period),
        "form": PeriodForm({"ky": period.code}),
    }
    return render(request, "reports/dashboard.html", context)


def _period(code: str) -> Period:
    try:
        return Period.parse(code)
    except BadPeriod:
        return quarter_of_today()
