"""What happens later: the PDF of a report is built by a job, once, with progress on the page."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common import clock, official, pdf
from documents import services as documents
from jobs import registry
from jobs.models import Job
from jobs.registry import Progress

from . import paper, services
from .models import Report, ReportFile


@registry.job(
    services.RENDER,
    title=_("Dựng tệp PDF của báo cáo"),
    result_url=lambda job: str((job.result or {}).get("url", "")),
    result_label=_("Mở báo cáo"),
)
def render(job: Job, progress: Progress) -> dict[str, Any]:
    """Build the file and keep it with its report: one file per job, however often the job was tried."""
    report = Report.objects.select_related("body__kind", "body__parent", "unit", "outline", "document").get(
        pk=job.args["report_id"]
    )
    progress(5, _("Lấy số liệu"))
    content = pdf.render_paper(
        current_paper(report), on_progress=lambda percent, step: progress(5 + percent * 9 // 10, step)
    )
    file = _keep(report, job, content)
    return {"file_id": file.pk, "report_id": report.pk, "url": report.get_absolute_url()}


def current_paper(report: Report) -> official.Paper:
    """An issued report is read from what it froze; any other from the records as they stand."""
    return paper.paper_of(report) if report.snapshot is None else paper.issued_paper(report)


@transaction.atomic
def _keep(report: Report, job: Job, content: bytes) -> ReportFile:
    """Bytes and row in one transaction; the row's job is unique, so a second attempt finds the first one's file."""
    Report.objects.select_for_update(of=("self",), no_key=True).get(pk=report.pk)
    kept = ReportFile.objects.filter(job_id=job.pk).first()
    if kept is not None:
        return kept
    is_first_final = report.is_frozen and not report.files.filter(is_final=True).exists()
    blob = documents.store(content, content_type="application/pdf")
    return ReportFile.objects.create(
        report=report, blob=blob, built_at=clock.now(), job_id=job.pk, is_final=is_first_final
    )
