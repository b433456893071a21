"""How far a piece of long work is."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from common.errors import Refused

from . import registry, services
from .enums import JobState
from .models import Job


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """State in words, a bar, and at the end the link to the result; htmx asks for the changing part alone."""
    job = _job(request, pk)
    template = "jobs/detail.html"
    if request.headers.get("HX-Request"):
        template += "#progress"
    return render(request, template, _context(request, job))


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the work off."""
    job = _job(request, pk)
    try:
        services.cancel(job=job, by=cast(User, request.user))
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Đã hủy việc này."))
    return redirect(job)


def _job(request: HttpRequest, pk: int) -> Job:
    jobs = Job.objects.visible_to(cast(User, request.user)).select_related("created_by", "unit")
    return get_object_or_404(jobs, pk=pk)


def _context(request: HttpRequest, job: Job) -> dict[str, object]:
    kind = registry.find(job.kind)
    has_link = job.state == JobState.SUCCEEDED and kind is not None and kind.result_url is not None
    return {
        "job": job,
        "state": JobState(job.state),
        "title": kind.title if kind else job.kind,
        "result_url": kind.result_url(job) if has_link and kind and kind.result_url else "",
        "result_label": (kind.result_label if kind else "") or _("Mở kết quả"),
        "can_cancel": not job.is_finished and job.created_by_id == request.user.pk,
    }
