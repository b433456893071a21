"""What happens later: files of petitions are checked and imported, long lists are written, old files go."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobs import registry
from jobs.models import Job
from jobs.registry import Progress

from .importing.checking import Tell
from .papers import ordering
from .services import exporting, importing


def _back_to_run(job: Job) -> str:
    return reverse("petitions:import", args=[job.args["run_id"]])


def _told(progress: Progress, words: Any) -> Tell:
    """Rows as percent; the last tenth is for what comes after the last row."""
    return lambda done, every: progress(min(90, 90 * done // max(every, 1)), words)


@registry.job(
    importing.CHECK,
    title=_("Kiểm tra thử tệp kiến nghị"),
    result_url=_back_to_run,
    result_label=_("Xem kết quả kiểm tra"),
)
def check_import(job: Job, progress: Progress) -> dict[str, Any]:
    """Nothing is imported; what was found stands with the run."""
    run = importing.carry_out_check(job, _told(progress, _("Kiểm tra từng dòng")))
    return {"run_id": run.pk, **run.count_of}


@registry.job(
    importing.IMPORT, title=_("Nhập kiến nghị từ tệp"), result_url=_back_to_run, result_label=_("Xem lần nhập")
)
def do_import(job: Job, progress: Progress) -> dict[str, Any]:
    """All good rows or none; an import that was finished by an earlier attempt is not done again."""
    run = importing.carry_out_import(job, _told(progress, _("Ghi từng kiến nghị")))
    return {"run_id": run.pk, "imported": run.imported}


@registry.job(
    exporting.WRITE,
    title=_("Xuất danh sách kiến nghị"),
    result_url=lambda job: reverse("petitions:export_file", args=[job.args["export_id"]]),
    result_label=_("Tải tệp"),
)
def write_export(job: Job, progress: Progress) -> dict[str, Any]:
    """The file stays with the export, for whoever asked, until it expires."""
    export = exporting.carry_out(job, _told(progress, _("Ghi từng dòng")))
    return {"export_id": export.pk, "rows": export.rows}


@registry.job(
    ordering.PRINT,
    title=_("Lập văn bản về kiến nghị"),
    result_url=lambda job: reverse("petitions:export_file", args=[job.args["export_id"]]),
    result_label=_("Tải tệp"),
)
def print_paper(job: Job, progress: Progress) -> dict[str, Any]:
    """The file stays with the export, for whoever asked, until it expires."""
    export = ordering.carry_out(job, progress)
    return {"export_id": export.pk, "rows": export.rows}


@shared_task(ignore_result=True)
def sweep_files() -> None:
    """Every night: uploads, workbacks and lists that were kept long enough."""
    importing.sweep()
    exporting.sweep()
