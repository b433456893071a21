"""Theo dõi thời hạn: limits of the law that no other room records yet; the list, a new one, one, its correction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from audit.services import history
from common.forms import attempt, save_guarded
from common.pages import page_of
from deadlines import acting, calendars, following, panels, policies, remaining, subjects
from deadlines.counting import Calendar
from deadlines.forms.tracked import TrackedFilterForm, TrackedForm, TrackForm, values_of
from deadlines.models import Clock, TrackedLimit
from deadlines.services import tracked as services
from organizations.current import unit_in_view

from .clocks import person


@require_GET
def tracked_list(request: HttpRequest) -> HttpResponse:
    """What bodies of the unit in view must do, by due date; a page or, for htmx, its results."""
    unit = unit_in_view(request)
    form = TrackedFilterForm(request.GET)
    limits = TrackedLimit.objects.visible_in(person(request), unit) if unit else TrackedLimit.objects.none()
    clocks = form.apply(following.clocks_of(limits)).select_related("body").order_by("due_on", "pk")
    page = page_of(request, clocks)
    context = {
        "form": form,
        "page": page,
        "rows": _rows(page.object_list),
        "may_track": policies.may_track_somewhere(person(request)),
    }
    template = "deadlines/tracked_list.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_GET
def tracked(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, with its clock and what happened to it."""
    limit = _limit_or_404(request, pk)
    clock = Clock.objects.of(limit).select_related("kind", "body").first()
    context = {
        "limit": limit,
        "clock": panels.panel(clock) if clock else None,
        "acts": acting.offers_for(person(request), subjects.kind_of(limit), limit, clock) if clock else None,
        "may_edit": policies.may_change(person(request), limit),
        "sentences": history(limit),
    }
    return render(request, "deadlines/tracked.html", context)


@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Begin to follow a limit; an address may name the rule and the day, as the calculator's does."""
    user = person(request)
    bodies = following.bodies_for(user)
    if not bodies:
        raise PermissionDenied(_("Chỉ người làm việc ở một cơ quan mới theo dõi thời hạn của cơ quan đó."))
    form = TrackForm(request.POST or None, initial=_asked(request), bodies=bodies, user=user)
    if request.method == "POST" and form.is_valid():
        limit = attempt(form, lambda: services.track(by=user, **form.cleaned_data))
        if limit:
            messages.success(request, _("Đã theo dõi thời hạn."))
            return redirect(limit)
    return render(request, "deadlines/tracked_form.html", {"form": form, "limit": None})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the words; the digest in the form keeps a colleague's changes."""
    limit = _limit_or_404(request, pk)
    policies.check_can_change(person(request), limit)
    form = TrackedForm(request.POST or None, limit=limit)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: values_of(TrackedLimit.objects.select_for_update(no_key=True).get(pk=limit.pk)),
            save=lambda values: services.edit(limit=limit, by=person(request), **values),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return redirect(limit)
    return render(request, "deadlines/tracked_form.html", {"form": form, "limit": limit})


def _limit_or_404(request: HttpRequest, pk: int) -> TrackedLimit:
    limits = TrackedLimit.objects.visible_to(person(request))
    return get_object_or_404(limits.select_related("body__unit__kind", "created_by"), pk=pk)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What the address fills in beforehand; it is checked as if it had been typed."""
    return {name: request.GET[name] for name in ("rule", "start") if request.GET.get(name)}


def _rows(clocks: Iterable[Clock]) -> list[dict[str, Any]]:
    """The clocks of a page with the time that each has left; four queries."""
    listed = list(clocks)
    known = calendars.of_units(clock.unit_id for clock in listed)
    return [_row(clock, known[clock.unit_id]) for clock in listed]


def _row(clock: Clock, calendar: Calendar) -> dict[str, Any]:
    return {"clock": clock, "left": remaining.of(clock, calendar), "label": remaining.due_label(clock)}
