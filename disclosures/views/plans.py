"""The yearly plan: the plans of a unit, a new one, one with what was done, its lines, its issue, its files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from audit.services import history
from common import clock, list_files, pdf
from common.errors import Refused
from common.forms import attempt, save_guarded
from common.frame import of as frame_of
from common.pages import page_of
from disclosures import list_columns, plan_paper, plans, policies, queries
from disclosures.enums import PlanStatus
from disclosures.forms.plans import IssueForm, LineEditForm, LineForm, StartPlanForm, values_of_line
from disclosures.models import DisclosurePlan, PlanLine
from disclosures.services import plans as services
from documents.models import DocumentType, OfficialDocument
from documents.services import record_issued
from organizations.current import unit_in_view

from .people import person

PDF, SHEET = "pdf", "xlsx"


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans of the unit in view, the newest year first."""
    user = person(request)
    page = page_of(request, plans.plans_in(user, unit_in_view(request)))
    context = {"page": page, "may_start": bool(queries.bodies_with(user, policies.DECIDERS))}
    return render(request, "disclosures/plan_list.html", context)


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """A plan for a year, empty or like another one."""
    user = person(request)
    bodies = queries.bodies_with(user, policies.DECIDERS)
    if not bodies:
        raise PermissionDenied(_("Chỉ cán bộ tổng hợp hoặc lãnh đạo của cơ quan công khai được lập kế hoạch."))
    form = StartPlanForm(request.POST or None, bodies=bodies, like=_like(request, bodies))
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.start(by=user, **form.cleaned_data))
        if made:
            messages.success(request, _("Đã lập {plan}.").format(plan=made))
            return _to(request, made)
    return render(request, "disclosures/plan_form.html", {"form": form, "plan": None, "label": _("Lập kế hoạch")})


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan, line by line with what was disclosed by it."""
    found, user = _plan_or_404(request, pk), person(request)
    rows = plans.lines_of(found, clock.today())
    may_decide = policies.may_decide(user, found.body)
    states = [(state, sum(row.state == state for row in rows)) for state in plans.LineState]
    context = {
        "plan": found,
        "page": page_of(request, rows, 50),
        "states": [(state, number) for state, number in states if number],
        "files": [(PDF, _("Tải tệp PDF")), (SHEET, _("Tải tệp Excel"))] if rows else [],
        "may_record": policies.may_record(user, found.body) and found.year <= clock.today().year,
        "may_edit": may_decide and found.status == PlanStatus.DRAFT,
        "may_decide": may_decide,
        "sentences": history(found, limit=10),
    }
    return render(request, "disclosures/plan.html", context)


@require_http_methods(["GET", "POST"])
def add_line(request: HttpRequest, pk: int) -> HttpResponse:
    """One more line; after it the next one may be entered at once."""
    found = _draft_or_403(request, pk)
    form = LineForm(request.POST or None, plan=found)
    by = person(request)
    if not form.is_valid():
        return _line_page(request, found, form, _("Thêm dòng"))
    if attempt(form, lambda: services.add_line(plan=found, by=by, **_values(form.cleaned_data))):
        messages.success(request, _("Đã thêm vào kế hoạch."))
        return redirect(request.get_full_path()) if "next" in request.POST else _to(request, found)
    return _line_page(request, found, form, _("Thêm dòng"))


@require_http_methods(["GET", "POST"])
def edit_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a line of a draft, or take it out."""
    line = _line_or_404(request, pk)
    found = _draft_or_403(request, line.plan_id)
    form = LineEditForm(request.POST or None, line=line)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: values_of_line(PlanLine.objects.select_for_update(no_key=True).get(pk=line.pk)),
            save=lambda values: services.edit_line(line=line, by=person(request), **_values(values)),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return _to(request, found)
    return _line_page(request, found, form, _("Lưu"), line)


@require_POST
def remove_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a line out of a draft."""
    line = _line_or_404(request, pk)
    policies.check_can_decide(person(request), line.plan.body)
    try:
        services.remove_line(line=line, by=person(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã bỏ dòng khỏi kế hoạch."))
    return _to(request, line.plan)


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan was issued by a paper."""
    found = _draft_or_403(request, pk)
    form = IssueForm(request.POST or None, plan=found, user=person(request))
    if form.is_valid():
        values = form.cleaned_data
        if attempt(form, lambda: _issue(found, values, person(request))):
            messages.success(request, _("Đã ghi kế hoạch được ban hành."))
            return _to(request, found)
    effects = [_("Các dòng của kế hoạch không sửa được nữa; việc công khai tiếp tục được ghi theo từng dòng.")]
    context = {"form": form, "plan": found, "label": _("Ghi ban hành"), "effects": effects}
    return render(request, "disclosures/plan_form.html", context)


@require_POST
def plan_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The plan as PDF or spreadsheet."""
    found = _plan_or_404(request, pk)
    rows = plans.lines_of(found, clock.today())
    name = f"ke-hoach-cong-khai-{found.body.code}-{found.year}"
    if kind == PDF:
        if not rows:
            messages.warning(request, _("Kế hoạch chưa có dòng nào để in."))
            return _to(request, found)
        made = pdf.render_paper(plan_paper.paper_of(found, rows))
        headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
        return HttpResponse(made, content_type="application/pdf", headers=headers)
    if kind == SHEET:
        title = _("Kế hoạch {year}").format(year=found.year)
        facts = list_files.facts_of(request, title, len(rows), unit=found.body)
        return list_files.answer(kind, name, title, list_columns.PLAN, rows, facts)
    raise Http404


@transaction.atomic
def _issue(found: DisclosurePlan, values: dict[str, Any], by: User) -> DisclosurePlan:
    """A paper that is entered with the step and the step stand or fall together."""
    document: OfficialDocument | None = values["document"]
    if document is None:
        document = record_issued(
            issuer=found.body, type=DocumentType.objects.get(code="ke-hoach"), number=values["number"],
            issued_on=values["issued_on"], subject=str(found), by=by,
        )  # fmt: skip
    return services.issue(plan=found, document=document, by=by)


def _values(cleaned: dict[str, Any]) -> dict[str, Any]:
    """What the verbs call forms a form calls ways: it has forms of its own."""
    values = dict(cleaned)
    return values | {"forms": values.pop("ways")}


def _plan_or_404(request: HttpRequest, pk: int) -> DisclosurePlan:
    seen = DisclosurePlan.objects.visible_to(person(request))
    related = ("body__unit__kind__level", "body__kind", "body__parent", "document__type", "document__issuer")
    return get_object_or_404(seen.select_related(*related), pk=pk)


def _line_or_404(request: HttpRequest, pk: int) -> PlanLine:
    seen = DisclosurePlan.objects.visible_to(person(request))
    return get_object_or_404(PlanLine.objects.filter(plan__in=seen).select_related("plan__body", "item"), pk=pk)


def _draft_or_403(request: HttpRequest, pk: int) -> DisclosurePlan:
    found = _plan_or_404(request, pk)
    policies.check_can_decide(person(request), found.body)
    if found.status != PlanStatus.DRAFT:
        raise PermissionDenied(_("Kế hoạch đã ban hành, không sửa được nữa."))
    return found


def _line_page(
    request: HttpRequest, found: DisclosurePlan, form: Any, label: str, line: PlanLine | None = None
) -> HttpResponse:
    context = {"form": form, "plan": found, "label": label, "line": line}
    return render(request, "disclosures/plan_form.html", context)


def _like(request: HttpRequest, bodies: list[Any]) -> DisclosurePlan | None:
    """The plan from which next year's begins, named in the address."""
    asked = request.GET.get("tu", "")
    if not asked.isascii() or not asked.isdigit() or len(asked) > 9:
        return None
    return DisclosurePlan.objects.filter(pk=int(asked), body__in=bodies).select_related("body").first()


def _to(request: HttpRequest, found: DisclosurePlan) -> HttpResponse:
    return redirect(found.get_absolute_url() + frame_of(request).unit_query)
