"""Ask for long work, and call it off. Who may ask is decided by the verb that asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock

from . import leases, policies, registry, workflow
from .hints import hint_after_commit
from .leases import MOST_HINTS
from .models import Job


def enqueue(kind: str, *, key: str, by: User | None, unit_id: int | None = None, **args: Any) -> Job:
    """Put work into the queue, or return the unfinished job of the same kind and key.

    ``args`` are plain JSON values that the kind's function reads from ``job.args``. ``by=None`` means the portal
    itself. Raises LookupError for a kind that no room registered.
    """
    known = registry.get(kind)
    while True:
        job = Job.objects.unfinished().filter(kind=kind, key=key).first()
        if job is not None:
            return job
        try:
            with transaction.atomic():
                job = _create(kind, key=key, by=by, unit_id=unit_id, args=args)
                record("jobs.enqueued", by=by, subject=job, unit_id=unit_id, title=str(known.title))
        except IntegrityError as error:
            if "job_one_unfinished" not in str(error):
                raise
            continue  # somebody else asked for the same at the same moment
        hint_after_commit()
        return job


def enqueue_many(
    kind: str, items: Mapping[str, Mapping[str, Any]], *, by: User | None, unit_id: int | None = None
) -> None:
    """Put many pieces of one kind into the queue: arguments by key. Single work that comes later goes first.

    A key whose work is not finished is left as it is. Whoever asks for many remembers that in words of its own. Raises
    LookupError for a kind that no room registered.
    """
    registry.get(kind)
    now = clock.now()
    rows = [
        Job(
            kind=kind, key=key, args=dict(args), created_by=by, unit_id=unit_id, in_bulk=True, created_at=now,
            queued_at=Now(),
        )
        for key, args in items.items()
    ]  # fmt: skip
    Job.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    for _each in rows[:MOST_HINTS]:
        hint_after_commit()


def _create(kind: str, *, key: str, by: User | None, unit_id: int | None, args: dict[str, Any]) -> Job:
    job: Job = Job.objects.create(
        kind=kind, key=key, args=args, created_by=by, unit_id=unit_id, created_at=clock.now(), queued_at=Now()
    )
    return job


@transaction.atomic
def cancel(*, job: Job, by: User) -> Job:
    """Call work off. A worker that is at it notices at its next step and can no longer write a result."""
    job = Job.objects.select_for_update(of=("self",), no_key=True).get(pk=job.pk)
    policies.check_can_cancel(by, job)
    workflow.move(job, "cancel")
    job.finished_at, job.lease_until = clock.now(), None
    job.save(update_fields=["state", "finished_at", "lease_until"])
    known = registry.find(job.kind)
    leases.tell_undone(job, _("Đã bị hủy."))
    record("jobs.cancelled", by=by, subject=job, unit_id=job.unit_id, title=str(known.title if known else job.kind))
    return job
