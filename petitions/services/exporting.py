"""Taking a list out as a file: at once when it is short, else by a job whose file waits for whoever asked."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock, spreadsheets
from documents import services as documents
from documents.models import Blob
from jobs import services as jobs
from jobs.models import Job
from organizations import scope
from organizations.models import Unit
from petitions import events, policies
from petitions.enums import ExportFormat
from petitions.exporting import Listing, write
from petitions.filters import PetitionFilter
from petitions.importing.checking import Tell, quietly
from petitions.models import PetitionExport
from petitions.models.exchange import OFFERED

WRITE = "petitions.export"  # kind of a job
AT_ONCE = 5_000  # rows that are written while the person waits


def write_now(listing: Listing, form: ExportFormat, path: Path) -> PetitionExport:
    """Write the file to ``path`` and remember that it was taken out; it is kept nowhere."""
    _check(listing.by, listing.unit)
    with _one_state():
        rows = write(listing, form, path)
    with transaction.atomic():
        export = _export(listing, form, rows=rows)
        _remember(export)
    return export


@transaction.atomic
def write_later(listing: Listing, form: ExportFormat) -> PetitionExport:
    """Ask for the file. Its job names no unit, so nobody but the person sees it."""
    _check(listing.by, listing.unit)
    export = _export(listing, form)
    export.job = jobs.enqueue(WRITE, key=str(export.pk), by=listing.by, export_id=export.pk)
    export.save(update_fields=["job"])
    return export


def carry_out(job: Job, tell: Tell = quietly) -> PetitionExport:
    """What the job does: the list as its person sees it now. A second attempt finds the first one's file."""
    export = PetitionExport.objects.select_related("unit__kind", "created_by", "blob").get(pk=job.args["export_id"])
    if export.blob is not None:
        return export
    listing = listing_of(export)
    _check(listing.by, listing.unit)
    form = ExportFormat(export.format)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"danh-sach.{form.value}")
        with _one_state():
            rows = write(listing, form, path, tell)
        with transaction.atomic(), path.open("rb") as file:
            export = PetitionExport.objects.select_for_update(of=("self",), no_key=True).get(pk=export.pk)
            if export.blob_id is None:
                export.blob, export.rows = documents.store_file(file, content_type=content_type(form)), rows
                export.save(update_fields=["blob", "rows"])
                _remember(export)
    return export


def listing_of(export: PetitionExport) -> Listing:
    """The list that was asked for, for whoever asked."""
    return Listing(export.unit, PetitionFilter.read(export.chosen), export.created_by)


def opened(user: User, key: int) -> PetitionExport:
    """A person's own file while it is offered and the person still may read the list; raises LookupError."""
    export = PetitionExport.objects.of(user).offered().filter(pk=key).first()
    if export is None or not _may_read(user, export.unit):
        raise LookupError(key)
    return export


def sweep() -> int:
    """Every day: files that were offered long enough go. How many went."""
    old = PetitionExport.objects.filter(blob__isnull=False, created_at__lte=clock.now() - OFFERED)
    blobs: list[Blob] = []
    with transaction.atomic():
        for export in old.select_for_update(of=("self",), no_key=True).select_related("blob"):
            if export.blob is not None:
                blobs.append(export.blob)
            export.blob = None
            export.save(update_fields=["blob"])
        for blob in blobs:
            documents.discard_after_commit(blob)
    return len(blobs)


def content_type(form: ExportFormat) -> str:
    """How a file of that format is sent."""
    if form == ExportFormat.PDF:
        return "application/pdf"
    return spreadsheets.CSV if form == ExportFormat.CSV else spreadsheets.XLSX


def file_name(export: PetitionExport) -> str:
    """ "kien-nghi-quang-lam-20201102.xlsx"."""
    return f"kien-nghi-{export.unit.code}-{export.created_at.astimezone(clock.ZONE):%Y%m%d}.{export.format}"


def _check(user: User, unit: Unit) -> None:
    if not _may_read(user, unit):
        raise PermissionDenied(_("Danh sách này nằm ngoài phạm vi của anh/chị."))


def _may_read(user: User, unit: Unit) -> bool:
    return policies.may_open(user) and scope.reach_of(user).filter(target=unit).exists()


def _export(listing: Listing, form: ExportFormat, rows: int | None = None) -> PetitionExport:
    return PetitionExport.objects.create(
        unit=listing.unit, chosen=listing.chosen.query(), format=form, rows=rows, created_by=listing.by
    )


def _remember(export: PetitionExport) -> None:
    record(
        events.EXPORTED, by=export.created_by, subject=export, unit_id=export.unit_id, count=export.rows,
        format=export.format,
    )  # fmt: skip


@contextmanager
def _one_state() -> Iterator[None]:
    """Count and rows come from one state of the tables, whatever others write meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
