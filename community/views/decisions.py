"""Decisions of the people: the list, one with its figures, a new one, its steps, its sheets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import history
from common import chain, list_files
from common.errors import Refused
from common.forms import attempt, save_guarded
from common.pages import page_of
from community import deadlines_shown, law, list_columns, policies, sheets, timing, workflow
from community.forms.decisions import (
    MOST_SITTINGS,
    DecisionFilterForm,
    EditDecisionForm,
    NewDecisionForm,
    NoticeForm,
    ResultForm,
    SendForm,
    values_of,
)
from community.forms.shared import OnForm, ReasonForm, RecogniseForm, RefuseForm
from community.models import Decision, VillageResult
from community.services import decision_answers as answers
from community.services import decision_results as results
from community.services import decisions as services
from deadlines import counting, finding
from documents.services import attachments_of
from organizations.current import unit_in_view

from .shared import keepers_of, list_page, may, person, record_form
from .stepping import StepPage, Stepping


@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    """Decisions of the unit in view, the latest first."""
    user, unit = person(request), unit_in_view(request)
    form = DecisionFilterForm(request.GET)
    seen = Decision.objects.visible_in(user, unit) if unit else Decision.objects.none()
    rows = form.chosen().apply(seen).for_list()
    if file := list_files.asked(
        request, _("Quyết định của cộng đồng dân cư"), list_columns.DECISIONS, rows, unit=unit,
        said=list_files.said_of(form),
    ):  # fmt: skip
        return file
    context = {
        "form": form,
        "page": page_of(request, rows),
        "may_add": policies.may_keep_somewhere(user),
    }
    return list_page(request, "community/decision_list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A matter that is to be put to the people, or that was."""
    user = person(request)
    form = NewDecisionForm(request.POST or None, bodies=keepers_of(user), user=user)
    if request.method == "POST" and form.is_valid():
        keeper = form.cleaned_data["keeper"]
        made = attempt(form, lambda: services.plan(keeper=keeper, wanted=form.plan(form.cleaned_data), by=user))
        if made:
            messages.success(request, _("Đã lập hồ sơ {code}.").format(code=made.code))
            return redirect(made)
    return _form_page(request, form, None)


@require_safe
def decision(request: HttpRequest, code: str) -> HttpResponse:
    """One decision: figures and result by village with the rule, limits, papers, what happened."""
    one = _decision_or_404(request, code)
    user = person(request)
    results = list(one.results.select_related("village__kind", "typed_by").prefetch_related("sittings"))
    results.sort(key=lambda row: row.village.sort_key)
    for row in results:
        row.decision = one
    keeps = may(lambda: policies.check_can_keep(user, one))
    context = {
        "decision": one,
        "results": results,
        "verdict": law.of_commune(bool(row.passed) for row in results) if _is_counted(one) else None,
        "notice": _notice(one),
        "consent_until": _consent_until(one),
        "limits": deadlines_shown.lines_of(one),
        "links": chain.links("community.decision", [one.pk], reader=user)[one.pk],
        "attachments": attachments_of(one),
        "keeps": keeps,
        "steps": STEPS.buttons(user, one),
        "sheets": sheets.offered(one),
        "sentences": history(one, limit=20),
    }
    return render(request, "community/decision.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct the record; the digest in the form keeps a colleague's changes."""
    one = _decision_or_404(request, code)
    user = person(request)
    policies.check_can_keep(user, one)
    if refusal := STEPS.impossible(request, one, "edit"):
        return refusal
    form = EditDecisionForm(request.POST or None, decision=one, user=user)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: values_of(services.locked(one)),
            save=lambda values: services.edit(decision=one, wanted=form.plan(values), by=user),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return redirect(saved)
    return _form_page(request, form, one)


@require_http_methods(["GET", "POST"])
def result(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Type in the signed sheet of a village; ``?cum=`` asks for so many cluster meetings."""
    one = _decision_or_404(request, code)
    user = person(request)
    policies.check_can_keep(user, one)
    row = get_object_or_404(one.results.select_related("village__kind"), pk=pk)
    row.decision = one
    if refusal := STEPS.impossible(request, one, "enter"):
        return refusal
    form = ResultForm(request.POST or None, request.FILES or None, result=row, sittings=_sittings(request, row))
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(form, lambda: results.enter(result=row, by=user, **form.entered())) is not None:
        messages.success(request, _("Đã lưu kết quả của {village}.").format(village=row.village.label))
        return redirect(one)
    context = {"decision": one, "result": row, "form": form, "clusters": range(2, MOST_SITTINGS + 1)}
    return render(request, "community/result_form.html", context)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One step of a decision."""
    one = _decision_or_404(request, code)
    return STEPS.page(request, one, slug)


@require_POST
def sheet(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """A form as PDF: notice, ballot or minutes; blank, or with what the record knows."""
    one = _decision_or_404(request, code)
    if kind not in sheets.offered(one):
        raise Http404
    blank = request.POST.get("trong", "") == "1"
    return sheets.response(sheets.render(one, kind, blank=blank), f"{kind}-{one.code}.pdf")


def _form_page(request: HttpRequest, form: forms.Form, record: Decision | None) -> HttpResponse:
    title = _("Sửa hồ sơ") if record else _("Đưa việc ra Nhân dân quyết định")
    return record_form(request, form, record, title=title, name="community:decisions", listed=_("Nhân dân quyết định"))


# -- steps as buttons and pages


def _waits_for_recognition(one: Decision) -> bool:
    return one.recogniser_id is not None


STEPS = Stepping(
    workflow.STEPS,
    {
        "notify": StepPage(
            "thong-bao",
            policies.check_can_keep,
            lambda data, one, user: NoticeForm(data, decision=one),
            lambda one, user, values: services.notify(decision=one, by=user, **values),
        ),
        "send": StepPage(
            "gui",
            policies.check_can_keep,
            lambda data, one, user: SendForm(data, decision=one, user=user),
            lambda one, user, values: results.send(decision=one, by=user, **values),
        ),
        "recognise": StepPage(
            "cong-nhan",
            policies.check_can_recognise,
            lambda data, one, user: RecogniseForm(data, record=one, user=user),
            lambda one, user, values: answers.recognise(decision=one, by=user, **values),
            _waits_for_recognition,
        ),
        "refuse": StepPage(
            "tu-choi",
            policies.check_can_recognise,
            lambda data, one, user: RefuseForm(data, record=one, user=user),
            lambda one, user, values: answers.refuse(decision=one, by=user, **values),
            _waits_for_recognition,
        ),
        "convention": StepPage(
            "gui-huong-uoc",
            policies.check_can_recognise,
            lambda data, one, user: OnForm(data),
            lambda one, user, values: answers.send_convention(decision=one, by=user, **values),
            lambda one: one.is_convention and one.convention_sent_on is None,
        ),
        "cancel": StepPage(
            "huy",
            policies.check_can_keep,
            lambda data, one, user: ReasonForm(data),
            lambda one, user, values: services.cancel(decision=one, by=user, **values),
        ),
    },
)


# -- what the page shows


@dataclass(frozen=True)
class Notice:
    """The last lawful day to tell the people, when they were told, by which rule."""

    last_day: date
    told_on: date | None
    rule: str
    citation: str

    @property
    def late(self) -> bool:
        return self.told_on is not None and self.told_on > self.last_day


def _notice(one: Decision) -> Notice | None:
    """None before the rule was in force."""
    try:
        rule = finding.general(timing.notice_rule(one), one.starts_on)
    except Refused:
        return None
    last = counting.due(rule.limit, one.starts_on, counting.Calendar()).due  # calendar days: no calendar is asked
    return Notice(last, one.notified_on, rule.reference, rule.citation)


def _consent_until(one: Decision) -> date | None:
    """The last day of the three months for which the consent with an initiative counts (VOTE-02)."""
    if one.agreed_on is None:
        return None
    try:
        rule = finding.general("VOTE-02", one.agreed_on)
    except Refused:
        return None
    return counting.due(rule.limit, one.agreed_on, counting.Calendar()).nominal


def _is_counted(one: Decision) -> bool:
    return one.commune_wide and one.passed is not None


def _sittings(request: HttpRequest, row: VillageResult) -> int:
    """How many meetings the form has rows for."""
    asked = request.GET.get("cum", "")
    if asked.isascii() and asked.isdecimal() and len(asked) == 1:
        return min(max(int(asked), 1), MOST_SITTINGS)
    return max(row.sittings.count(), 1)


def _decision_or_404(request: HttpRequest, code: str) -> Decision:
    """A decision that the person sees; every other one does not exist."""
    seen = Decision.objects.visible_to(person(request))
    related = (
        "keeper__unit__kind", "matter", "place__kind", "unit__kind", "recogniser__unit__kind", "minutes__type",
        "answer__type", "conference",
    )  # fmt: skip
    return get_object_or_404(seen.select_related(*related), code=code)
