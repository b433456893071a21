"""The files of a report."""

from typing import Any

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from accounts.models import User
from documents import storage
from organizations.enums import Role

from .. import policies
from ..models import Report, ReportFile
from ..services import files
from .loading import load


def context(report: Report, user: User, at: frozenset[Role]) -> dict[str, Any]:
    """What parts/files.html reads; ``at``: the person's roles at the body."""
    return {
        "files": list(report.files.select_related("blob").order_by("-built_at", "-pk")[:6]),
        "job": files.unfinished(report),
        "can_build": policies.allows(policies.check_can_build, user, report, at),
    }


@require_GET
def download(request: HttpRequest, pk: int, file_pk: int) -> FileResponse:
    """A built file; its name says what it is."""
    report = load(request, pk)
    file = get_object_or_404(ReportFile.objects.select_related("blob"), report=report, pk=file_pk)
    name = f"bao-cao-{report.unit.code}-{report.period}.{file.format}"
    return FileResponse(
        storage.open_blob(file.blob), as_attachment=True, filename=name, content_type=file.blob.content_type
    )
