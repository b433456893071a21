"""Who sent a form and who did not, unit by window."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.pages import page_of
from indicators.completeness import completeness
from indicators.forms.rollup import PickForm
from organizations.current import unit_in_view

MOST_WINDOWS = 6


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The units directly below the one in view, for the window in the address and those before it."""
    unit = unit_in_view(request)
    form = PickForm(request.GET, unit=unit) if unit else None
    if unit is None or form is None or form.form is None or form.window is None:
        return render(request, "indicators/completeness.html", {"unit": unit, "form": form, "found": None})
    form.full_clean()
    newest = form.windows.index(form.window)
    windows = form.windows[newest : newest + MOST_WINDOWS]
    found = completeness(form.form, windows[::-1], unit)
    context = {"unit": unit, "form": form, "found": found, "page": page_of(request, found.rows)}
    return render(request, "indicators/completeness.html", context)
