"""Monthly reports on the regulations: one report, and the table of a period with its PDF."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import history
from common import clock, pdf
from common.forms import attempt
from common.periods import BadPeriod, Period
from documents.services import attachments_of
from organizations.current import unit_in_view
from organizations.models import Reach, Unit
from steering.models import Committee, RegulationType
from supervision import actors, consolidated_paper, consolidating, policies
from supervision.forms import monthly as forms
from supervision.models import MonthlyReport
from supervision.models.monthly import months_of
from supervision.services import monthly as services

from .people import person
from .shared import NOBODY, form_page


@require_safe
def monthly(request: HttpRequest) -> HttpResponse:
    """The reports of a period put together for a committee of the unit in view, with what is missing."""
    user, unit, window = person(request), unit_in_view(request), _window(request)
    committees = _committees_of(unit) if unit else []
    chosen = _chosen(request, committees)
    context = {
        "committees": committees,
        "committee": chosen,
        "window": window,
        "windows": _windows(window),
        "found": consolidating.of(chosen, window) if chosen else None,
        "may_begin": policies.may_supervise_somewhere(user),
    }
    return render(request, "supervision/monthly.html", context)


@require_safe
def monthly_paper(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """The same as PDF."""
    committees = Committee.objects.visible_to(person(request)).select_related("body__unit", "body__parent", "unit")
    committee = get_object_or_404(committees, body__code=code)
    try:
        window = Period.parse(period)
    except BadPeriod:
        raise Http404 from None
    if not months_of(window):
        raise Http404
    drawn = consolidated_paper.paper_of(consolidating.of(committee, window))
    name = f"tong-hop-giam-sat-{committee.body.code}-{window.code}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pdf.render_paper(drawn), content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "POST"])
def monthly_new(request: HttpRequest) -> HttpResponse:
    """The report of a month: its head, and a line for each regulation type."""
    user, unit = person(request), unit_in_view(request)
    if not policies.may_supervise_somewhere(user):
        raise PermissionDenied(_("Chỉ người của cơ quan báo cáo mới được ghi báo cáo tháng."))
    bodies = actors.bodies_for(user, unit, clock.today()) if unit else []
    committees = _committees_above(unit) if unit else []
    if unit is None or not bodies:
        raise PermissionDenied(str(NOBODY))
    if not committees:
        messages.warning(request, _("Cần có Ban Chỉ đạo nhận báo cáo ở đơn vị hoặc cấp trên."))
        return redirect("supervision:monthly")
    form = forms.MonthlyForm(request.POST or None, bodies=bodies, committees=committees)
    lines = forms.line_forms(_kinds(unit), request.POST or None)

    def act() -> MonthlyReport:
        named: dict[str, Any] = {name: form.cleaned_data[name] for name in ("body", "committee", "year", "month")}
        return services.report(facts=forms.facts_of(form, lines), by=user, **named)

    if request.method == "POST" and _all_valid(form, lines):
        made = attempt(form, act)
        if made:
            messages.success(request, _("Đã ghi báo cáo tháng."))
            return redirect(made)
    return form_page(request, form, _("Ghi báo cáo giám sát tháng"), lines=lines)


@require_safe
def monthly_report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report as it was sent."""
    one, user = _report(request, pk), person(request)
    may_edit = policies.may_act_for(user, [one.body])
    context = {
        "report": one,
        "findings": one.findings.select_related("type").order_by("type__rank", "type", "pk"),
        "may_edit": may_edit,
        "attachments": attachments_of(one),
        "can_attach": may_edit,
        "sentences": history(one, limit=20),
    }
    return render(request, "supervision/monthly_report.html", context)


@require_http_methods(["GET", "POST"])
def monthly_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was reported."""
    one, user = _report(request, pk), person(request)
    policies.check_can_edit_monthly(user, one)
    form = forms.MonthlyEditForm(request.POST or None, monthly=one)
    lines = forms.line_forms(_kinds(one.body.unit), request.POST or None, one)

    def act() -> MonthlyReport:
        return services.edit(monthly=one, facts=forms.facts_of(form, lines), by=user)

    if request.method == "POST" and _all_valid(form, lines) and attempt(form, act) is not None:
        messages.success(request, _("Đã lưu."))
        return redirect(one)
    return form_page(request, form, _("Sửa báo cáo giám sát tháng"), record=one, lines=lines)


def _all_valid(form: Any, lines: list[forms.TypeLineForm]) -> bool:
    return all([form.is_valid(), *(line.is_valid() for line in lines)])


def _kinds(unit: Unit) -> list[RegulationType]:
    return list(RegulationType.objects.known_in(unit).in_use(clock.today()))


def _committees_of(unit: Unit) -> list[Committee]:
    found = Committee.objects.filter(unit=unit).select_related("body", "unit", "kind")
    return list(found.order_by("kind__rank", "body__sort_key", "pk"))


def _committees_above(unit: Unit) -> list[Committee]:
    """The committees of the unit, then those of the units above it."""
    above = Reach.objects.filter(target=unit).values("source_id")
    found = Committee.objects.alive(clock.today()).filter(unit__in=above).select_related("body", "kind")
    return sorted(found.order_by("kind__rank", "body__sort_key", "pk"), key=lambda one: one.unit_id != unit.pk)


def _chosen(request: HttpRequest, committees: list[Committee]) -> Committee | None:
    asked = request.GET.get("ban")
    return next((one for one in committees if one.body.code == asked), committees[0] if committees else None)


def _window(request: HttpRequest) -> Period:
    """The period that the address names, else this year."""
    try:
        window = Period.parse(request.GET.get("ky", ""))
    except BadPeriod:
        return Period.of_year(clock.today().year)
    return window if months_of(window) else Period.of_year(clock.today().year)


def _windows(window: Period) -> list[Period]:
    """The periods of the year to choose from, and the year before."""
    year = window.start.year
    quarters = [Period.quarter(year, number) for number in (1, 2, 3, 4)]
    return [Period.of_year(year - 1), *quarters, Period.half(year, 1), Period.nine_months(year), Period.of_year(year)]


def _report(request: HttpRequest, pk: int) -> MonthlyReport:
    tied = ("body__unit__kind", "committee__body")
    return get_object_or_404(MonthlyReport.objects.visible_to(person(request)).select_related(*tied), pk=pk)
