"""Contributions of the people: the list with its totals, one with its lines, a new one, its steps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import history
from common import list_files
from common.forms import attempt, save_guarded
from common.pages import page_of
from common.templatetags.qcdc import ngay
from community import chain_links, list_columns, policies, sums
from community import workflow_contributions as workflow
from community.enums_contributions import Given
from community.filters_contributions import ProjectFilter
from community.forms.contributions import (
    CorrectReceivedForm,
    CorrectSpentForm,
    DiscloseForm,
    EditProjectForm,
    NewProjectForm,
    ProjectFields,
    ProjectFilterForm,
    ReceiveForm,
    SpendForm,
    values_of,
)
from community.forms.shared import OnForm, ReasonForm
from community.models import ContributionProject
from community.services import contributions as services
from community.services.contributions import Got, Spent
from disclosures.enums import AppliesTo
from disclosures.services.disclosures import applies_to
from documents.services import attachments_of
from organizations.current import unit_in_view

from .shared import keepers_of, list_page, may, person, record_form, take_step
from .stepping import StepPage, Stepping

_KEEP = policies.check_can_keep_project
SPENT = "spent"
SLUGS = {Given.MONEY: "tien", Given.LAND: "dat", Given.GOODS: "tai-san", Given.LABOUR: "ngay-cong"}


def _is_undisclosed(one: ContributionProject) -> bool:
    return one.disclosure_id is None and applies_to(one.keeper) == AppliesTo.COMMUNE


def _receiving(sort: Given) -> StepPage:
    return StepPage(
        SLUGS[sort],
        _KEEP,
        lambda data, one, user: ReceiveForm(data, sort=sort),
        lambda one, user, values: services.receive(project=one, got=Got(sort=sort, **values), by=user),
    )


LINES = {
    **{sort.value: _receiving(sort) for sort in Given},
    "spend": StepPage(
        "chi",
        _KEEP,
        lambda data, one, user: SpendForm(data, project=one, user=user),
        lambda one, user, values: services.spend(project=one, spent=Spent(**values), by=user),
    ),
}
STEPS = Stepping(
    workflow.STEPS,
    LINES
    | {
        "disclose": StepPage(
            "cong-khai",
            policies.check_can_disclose_project,
            lambda data, one, user: DiscloseForm(data, project=one),
            lambda one, user, values: services.disclose(project=one, by=user, **values),
            _is_undisclosed,
        ),
        "close": StepPage(
            "ket-thuc",
            _KEEP,
            lambda data, one, user: OnForm(data),
            lambda one, user, values: services.close(project=one, by=user, **values),
        ),
        "reopen": StepPage(
            "mo-lai",
            _KEEP,
            lambda data, one, user: ReasonForm(data),
            lambda one, user, values: services.reopen(project=one, by=user, **values),
        ),
    },
)


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    """Projects of the unit in view with their sums, the latest first, and the totals of the whole list."""
    user, unit = person(request), unit_in_view(request)
    form = ProjectFilterForm(request.GET)
    chosen = form.chosen()
    seen = ContributionProject.objects.visible_in(user, unit) if unit else ContributionProject.objects.none()
    found = chosen.apply(seen)
    rows = sums.annotated(found.for_list(), chosen.first, chosen.last)
    if file := list_files.asked(
        request, _("Đóng góp của Nhân dân"), list_columns.CONTRIBUTIONS, rows, unit=unit,
        said=[*list_files.said_of(form), *_days_of(chosen)],
    ):  # fmt: skip
        return file
    context = {
        "form": form,
        "chosen": chosen,
        "page": page_of(request, rows),
        "totals": sums.of(found, chosen.first, chosen.last),
        "may_add": policies.may_keep_somewhere(user),
    }
    return list_page(request, "community/contribution_list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A work or a fund to which the people contribute by their decision."""
    user = person(request)
    form = NewProjectForm(request.POST or None, bodies=keepers_of(user), user=user)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        made = attempt(
            form,
            lambda: services.open_project(
                keeper=values["keeper"], decision=values["decision"], wanted=form.wanted(values), by=user
            ),
        )
        if made:
            messages.success(request, _("Đã lập hồ sơ {code}.").format(code=made.code))
            return redirect(made)
    return _form_page(request, form, None)


@require_safe
def project(request: HttpRequest, code: str) -> HttpResponse:
    """One project: totals that open to their lines, papers, what happened."""
    one = _project_or_404(request, code)
    user = person(request)
    buttons = STEPS.buttons(user, one)
    shown = _shown(request)
    keeps = may(lambda: _KEEP(user, one))
    context = {
        "project": one,
        "totals": sums.of(ContributionProject.objects.filter(pk=one.pk)),
        "shown": shown,
        "shown_label": _("Khoản chi") if shown == SPENT else str(Given(shown).label).capitalize(),
        "spent_shown": shown == SPENT,
        "page": page_of(request, _lines(one, shown)),
        "links": chain_links.of_project(one),
        "attachments": attachments_of(one),
        "keeps": keeps,
        "corrects": keeps and one.is_open,
        "steps": [button for button in buttons if button.name not in LINES],
        "entries": [button for button in buttons if button.name in LINES],
        "sentences": history(one, limit=20),
    }
    return render(request, "community/contribution.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct the head of a project; the digest in the form keeps a colleague's changes."""
    one = _project_or_404(request, code)
    user = person(request)
    _KEEP(user, one)
    if refusal := STEPS.impossible(request, one, "edit"):
        return refusal
    form = EditProjectForm(request.POST or None, project=one)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: values_of(services.locked(one)),
            save=lambda values: services.edit(project=one, wanted=form.wanted(values), by=user),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return redirect(saved)
    return _form_page(request, form, one)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One step of a project, or one more line."""
    return STEPS.page(request, _project_or_404(request, code), slug)


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """Correct a line ("thu" or "chi"): the wrong one is struck and stays, the right one is written beside it."""
    one = _project_or_404(request, code)
    user = person(request)
    _KEEP(user, one)
    rows: Any = {"thu": one.contributions, "chi": one.spendings}.get(kind)
    if rows is None:
        raise Http404
    wrong = get_object_or_404(rows.counted(), pk=pk)
    wrong.project = one
    if refusal := STEPS.impossible(request, one, "correct"):
        return refusal
    data = request.POST or None
    form: CorrectReceivedForm | CorrectSpentForm
    form = CorrectReceivedForm(data, line=wrong) if kind == "thu" else CorrectSpentForm(data, line=wrong, user=user)
    sort = getattr(wrong, "sort", "")
    return take_step(
        request, one, label=_("Sửa dòng"), form=form, hint=_("Dòng cũ được giữ lại, gạch bỏ kèm lý do và không tính."),
        act=lambda values: services.correct(line=wrong, by=user, **form.entered(sort)),
    )  # fmt: skip


def _days_of(chosen: ProjectFilter) -> list[str]:
    """Of which days the sums are, where not of all."""
    if not (chosen.first or chosen.last):
        return []
    return [f"{_('Số thu, chi chỉ tính trong những ngày đã chọn:')} {ngay(chosen.first)} – {ngay(chosen.last)}"]


def _shown(request: HttpRequest) -> str:
    asked = request.GET.get("khoan", "")
    return asked if asked in (*Given.values, SPENT) else Given.MONEY.value


def _lines(one: ContributionProject, shown: str) -> Any:
    if shown == SPENT:
        return one.spendings.select_related("document__type").order_by("-on", "-pk")
    return one.contributions.filter(sort=shown).order_by("-on", "-pk")


def _form_page(request: HttpRequest, form: ProjectFields, record: ContributionProject | None) -> HttpResponse:
    title = _("Sửa hồ sơ") if record else _("Khoản đóng góp của Nhân dân")
    return record_form(
        request, form, record, title=title, name="community:contributions", listed=_("Đóng góp của Nhân dân")
    )


def _project_or_404(request: HttpRequest, code: str) -> ContributionProject:
    seen = ContributionProject.objects.visible_to(person(request))
    related = ("keeper__unit__kind", "keeper__kind", "unit__kind", "decision__place__kind", "disclosure")
    return get_object_or_404(seen.select_related(*related), code=code)
