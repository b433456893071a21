"""The quarterly list as a page and a PDF, and the report to the council."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common import clock, pdf
from common.errors import Refused
from common.pages import page_of
from common.periods import BadPeriod, Period
from disclosures import list_paper, listing, policies
from disclosures.enums import AppliesTo
from disclosures.forms.lists import SpanForm
from disclosures.models import DisclosureCatalogue, DisclosureList
from disclosures.services import lists as services
from documents import content, storage
from organizations import scope
from organizations.current import unit_in_view
from organizations.models import Body

from .people import person

_LIST, _REPORT = "danh-sach", "bao-cao"


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """The running quarter of the unit's first body that discloses; a page that says why when there is none."""
    unit = unit_in_view(request)
    bodies = Body.objects.filter(unit=unit, unit__in=scope.reach_of(person(request))) if unit else Body.objects.none()
    disclosing = bodies.filter(disclosures__isnull=False).select_related("unit__kind__level", "kind", "parent")
    first = disclosing.order_by("kind__rank", "sort_key", "pk").first()
    if first is None:
        return render(request, "disclosures/no_list.html")
    today = clock.today()
    return _page(request, first, Period.quarter(today.year, (today.month + 2) // 3))


@require_safe
def list_of(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """What a body disclosed in a span of days."""
    return _page(request, *_asked(request, code, period))


def _page(request: HttpRequest, body: Body, window: Period) -> HttpResponse:
    """Figures that open, the list, what is missing, the compiled versions."""
    compiled = DisclosureList.objects.filter(body=body, year=window.year, quarter=_quarter(window))
    found = listing.of_body(body, window)
    context = {
        "listing": found,
        "page": page_of(request, found.lines),
        "body": body,
        "window": window,
        "quarters": listing.quarters_of(body, upto=clock.today())[:8],
        "compiled": list(compiled.select_related("disclosure", "compiled_by").order_by("-version")[:4]),
        "may_compile": _is_quarter(window) and policies.may_decide(person(request), body) and _is_of_commune(),
        "span": SpanForm(initial={"first": window.start, "last": window.end}),
    }
    return render(request, "disclosures/listing.html", context)


@require_safe
def span(request: HttpRequest, code: str) -> HttpResponse:
    """The same for any days; back to the running quarter, with the reason, when they are no span."""
    body = _body(request, code)
    form = SpanForm(request.GET)
    if form.is_valid():
        days = Period.between(form.cleaned_data["first"], form.cleaned_data["last"])
        return redirect(f"{reverse('disclosures:list_of', args=[body.code, days.code])}?don-vi={body.unit.code}")
    return render(request, "disclosures/span.html", {"form": form, "body": body})


@require_safe
def paper(request: HttpRequest, code: str, period: str, which: str) -> HttpResponse:
    """The list, or the report to the council, as PDF: a draft until it is compiled, numbered and signed."""
    body, window = _asked(request, code, period)
    found = listing.of_body(body, window)
    drawn = list_paper.report_of(found) if which == _REPORT else list_paper.list_of(found)
    name = f"{which}-cong-khai-{body.code}-{window.code}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pdf.render_paper(drawn), content_type="application/pdf", headers=headers)


@require_POST
def compile_list(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Freeze the list of a quarter and open its posting; then to the posting."""
    body, window = _asked(request, code, period)
    policies.check_can_decide(person(request), body)
    if not _is_quarter(window):
        raise Http404
    try:
        made = services.compile_list(body=body, quarter=window, by=person(request))
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("disclosures:list_of", body.code, window.code)
    messages.success(
        request, _("Đã lập danh sách lần {version}. Niêm yết ở các nơi dưới đây.").format(version=made.version)
    )
    assert made.disclosure is not None
    return redirect(made.disclosure)


@require_safe
def compiled(request: HttpRequest, pk: int) -> HttpResponse:
    """A compiled list as it was frozen."""
    made = get_object_or_404(DisclosureList.objects.visible_to(person(request)).select_related("blob"), pk=pk)
    try:
        stored = storage.open_blob(made.blob)
    except FileNotFoundError:
        raise Http404(_("Kho tệp không còn tệp này. Báo người quản trị.")) from None
    name = f"danh-sach-cong-khai-{made.year}-Q{made.quarter}-{made.version}.pdf"
    with stored:
        data = stored.read()
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=content.KINDS["pdf"].content_type, headers=headers)


def _body(request: HttpRequest, code: str) -> Body:
    seen = Body.objects.filter(unit__in=scope.reach_of(person(request)))
    return get_object_or_404(seen.select_related("unit__kind__level", "kind", "parent"), code=code)


def _asked(request: HttpRequest, code: str, period: str) -> tuple[Body, Period]:
    try:
        return _body(request, code), Period.parse(period)
    except (BadPeriod, ValidationError):
        raise Http404 from None


def _is_quarter(window: Period) -> bool:
    return window == Period.quarter(window.start.year, _quarter(window))


def _quarter(window: Period) -> int:
    return (window.start.month + 2) // 3


def _is_of_commune() -> bool:
    """Whether a list is owed at all today: the ordinance knew none."""
    today = clock.today()
    return DisclosureCatalogue.objects.filter(
        applies_to=AppliesTo.COMMUNE, valid__contains=today, items__number=0
    ).exists()
