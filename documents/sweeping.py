"""Files that nothing refers to: their transaction was rolled back, or the machine stopped in between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef, QuerySet

from common import clock

from . import storage
from .models import Blob

GRACE = timedelta(days=1)  # an upload that is on its way is left alone


@dataclass
class Swept:
    """How much was found (and removed, unless it was a rehearsal)."""

    rows: int = 0
    files: int = 0


def sweep(*, dry_run: bool = False) -> Swept:
    """Remove rows and bytes of contents to which no record refers, and bytes without a row."""
    before, swept = clock.now() - GRACE, Swept()
    for sha256 in list(_unreferred().filter(created_at__lt=before).values_list("sha256", flat=True)):
        swept.rows += _sweep_row(sha256, dry_run=dry_run)
    for path in list(storage.stored_paths()):
        swept.files += _sweep_file(path, before, dry_run=dry_run)
    return swept


def discard(sha256: str) -> bool:
    """Remove one content at once, if no record refers to it."""
    return _sweep_row(sha256, dry_run=False)


def _unreferred() -> QuerySet[Blob]:
    """Contents to which no row of any model refers; relations without a name of their own count, too."""
    blobs = Blob.objects.all()
    for relation in Blob._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            blobs = blobs.filter(~Exists(rows))
    return blobs


@transaction.atomic
def _sweep_row(sha256: str, *, dry_run: bool) -> bool:
    """Look again under the lock that uploads of the same bytes take."""
    storage.lock(sha256)
    blob = _unreferred().filter(sha256=sha256).first()
    if blob is not None and not dry_run:
        path = blob.path
        blob.delete()
        default_storage.delete(path)
    return blob is not None


@transaction.atomic
def _sweep_file(path: str, before: datetime, *, dry_run: bool) -> bool:
    """Bytes without a row, and halves of files that a crash left."""
    if default_storage.get_modified_time(path) >= before:
        return False
    sha256 = path.rpartition("/")[2]
    if storage.is_hash(sha256):
        storage.lock(sha256)
        if Blob.objects.filter(sha256=sha256).exists():
            return False
    if not dry_run:
        default_storage.delete(path)
    return True
