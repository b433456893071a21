"""Supervisions and recommendations: lists, one supervision and its steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from audit.services import history
from common import chain, clock, list_files
from common.forms import attempt, save_guarded
from common.pages import page_of
from documents.services import attachments_of
from organizations.current import unit_in_view
from steering import citing
from supervision import actors, detail, list_columns, policies, workflow
from supervision.forms import shared
from supervision.forms import supervisions as forms
from supervision.links import SUPERVISION
from supervision.models import Recommendation, Supervision
from supervision.policies import Standing
from supervision.services import recommendations as asking
from supervision.services import supervisions as services

from .people import person
from .shared import NOBODY, StepPage, by_slug, cited_paper, form_page, list_or_results, step_page


@require_safe
def supervision_list(request: HttpRequest) -> HttpResponse:
    """Supervisions that concern the unit in view, the newest first; the file has a line for each recommendation."""
    form = forms.SupervisionFilterForm(request.GET)
    if request.GET.get(list_files.PARAMETER):
        lines = list_columns.lines_of(_found(request, form).for_list()[: list_files.MOST_ROWS + 1])
        unit, said = unit_in_view(request), list_files.said_of(form)
        if file := list_files.asked(request, _("Giám sát"), list_columns.SUPERVISIONS, lines, unit=unit, said=said):
            return file
    context = {
        "form": form,
        "page": page_of(request, _found(request, form).with_recommendations().for_list()),
        "may_begin": policies.may_supervise_somewhere(person(request)),
    }
    return list_or_results(request, "supervision/list.html", context)


@require_safe
def recommendation_list(request: HttpRequest) -> HttpResponse:
    """Recommendations after supervision, with where each stands."""
    user, unit = person(request), unit_in_view(request)
    form = forms.RecommendationFilterForm(request.GET)
    seen = Supervision.objects.visible_in(user, unit) if unit else Supervision.objects.none()
    rows = form.chosen().apply(Recommendation.objects.filter(supervision__in=seen))
    context = {"form": form, "page": page_of(request, rows.for_list())}
    return list_or_results(request, "supervision/recommendations.html", context)


@require_http_methods(["GET", "POST"])
def supervision_new(request: HttpRequest) -> HttpResponse:
    """Prepare a supervision; ?nhiem-vu= names the task that it carries out."""
    user, unit = person(request), unit_in_view(request)
    if not policies.may_supervise_somewhere(user):
        raise PermissionDenied(_("Chỉ người của cơ quan giám sát mới được lập cuộc giám sát."))
    known = actors.actors_for(user, unit, clock.today()) if unit else []
    if unit is None or not known:
        raise PermissionDenied(str(NOBODY))
    initial = {"task": request.GET.get("nhiem-vu", "")[:30]}
    form = forms.SupervisionForm(request.POST or None, user=user, unit=unit, actors=known, initial=initial)

    def act() -> Supervision:
        actor = form.actor
        return services.prepare(body=actor.body, board=actor.board, facts=form.facts(), by=user)

    if request.method == "POST" and form.is_valid():
        made = attempt(form, act)
        if made:
            messages.success(request, _("Đã lập cuộc giám sát."))
            return redirect(made)
    return form_page(request, form, _("Lập cuộc giám sát"))


@require_safe
def supervision_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One supervision: who, whom, until when; what was found and asked, and what became of it."""
    one, user = supervision_or_404(request, code), person(request)
    asked = list(one.recommendations.select_related("to__unit__kind", "task").order_by("order"))
    standing = Standing.of(user, one, asked)
    context = {
        "one": one,
        "types": one.types.order_by("rank", "pk"),
        "team": one.team.order_by("order"),
        "findings": one.findings.select_related("type").order_by("pk"),
        "asked": [detail.Asked(row, standing) for row in asked],
        "limits": detail.limits_of(one),
        "links": chain.links(SUPERVISION, [one.pk], reader=user)[one.pk],
        "steps": detail.steps_of(one) if standing.supervises else [],
        "attachments": attachments_of(one),
        "can_attach": standing.supervises,
        "sentences": history(one, limit=20),
    }
    return render(request, "supervision/supervision.html", context)


@require_http_methods(["GET", "POST"])
def supervision_step(request: HttpRequest, code: str, step: str) -> HttpResponse:
    """One of the steps of a supervision."""
    one, user = supervision_or_404(request, code), person(request)
    policies.check_can_supervise(user, one)
    if step == "sua":
        return _edit(request, one, user)
    if step not in STEPS:
        raise Http404
    page = STEPS[step]
    form = page.form(one, request.POST or None)
    return step_page(request, one, page, form, lambda: page.act(supervision=one, by=user, **form.cleaned_data))


def _edit(request: HttpRequest, one: Supervision, user: User) -> HttpResponse:
    form = forms.SupervisionEditForm(request.POST or None, user=user, supervision=one)

    def save(_values: dict[str, Any]) -> Supervision:
        return services.edit(supervision=one, facts=form.facts(), by=user)

    def lock() -> dict[str, Any]:
        return forms.values_of(services.locked(one))

    if request.method == "POST" and form.is_valid() and save_guarded(form, lock=lock, save=save) is not None:
        messages.success(request, _("Đã lưu."))
        return redirect(one)
    return form_page(request, form, _("Sửa cuộc giám sát"), record=one)


def _plain(make: Callable[..., Any]) -> Callable[..., Any]:
    return lambda one, data: make(data)


def _of_it(make: Callable[..., Any]) -> Callable[..., Any]:
    return lambda one, data: make(data, supervision=one)


def _page(
    slug: str, name: str, form: Callable[..., Any], act: Callable[..., Any], hint: Any = "", *, dangerous: bool = False
) -> StepPage:
    return StepPage(slug, workflow.STEPS[name].label, form, act, dangerous, hint)


STEPS = by_slug(
    _page(
        "gui-ke-hoach", "notify", _plain(shared.PaperForm), services.notify,
        gettext_lazy("Số kế hoạch hoặc quyết định giám sát, và ngày gửi đến đối tượng."),
    ),
    _page("bao-cao", "take_report", _plain(forms.TakeReportForm), services.take_report),
    _page("phat-hien", "add_finding", _of_it(forms.FindingForm), services.add_finding),
    _page("ket-thuc", "carry_out", _plain(shared.OnForm), services.carry_out),
    _page("thong-bao", "conclude", _plain(forms.ConcludeForm), services.conclude),
    _page("kien-nghi", "recommend", _of_it(forms.RecommendForm), asking.recommend),
    _page("dong", "close", _plain(shared.OnForm), services.close),
    _page("huy", "cancel", _plain(shared.ReasonForm), services.cancel, dangerous=True),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def recommendation_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Answer a recommendation, say what became of it, or make it a task."""
    one, user = recommendation_or_404(request, pk), person(request)
    if step == "tra-loi":
        policies.check_can_answer(user, one)
        return _asked_step(request, one, ANSWER, forms.AnswerForm(request.POST or None), user)
    if step == "ket-qua":
        policies.check_can_supervise(user, one.supervision)
        return _asked_step(request, one, OUTCOME, forms.OutcomeForm(request.POST or None), user)
    if step == "giao-viec":
        bodies = policies.tasking_bodies(user, one)
        if not bodies:
            policies.check_can_make_task(user, one, one.to)
        form = forms.MakeTaskForm(request.POST or None, recommendation=one, bodies=bodies)
        return _asked_step(request, one, MAKE_TASK, form, user)
    raise Http404


ANSWER = StepPage("tra-loi", gettext_lazy("Ghi trả lời kiến nghị"), forms.AnswerForm, asking.answer)
OUTCOME = StepPage("ket-qua", gettext_lazy("Ghi kết quả thực hiện kiến nghị"), forms.OutcomeForm, asking.judge)
MAKE_TASK = StepPage("giao-viec", gettext_lazy("Giao kiến nghị thành nhiệm vụ"), forms.MakeTaskForm, asking.make_task)


def _asked_step(request: HttpRequest, one: Recommendation, page: StepPage, form: Any, user: User) -> HttpResponse:
    def act() -> Any:
        return page.act(recommendation=one, by=user, **form.cleaned_data)

    return step_page(request, one.supervision, page, form, act, said=one.text)


def supervision_or_404(request: HttpRequest, code: str) -> Supervision:
    """A supervision within the person's reach; everything else does not exist."""
    tied = ("body__unit__kind", "body__kind", "unit", "board__set_up_by__unit", "subject_body", "plan_line", "task")
    return get_object_or_404(Supervision.objects.visible_to(person(request)).select_related(*tied), code=code)


def recommendation_or_404(request: HttpRequest, pk: int) -> Recommendation:
    """The same for a recommendation."""
    tied = ("supervision__body__unit", "supervision__board__set_up_by__unit", "to__unit__kind")
    return get_object_or_404(Recommendation.objects.visible_to(person(request)).select_related(*tied), pk=pk)


def _found(request: HttpRequest, form: forms.SupervisionFilterForm) -> Any:
    user, unit = person(request), unit_in_view(request)
    rows = Supervision.objects.visible_in(user, unit) if unit else Supervision.objects.none()
    paper = cited_paper(request)
    if paper is not None:
        rows = rows.filter(pk__in=citing.records_citing(SUPERVISION, paper))
    return form.chosen().apply(rows)
