"""Jobs of a batch, one for each body's file and one that puts all of them together; and the one that prints a book."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from pikepdf import PdfError

from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.periods import Period
from documents import services as documents
from documents import storage
from documents.models import Blob
from jobs import registry
from jobs.models import Job
from jobs.registry import Progress
from notices import services as notices
from organizations.models import Body

from . import batch_files, books, building, paper
from .enums import ENDED, ItemState
from .models import Batch, BatchItem, Book, Report, ReportFile
from .services import batches, schedules
from .services.books import PRINT

PDF, ZIP = "application/pdf", "application/zip"


def _page_of(job: Job) -> str:
    return reverse("reports:batch", args=[(job.result or {})["batch_id"]])


def _kept(job: Job, result: dict[str, Any]) -> None:
    """Once for each item: its file, written together with the job's result."""
    batch = batches.locked(result["batch_id"])
    waiting = batch.items.filter(pk=job.args["item_id"], state=ItemState.WAITING)
    if waiting.update(state=ItemState.DONE, blob_id=result["blob_id"], pages=result["pages"], error=""):
        batches.close(batch)


def _not_built(job: Job, reason: str) -> None:
    """Nothing came of it: the item says why, and the others are put together without it."""
    batch = batches.locked(BatchItem.objects.get(pk=job.args["item_id"]).batch_id)
    waiting = batch.items.filter(pk=job.args["item_id"], state=ItemState.WAITING)
    if waiting.update(state=ItemState.FAILED, error=reason[:500]):
        batches.close(batch)


@registry.job(
    batches.ITEM, title=_later("Dựng một báo cáo của đợt"), result_url=_page_of, result_label=_later("Mở đợt báo cáo"),
    done=_kept, undone=_not_built,
)  # fmt: skip
def build(job: Job, progress: Progress) -> dict[str, Any]:
    """One body's file. The bytes are stored here; whose they are is written with the result."""
    items = BatchItem.objects.select_related("batch", "body__kind", "body__parent", "body__unit__kind")
    item = items.get(pk=job.args["item_id"])
    content = file_of(item.body, item.batch.kind_id, item.batch.period_value, progress)
    try:
        pages = batch_files.pages_in(content)
    except PdfError:
        raise Refused(_("Tệp PDF đã ký không mở được để ghép.")) from None
    blob = documents.store(content, content_type=PDF)
    return {"batch_id": item.batch_id, "blob_id": blob.pk, "pages": pages}


def file_of(body: Body, kind: str, period: Period, progress: Progress) -> bytes:
    """What was issued, byte for byte: the signed file where one came back, else the portal's own.

    What is not issued is drawn: of what is written by now, or of what the portal knows by itself. Raises Refused where
    there is no outline for such a report.
    """
    report = _report_of(body, kind, period)
    if report is not None and (issued := _issued(report)) is not None:
        with storage.open_blob(issued) as file:
            return bytes(file.read())
    if report is None:
        try:
            report = paper.draft(body=body, kind=kind, period=period)
        except LookupError:
            raise Refused(_("Chưa có đề cương báo cáo cho kỳ này.")) from None
    progress(10, _("Lấy số liệu"))
    return building.build(report, "pdf", lambda percent, step: progress(10 + percent * 9 // 10, step))


def _issued(report: Report) -> Blob | None:
    """The file that was issued. Under the portal's own copy of a signed report nobody has signed."""
    signed = report.signed_copies.filter(edition=report.edition_id).select_related("blob")
    if (copy := signed.order_by("-received_at", "-pk").first()) is not None:
        return copy.blob
    built = ReportFile.objects.filter(report=report, edition=report.edition_id, format="pdf", is_final=True)
    file = built.select_related("blob").order_by("pk").first()
    return file.blob if file else None


def _report_of(body: Body, kind: str, period: Period) -> Report | None:
    """The report that stands; a withdrawn or replaced one does not."""
    found = Report.objects.filter(body=body, kind__code=kind, period=period.code).exclude(status__in=ENDED)
    related = found.select_related(
        "body__kind", "body__parent", "body__unit", "unit", "outline", "kind", "document", "edition"
    )
    return related.first()


def _put_together(_job: Job, result: dict[str, Any]) -> None:
    """The batch is finished, and whoever asked for it is told."""
    batch = batches.locked(result["batch_id"])
    batch.archive_id, batch.merged_id = result["archive"], result["merged"]
    _finish(batch)


def _not_put_together(job: Job, _reason: str) -> None:
    _finish(batches.locked(job.args["batch_id"]))


@registry.job(
    batches.FILES, title=_later("Ghép các báo cáo của đợt"), result_url=_page_of,
    result_label=_later("Mở đợt báo cáo"), done=_put_together, undone=_not_put_together,
)  # fmt: skip
def put_together(job: Job, progress: Progress) -> dict[str, Any]:
    """A ZIP with each file and a list of them, and one PDF with a bookmark for each body."""
    batch = Batch.objects.select_related("kind", "unit").get(pk=job.args["batch_id"])
    items = list(batch.items.select_related("body__unit", "blob"))
    result: dict[str, Any] = {"batch_id": batch.pk, "archive": None, "merged": None}
    if any(item.blob_id for item in items):
        progress(5, _("Nén các tệp"))
        with batch_files.archive(batch, items) as file:
            result["archive"] = documents.store_file(file, content_type=ZIP).pk
        progress(40, _("Ghép thành một tệp PDF"))
        with batch_files.merged(batch, items, progress) as file:
            result["merged"] = documents.store_file(file, content_type=PDF).pk
    return result


@in_portal_language
def _finish(batch: Batch) -> None:
    batch.finished_at = clock.now()
    batch.save(update_fields=["finished_at", "archive", "merged"])
    failed = batch.items.filter(state=ItemState.FAILED).count()
    done = batch.items.filter(state=ItemState.DONE).count()
    subject = _("Đã dựng {done} báo cáo: {title}").format(done=done, title=batch)
    text = _("{count} báo cáo không dựng được.").format(count=failed) if failed else str(batch.unit)
    key = f"reports.batch:{batch.pk}:{batch.finished_at:%Y%m%d%H%M%S%f}"
    notices.post("reports.batch", to=batch.asked_by, subject=subject, text=text, url=batch.get_absolute_url(), key=key)


def _book_made(job: Job, result: dict[str, Any]) -> None:
    Book.objects.filter(pk=job.args["book_id"]).update(
        blob_id=result["blob_id"], lines=result["lines"], pages=result["pages"], error=""
    )


def _book_not_made(job: Job, reason: str) -> None:
    Book.objects.filter(pk=job.args["book_id"], blob=None).update(error=reason[:500])


@registry.job(
    PRINT, title=_later("In sổ"), result_url=lambda _job: reverse("reports:books"),
    result_label=_later("Mở danh sách sổ"), done=_book_made, undone=_book_not_made,
)  # fmt: skip
def print_book(job: Job, progress: Progress) -> dict[str, Any]:
    """A register as a book, of what the person who asked for it may see."""
    book = Book.objects.select_related("unit__kind", "asked_by").get(pk=job.args["book_id"])
    made = books.printed(book.book_sort, book.unit, book.year, book.asked_by, progress)
    blob = documents.store(made.content, content_type=PDF)
    return {"blob_id": blob.pk, "lines": made.lines, "pages": made.pages}


@shared_task(ignore_result=True)
def prepare_scheduled() -> None:
    """Every hour: reports whose day has come are begun, and their people told."""
    schedules.run_due()
