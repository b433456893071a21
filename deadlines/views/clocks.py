"""One clock: what it is for, how much time is left, what happened to it and what may be done."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.models import User
from deadlines import acting, calendars, explaining, panels, past, subjects, wording
from deadlines.models import Clock
from deadlines.services import clocks


@require_GET
def clock_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A clock, for whoever sees its record."""
    clock, record = clock_or_404(request, pk)
    user, calendar = person(request), calendars.of_unit(clock.unit_id)
    context = {
        "clock": clock,
        "panel": panels.panel(clock, calendar),
        "explanation": explaining.of_clock(clock, calendar),
        "by_rule": clocks.due_by_rule(clock, calendar),
        "words": wording.limit_in_full(clock),
        "steps": past.steps_of(clock, user),
        "paper": past.papers_seen(user, [clock.paper_id]).get(clock.paper_id or 0),
        "acts": acting.offers_for(user, subjects.get(clock.subject_kind), record, clock),
    }
    return render(request, "deadlines/clock.html", context)


def clock_or_404(request: HttpRequest, pk: int) -> tuple[Clock, Any]:
    """A clock and its record. Without the record there is no clock: who does not see it may not know of it."""
    known = Clock.objects.select_related("kind", "rule", "unit", "body", "above")
    clock = get_object_or_404(known, pk=pk)
    try:
        kind = subjects.get(clock.subject_kind)
    except LookupError:  # its room was taken out of the portal
        raise Http404 from None
    record = kind.load(person(request), clock.subject_id)
    if record is None:
        raise Http404
    return clock, record


def person(request: HttpRequest) -> User:
    """The person who is signed in; every page here is behind sign-in."""
    return cast(User, request.user)
