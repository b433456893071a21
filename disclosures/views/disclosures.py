"""The pages of disclosures: list and detail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from disclosures.models import Disclosure

from .people import person


def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One disclosure with its places, proofs, files and history."""
    disclosure = get_object_or_404(Disclosure.objects.visible_to(person(request)).for_list(), code=code)
    return render(request, "disclosures/disclosure_detail.html", {"disclosure": disclosure})
