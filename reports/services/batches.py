"""Files of one kind and period for many bodies, asked for in one action and built by jobs of their own."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.periods import Period
from jobs import services as jobs
from organizations.models import Ancestry, Unit
from reports import batch_policies as policies
from reports.enums import ItemState
from reports.issuers import issuers_under
from reports.models import Batch, BatchItem, ReportKind

ITEM, FILES = "reports.batch_item", "reports.batch_files"


@transaction.atomic
def ask(*, kind: ReportKind, period: Period, unit: Unit, by: User) -> Batch:
    """Ask for the files of every body of the unit and below; while they are being built the same batch is handed back.

    Raises Refused (field "period" or "kind") for a period that the kind does not know, and where nobody makes such
    reports.
    """
    policies.check_can_batch(by, unit)
    if period.kind not in kind.periods:
        raise Refused(_("Loại báo cáo này không lập cho kỳ đã chọn."), field="period")
    _hold(unit)
    open_one = Batch.objects.filter(kind=kind, period=period.code, unit=unit, finished_at=None).first()
    if open_one is not None:
        return open_one
    bodies = _in_order(kind, unit, period)
    if not bodies:
        raise Refused(_("Không có cơ quan nào lập loại báo cáo này trong kỳ đã chọn."), field="kind")
    batch = Batch.objects.create(kind=kind, period=period.code, unit=unit, asked_by=by, asked_at=clock.now())
    items = [BatchItem(batch=batch, body_id=body, order=place) for place, body in enumerate(bodies, 1)]
    BatchItem.objects.bulk_create(items, batch_size=500)
    _enqueue(batch, items)
    _remember("reports.batch_asked", batch, by, count=str(len(items)))
    return batch


@transaction.atomic
def retry(*, batch: Batch, by: User) -> Batch:
    """Build what failed once more, and put the files together again. Raises Refused while the batch is being built."""
    _hold(batch.unit)
    batch = locked(batch.pk)
    policies.check_can_batch(by, batch.unit)
    if batch.finished_at is None:
        raise Refused(_("Đợt này đang được dựng."))
    failed = list(batch.items.filter(state=ItemState.FAILED))
    if not failed and batch.archive_id:
        raise Refused(_("Không có báo cáo nào phải dựng lại."))
    same = Batch.objects.filter(kind=batch.kind, period=batch.period, unit=batch.unit, finished_at=None)
    if same.exists():
        raise Refused(_("Một đợt khác của kỳ này đang được dựng."))
    batch.finished_at = batch.archive = batch.merged = None
    batch.save(update_fields=["finished_at", "archive", "merged"])
    batch.items.filter(state=ItemState.FAILED).update(state=ItemState.WAITING, error="")
    _enqueue(batch, failed)
    close(batch)
    _remember("reports.batch_retried", batch, by, count=str(len(failed)))
    return batch


def locked(pk: int) -> Batch:
    """The batch as it stands now, held until the transaction ends; whoever changes an item holds it."""
    rows = Batch.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("kind", "unit", "asked_by").get(pk=pk)


def close(batch: Batch) -> None:
    """Once no item waits, have the files put together. Call with the batch locked."""
    if not batch.items.filter(state=ItemState.WAITING).exists():
        jobs.enqueue(FILES, key=str(batch.pk), by=batch.asked_by, unit_id=batch.unit_id, batch_id=batch.pk)


def _hold(unit: Unit) -> None:
    """Two people who ask at once come after each other, and so are told of one batch."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


def _in_order(kind: ReportKind, unit: Unit, period: Period) -> list[int]:
    """The unit's own body first, then the places below by name."""
    own = Exists(Ancestry.objects.filter(ancestor=unit, descendant=OuterRef("unit"), depth__gt=0))
    bodies = issuers_under(kind, unit, period).annotate(is_below=own)
    ordered = bodies.order_by("is_below", "unit__sort_key", "sort_key", "pk").values_list(
        "pk", "is_below", "unit__sort_key", "sort_key"
    )
    return [row[0] for row in ordered]


def _enqueue(batch: Batch, items: list[BatchItem]) -> None:
    pieces = {str(item.pk): {"item_id": item.pk} for item in items}
    jobs.enqueue_many(ITEM, pieces, by=batch.asked_by, unit_id=batch.unit_id)


@in_portal_language
def _remember(kind: str, batch: Batch, by: User, **data: str) -> None:
    audit.record(kind, by=by, subject=batch, unit_id=batch.unit_id, title=str(batch), **data)
