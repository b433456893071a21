"""Many reports in one action: which batches there are, one batch and its files."""

from __future__ import annotations

from collections.abc import Container
from typing import Any, cast

from django.contrib import messages
from django.db.models import Case, Count, Q, QuerySet, When
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.errors import Refused
from common.forms import apply_refusal
from common.pages import page_of
from common.periods import Period
from documents import storage
from documents.models import Blob
from jobs.models import Job
from organizations import roles
from organizations.current import unit_in_view
from organizations.models import Reach, Unit
from organizations.scope import reach_of

from .. import batch_files, batch_policies, policies
from ..batch_forms import BatchForm
from ..enums import ItemState
from ..models import Batch, BatchItem
from ..services import batches as services


@require_http_methods(["GET", "HEAD", "POST"])
def batches(request: HttpRequest) -> HttpResponse:
    """Batches within reach, newest first; above them, for those who may ask for one, the form."""
    user, unit = cast(User, request.user), unit_in_view(request)
    mine = units_for(user, batch_policies.BATCHERS)
    if request.method == "POST":
        batch_policies.check_may_batch(user)
    form = BatchForm(request.POST or None, units=mine, unit=unit)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            made = services.ask(
                kind=chosen["kind"], period=Period.parse(chosen["period"]), unit=chosen["unit"], by=user
            )
        except Refused as refused:
            apply_refusal(form, refused)
        else:
            return redirect(made)
    context = {"form": form if mine else None, "page": page_of(request, _listed(user, unit))}
    return render(request, "reports/batches.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far it is, what failed and why, its files (?tep=zip, pdf or an item); htmx asks for the progress alone."""
    user = cast(User, request.user)
    found = get_object_or_404(
        _within_reach(user).select_related("kind", "unit", "asked_by", "archive", "merged"), pk=pk
    )
    if request.method == "POST":
        return _again(request, found, user)
    if wanted := request.GET.get("tep", ""):
        return _file(found, wanted)
    if request.headers.get("HX-Request"):
        if found.finished_at:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "reports/batch.html#progress", _progress(found))
    page = page_of(request, _items(found))
    copies = batch_files.copies_of(list(page))
    context = {
        **_progress(found),
        "page": page,
        "lines": [(item, copies.get(item.pk)) for item in page],
        "can_batch": policies.allows(batch_policies.check_can_batch, user, found.unit),
    }
    return render(request, "reports/batch.html", context)


def units_for(user: User, wanted: Container[str]) -> list[Unit]:
    """Units where the person holds one of the roles."""
    held = [m for m in roles.memberships(user) if m.role in wanted]
    return list({m.unit_id: m.unit for m in held}.values())


def _within_reach(user: User) -> QuerySet[Batch]:
    return Batch.objects.filter(unit__in=reach_of(user))


def _listed(user: User, unit: Unit | None) -> QuerySet[Batch]:
    found = _within_reach(user)
    if unit is not None:
        found = found.filter(unit__in=Reach.objects.filter(source=unit).values("target"))
    counts = {
        "total": Count("items"),
        "done": Count("items", filter=Q(items__state=ItemState.DONE)),
        "failed": Count("items", filter=Q(items__state=ItemState.FAILED)),
    }
    related = found.select_related("kind", "unit__kind", "asked_by")
    return related.annotate(**counts).order_by("-asked_at", "-pk")


def _progress(found: Batch) -> dict[str, Any]:
    counted = dict(found.items.order_by().values_list("state").annotate(Count("pk")))
    total, waiting = sum(counted.values()), counted.get(ItemState.WAITING, 0)
    last = Job.objects.filter(kind=services.FILES, key=str(found.pk)).order_by("-pk").first()
    built = 90 * (total - waiting) // total
    return {
        "batch": found,
        "total": total,
        "waiting": waiting,
        "done": counted.get(ItemState.DONE, 0),
        "failed": counted.get(ItemState.FAILED, 0),
        "percent": 100 if found.finished_at else built + (last.progress // 10 if last and not waiting else 0),
        "not_put_together": last.error if last and found.finished_at and not found.archive_id else "",
    }


def _items(found: Batch) -> QuerySet[BatchItem]:
    """What failed first, then the order of the files."""
    first = Case(When(state=ItemState.FAILED, then=0), default=1)
    return found.items.select_related("body", "blob").order_by(first, "order", "pk")


def _again(request: HttpRequest, found: Batch, user: User) -> HttpResponse:
    try:
        services.retry(batch=found, by=user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đang dựng lại các báo cáo không làm được."))
    return redirect(found)


def _file(found: Batch, wanted: str) -> FileResponse:
    """The archive, the merged file or one report, under a name that says what it is."""
    name = f"bao-cao-{found.kind_id}-{found.unit.code}-{found.period}"
    if wanted in ("zip", "pdf"):
        return sent(found.archive if wanted == "zip" else found.merged, f"{name}.{wanted}")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
        raise Http404
    item = get_object_or_404(found.items.select_related("body", "blob"), pk=int(wanted))
    copy = batch_files.copies_of([item]).get(item.pk)
    if copy is None:
        raise Http404
    return sent(item.blob, batch_files.file_name(item, found.period, 3, copy))


def sent(blob: Blob | None, name: str) -> FileResponse:
    """A stored file under a name; 404 where there is none."""
    if blob is None:
        raise Http404
    file = storage.open_blob(blob)
    response = FileResponse(file, as_attachment=True, filename=name, content_type=blob.content_type)
    response.headers["Cache-Control"] = "private, no-store"
    return response
