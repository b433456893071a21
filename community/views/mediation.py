"""Mediation at the grassroots: figures by village or commune, one period of a village, teams."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audit.services import history
from common import clock, list_files
from common.forms import attempt, save_guarded
from common.pages import page_of
from community import list_columns, mediated, policies
from community.enums_mediation import CaseResult
from community.forms.mediation import (
    EditReportForm,
    EditTeamForm,
    NewReportForm,
    NewTeamForm,
    ReportFilterForm,
    TeamFields,
    TeamFilterForm,
    WindowForm,
    kinds_on,
    team_values,
    values_of,
)
from community.models import MediationReport, MediationTeam
from community.places import villages_of
from community.services import mediation as services
from organizations.current import unit_in_view
from organizations.models import Unit

from .shared import keepers_of, list_page, may, person, record_form

_KEEP = policies.check_can_keep_mediation


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The units below the one in view with what they stated for a period; what is missing is shown as missing."""
    user, unit = person(request), unit_in_view(request)
    form = WindowForm(request.GET)
    window = form.chosen()
    below = villages_of(unit, min(window.end, clock.today())) if unit else Unit.objects.none()
    reports = MediationReport.objects.visible_in(user, unit) if unit else MediationReport.objects.none()
    teams = MediationTeam.objects.visible_in(user, unit) if unit else MediationTeam.objects.none()
    page = page_of(request, below)
    kinds = mediated.by_kind(reports, window, window.end)
    context = {
        "form": form,
        "window": window,
        "page": page,
        "rows": mediated.rows(page.object_list, reports, teams, window),
        "kinds": kinds,
        "total": mediated.total(kinds),
        "may_add": policies.may_keep_somewhere(user),
    }
    return list_page(request, "community/mediation.html", context)


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """The periods that were entered, the latest first."""
    user, unit = person(request), unit_in_view(request)
    seen = MediationReport.objects.visible_in(user, unit) if unit else MediationReport.objects.none()
    form = ReportFilterForm(request.GET)
    rows = form.apply(seen).for_list()
    if file := list_files.asked(
        request, _("Số liệu hòa giải ở cơ sở"), list_columns.MEDIATION_REPORTS, mediated.with_sums(rows), unit=unit,
        said=list_files.said_of(form),
    ):  # fmt: skip
        return file
    context = {
        "form": form,
        "page": page_of(request, rows),
        "may_add": policies.may_keep_somewhere(user),
    }
    return list_page(request, "community/mediation_reports.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The figures of a village for a month or a quarter."""
    user = person(request)
    form = NewReportForm(request.POST or None, bodies=keepers_of(user))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        head = {name: values[name] for name in ("keeper", "village", "period")}
        made = attempt(form, lambda: services.enter(figures=form.figures(values), by=user, **head))
        if made:
            messages.success(request, _("Đã lưu."))
            return redirect(made)
    return render(request, "community/mediation_form.html", {"form": form, "results": CaseResult})


@require_safe
def report(request: HttpRequest, code: str) -> HttpResponse:
    """One period of a village by type of case."""
    one = _report_or_404(request, code)
    user = person(request)
    counts = {row.kind_id: row for row in one.counts.all()}
    context = {
        "report": one,
        "rows": [(kind, counts.get(kind.pk)) for kind in kinds_on(one.ends_on, *counts)],
        "totals": [sum(getattr(row, name) for row in counts.values()) for name in CaseResult.values],
        "keeps": may(lambda: _KEEP(user, one)),
        "sentences": history(one, limit=20),
    }
    return render(request, "community/mediation_report.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct the figures of a period; the digest in the form keeps a colleague's changes."""
    one = _report_or_404(request, code)
    user = person(request)
    _KEEP(user, one)
    form = EditReportForm(request.POST or None, report=one)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: values_of(services.locked(one)),
            save=lambda values: services.edit(report=one, figures=form.figures(values), by=user),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return redirect(saved)
    return render(request, "community/mediation_form.html", {"form": form, "results": CaseResult, "report": one})


@require_safe
def team_list(request: HttpRequest) -> HttpResponse:
    """The teams of the unit in view, those that ended too."""
    user, unit = person(request), unit_in_view(request)
    seen = MediationTeam.objects.visible_in(user, unit) if unit else MediationTeam.objects.none()
    form = TeamFilterForm(request.GET)
    rows = form.apply(seen).for_list()
    if file := list_files.asked(
        request, _("Tổ hòa giải ở cơ sở"), list_columns.MEDIATION_TEAMS, rows, unit=unit,
        said=list_files.said_of(form),
    ):  # fmt: skip
        return file
    context = {
        "form": form,
        "page": page_of(request, rows),
        "may_add": policies.may_keep_somewhere(user),
    }
    return list_page(request, "community/mediation_teams.html", context)


@require_http_methods(["GET", "POST"])
def team_new(request: HttpRequest) -> HttpResponse:
    """A team of a village."""
    user = person(request)
    form = NewTeamForm(request.POST or None, bodies=keepers_of(user))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        made = attempt(
            form,
            lambda: services.enter_team(
                keeper=values["keeper"], village=values["village"], wanted=form.wanted(values), by=user
            ),
        )
        if made:
            messages.success(request, _("Đã lưu."))
            return redirect("community:mediation_teams")
    return _team_page(request, form, None)


@require_http_methods(["GET", "POST"])
def team_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct the numbers of a team, or end it."""
    user = person(request)
    seen = MediationTeam.objects.visible_to(user).select_related("keeper__unit__kind", "village__kind")
    one = get_object_or_404(seen, code=code)
    _KEEP(user, one)
    form = EditTeamForm(request.POST or None, team=one)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: team_values(services.locked(one)),
            save=lambda values: services.edit_team(team=one, wanted=form.wanted(values), by=user),
        )
        if saved:
            messages.success(request, _("Đã lưu."))
            return redirect("community:mediation_teams")
    return _team_page(request, form, one)


def _team_page(request: HttpRequest, form: TeamFields, record: MediationTeam | None) -> HttpResponse:
    title = _("Tổ hòa giải")
    return record_form(
        request, form, record, title=title, name="community:mediation_teams", listed=_("Tổ hòa giải ở cơ sở")
    )


def _report_or_404(request: HttpRequest, code: str) -> MediationReport:
    seen = MediationReport.objects.visible_to(person(request))
    related = ("keeper__unit__kind", "unit__kind", "village__kind", "typed_by")
    return get_object_or_404(seen.select_related(*related), code=code)
