"""Yearly plans of supervision."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import history
from common import chain, clock
from common.forms import attempt
from common.pages import page_of
from organizations.current import unit_in_view
from steering import citing
from supervision import actors, policies
from supervision.forms import plans as forms
from supervision.links import PLAN
from supervision.models import PlanLine, Supervision, SupervisionPlan
from supervision.services import plans as services

from .people import person
from .shared import NOBODY, cited_paper, form_page


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans of the bodies of the unit in view, the newest year first."""
    user, unit = person(request), unit_in_view(request)
    rows = SupervisionPlan.objects.visible_in(user, unit) if unit else SupervisionPlan.objects.none()
    paper = cited_paper(request)
    if paper is not None:
        rows = rows.filter(pk__in=citing.records_citing(PLAN, paper))
    page = page_of(request, rows.with_progress().for_list())
    may_begin = policies.may_supervise_somewhere(user)
    return render(request, "supervision/plans.html", {"page": page, "may_begin": may_begin})


@require_http_methods(["GET", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    """A body's plan of a year."""
    user, unit = person(request), unit_in_view(request)
    if not policies.may_supervise_somewhere(user):
        raise PermissionDenied(_("Chỉ người của cơ quan giám sát mới được lập kế hoạch."))
    bodies = actors.bodies_for(user, unit, clock.today()) if unit else []
    if unit is None or not bodies:
        raise PermissionDenied(str(NOBODY))
    form = forms.PlanForm(request.POST or None, unit=unit, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.draft_plan(by=user, **form.cleaned_data))
        if made:
            messages.success(request, _("Đã lập kế hoạch; thêm từng nội dung."))
            return redirect(made)
    return form_page(request, form, _("Lập kế hoạch giám sát năm"))


@require_safe
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What the year was meant to bring, and what was begun."""
    plan, user = _plan(request, pk), person(request)
    lines = list(plan.lines.order_by("order"))
    begun: dict[int, list[Supervision]] = {}
    for one in Supervision.objects.filter(plan_line__in=lines).order_by("begins_on", "pk"):
        begun.setdefault(one.plan_line_id or 0, []).append(one)
    context = {
        "plan": plan,
        "lines": [(line, begun.get(line.pk, [])) for line in lines],
        "links": chain.links(PLAN, [plan.pk], reader=user)[plan.pk],
        "may_keep": policies.may_act_for(user, [plan.body]),
        "sentences": history(plan, limit=20),
    }
    return render(request, "supervision/plan.html", context)


@require_http_methods(["GET", "POST"])
def line_new(request: HttpRequest, pk: int) -> HttpResponse:
    """One more content."""
    plan, user = _plan(request, pk), person(request)
    policies.check_can_keep_plan(user, plan)
    form = forms.LineForm(request.POST or None)

    def act() -> PlanLine:
        return services.add_line(plan=plan, by=user, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and attempt(form, act) is not None:
        messages.success(request, _("Đã thêm."))
        return redirect(plan)
    return form_page(request, form, _("Thêm nội dung giám sát"), record=plan)


def _plan(request: HttpRequest, pk: int) -> SupervisionPlan:
    seen = SupervisionPlan.objects.visible_to(person(request)).select_related("body__unit__kind")
    return get_object_or_404(seen, pk=pk)
