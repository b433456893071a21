"""The report desk: which reports there are, one report beside its figures, and the words of its sections."""

from typing import Any, cast

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from audit import services as audit
from common import clock
from common.errors import Refused
from common.forms import apply_refusal, save_guarded
from common.pages import page_of
from common.periods import Period
from organizations import roles
from organizations.current import unit_in_view
from organizations.models import Body

from .. import desk_board, editing, policies, services
from ..enums import About
from ..forms import FilterForm, SigningForm, StartForm, quarter_of_today
from ..models import ReportKind
from ..services.common import locked
from . import frozen, life, word
from .loading import load, visible

COMMITTEE = "committee"
SIGNING = ("place", "authority", "signer_position", "signer_name", "recipients")


def writable_bodies(user: User) -> QuerySet[Body]:
    """Bodies whose reports the person may write: of the units and bodies where a writer's role is held."""
    writing = [m for m in roles.memberships(user) if m.role in policies.WRITERS]
    units = [m.unit_id for m in writing if m.body_id is None]
    bodies = [m.body_id for m in writing if m.body_id]
    return Body.objects.alive(clock.today()).filter(Q(unit__in=units) | Q(pk__in=bodies)).for_list()


def period_kinds() -> QuerySet[ReportKind]:
    """Kinds of reports on a period; papers about a conference begin at the conference."""
    return ReportKind.objects.filter(about=About.PERIOD)


@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    """All reports within reach, newest period first; above them who has reported and the person's own drafts."""
    user = cast(User, request.user)
    reports = visible(request)
    unit = unit_in_view(request)
    if unit:
        reports = reports.in_unit(unit)
    form = FilterForm(request.GET, kinds=list(ReportKind.objects.all()))
    context: dict[str, Any] = {"form": form, "page": page_of(request, form.apply(reports).for_list())}
    if getattr(request, "htmx", False):
        return render(request, "reports/list.html#results", context)
    context |= {
        "can_start": bool(roles.held(user) & policies.WRITERS),
        "drafts": desk_board.own_drafts(user),
        "board": desk_board.board_of(unit, *form.asked()) if unit else None,
    }
    return render(request, "reports/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Choose what is reported by whom on which period; the portal fills the rest."""
    user = cast(User, request.user)
    policies.check_may_start(user)
    bodies = writable_bodies(user)
    initial = {
        "kind": request.GET.get("loai") or COMMITTEE,
        "period": request.GET.get("ky") or quarter_of_today().code,
        "body": bodies.filter(committee__isnull=False).first() or bodies.first(),
    }
    form = StartForm(request.POST or None, bodies=bodies, kinds=period_kinds(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            period = Period.parse(form.cleaned_data["period"])
            kind, body = form.cleaned_data["kind"], form.cleaned_data["body"]
            report = services.start(body=body, kind=kind.code, period=period, by=user)
        except Refused as refused:
            apply_refusal(form, refused)
        else:
            return redirect(report)
    return render(request, "reports/start.html", {"form": form})


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The report's words, its files, and the next steps. What the portal fills in stands with each section.

    A file of a draft that is older than its words says so: whoever decides must not read it for the report.
    """
    report = load(request, pk)
    user = cast(User, request.user)
    at = policies.held_at(user, report.body)
    sections = editing.sections_of(report, inside=bool(at))
    context: dict[str, Any] = {
        "report": report,
        "sections": sections,
        "written_at": max((one.text.saved_at for one in sections if one.text), default=None),
        "history": audit.history(report),
        **life.context(report, user, at),
        **word.context(report, user, at),
        **frozen.context(report, user),
    }
    return render(request, "reports/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def signing(request: HttpRequest, pk: int) -> HttpResponse:
    """Place, signer, recipients."""
    report = load(request, pk)
    user = cast(User, request.user)
    policies.check_can_write(user, report.body)
    initial = {name: getattr(report, name) for name in SIGNING}
    form = SigningForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        saved = save_guarded(
            form,
            lock=lambda: locked(report),
            save=lambda values: services.set_signing(report=report, by=user, **values),
        )
        if saved:
            return redirect(report)
    context = {"report": report, "form": form, "title": _("Người ký, nơi nhận"), "submit": _("Lưu")}
    return render(request, "reports/form.html", context)
