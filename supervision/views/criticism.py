"""Drafts that the Front speaks on: the list, one draft and its steps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import history
from common import chain, clock
from common.forms import attempt
from common.pages import page_of
from common.text import search_key
from deadlines.panels import panel_of
from documents.services import attachments_of
from organizations import roles
from organizations.current import unit_in_view
from steering import citing
from supervision import actors, policies, timing, workflow
from supervision.forms import criticism as forms
from supervision.forms import shared
from supervision.links import CRITICISM
from supervision.models import Criticism
from supervision.services import criticism as services
from supervision.workflow_criticism import STEPS as FLOW

from .people import person
from .shared import NOBODY, StepPage, by_slug, cited_paper, form_page, list_or_results, step_page


@require_safe
def criticism_list(request: HttpRequest) -> HttpResponse:
    """Drafts that concern the unit in view, the one submitted last first."""
    user, unit = person(request), unit_in_view(request)
    form = forms.CriticismFilterForm(request.GET)
    rows = Criticism.objects.visible_in(user, unit) if unit else Criticism.objects.none()
    values = form.values()
    if values.get("q"):
        rows = rows.filter(search_key__contains=search_key(values["q"]))
    if values.get("loai"):
        rows = rows.filter(sort=values["loai"])
    if values.get("trang-thai"):
        rows = rows.filter(status=values["trang-thai"])
    paper = cited_paper(request)
    if paper is not None:
        rows = rows.filter(pk__in=citing.records_citing(CRITICISM, paper))
    context = {
        "form": form,
        "page": page_of(request, rows.for_list()),
        "may_begin": policies.may_supervise_somewhere(user),
    }
    return list_or_results(request, "supervision/criticisms.html", context)


@require_http_methods(["GET", "POST"])
def criticism_new(request: HttpRequest) -> HttpResponse:
    """Record a draft that is to be spoken on."""
    user, unit = person(request), unit_in_view(request)
    if not policies.may_supervise_somewhere(user):
        raise PermissionDenied(_("Chỉ người của cơ quan phản biện, góp ý mới được ghi."))
    bodies = actors.bodies_for(user, unit, clock.today()) if unit else []
    if unit is None or not bodies:
        raise PermissionDenied(str(NOBODY))
    form = forms.AskForm(request.POST or None, unit=unit, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: services.ask(by=user, **form.cleaned_data))
        if made:
            messages.success(request, _("Đã ghi dự thảo."))
            return redirect(made)
    return form_page(request, form, _("Ghi dự thảo cần phản biện, góp ý"))


@require_safe
def criticism_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One draft: sent, spoken on, answered, issued."""
    one, user = _criticism(request, code), person(request)
    held = roles.at_bodies(user, [one.body, one.drafter])
    may_keep = bool(held[one.body_id] & set(policies.SUPERVISORS))
    may_answer = may_keep or bool(held[one.drafter_id] & set(policies.ANSWERERS))
    kind = timing.DRAFT if one.received_on is None else timing.OPINION
    context = {
        "one": one,
        "opinions": one.opinions.order_by("said_on", "pk"),
        "clock": panel_of(one, kind),
        "links": chain.links(CRITICISM, [one.pk], reader=user)[one.pk],
        "steps": _steps(one, may_keep=may_keep, may_answer=may_answer),
        "attachments": attachments_of(one),
        "can_attach": may_keep,
        "sentences": history(one, limit=20),
    }
    return render(request, "supervision/criticism.html", context)


@require_http_methods(["GET", "POST"])
def criticism_step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """One of the steps of a draft."""
    one, user = _criticism(request, code), person(request)
    if step not in STEPS:
        raise Http404
    check = policies.check_can_answer_criticism if step == "phan-hoi" else policies.check_can_criticise
    check(user, one)
    page = STEPS[step]
    form = page.form(request.POST or None)
    return step_page(request, one, page, form, lambda: page.act(criticism=one, by=user, **form.cleaned_data))


def _page(slug: str, name: str, form: Any, act: Any, *, dangerous: bool = False) -> StepPage:
    return StepPage(slug, FLOW[name].label, form, act, dangerous)


STEPS = by_slug(
    _page("nhan", "receive", forms.ReceiveForm, services.receive),
    _page("gui", "send", forms.SendForm, services.send),
    _page("y-kien", "add_opinion", forms.OpinionForm, services.add_opinion),
    _page("phan-hoi", "answer", forms.AnswerForm, services.answer),
    _page("ban-hanh", "finish", shared.PaperForm, services.finish),
    _page("huy", "cancel", shared.ReasonForm, services.cancel, dangerous=True),
)
_NAMES = {
    "nhan": "receive", "gui": "send", "y-kien": "add_opinion", "phan-hoi": "answer", "ban-hanh": "finish",
    "huy": "cancel",
}  # fmt: skip


def _steps(one: Criticism, *, may_keep: bool, may_answer: bool) -> list[dict[str, Any]]:
    return [
        {
            "label": page.label,
            "url": reverse("supervision:criticism_step", args=[one.code, slug]),
            "dangerous": page.dangerous,
        }
        for slug, page in STEPS.items()
        if workflow.may(one, _NAMES[slug], FLOW) and (may_answer if slug == "phan-hoi" else may_keep)
    ]


def _criticism(request: HttpRequest, code: str) -> Criticism:
    tied = ("body__unit__kind", "drafter__unit__kind", "unit")
    return get_object_or_404(Criticism.objects.visible_to(person(request)).select_related(*tied), code=code)
