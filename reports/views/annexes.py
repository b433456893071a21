"""The annexes of a report on a page, and the drawings of its charts: the same ones as in its PDF and its Word file."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.cache import cache_control
from django.views.decorators.csp import csp_override
from django.views.decorators.http import conditional_page, require_GET, require_safe

from common import charts
from common.names import in_portal_language
from common.official import Annex, Figure, Section

from .. import content
from ..building import shown_paper
from ..gather import gather_for
from ..models import Report
from ..paper import issued_paper
from .loading import load

YEAR = 365 * 24 * 3600
DRAWING: dict[str, list[str]] = {"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE], "font-src": ["data:"]}
"""What a drawing that is opened by itself may do: write in the letters that it carries, nothing else."""


@require_GET
def annex(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One annex: of a frozen report as it was frozen. Of a report that is still written, the tables and charts of its
    kind as the records stand; the list of its figures comes with the file, because it needs the whole text."""
    report = load(request, pk)
    annexes = _annexes(report)
    if not 1 <= number <= max(1, len(annexes)):
        raise Http404
    label, shown = annexes[number - 1] if annexes else ("", None)
    context = {"report": report, "number": number, "annexes": annexes, "label": label, "annex": shown}
    return render(request, "reports/annex.html", context)


@csp_override(DRAWING)
@conditional_page
@cache_control(private=True, max_age=YEAR, immutable=True)
@require_safe
def chart(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A chart of the report, drawn when it is first asked for. What stands in the address is what it shows: a browser
    that has it never asks again, and a chart that the records have left behind is gone."""
    report = load(request, pk)
    found = next((figure for figure in _figures(report) if charts.name_of(figure) == name), None)
    if found is None:
        raise Http404
    return HttpResponse(charts.on_page(found), content_type="image/svg+xml")


@in_portal_language
def _annexes(report: Report) -> list[tuple[str, Annex]]:
    """Labels and annexes; they get their labels when the report is frozen."""
    if report.edition:
        paper = issued_paper(report)
        return list(zip(paper.annex_labels, paper.annexes, strict=True))
    return [("", one) for one in content.annexes_of(report.kind_id, gather_for(report))]


def _figures(report: Report) -> Iterator[Figure]:
    """Annexes first, where charts usually are: the text of a draft is composed only for one that is not there."""
    for _label, one in _annexes(report):
        yield from _figures_in(one)
    paper = shown_paper(report)
    yield from (block for block in paper.opening if isinstance(block, Figure))
    for section in paper.sections:
        yield from _figures_in(section)


def _figures_in(holder: Section | Annex) -> Iterator[Figure]:
    yield from (block for block in holder.blocks if isinstance(block, Figure))
    for section in holder.sections:
        yield from _figures_in(section)
