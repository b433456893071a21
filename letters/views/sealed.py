"""Pages of sealed cases. For whom a case does not exist, its address does not either; opening asks for a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from common.errors import Refused
from common.forms import attempt
from deadlines import calendars
from deadlines.models import Clock
from deadlines.panels import Panel, panel
from letters import actions, policies, timing, workflow
from letters.enums import OPEN_SEALED
from letters.forms.sealed import (
    EraseForm,
    GrantForm,
    NumberForm,
    SealedAcceptForm,
    SealedFileForm,
    SealedPaperForm,
    SealedTransferForm,
    UnsealForm,
    VerifyMoreForm,
)
from letters.models import SealedAccess, SealedCase, SealedOpening, SealedStep
from letters.services import sealed as services
from letters.services.sealed import Opened, Paper

from .people import person

MOST_OWN = 50


@dataclass(frozen=True)
class SealedPage:
    """How a step is asked for and carried out."""

    form: type[Any]  # a form that is made with the case
    verb: Callable[..., Any]
    effects: tuple[str | Promise, ...] = ()


PAGES: dict[str, SealedPage] = {
    "verify_more": SealedPage(
        VerifyMoreForm, services.verify_more, (_("Thời hạn xử lý ban đầu là 10 ngày làm việc thay cho 7 ngày."),)
    ),
    "accept": SealedPage(
        SealedAcceptForm, services.accept, (_("Thời hạn thông báo thụ lý và thời hạn giải quyết bắt đầu tính."),)
    ),
    "notify": SealedPage(SealedPaperForm, services.notify),
    "extend": SealedPage(SealedPaperForm, services.extend, (_("Thêm 30 ngày, chỉ với vụ việc phức tạp."),)),
    "transfer": SealedPage(
        SealedTransferForm,
        services.transfer,
        (
            _("Chỉ được chuyển một lần. Người ở cơ quan này không mở được hồ sơ nữa."),
            _("Không có thông báo nào được gửi đi; chuyển hồ sơ giấy theo chế độ mật."),
        ),
    ),
    "conclude": SealedPage(SealedPaperForm, services.conclude),
    "file": SealedPage(SealedFileForm, services.file),
    "grant": SealedPage(GrantForm, services.grant, (_("Người này mở được hồ sơ; mỗi lần mở đều được ghi lại."),)),
    "erase": SealedPage(
        EraseForm,
        services.erase,
        (_("Khóa của hồ sơ bị hủy: nội dung và người gửi không đọc lại được nữa, kể cả từ bản sao lưu làm sau này."),),
    ),
}
_NAMES = {slug: name for name, slug in actions.SEALED_SLUGS.items()}


@require_GET
def sealed_cases(request: HttpRequest) -> HttpResponse:
    """Ask for a number; below it the person's own open cases and no others."""
    mine = policies.sealed_for(person(request)).filter(status__in=OPEN_SEALED, erased_on=None)
    form = NumberForm(request.GET if "so" in request.GET else None)
    if form.is_bound and form.is_valid():
        case = policies.sealed_for(person(request)).filter(code=form.cleaned_data["so"].upper()).first()
        if case is not None:
            return redirect(case)
        form.add_error("so", _now("Không có hồ sơ này, hoặc bạn không được giao hồ sơ này."))
    return _private(render(request, "letters/sealed_cases.html", {"form": form, "cases": mine[:MOST_OWN]}))


@require_GET
def sealed_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Number, state, limits, who may open it and who did; the content only after opening."""
    return _show(request, case_or_404(request, code), UnsealForm())


@sensitive_variables()
@require_POST
def unseal(request: HttpRequest, code: str) -> HttpResponse:
    """Show the content once; nothing of it is kept in the session, and going back asks again."""
    case = case_or_404(request, code)
    policies.check_can_open(person(request), case)
    form = UnsealForm(request.POST)
    opened = None
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        opened = attempt(form, lambda: services.unseal(case=case, reason=reason, by=person(request)))
    return _show(request, case_or_404(request, code), form, opened)


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def sealed_step(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """A step of a case; what the state does not allow is said instead of the form."""
    name = _NAMES.get(slug)
    case = case_or_404(request, code)
    if name is None:
        raise Http404
    policies.check_can_decide(person(request), case)
    page = PAGES[name]
    data = request.POST if request.method == "POST" else None
    form: Any = page.form(data, case=case)
    if data is not None and form.is_valid():
        done = attempt(form, lambda: _carry_out(page, case, dict(form.cleaned_data), person(request)))
        if done:
            messages.success(request, _now("Đã ghi: {step}.").format(step=workflow.SEALED_STEPS[name].label))
            gone = policies.sealed_for(person(request)).filter(pk=case.pk).first() is None
            return redirect("letters:sealed_cases") if gone else redirect(case)
    context = {
        "case": case,
        "form": form,
        "label": workflow.SEALED_STEPS[name].label,
        "effects": page.effects,
        "refusal": _refusal(case, name),
        "dangerous": name == "erase",
    }
    return _private(render(request, "letters/sealed_step.html", context))


def case_or_404(request: HttpRequest, code: str) -> SealedCase:
    """A case that exists for this person."""
    return get_object_or_404(policies.sealed_for(person(request)), code=code)


def _show(request: HttpRequest, case: SealedCase, form: forms.Form, opened: Opened | None = None) -> HttpResponse:
    user = person(request)
    steps = SealedStep.objects.filter(case=case).select_related("by", "body", "to_body").order_by("pk")
    openings = SealedOpening.objects.filter(case=case).select_related("user").order_by("-at", "-pk")[:MOST_OWN]
    accesses = SealedAccess.objects.filter(case=case).select_related("user", "granted_by").order_by("pk")
    notes, reasons = (opened.notes, opened.reasons) if opened else ({}, {})
    context = {
        "case": case,
        "form": form,
        "opened": opened,
        "steps": [(row, workflow.SEALED_STEPS[row.name].label, notes.get(row.pk, "")) for row in steps],
        "openings": [(row, reasons.get(row.pk, "")) for row in openings],
        "accesses": accesses,
        "panels": _panels(case),
        "can_open": not case.is_erased and policies.may_unseal(user, case),
        "actions": actions.sealed_actions(case) if policies.may_decide(user, case) else [],
    }
    return _private(render(request, "letters/sealed_detail.html", context))


def _panels(case: SealedCase) -> list[tuple[str, Panel]]:
    clocks = Clock.objects.filter(subject_kind=timing.SEALED, subject_id=case.pk).live()
    rows = list(clocks.select_related("kind", "body").order_by("due_on", "pk"))
    calendar = calendars.of_unit(case.holder.unit_id) if rows else None
    return [(clock.kind.name, panel(clock, calendar)) for clock in rows]


def _carry_out(page: SealedPage, case: SealedCase, values: dict[str, Any], by: User) -> Any:
    values.pop("sure", None)
    if "paper_number" in values:
        values["paper"] = Paper(values.pop("paper_number").upper(), values.pop("paper_on"))
    return page.verb(case=case, by=by, **values)


def _refusal(case: SealedCase, name: str) -> str:
    try:
        workflow.move_sealed(SealedCase(status=case.status), name)
    except Refused as refused:
        return str(refused)
    return ""


def _private(response: HttpResponse) -> HttpResponse:
    """No browser or proxy keeps the page."""
    response["Cache-Control"] = "no-store"
    return response
