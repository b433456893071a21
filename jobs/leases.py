"""Who holds a job. Every change here is one statement or one short transaction on the job's row.

All moments are the database's own, which the workers of several machines share; `common.clock` may be a simulated day.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from common import clock

from . import registry, workflow
from .enums import JobState
from .models import Job

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=20)
HEARTBEAT = timedelta(seconds=5)
MOST_ATTEMPTS = 5
MOST_HINTS = 20  # of one sweep, and for many jobs at once


class LeaseLost(Exception):
    """The job went back to the queue, was called off, or another attempt holds it: stop, and write nothing."""


@transaction.atomic
def claim() -> Job | None:
    """Take the job whose turn it is, skipping those that another worker is taking; None when there is none.

    Single work goes before a part of a batch, then what has waited longest.
    """
    queued = Job.objects.filter(state=JobState.QUEUED).order_by("in_bulk", "queued_at", "pk")
    job: Job | None = queued.select_for_update(skip_locked=True).first()
    if job is None:
        return None
    workflow.move(job, "claim")
    job.attempt += 1
    job.progress, job.step = 0, ""
    job.heartbeat_at, job.lease_until = Now(), Now() + LEASE
    job.save(update_fields=["state", "attempt", "progress", "step", "heartbeat_at", "lease_until"])
    job.refresh_from_db()
    return job


def renew(job: Job, **seen: Any) -> None:
    """Hold the job for another twenty seconds and note how far it is. Raises LeaseLost."""
    held = Job.objects.filter(pk=job.pk, attempt=job.attempt, state=JobState.RUNNING)
    if not held.update(heartbeat_at=Now(), lease_until=Now() + LEASE, **seen):
        raise LeaseLost(str(job))


def finish(job: Job, result: dict[str, Any]) -> None:
    """Write the result, together with what the kind does once; only for the attempt that holds the job."""
    with transaction.atomic():
        held = _held(job)
        workflow.move(held, "finish")
        held.result, held.progress, held.step = result, 100, ""
        _close(held)
        done = registry.get(held.kind).done
        if done is not None:
            done(held, result)


def fail(job: Job, error: str) -> None:
    """Write why it could not be done; only for the attempt that holds the job."""
    with transaction.atomic():
        held = _held(job)
        workflow.move(held, "fail")
        _give_up(held, error)


def sweep() -> int:
    """Put jobs with an expired lease back into the queue, or give them up after the fifth attempt.

    Returns how many jobs wait now, at most 20: so many workers are woken.
    """
    with transaction.atomic():
        expired = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=Now()).order_by("pk")
        for job in expired.select_for_update(skip_locked=True):
            _give_back(job)
    waiting: int = Job.objects.filter(state=JobState.QUEUED)[:MOST_HINTS].count()
    return waiting


def _held(job: Job) -> Job:
    held: Job | None = (
        Job.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk=job.pk, attempt=job.attempt, state=JobState.RUNNING)
        .first()
    )
    if held is None:
        raise LeaseLost(str(job))
    return held


def _give_up(job: Job, error: str) -> None:
    job.error = error
    _close(job)
    tell_undone(job, error)


def tell_undone(job: Job, reason: str) -> None:
    """Let the kind note, in this transaction, that nothing came of the work.

    A kind that fails even at that is logged, and the job is closed all the same: it would hold up the sweep of all
    others.
    """
    known = registry.find(job.kind)
    if known is None or known.undone is None:
        return
    try:
        with transaction.atomic():
            known.undone(job, reason)
    except Exception:
        logger.exception("job %s could not note that nothing came of it", job.pk)


def any_waits() -> bool:
    """Whether there is work in the queue."""
    return bool(Job.objects.filter(state=JobState.QUEUED).exists())


def _close(job: Job) -> None:
    job.lease_until, job.finished_at = None, clock.now()
    job.save(update_fields=["state", "result", "progress", "step", "error", "lease_until", "finished_at"])


def _give_back(job: Job) -> None:
    if job.attempt >= MOST_ATTEMPTS:
        workflow.move(job, "fail")
        _give_up(job, _("Đã thử {count} lần, lần nào cũng bị ngắt giữa chừng.").format(count=job.attempt))
        return
    workflow.move(job, "requeue")
    job.lease_until, job.queued_at = None, Now()
    job.save(update_fields=["state", "lease_until", "queued_at"])
