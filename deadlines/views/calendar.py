"""Lịch làm việc: the days off and the swapped days of a year, for everybody."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import User
from common import clock
from deadlines import calendars, days, policies, year_sheets
from deadlines.models import CalendarDay, CalendarYear
from deadlines.proposals import FIRST_YEAR, LAST_YEAR
from organizations.current import unit_in_view
from organizations.models import Ancestry, Unit


@require_GET
def year_page(request: HttpRequest, year: int) -> HttpResponse:
    """A year as the unit in view counts it: the country's days, and the own ones of the units above."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    unit = unit_in_view(request)
    calendar = calendars.of_unit(unit.pk if unit else None)
    context = {
        "year": year,
        "unit": unit,
        "months": year_sheets.of_year(year, calendar),
        "weekdays": list(zip(days.WEEKDAYS_SHORT, days.WEEKDAYS, strict=True)),
        "legend": year_sheets.legend(),
        "special": _special_days(year, unit),
        "accepted": CalendarYear.objects.filter(year=year).first(),
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < LAST_YEAR else None,
        "may_accept": policies.may_change_country(cast(User, request.user)),
    }
    return render(request, "deadlines/calendar.html", context)


def _special_days(year: int, unit: Unit | None) -> list[tuple[CalendarDay, str]]:
    """The rows of the year with their days of the week."""
    above = Ancestry.objects.filter(descendant=unit, valid__contains=clock.today()).values("ancestor")
    rows = CalendarDay.objects.filter(
        Q(unit=None) | Q(unit__in=above), day__range=(date(year, 1, 1), date(year, 12, 31))
    )
    return [(row, days.weekday(row.day)) for row in rows.select_related("unit__kind").order_by("day", "pk")]
