"""The working calendar: its years, what is proposed for one of them, and single days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from administration import calendars
from administration.forms_calendar import AcceptForm, AddForm, DayForm, RemoveForm
from common.forms import attempt
from common.pages import page_of
from common.templatetags.qcdc import ngay
from deadlines import comparing, policies
from deadlines.calendar_checks import WORDS, Edit
from deadlines.enums import DayKind
from deadlines.models import CalendarChange, CalendarDay, CalendarYear
from deadlines.services import calendar
from organizations import policies as organizations
from organizations import roles
from organizations.enums import Role

from .changing import person

asked = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class Page:
    """The words around the form of a day."""

    title: str
    submit: str
    row: CalendarDay | None = None


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """The years and who accepted them, the own days of units, the last changes."""
    user = person(request)
    policies.check_can_keep_calendars(user)
    context = {
        "years": calendars.years(),
        "changes": calendars.changes_for(user)[: calendars.SHOWN_CHANGES],
        "page": page_of(request, calendars.own_days_for(user)),
        "keeps_country": policies.may_change_country(user),
    }
    return render(request, "administration/calendar.html", context)


@asked
def year_page(request: HttpRequest, year: int) -> HttpResponse:
    """What is proposed beside what the calendar says; ticked days become a change, which is shown before it is done."""
    user = person(request)
    policies.check_can_change_calendar(user, None)
    try:
        lines = comparing.compare(year)
    except ValueError:
        raise Http404 from None
    accepted = CalendarYear.objects.filter(year=year).select_related("accepted_by").first()
    form = AcceptForm(request.POST or None, year=year, lines=lines)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data

        def verb() -> CalendarChange:
            edits = comparing.edits_of(lines, values["days"], basis=values["basis"], swap_basis=values["swap_basis"])
            return calendar.draft_change(
                edits,
                _("Lịch làm việc năm {year}").format(year=year),
                by=user,
                accepts_year=None if accepted else year,
                basis=values["basis"],
            )

        change = attempt(form, verb)
        if change is not None:
            return _foreseen(request, change)
    context = {"year": year, "lines": lines, "form": form, "accepted": accepted}
    return render(request, "administration/calendar_year.html", context)


@asked
def add(request: HttpRequest) -> HttpResponse:
    """One more day, of the country or of a unit."""
    user = person(request)
    policies.check_can_keep_calendars(user)
    own = organizations.administered_units(user)
    offered = [m.unit for m in roles.memberships(user) if m.role == Role.UNIT_ADMIN]
    form = AddForm(request.POST or None, units=own, offered=offered, for_all=policies.may_change_country(user))

    def verb() -> CalendarChange:
        values = form.cleaned_data
        edit = _edit(form, values["day"])
        return calendar.draft_change([edit], values["reason"], by=user, unit=values["unit"])

    return _asked_for(request, form, verb, Page(_("Thêm ngày vào lịch"), _("Xem trước")))


@asked
def alter(request: HttpRequest, pk: int) -> HttpResponse:
    """Another kind, name or basis."""
    row = _day_or_404(request, pk)
    form = DayForm(request.POST or None, initial={field: getattr(row, field) for field in WORDS})

    def verb() -> CalendarChange:
        edit = _edit(form, row.day, replaces=True)
        return calendar.draft_change([edit], form.cleaned_data["reason"], by=person(request), unit=row.unit)

    title = _("Sửa ngày {day} trong lịch").format(day=ngay(row.day))
    return _asked_for(request, form, verb, Page(title, _("Xem trước"), row))


@asked
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """An ordinary day again."""
    row = _day_or_404(request, pk)
    form = RemoveForm(request.POST or None)

    def verb() -> CalendarChange:
        edit = Edit(row.day, None)
        return calendar.draft_change([edit], form.cleaned_data["reason"], by=person(request), unit=row.unit)

    title = _("Bỏ ngày {day} khỏi lịch").format(day=ngay(row.day))
    return _asked_for(request, form, verb, Page(title, _("Xem trước"), row))


def _asked_for(request: HttpRequest, form: forms.Form, verb: Callable[[], CalendarChange], page: Page) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        change = attempt(form, verb)
        if change is not None:
            return _foreseen(request, change)
    return render(request, "administration/calendar_day.html", {"form": form, "page": page})


def _foreseen(request: HttpRequest, change: CalendarChange) -> HttpResponse:
    calendar.foresee(change, person(request))
    return redirect(change)


def _edit(form: forms.Form, day: object, *, replaces: bool = False) -> Edit:
    values = form.cleaned_data
    kind, said = DayKind(values["kind"]), {field: values[field] for field in ("name", "name_en", "basis", "source")}
    return Edit(values.get("day", day), kind, replaces=replaces, **said)


def _day_or_404(request: HttpRequest, pk: int) -> CalendarDay:
    user = person(request)
    policies.check_can_keep_calendars(user)
    return get_object_or_404(calendars.days_for(user), pk=pk)
