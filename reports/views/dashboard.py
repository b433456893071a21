"""The dashboard: one request, four figures, one chart, one line, what is silent and what is oldest."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from accounts.models import User
from common import clock
from common.frame import UNIT_PARAMETER
from common.pages import PARAMETER, page_of
from common.periods import BadPeriod, Period
from organizations import kept, roles, scope
from organizations.current import unit_in_view
from organizations.enums import Role
from organizations.models import Unit

from .. import dashboard as data
from ..dashboard.board import ROWS
from ..dashboard.cards import lens_of
from ..dashboard.form import DashboardForm
from ..dashboard.oldest import oldest
from ..forms import quarter_of_today

VERSION = "1"  # of the parts that are kept drawn: another one whenever their templates change
YEARS_BEFORE = 2  # of the eight quarters that the line shows
KNOWN = {UNIT_PARAMETER, PARAMETER, "ky", "xem"}
PARTS = {
    "figures": "reports/parts/board_figures.html",
    "charts": "reports/parts/board_charts.html",
    "silent": "reports/parts/board_silent.html",
}


@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """What is late, where, since when, for the unit in view and a period (?ky=); unknown periods mean this quarter.

    ?xem= chooses what the bars show, ?page= which of the units below. All but the oldest items is kept as it was drawn,
    until something changes in one of the units that it speaks of.
    """
    unit = unit_in_view(request)
    if unit is None or not _sees(cast(User, request.user), unit):
        return render(request, "reports/no_unit.html")
    period = _period(request.GET.get("ky", ""))
    matter = request.GET.get("xem", "")
    context = {
        "unit": unit,
        "period": period,
        "read_at": clock.now(),
        "parts": _parts(request, unit, period, matter),
        "oldest": oldest(unit),
        "form": DashboardForm({"ky": period.code, "xem": matter}),
    }
    return render(request, "reports/dashboard.html", context)


def _parts(request: HttpRequest, unit: Unit, period: Period, matter: str) -> dict[str, SafeString]:
    """The parts of the page that hang on nothing but the unit's records, the address, the language and the lens."""
    user = cast(User, request.user)

    def draw() -> tuple[Collection[int], dict[str, SafeString]]:
        board = data.read(user, unit, period, matter)
        page = page_of(request, board.lines, ROWS)
        context = {"board": board, "page": page, "chart": board.chart(page.object_list)}
        drawn = {part: render_to_string(template, context, request) for part, template in PARTS.items()}
        return board.units, drawn

    asked = request.GET.urlencode()
    name = f"dashboard-{VERSION}:{clock.today()}:{get_language()}:{lens_of(user)}:{period.code}:{asked}"
    return kept.of_unit(name, unit.pk, draw, keep=set(request.GET) <= KNOWN and len(asked) < 120)


def _sees(user: User, unit: Unit) -> bool:
    """Running the system opens no records; whoever belongs to the unit otherwise needs no look at what they reach."""
    own = {m.unit_id for m in roles.memberships(user) if m.role != Role.SYSTEM_ADMIN}
    return unit.pk in own or scope.reach_of(user).filter(target=unit).exists()


def _period(code: str) -> Period:
    """Periods before the first year that has eight quarters behind it are as unknown as any other."""
    try:
        period = Period.parse(code)
        period.previous()
        Period.of_year(period.end.year - YEARS_BEFORE)
    except BadPeriod:
        return quarter_of_today()
    return period
