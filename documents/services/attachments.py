"""Attach a file to a record, take it off again."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import reduce
from io import BytesIO
from operator import or_
from typing import IO

from django.core.files.base import File
from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import kind_of, record
from common import clock, numbers
from common.errors import Refused
from common.text import clean_line
from documents import content, names, owners, storage, sweeping
from documents.models import Attachment, Blob
from documents.models.attachments import AttachmentQuerySet
from documents.uploads import MAX_BYTES

logger = logging.getLogger(__name__)

type Check = Callable[[str, IO[bytes]], str]


@transaction.atomic
def attach(*, owner: Model, upload: File[bytes], by: User, no_state_secret: bool, caption: str = "") -> Attachment:
    """Attach a file to a record; its bytes are stored before the transaction commits.

    The same bytes on the same record are attached once: the second time the first attachment is returned. Raises
    PermissionDenied where the record's room says no, and Refused (field "upload" or "no_state_secret") for a file that
    is empty, larger than 20 MB, of a kind that is not on the list, not what its name says, or not confirmed to hold
    no state secret (Law on Protection of State Secrets: such papers never enter this portal).
    """
    kind = owners.kind_of(owner)
    kind.may_attach(by, owner)
    name, blob = keep(upload, no_state_secret=no_state_secret)
    known: Attachment | None = _present(owner).filter(blob=blob).first()
    if known is not None:
        return known
    attachment: Attachment = Attachment.objects.create(
        owner_kind=kind.kind,
        owner_id=owner.pk,
        blob=blob,
        name=name,
        caption=clean_line(caption),
        no_state_secret=True,
        uploaded_by=by,
        uploaded_at=clock.now(),
    )
    record("documents.attached", by=by, subject=owner, unit_id=kind.unit_id(owner), name=name, sha256=blob.sha256)
    return attachment


@transaction.atomic
def remove(*, attachment: Attachment, by: User, reason: str) -> Attachment:
    """Take a file off its record, with the reason. Row and bytes stay; nothing is lost."""
    attachment = Attachment.objects.select_for_update(of=("self",), no_key=True).get(pk=attachment.pk)
    kind = owners.find(attachment.owner_kind)
    owner = kind.load(by, attachment.owner_id) if kind else None
    if kind is None or owner is None:
        raise Refused(_("Hồ sơ của tệp này không còn."))
    kind.may_attach(by, owner)
    if attachment.removed_at is not None:
        raise Refused(_("Tệp này đã được gỡ."))
    reason = clean_line(reason)
    if not reason:
        raise Refused(_("Ghi lý do gỡ tệp."), field="reason")
    attachment.removed_at, attachment.removed_by, attachment.removed_reason = clock.now(), by, reason
    attachment.save(update_fields=["removed_at", "removed_by", "removed_reason"])
    unit_id = kind.unit_id(owner)
    record("documents.removed", by=by, subject=owner, unit_id=unit_id, name=attachment.name, reason=reason)
    return attachment


@transaction.atomic
def keep(upload: File[bytes], *, no_state_secret: bool, check: Check = content.check) -> tuple[str, Blob]:
    """Keep an uploaded file: its name as it is shown, and its bytes. Refer to the Blob in the same transaction.

    ``check`` returns the content type of what it takes; what it raises and what else is refused: see attach(). Until
    the transaction ends nobody else keeps the same bytes.
    """
    if not no_state_secret:
        raise Refused(_("Cần xác nhận tệp không chứa bí mật nhà nước."), field="no_state_secret")
    name = names.clean(upload.name or "")
    check_size(name, upload.size)
    stream: IO[bytes] = upload.file if upload.file is not None else upload
    return name, _store(stream, check(name, stream))


@transaction.atomic
def store(data: bytes, *, content_type: str) -> Blob:
    """Keep bytes that the portal itself made (a report's PDF). Refer to the Blob in the same transaction."""
    return _store(BytesIO(data), content_type)


@transaction.atomic
def store_file(file: IO[bytes], *, content_type: str) -> Blob:
    """The same for a file, which is never read into memory as a whole."""
    return _store(file, content_type)


def discard_after_commit(blob: Blob) -> None:
    """Once the transaction is over, remove bytes to which nothing refers any more, without the sweep's day of grace."""
    transaction.on_commit(lambda: sweeping.discard(blob.sha256), robust=True)


def attachments_of(owner: Model) -> list[Attachment]:
    """The record's files, oldest first; one query."""
    return list(_present(owner).select_related("blob", "uploaded_by").order_by("uploaded_at", "pk"))


def attachments_of_many(rows: Iterable[Model]) -> dict[int, list[Attachment]]:
    """The files of several records of one model, by the record's key; one query."""
    by_key: dict[int, list[Attachment]] = {row.pk: [] for row in rows}
    first = next(iter(rows), None)
    if first is None:
        return by_key
    found = Attachment.objects.present().filter(owner_kind=kind_of(first), owner_id__in=by_key)
    for attachment in found.select_related("blob", "uploaded_by").order_by("uploaded_at", "pk"):
        by_key[attachment.owner_id].append(attachment)
    return by_key


def attachments_of_all(records: Iterable[Model]) -> dict[Model, list[Attachment]]:
    """The files of records of several models, by the record; one query."""
    by_key = {(kind_of(one), one.pk): one for one in records}
    wanted: dict[str, list[int]] = defaultdict(list)
    for kind, key in by_key:
        wanted[kind].append(key)
    which = reduce(or_, (Q(owner_kind=kind, owner_id__in=keys) for kind, keys in wanted.items()), Q(pk=None))
    files: dict[Model, list[Attachment]] = {one: [] for one in by_key.values()}
    found = Attachment.objects.present().filter(which).select_related("blob", "uploaded_by")
    for attachment in found.order_by("uploaded_at", "pk"):
        files[by_key[attachment.owner_kind, attachment.owner_id]].append(attachment)
    return files


def _present(owner: Model) -> AttachmentQuerySet:
    found: AttachmentQuerySet = Attachment.objects.present().filter(owner_kind=kind_of(owner), owner_id=owner.pk)
    return found


def check_size(name: str, size: int) -> None:
    """Raises Refused for a file that is empty or larger than 20 MB."""
    if size == 0:
        raise Refused(_("Tệp “{name}” không có nội dung.").format(name=name), field=names.FIELD)
    if size > MAX_BYTES:
        megabytes = numbers.show(round(size / 1024 / 1024, 1))
        text = _("Tệp “{name}” có {size} MB; mỗi tệp tối đa 20 MB.").format(name=name, size=megabytes)
        raise Refused(text, field=names.FIELD)


def _store(stream: IO[bytes], content_type: str) -> Blob:
    """The bytes' row, and the bytes in the storage; the hash stays locked until commit."""
    sha256, size = storage.digest(stream)
    storage.lock(sha256)
    blob: Blob | None = Blob.objects.filter(sha256=sha256).first()
    if blob is None:
        blob = Blob(sha256=sha256, size=size, content_type=content_type, created_at=clock.now())
    try:
        storage.put(blob, stream)
    except OSError as error:
        logger.exception("a file could not be stored")
        raise Refused(_("Kho tệp không lưu được lúc này. Thử lại sau."), field=names.FIELD) from error
    if blob.pk is None:
        blob.save()
    return blob
