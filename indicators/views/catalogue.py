"""The list of indicators, and the page of one: what it means, its history at a unit, where each figure went."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import User
from common.pages import page_of
from figures.models import Indicator
from indicators import history, links
from indicators.forms.catalogue import CatalogueFilterForm, source_of
from organizations.current import unit_in_view


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every indicator; the whole catalogue is small, so that it is searched without accents on the spot."""
    form = CatalogueFilterForm(request.GET)
    page = page_of(request, form.apply(list(Indicator.objects.select_related("breakdown").for_list())))
    context = {"form": form, "page": page, "rows": [(one, source_of(one)) for one in page]}
    template = "indicators/catalogue.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator and what the unit in view reported of it."""
    user, unit = cast(User, request.user), unit_in_view(request)
    related = Indicator.objects.select_related("breakdown", "part", "whole")
    found = get_object_or_404(related, code=code)
    page = page_of(request, history.submissions_of(user, found, unit), 12) if unit else None
    context = {
        "indicator": found,
        "source": source_of(found),
        "items": list(found.breakdown.items.all()) if found.breakdown else [],
        "unit": unit,
        "page": page,
        "reported": history.read(user, found, list(page)) if page else [],
        "stated": history.facts_of(user, found, unit) if unit else [],
        "below_url": links.of_units_below(unit, found) if unit else "",
    }
    return render(request, "indicators/indicator.html", context)
