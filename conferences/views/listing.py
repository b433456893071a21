"""Lists: conferences, and the opinions and conclusions that a figure counts."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.pages import page_of
from conferences import policies
from conferences.forms.filters import ConferenceFilterForm, DaysFilterForm
from conferences.models import Conclusion, Conference, Opinion
from organizations.current import unit_in_view

from .shared import user_of


@require_safe
def conference_list(request: HttpRequest) -> HttpResponse:
    """Conferences that concern the unit in view, newest first."""
    user, unit = user_of(request), unit_in_view(request)
    form = ConferenceFilterForm(request.GET)
    conferences = Conference.objects.visible_to(user).for_list()
    if unit is not None:
        conferences = conferences.in_unit(unit)
    page = page_of(request, form.filter(unit).apply(conferences))
    context = {"form": form, "page": page, "may_start": policies.may_start(user)}
    return _page_or_results(request, "conferences/list.html", context)


@require_safe
def opinion_list(request: HttpRequest) -> HttpResponse:
    """Opinions given at conferences within reach."""
    rows = Opinion.objects.select_related("conference__host", "body")
    return _lines(request, rows, _("Ý kiến thảo luận"), "conferences/opinion_list.html")


@require_safe
def conclusion_list(request: HttpRequest) -> HttpResponse:
    """Conclusions drawn at conferences within reach, each with its task."""
    rows = Conclusion.objects.select_related("conference__host", "lead", "task")
    return _lines(request, rows, _("Kết luận của hội nghị"), "conferences/conclusion_list.html")


def _lines(request: HttpRequest, rows: Any, title: str, template: str) -> HttpResponse:
    unit = unit_in_view(request)
    form = DaysFilterForm(request.GET)
    chosen = form.filter(unit)
    conferences = Conference.objects.visible_to(user_of(request))
    if unit is not None:
        conferences = conferences.in_unit(unit)
    wanted = Q(conference__in=conferences.order_by().values("pk")) & chosen.condition("conference__")
    found = rows.filter(wanted).order_by("-conference__starts_at", "conference", "order", "pk")
    context = {"form": form, "page": page_of(request, found), "title": title}
    return _page_or_results(request, template, context)


def _page_or_results(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The whole page, or only the results where the page refreshes itself in place."""
    if request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request"):
        template += "#results"
    return render(request, template, context)
