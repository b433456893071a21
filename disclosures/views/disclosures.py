"""The pages of disclosures: list, a new one, one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from common.pages import page_of
from disclosures import policies, queries
from disclosures.filters import DisclosureFilter
from disclosures.forms.filters import DisclosureFilterForm
from disclosures.models import Disclosure
from disclosures.paging import Keys
from organizations.current import unit_in_view

from .people import person


@require_safe
def disclosure_list(request: HttpRequest) -> HttpResponse:
    """Disclosures of the unit in view, the newest decision first; a page or, for htmx, its results."""
    user, unit, chosen = person(request), unit_in_view(request), DisclosureFilter.read(request.GET)
    page = page_of(request, Keys(user, unit, chosen))
    form = DisclosureFilterForm(chosen, queries.items_offered(), queries.bodies_disclosing(user, unit))
    context = {
        "form": form,
        "page": page,
        "rows": [(row, row.timeliness(chosen.day)) for row in queries.rows(list(page.object_list))],
        "said": form.said(),
        "may_record": policies.may_record_somewhere(user),
    }
    template = "disclosures/disclosure_list.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One disclosure with its places, proofs, files and history."""
    disclosure = get_object_or_404(Disclosure.objects.visible_to(person(request)).for_list(), code=code)
    return render(request, "disclosures/disclosure_detail.html", {"disclosure": disclosure})
