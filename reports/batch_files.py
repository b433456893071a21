"""The files of a batch put together: a ZIP with a list of what is in it, and one PDF with bookmarks."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, BinaryIO, cast

import pikepdf
from django.utils.translation import gettext as _

from common.clock import ZONE
from common.names import in_portal_language
from common.spreadsheets import neutral
from common.text import search_key
from documents import storage
from documents.models import Blob
from jobs.registry import Progress

from .enums import Copy
from .models import Batch, BatchItem, ReportFile, SignedCopy

KEEP_IN_MEMORY = 8 << 20  # a larger file goes to the disk while it is made


def pages_in(content: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(content)) as file:
        return len(file.pages)


def copies_of(items: Sequence[BatchItem]) -> dict[int, Copy]:
    """Which copy each file is, by the key of its item; two queries, whatever their number."""
    blobs = {item.blob_id for item in items if item.blob_id}
    signed = set(SignedCopy.objects.filter(blob__in=blobs).values_list("blob_id", flat=True))
    issued = set(ReportFile.objects.filter(blob__in=blobs, is_final=True).values_list("blob_id", flat=True))

    def copy_of(blob: int) -> Copy:
        if blob in signed:
            return Copy.SIGNED
        return Copy.ISSUED if blob in issued else Copy.NOT_ISSUED

    return {item.pk: copy_of(item.blob_id) for item in items if item.blob_id}


def file_name(item: BatchItem, period: str, digits: int, copy: Copy) -> str:
    """`007-phuong-cu-khoi-2020-Q3-da-ky.pdf`: sorted like the list, readable everywhere, says which copy it is."""
    words = re.sub(r"[^a-z0-9]+", "-", search_key(item.body.name)).strip("-")[:80].rstrip("-")
    return f"{item.order:0{digits}d}-{words or item.body_id}-{period}-{copy.value}.pdf"


@contextmanager
def archive(batch: Batch, items: Sequence[BatchItem]) -> Iterator[IO[bytes]]:
    """Every file under a name of its own, and `danh-muc.csv`, which names also what could not be built, and why."""
    asked = batch.asked_at.astimezone(ZONE).timetuple()[:6]
    digits, copies = max(3, len(str(len(items)))), copies_of(items)
    with tempfile.SpooledTemporaryFile(KEEP_IN_MEMORY) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as made:
            for item in items:
                if item.blob is None:
                    continue
                info = zipfile.ZipInfo(file_name(item, batch.period, digits, copies[item.pk]), asked)
                with storage.open_blob(item.blob) as one, made.open(info, "w") as out:
                    for chunk in one.chunks():
                        out.write(chunk)
            made.writestr(zipfile.ZipInfo("danh-muc.csv", asked), listing(batch, items, digits, copies))
        yield file


@in_portal_language
def listing(batch: Batch, items: Sequence[BatchItem], digits: int, copies: Mapping[int, Copy]) -> bytes:
    """What is in the archive, for spreadsheet programs of any language (UTF-8 with its mark)."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    reason = _("Lý do không dựng được")
    rows.writerow([_("STT"), _("Cơ quan"), _("Tệp"), _("Bản"), _("Số trang"), "SHA-256", reason])
    for item in items:
        copy = copies.get(item.pk)
        name = file_name(item, batch.period, digits, copy) if copy else ""
        label = copy.label if copy else ""
        said = [neutral(item.body.name), name, label, item.pages or "", item.blob or "", neutral(item.error)]
        rows.writerow([item.order, *said])
    return out.getvalue().encode("utf-8-sig")


@contextmanager
def merged(batch: Batch, items: Sequence[BatchItem], progress: Progress) -> Iterator[IO[bytes]]:
    """All pages in one file for the printer, with a bookmark where each body's report begins.

    It is a copy: marks for accessibility and attached data stay in the files of the archive, which are the record.
    """
    with tempfile.SpooledTemporaryFile(KEEP_IN_MEMORY) as file:
        with pikepdf.new() as out:
            _fill(out, [(item, item.blob) for item in items if item.blob], progress)
            _describe(out, batch)
            out.save(cast(BinaryIO, file), deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        yield file


def _fill(out: pikepdf.Pdf, built: Sequence[tuple[BatchItem, Blob]], progress: Progress) -> None:
    with out.open_outline() as outline:
        for number, (item, blob) in enumerate(built):
            progress(40 + 50 * number // len(built))
            outline.root.append(pikepdf.OutlineItem(item.body.name, len(out.pages)))
            with storage.open_blob(blob) as file:
                append_pages(out, file.read())


def append_pages(out: pikepdf.Pdf, content: bytes) -> None:
    """The pages of a file alone: what points into the structure of the file that they come from is taken off."""
    with pikepdf.open(io.BytesIO(content)) as source:
        for page in source.pages:
            for key in ("/StructParents", "/Tabs"):
                if key in page.obj:
                    del page.obj[key]
            out.pages.append(page)


@in_portal_language
def _describe(out: pikepdf.Pdf, batch: Batch) -> None:
    out.Root.Lang = pikepdf.String("vi")
    out.Root.PageMode = pikepdf.Name.UseOutlines
    out.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    with out.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        about["dc:title"] = f"{batch} – {batch.unit.name}"
        about["dc:language"] = ["vi"]
