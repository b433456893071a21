"""Petitions from Excel, and lists as files. An import and its files are their person's alone."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common import spreadsheets
from common.errors import Refused
from common.forms import attempt
from common.frame import of as frame_of
from common.pages import page_of
from documents import storage
from documents.models import Blob
from organizations import roles
from organizations.current import unit_in_view
from organizations.enums import Family
from organizations.models import Body
from petitions import policies
from petitions.enums import ExportFormat, ImportStatus
from petitions.exporting import Listing, said_of
from petitions.filters import PetitionFilter
from petitions.forms.excel import ColumnsForm, DecideForm, ExportForm, UploadForm
from petitions.importing import template
from petitions.importing.checking import head_of
from petitions.models import ImportRun, PetitionExport
from petitions.policies import TAKERS
from petitions.services import exporting, importing

from .people import person
from .petitions import chosen_of

STEP = "viec"  # the button that was pressed
COLUMNS, CHECK, IMPORT, CANCEL = "cot", "kiem-tra", "nhap", "huy"
SHOWN_RUNS, SHOWN_EXPORTS = 20, 10


def councils_of(request: HttpRequest) -> list[Body]:
    """The councils for which the person may import. Raises PermissionDenied where there is none anywhere."""
    if not policies.may_take_somewhere(person(request)):
        raise PermissionDenied(_("Chỉ người của Hội đồng nhân dân hoặc Mặt trận mới được nhập kiến nghị từ tệp."))
    held = Body.objects.filter(pk__in=roles.bodies_of(person(request), TAKERS), kind__family=Family.COUNCIL)
    return list(held.select_related("unit__kind", "kind").order_by("sort_key", "pk"))


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Upload a file; the person's own imports."""
    councils = councils_of(request)
    form = UploadForm(request.POST or None, request.FILES or None, councils=councils)
    if request.method == "POST" and councils and form.is_valid():
        run = attempt(form, lambda: importing.upload(by=person(request), **form.cleaned_data))
        if run is not None:
            return redirect(run.get_absolute_url() + frame_of(request).unit_query)
    runs = page_of(request, ImportRun.objects.of(person(request)).order_by("-pk"), SHOWN_RUNS)
    return render(request, "petitions/imports.html", {"form": form, "councils": councils, "page": runs})


@require_safe
def import_template(request: HttpRequest) -> HttpResponse:
    """The file to fill in, for one council; the first one where none is named."""
    councils = councils_of(request)
    wanted = request.GET.get("hdnd", "")
    council = next((body for body in councils if body.code == wanted), councils[0] if councils else None)
    if council is None:
        return render(request, "petitions/imports.html", {"councils": []})
    name = f"mau-kien-nghi-{council.unit.code}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(template.build(council), content_type=spreadsheets.XLSX, headers=headers)


@require_http_methods(["GET", "POST"])
def import_run(request: HttpRequest, key: int) -> HttpResponse:
    """One import: which column holds what, what the dry run found, and the decision."""
    desk = _Desk(request, _run_or_404(request, key))
    if request.method == "POST" and desk.act():
        return redirect(desk.run.get_absolute_url() + frame_of(request).unit_query)
    page = "petitions/import.html"
    if getattr(request, "htmx", False) and request.method == "GET":
        if not desk.run.is_busy:
            return HttpResponse(headers={"HX-Refresh": "true"})
        page += "#progress"
    return render(request, page, desk.context())


@require_safe
def import_workback(request: HttpRequest, key: int) -> FileResponse:
    """The rows with their reasons, for whoever uploaded them."""
    run = _run_or_404(request, key)
    if run.workback is None:
        raise Http404(_("Lần nhập này không có tệp trả lại."))
    return _sent(run.workback, f"tra-lai-{run.pk}.xlsx", spreadsheets.XLSX)


@require_http_methods(["GET", "POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    """What would be written and as what; then the file, or a job for a long list."""
    unit = unit_in_view(request)
    if unit is None or not policies.may_open(person(request)):
        return render(request, "petitions/export.html", {"form": None})
    listing = Listing(unit, chosen_of(request), person(request))
    form = ExportForm(request.POST or None)
    count = listing.count()
    if request.method == "POST" and form.is_valid():
        return _written(request, listing, ExportFormat(form.cleaned_data["format"]), count)
    context = {
        "form": form, "count": count, "said": said_of(listing), "day": listing.chosen.day, "list_url":
        listing.chosen.url(unit), "is_long": count > exporting.AT_ONCE,
        "exports": PetitionExport.objects.of(person(request)).offered().order_by("-pk")[:SHOWN_EXPORTS],
    }  # fmt: skip
    return render(request, "petitions/export.html", context)


@require_safe
def export_file(request: HttpRequest, key: int) -> FileResponse:
    """A file that a job wrote, for whoever asked, as long as the person may read the list."""
    try:
        found = exporting.opened(person(request), key)
    except LookupError:
        raise Http404(_("Tệp này không có hoặc đã hết hạn tải.")) from None
    assert found.blob is not None
    return _sent(found.blob, exporting.file_name(found), exporting.content_type(ExportFormat(found.format)))


class _Desk:
    """The forms of one import, and what its buttons do."""

    def __init__(self, request: HttpRequest, run: ImportRun) -> None:
        self.request, self.run, self.user = request, run, person(request)
        step = request.POST.get(STEP, "")
        kept = run.columns
        self.columns = ColumnsForm(request.POST if step == COLUMNS else None, head=head_of(run), places=kept["places"])
        initial = {"signature": run.signature}
        self.decision = DecideForm(request.POST if step in {IMPORT, CANCEL} else None, initial=initial)
        self._acts = {COLUMNS: self._choose, CHECK: self._check, IMPORT: self._import, CANCEL: self._cancel}

    def act(self) -> bool:
        """True when something was done and the page is to be shown afresh."""
        act = self._acts.get(self.request.POST.get(STEP, ""))
        return act is None or act()

    def _choose(self) -> bool:
        form = self.columns
        return form.is_valid() and bool(
            attempt(form, lambda: importing.choose_columns(run=self.run, places=form.places(), by=self.user))
        )

    def _check(self) -> bool:
        try:
            importing.check_again(run=self.run, by=self.user)
        except Refused as refused:
            messages.warning(self.request, str(refused))
        return True

    def _import(self) -> bool:
        form = self.decision
        return form.is_valid() and bool(
            attempt(form, lambda: importing.decide(run=self.run, by=self.user, **form.cleaned_data))
        )

    def _cancel(self) -> bool:
        if attempt(self.decision, lambda: importing.call_off(run=self.run, by=self.user)) is None:
            return False
        messages.success(self.request, _("Đã hủy, không nhập dòng nào; tệp đã được xóa."))
        return True

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        run, kept = self.run, self.run.columns
        job = run.job
        failed = job is not None and job.is_finished and job.state != "succeeded"
        asks = not run.is_decided and not run.is_busy and run.blob_id is not None
        return {
            "run": run, "columns": self.columns, "decision": self.decision, "job": job if run.is_busy else None,
            "failed": job if failed and not run.is_decided else None,
            "unsure": asks and run.status == ImportStatus.UPLOADED,
            "asks": asks and run.status == ImportStatus.CHECKED,
            "doubts": kept.get("doubts", []), "unused": kept.get("unused", []), "count": run.count_of,
            "list_url": self._imported().url(run.council.unit),
            "next_url": f"{reverse('petitions:consolidate_many')}?{urlencode(self._imported().query())}",
        }  # fmt: skip

    def _imported(self) -> PetitionFilter:
        """Where the imported petitions are found: those of the session, else all of the council."""
        run = self.run
        return PetitionFilter(session=run.session.code) if run.session else PetitionFilter(council=run.council.code)


def _run_or_404(request: HttpRequest, key: int) -> ImportRun:
    return get_object_or_404(ImportRun.objects.of(person(request)).select_related("blob", "workback"), pk=key)


def _written(request: HttpRequest, listing: Listing, form: ExportFormat, count: int) -> HttpResponseBase:
    if count > exporting.AT_ONCE:
        job = exporting.write_later(listing, form).job
        assert job is not None
        return redirect(job.get_absolute_url() + frame_of(request).unit_query)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "danh-sach")
        written = exporting.write_now(listing, form, path)
        file = path.open("rb")  # stays readable after its name is gone
    return _private(FileResponse(file, as_attachment=True, filename=exporting.file_name(written)), form)


def _sent(blob: Blob, name: str, content_type: str) -> FileResponse:
    try:
        file = storage.open_blob(blob)
    except FileNotFoundError:
        raise Http404(_("Kho tệp không còn tệp này. Báo người quản trị.")) from None
    response = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    response["Cache-Control"] = "private, no-store"
    return response


def _private(response: FileResponse, form: ExportFormat) -> FileResponse:
    response["Content-Type"] = exporting.content_type(form)
    response["Cache-Control"] = "private, no-store"
    return response
