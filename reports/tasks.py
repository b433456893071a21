"""What happens later: the files of a report are built by a job, once, with progress on the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common import clock
from documents import services as documents
from jobs import registry
from jobs.models import Job
from jobs.registry import Progress

from . import batch_tasks, building, engine, services  # noqa: F401 (batch_tasks names jobs of its own)
from .enums import NumberedBy, ReportStatus
from .models import Edition, Report, ReportFile

OPEN = frozenset({ReportStatus.DRAFT, ReportStatus.SUBMITTED, ReportStatus.APPROVED, ReportStatus.SIGNING})
"""States whose files are not what was issued."""


@registry.job(
    services.RENDER,
    title=_("Dựng tệp của báo cáo"),
    result_url=lambda job: str((job.result or {}).get("url", "")),
    result_label=_("Mở báo cáo"),
)
def render(job: Job, progress: Progress) -> dict[str, Any]:
    """Build the files and keep them with their report: one of each format per job, however often it was tried.

    A report that was frozen or issued while its draft was drawn is drawn again: what is kept is what it is by now.
    """
    while True:
        report = _report(job.args["report_id"])
        built = _built(report, _formats(job, report), progress)
        files = _keep(report, job, built)
        if files is not None:
            return {"file_id": files[0].pk, "report_id": report.pk, "url": report.get_absolute_url()}


def _report(key: int) -> Report:
    related = ("body__kind", "body__parent", "unit", "outline", "document", "edition")
    return Report.objects.select_related(*related).get(pk=key)


def _formats(job: Job, report: Report) -> list[str]:
    """A frozen report gets every format, a draft what was asked for."""
    return list(building.FORMATS) if report.edition else job.args.get("formats", ["pdf"])


def _built(report: Report, formats: list[str], progress: Progress) -> dict[str, bytes]:
    """The bytes of each format, outside of any transaction."""
    progress(5, _("Lấy số liệu"))
    share = 90 // len(formats)
    built = {}
    for number, name in enumerate(formats):

        def tell(percent: int, step: str, done: int = 5 + number * share) -> None:
            progress(done + percent * share // 100, step)

        built[name] = _signed(report, name, building.build(report, name, tell))
    return built


def _signed(report: Report, name: str, content: bytes) -> bytes:
    """The body's own signature on what the portal numbered, where the installation holds its certificate."""
    if name != "pdf" or (report.status, report.numbered_by) != (ReportStatus.ISSUED, NumberedBy.PORTAL):
        return content
    key = settings.SIGNING_KEY_FILE.replace("{body}", report.body.code)
    if not key or not Path(key).is_file():
        return content
    from . import signatures  # a library of 30 MB, which most workers never need

    return signatures.sign(content, key=key, reason=str(report))


@transaction.atomic
def _keep(report: Report, job: Job, built: dict[str, bytes]) -> list[ReportFile] | None:
    """Bytes and rows in one transaction; None when the report has moved on since it was read.

    The rows name their job, so that a second attempt finds the first one's files. The first file of an issued report
    is the record; later ones are copies.
    """
    now = Report.objects.select_for_update(of=("self",), no_key=True).get(pk=report.pk)
    if (now.edition_id, now.status in OPEN) != (report.edition_id, report.status in OPEN):
        return None
    if kept := list(ReportFile.objects.filter(job_id=job.pk).order_by("pk")):
        return kept
    finals = set() if now.status in OPEN else set(building.FORMATS)
    finals -= set(now.files.filter(is_final=True).values_list("format", flat=True))
    if report.edition_id:
        Edition.objects.filter(pk=report.edition_id, engine={}).update(engine=engine.fingerprint())
    return [
        ReportFile.objects.create(
            report=report, edition=report.edition, format=name, job_id=job.pk, built_at=clock.now(),
            blob=documents.store(content, content_type=building.FORMATS[name].content_type), is_final=name in finals,
        )
        for name, content in built.items()
    ]  # fmt: skip
