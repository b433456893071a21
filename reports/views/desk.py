"""The report desk: which reports there are, one report beside its figures, and its files."""

from typing import Any, cast

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from audit import services as audit
from common.errors import Refused
from common.forms import apply_refusal
from common.pages import page_of
from common.periods import Period
from documents import storage
from jobs.models import Job
from organizations import roles
from organizations.current import unit_in_view
from organizations.models import Body

from .. import policies, services, workflow
from ..differences import differences
from ..enums import ReportStatus
from ..forms import FilterForm, SectionForm, SigningForm, StartForm, quarter_of_today
from ..gather import gather
from ..models import Report, ReportFile, ReportQuerySet, SectionText
from ..paper import filled, issued_blocks, signer_of


def visible(request: HttpRequest) -> ReportQuerySet:
    """The reports that exist for the person."""
    return Report.objects.visible_to(cast(User, request.user))


def load(request: HttpRequest, pk: int) -> Report:
    """One report, or 404 outside the person's reach."""
    related = visible(request).select_related(
        "body__kind", "body__parent", "unit__kind", "outline", "document__issuer__kind"
    )
    return get_object_or_404(related, pk=pk)


def writable_bodies(user: User) -> QuerySet[Body]:
    """Committees whose reports the person may write: of the units and bodies where a writer's role is held."""
    writing = [m for m in roles.memberships(user) if m.role in policies.WRITERS]
    units = [m.unit_id for m in writing if m.body_id is None]
    bodies = [m.body_id for m in writing if m.body_id]
    committees = Body.objects.filter(committee__isnull=False)
    return (committees.filter(unit__in=units) | committees.filter(pk__in=bodies)).distinct().for_list()


@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    """All reports within reach, newest period first; filters in the address."""
    user = cast(User, request.user)
    reports = visible(request)
    if unit := unit_in_view(request):
        reports = reports.in_unit(unit)
    form = FilterForm(request.GET)
    context = {
        "form": form,
        "page": page_of(request, form.apply(reports).for_list()),
        "can_start": bool(roles.held(user) & policies.WRITERS),
    }
    template = "reports/list.html"
    return render(request, f"{template}#results" if getattr(request, "htmx", False) else template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Choose body and period; the portal fills the rest."""
    user = cast(User, request.user)
    policies.check_may_start(user)
    initial = {"period": request.GET.get("ky") or quarter_of_today().code, "body": writable_bodies(user).first()}
    form = StartForm(request.POST or None, bodies=writable_bodies(user), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            period = Period.parse(form.cleaned_data["period"])
            report = services.start(body=form.cleaned_data["body"], kind="committee", period=period, by=user)
        except Refused as refused:
            apply_refusal(form, refused)
        else:
            return redirect(report)
    return render(request, "reports/start.html", {"form": form})


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The report's words, its files, and the next steps. What the portal fills in stands with each section."""
    report = load(request, pk)
    texts = {text.section_id: text for text in report.texts.select_related("saved_by")}
    period = report.period_value
    gathered = gather(report.body, period)
    sections = [(s, s.heading_for(period), texts.get(s.pk)) for s in report.outline.sections.all()]
    context: dict[str, Any] = {
        "report": report,
        "gathered": gathered,
        "sections": sections,
        "files": list(report.files.select_related("blob").order_by("-built_at", "-pk")[:5]),
        "job": Job.objects.unfinished().filter(kind=services.RENDER, key=str(report.pk)).first(),
        "history": audit.history(report),
        "signer": report.signer_name or signer_of(report, gathered),
        "differences": differences(report) if report.is_frozen else None,
        **_abilities(cast(User, request.user), report),
    }
    return render(request, "reports/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What the portal writes in one section; below it, for its writers, the words that they add.

    Of an issued report: what it says, whatever the records say now.
    """
    report = load(request, pk)
    user = cast(User, request.user)
    if request.method == "POST":
        policies.check_can_write(user, report.body)
    item = get_object_or_404(report.outline.sections, code=code)
    kept, before = _words(report, code)
    period = report.period_value
    form = SectionForm(request.POST or None, initial={"text": kept})
    if request.method == "POST" and form.is_valid():
        try:
            services.write_section(report=report, section=item, text=form.cleaned_data["text"], by=user)
        except Refused as refused:
            apply_refusal(form, refused)
        else:
            messages.success(request, _("Đã lưu mục {number}.").format(number=item.number))
            return redirect(report)
    context = {
        "report": report,
        "section": item,
        "title": f"{item.number}. {item.heading_for(period)}",
        "blocks": issued_blocks(report, item) if report.is_frozen else filled(item, gather(report.body, period)),
        "form": form,
        "words": kept,
        "before": before,
        "can_write": report.status == ReportStatus.DRAFT
        and policies.allows(policies.check_can_write, user, report.body),
    }
    return render(request, "reports/section.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def signing(request: HttpRequest, pk: int) -> HttpResponse:
    """Place, signer, recipients."""
    report = load(request, pk)
    user = cast(User, request.user)
    policies.check_can_write(user, report.body)
    initial = {name: getattr(report, name) for name in ("place", "signer_position", "signer_name", "recipients")}
    form = SigningForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_signing(report=report, by=user, **form.cleaned_data)
        except Refused as refused:
            apply_refusal(form, refused)
        else:
            return redirect(report)
    context = {"report": report, "form": form, "title": _("Người ký, nơi nhận"), "submit": _("Lưu")}
    return render(request, "reports/form.html", context)


@require_GET
def download(request: HttpRequest, pk: int, file_pk: int) -> FileResponse:
    """A built file; its name says what it is."""
    report = load(request, pk)
    file = get_object_or_404(ReportFile.objects.select_related("blob"), report=report, pk=file_pk)
    name = f"bao-cao-{report.unit.code}-{report.period}.{file.format}"
    return FileResponse(
        storage.open_blob(file.blob), as_attachment=True, filename=name, content_type=file.blob.content_type
    )


def _abilities(user: User, report: Report) -> dict[str, bool]:
    """Which buttons the page shows; of an issued report only its file is built again."""
    if report.is_frozen:
        return {"can_build": policies.allows(policies.check_can_build, user, report)}
    write = policies.allows(policies.check_can_write, user, report.body)
    decide = policies.allows(policies.check_can_approve, user, report)
    return {
        "can_write": write and report.status == "draft",
        "can_build": policies.allows(policies.check_can_build, user, report),
        "can_submit": write and workflow.can(report, "submit"),
        "can_approve": decide and workflow.can(report, "approve"),
        "can_send_back": decide and workflow.can(report, "send_back"),
        "can_issue": policies.allows(policies.check_can_issue, user, report) and workflow.can(report, "issue"),
    }


def _words(report: Report, code: str) -> tuple[str, str]:
    """The words of a section, and those of the period before; one query."""
    before = Q(report__period=report.period_value.previous().code)
    own = SectionText.objects.filter(before | Q(report=report), section__code=code)
    rows = own.filter(report__body=report.body, report__kind=report.kind).values_list("report_id", "text")
    texts = dict(rows)
    return texts.pop(report.pk, ""), next(iter(texts.values()), "")
