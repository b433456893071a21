"""The schedule of citizen reception: a month at a glance, the list of days, one day with its part of the book."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from audit.services import history
from common import clock
from common.errors import Refused
from common.forms import attempt
from common.frame import of as frame_of
from common.pages import page_of
from common.periods import Period
from deadlines import calendars
from deadlines import days as day_words
from deadlines.counting import Calendar
from letters import policies_reception as policies
from letters import queries_reception as queries
from letters import workflow_reception
from letters.enums_reception import HEADS_RECEIVE_THEMSELVES_FROM, DayState
from letters.filters_reception import DayFilter
from letters.forms.reception import DayFilterForm, HoldForm, PlanDayForm, ReasonForm, VisitForm, month_of
from letters.models import ReceptionDay, Visit
from letters.queries_reception import Mark
from letters.services import reception as services
from organizations.current import unit_in_view
from organizations.models import Body, Unit
from steering.views.people import person

MONTH = "thang"


@dataclass(frozen=True)
class Cell:
    """One day of the month's sheet: why nobody works, and the receptions on it with the address of their list."""

    day: date
    off: str
    mark: Mark | None
    url: str


@require_safe
def schedule(request: HttpRequest) -> HttpResponse:
    """The month of the unit in view as a sheet, and its days one below the other."""
    user, unit = person(request), unit_in_view(request)
    month = month_of(request.GET.get(MONTH, ""))
    seen = ReceptionDay.objects.visible_in(user, unit) if unit else ReceptionDay.objects.none()
    days = seen.filter(on__range=(month.start, month.end))
    page = page_of(request, queries.with_visits(days).for_list())
    context = {
        "month": month,
        "title": day_words.month_name(month.start.month),
        "before": _neighbour(month, -1),
        "after": _neighbour(month, 1),
        "weekdays": list(zip(day_words.WEEKDAYS_SHORT, day_words.WEEKDAYS, strict=True)),
        "weeks": _weeks(unit, month, queries.marks(days)) if unit else [],
        "page": page,
        "may_plan": policies.may_receive_somewhere(user),
        "today": clock.today(),
    }
    return render(request, "letters/schedule.html", context)


@require_safe
def day_list(request: HttpRequest) -> HttpResponse:
    """Days of reception of the unit in view, the newest first; what figures about days open to."""
    unit = unit_in_view(request)
    form = DayFilterForm(request.GET)
    seen = ReceptionDay.objects.visible_in(person(request), unit) if unit else ReceptionDay.objects.none()
    days = queries.with_visits(form.chosen().apply(seen)).select_related("body", "duty").order_by("-on", "-pk")
    context = {"form": form, "page": page_of(request, days)}
    return _page_or_results(request, "letters/day_list.html", context)


@cache_control(no_store=True)
@sensitive_variables()
@require_safe
def day(request: HttpRequest, pk: int) -> HttpResponse:
    """One day: who received, and its part of the book; whoever keeps the book writes the next line here."""
    one = _day_or_404(request, pk)
    user = person(request)
    may = policies.may_receive(user, one.body)
    visits = Visit.objects.filter(day=one).order_by("-number")  # the line just written stands on top
    writes = may and one.state != DayState.CANCELLED and one.on <= clock.today()
    context = {
        "day": one,
        "page": page_of(request, visits),
        "reads_people": may,
        "form": VisitForm(user=user) if writes else None,
        "may": may,
        "can_hold": may and one.on <= clock.today() and workflow_reception.may(one.state, "hold"),
        "can_cancel": may and workflow_reception.may(one.state, "cancel"),
        "deputy_not_allowed": one.head_received is False and one.on >= HEADS_RECEIVE_THEMSELVES_FROM,
        "sentences": history(one, limit=10),
    }
    return render(request, "letters/day.html", context)


@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down who received."""
    one = _day_or_404(request, pk)
    policies.check_can_hold(person(request), one)
    form = HoldForm(request.POST or None, day=one)
    label = _("Ghi buổi tiếp")
    hints = []
    if one.on >= HEADS_RECEIVE_THEMSELVES_FROM:
        hints = [_("Từ 01/07/2026 người đứng đầu không ủy quyền cho cấp phó tiếp công dân (Luật 136/2025/QH15).")]
    return _step(
        request, one, form, label, lambda values: services.hold(day=one, by=person(request), **values), hints=hints
    )


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """The day was not held, and why."""
    one = _day_or_404(request, pk)
    policies.check_can_hold(person(request), one)
    if request.method == "GET" and not workflow_reception.may(one.state, "cancel"):
        messages.warning(request, _("Chỉ buổi tiếp theo lịch, chưa tiếp mới ghi không tổ chức."))
        return redirect(one)
    form = ReasonForm(request.POST or None)
    return _step(
        request, one, form, _("Không tổ chức"),
        lambda values: services.cancel(day=one, by=person(request), **values), dangerous=True,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def plan_day(request: HttpRequest) -> HttpResponse:
    """One day more."""
    bodies = _bodies(person(request))
    form = PlanDayForm(request.POST or None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.plan_day(by=person(request), **form.cleaned_data))
        if made:
            messages.success(request, _("Đã đưa buổi tiếp vào lịch."))
            return redirect(made)
    return render(request, "letters/day_form.html", {"form": form})


@require_POST
def plan_month(request: HttpRequest) -> HttpResponse:
    """Enter the days of a month that the duties of the person's bodies ask for."""
    month, bodies = month_of(request.POST.get(MONTH, "")), _bodies(person(request))
    try:
        made = services.plan_month(bodies=bodies, month=month, by=person(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return _to_month(request, month)
    if made:
        words = ngettext("Đã đưa %(count)s buổi tiếp vào lịch.", "Đã đưa %(count)s buổi tiếp vào lịch.", len(made))
        messages.success(request, words % {"count": len(made)})
    else:
        messages.info(request, _("Lịch tháng này đã đủ các buổi theo quy định đã ghi."))
    return _to_month(request, month)


@require_POST
def announce_month(request: HttpRequest) -> HttpResponse:
    """The schedule of the month is published."""
    month, bodies = month_of(request.POST.get(MONTH, "")), _bodies(person(request))
    count = services.announce_month(bodies=bodies, month=month, by=person(request))
    if count:
        words = ngettext("Đã ghi công bố %(count)s buổi tiếp.", "Đã ghi công bố %(count)s buổi tiếp.", count)
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("Không còn buổi tiếp nào chưa công bố trong tháng này."))
    return _to_month(request, month)


def _bodies(user: User) -> list[Body]:
    bodies = queries.bodies_with(user, policies.RECEIVERS)
    if not bodies:
        raise PermissionDenied(_("Chỉ người của cơ quan tiếp công dân mới được ghi."))
    return bodies


def _day_or_404(request: HttpRequest, pk: int) -> ReceptionDay:
    seen = ReceptionDay.objects.visible_to(person(request))
    return get_object_or_404(seen.select_related("body__unit__kind", "duty"), pk=pk)


def _step(
    request: HttpRequest, one: ReceptionDay, form: forms.Form, label: str, act: Any, *, hints: list[str] | None = None,
    dangerous: bool = False,
) -> HttpResponse:  # fmt: skip
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: act(form.cleaned_data)):
        messages.success(request, _("Đã lưu."))
        return redirect(one)
    context = {"day": one, "form": form, "label": label, "hints": hints or [], "dangerous": dangerous}
    return render(request, "letters/day_step.html", context)


def _weeks(unit: Unit, month: Period, marks: dict[date, Mark]) -> list[list[Cell | None]]:
    calendar = calendars.of_unit(unit.pk)
    weeks = months.Calendar().monthdatescalendar(month.start.year, month.start.month)
    return [[_cell(unit, when, calendar, marks) if when in month.range else None for when in week] for week in weeks]


def _cell(unit: Unit, when: date, calendar: Calendar, marks: dict[date, Mark]) -> Cell:
    off = "" if calendar.works(when) else day_words.why_off(when, calendar)
    return Cell(when, off, marks.get(when), DayFilter(first=when, last=when).url(unit))


def _neighbour(month: Period, step: int) -> Period | None:
    """The month before or after; None where the calendar ends."""
    try:
        other = month.start - timedelta(days=1) if step < 0 else month.end + timedelta(days=1)
        return Period.month(other.year, other.month)
    except (ValueError, OverflowError):
        return None


def _to_month(request: HttpRequest, month: Period) -> HttpResponse:
    query = frame_of(request).unit_query
    return redirect(f"{reverse('letters:reception')}{query}{'&' if query else '?'}{MONTH}={month.code}")


def _page_or_results(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)
