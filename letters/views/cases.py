"""Pending cases: the list, one with its timeline, opening, correcting, tying records, closing, opening again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from audit.services import history
from common.forms import attempt, save_guarded
from common.frame import UNIT_PARAMETER
from common.pages import PARAMETER, page_of
from letters import policies_cases as policies
from letters import queries_cases, workflow_cases
from letters.enums_cases import CaseState
from letters.forms.cases import CaseFilterForm, CloseForm, EditCaseForm, LinkForm, OpenCaseForm, values_of_case
from letters.forms.reception import ReasonForm
from letters.models import Case, CaseLink
from letters.queries_reception import bodies_with
from letters.services import cases as services
from organizations import roles
from organizations.current import unit_in_view
from steering.views.people import person

NOT_FILTERS = {UNIT_PARAMETER, PARAMETER}


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """Cases that the person may know of in the unit in view; an address that asks for nothing shows the pending."""
    user, unit = person(request), unit_in_view(request)
    policies.check_can_open_list(user)
    form = CaseFilterForm(request.GET if set(request.GET) - NOT_FILTERS else {"trang-thai": CaseState.OPEN})
    seen = Case.objects.visible_in(user, unit) if unit else Case.objects.none()
    context = {
        "form": form,
        "page": page_of(request, form.chosen().apply(seen).for_list()),
        "may_open": policies.may_open_case_somewhere(user),
    }
    template = "letters/case_list.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_safe
def case_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The case and everything that is tied to it, in one timeline."""
    case = _case_or_404(request, code)
    user = person(request)
    held = roles.at_body(user, case.lead)
    context = {
        "case": case,
        "parts": list(case.parts.select_related("body").order_by("part", "body__sort_key", "pk")),
        "page": page_of(request, queries_cases.timeline(case, user)),
        "taken_back": queries_cases.taken_back(case),
        "steps": [name for name, check in _STEPS.items() if _may(user, case, name, check, held)],
        "sentences": history(case, limit=20),
    }
    return render(request, "letters/case.html", context)


@require_http_methods(["GET", "POST"])
def open_case(request: HttpRequest) -> HttpResponse:
    """A new case of one of the person's bodies."""
    bodies = bodies_with(person(request), policies.KEEPERS)
    if not bodies:
        raise PermissionDenied(_("Chỉ người của cơ quan chủ trì mới được lập vụ việc."))
    form = OpenCaseForm(request.POST or None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        case = attempt(form, lambda: services.open_case(by=person(request), **form.cleaned_data))
        if case:
            messages.success(request, _("Đã lập vụ việc {code}.").format(code=case.code))
            return redirect(case)
    return render(request, "letters/case_form.html", {"form": form, "case": None})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct a case; the digest in the form keeps a colleague's changes."""
    case = _case_or_404(request, code)
    policies.check_can_keep(person(request), case)
    if refusal := _impossible(request, case, "edit"):
        return refusal
    form = EditCaseForm(request.POST or None, case=case)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: values_of_case(Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)),
            save=lambda values: services.edit_case(case=case, by=person(request), **values),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return _onward(request, saved)
    return render(request, "letters/case_form.html", {"form": form, "case": case})


@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, code: str) -> HttpResponse:
    """Tie a record to the case."""
    return _step(
        request, code, "link", policies.check_can_keep, LinkForm,
        lambda case, values: services.link(case=case, by=person(request), **values),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def unlink(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a record out of the case, with the reason."""
    row = get_object_or_404(CaseLink, pk=pk, case__code=code, unlinked_at=None)
    return _step(
        request, code, "unlink", policies.check_can_keep, ReasonForm,
        lambda case, values: services.unlink(link=row, by=person(request), **values),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, code: str) -> HttpResponse:
    """The matter is over."""
    return _step(
        request, code, "close", policies.check_can_decide, CloseForm,
        lambda case, values: services.close(case=case, by=person(request), **values),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, code: str) -> HttpResponse:
    """The matter is pending again."""
    return _step(
        request, code, "reopen", policies.check_can_decide, ReasonForm,
        lambda case, values: services.reopen(case=case, by=person(request), **values),
    )  # fmt: skip


type Check = Callable[..., None]

# Step, check; in the order of the buttons. Taking a record out stands beside the record.
_STEPS: dict[str, Check] = {
    "link": policies.check_can_keep,
    "edit": policies.check_can_keep,
    "close": policies.check_can_decide,
    "reopen": policies.check_can_decide,
}


def _may(user: User, case: Case, name: str, check: Check, held: frozenset[Any]) -> bool:
    if not workflow_cases.may(case.state, name):
        return False
    try:
        check(user, case, held)
    except PermissionDenied:
        return False
    return True


def _step(
    request: HttpRequest,
    code: str,
    name: str,
    check: Check,
    form_class: type[forms.Form],
    act: Callable[[Case, dict[str, Any]], object],
) -> HttpResponse:
    """One small page for each step: a form, a button."""
    case = _case_or_404(request, code)
    check(person(request), case)
    if refusal := _impossible(request, case, name):
        return refusal
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: act(case, form.cleaned_data)) is not None:
        messages.success(request, _("Đã lưu."))
        return redirect(case)
    label = workflow_cases.STEPS[name].label
    return render(request, "letters/case_step.html", {"case": case, "form": form, "label": label})


def _impossible(request: HttpRequest, case: Case, name: str) -> HttpResponse | None:
    """Back to the case with a sentence, where its state does not allow the page of the step."""
    if request.method != "GET" or workflow_cases.may(case.state, name):
        return None
    words = _("Vụ việc {state}, không thực hiện được bước này.").format(state=case.condition.label)
    messages.warning(request, words)
    return redirect(case)


def _onward(request: HttpRequest, case: Case) -> HttpResponse:
    """To the case, or to the list for a person who has just handed it over and may not know of it any more."""
    kept = Case.objects.visible_to(person(request)).filter(pk=case.pk).exists()
    return redirect(case) if kept else redirect("letters:cases")


def _case_or_404(request: HttpRequest, code: str) -> Case:
    """A case that the person may know of; every other one does not exist."""
    seen = Case.objects.visible_to(person(request))
    related = ("lead__unit__kind", "field", "stage", "place_unit__kind", "unit")
    return get_object_or_404(seen.select_related(*related), code=code)
