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
from organizations.models import Body, Unit

from .. import dashboard as data
from ..dashboard.board import ROWS
from ..dashboard.cards import lens_of
from ..dashboard.form import DashboardForm
from ..dashboard.oldest import oldest, oldest_of
from ..dashboard.own import body_of
from ..forms import quarter_of_today

YEARS_BEFORE = 2  # of the eight quarters that the line shows
KNOWN = {UNIT_PARAMETER, PARAMETER, "ky", "xem"}
PARTS = {
    "filters": "components/filters.html",
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
    body = body_of(cast(User, request.user), unit)
    context = {
        "unit": unit,
        "body": body,
        "period": period,
        "read_at": clock.now(),
        "parts": _parts(request, unit, body, period),
        "oldest": oldest_of(body) if body else oldest(unit),
    }
    return render(request, "reports/dashboard.html", context)


def _parts(request: HttpRequest, unit: Unit, body: Body | None, period: Period) -> dict[str, SafeString]:
    """The parts of the page that hang on nothing but the unit's records, the address, the language and the lens."""
    user = cast(User, request.user)
    matter = request.GET.get("xem", "")

    def draw() -> tuple[Collection[int], dict[str, SafeString]]:
        board = data.read_own(body, unit, period, matter) if body else data.read(user, unit, period, matter)
        page = page_of(request, board.lines, ROWS)
        form = DashboardForm({"ky": period.code, "xem": matter})
        context = {"board": board, "page": page, "chart": board.chart(page.object_list), "form": form}
        drawn = {part: render_to_string(template, context, request) for part, template in PARTS.items()}
        return board.units, drawn

    asked = request.GET.urlencode()
    lens = f"body-{body.pk}" if body else lens_of(user)
    name = f"dashboard:{request.path}:{clock.today()}:{get_language()}:{lens}:{period.code}:{asked}"
    return kept.of_unit(name, unit.pk, draw, keep=set(request.GET) <= KNOWN and len(asked) < 120)


def _sees(user: User, unit: Unit) -> bool:
    """Running the system opens no records. Whoever belongs to the unit otherwise, and whoever found it by its name in
    the address, within their reach, needs no other look."""
    held = roles.memberships(user)
    only_runs = {m.unit_id for m in held} - {m.unit_id for m in held if m.role != Role.SYSTEM_ADMIN}
    return unit.pk not in only_runs or scope.reach_of(user).filter(target=unit).exists()


def _period(code: str) -> Period:
    """Periods before the first year that has eight quarters behind it are as unknown as any other."""
    try:
        period = Period.parse(code)
        period.previous()
        Period.of_year(period.end.year - YEARS_BEFORE)
    except BadPeriod:
        return quarter_of_today()
    return period
