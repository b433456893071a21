"""Do a job: take it, keep its lease alive in a thread of its own, write what came out."""

from __future__ import annotations

import logging
import threading
import time

from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError, connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from common.errors import Refused

from . import leases, registry
from .leases import LeaseLost
from .models import Job

logger = logging.getLogger(__name__)


def run_next() -> Job | None:
    """Take the job whose turn it is and do it; None when nothing waits."""
    job = leases.claim()
    if job is not None:
        with Heartbeat(job) as heartbeat:
            _perform(job, heartbeat.progress)
    return job


def run_here(job: Job) -> Job:
    """Do the queued jobs up to this one in this thread and connection, without heartbeat: for commands and tests."""
    while (claimed := leases.claim()) is not None:
        _perform(claimed, _Direct(claimed))
        if claimed.pk == job.pk:
            break
    job.refresh_from_db()
    return job


def _perform(job: Job, progress: registry.Progress) -> None:
    try:
        known = registry.get(job.kind)
        leases.finish(job, known.run(job, progress))
    except LeaseLost:
        logger.warning("job %s attempt %s was taken away", job.pk, job.attempt)
    except Refused as refused:
        _fail(job, str(refused))
    except (OperationalError, InterfaceError):
        logger.exception("job %s attempt %s lost its database; the sweep will requeue it", job.pk, job.attempt)
    except Exception:
        logger.exception("job %s attempt %s failed", job.pk, job.attempt)
        _fail(job, _("Có lỗi trong khi làm. Báo người quản trị số việc {number} để tra nhật ký.").format(number=job.pk))


def _fail(job: Job, error: str) -> None:
    try:
        leases.fail(job, error)
    except LeaseLost:
        logger.warning("job %s attempt %s was taken away", job.pk, job.attempt)


def _seen(percent: int, step: str | Promise) -> dict[str, int | str]:
    """Progress as it is stored."""
    return {"progress": min(max(percent, 0), 100), "step": str(step)[:200]}


class _Direct:
    """Progress that is written at once."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def __call__(self, percent: int, step: str | Promise = "") -> None:
        leases.renew(self._job, **_seen(percent, step))


class Heartbeat:
    """Renews the lease every five seconds and carries the progress, on a database connection of its own.

    So it goes on while the work computes, and progress is seen even when the work sits in a transaction.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._changed = threading.Condition()
        self._seen: dict[str, int | str] = {}
        self._stopped = self._lost = False
        self._renewed_at = time.monotonic()
        self._thread = threading.Thread(target=self._work, name=f"heartbeat-{job.pk}", daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify()
        self._thread.join()

    def progress(self, percent: int, step: str | Promise = "") -> None:
        """Note how far the work is. Raises LeaseLost when the job is no longer this attempt's."""
        with self._changed:
            if self._lost:
                raise LeaseLost(str(self._job))
            self._seen = _seen(percent, step)
            self._changed.notify()

    def _work(self) -> None:
        try:
            while self._wait():
                self._renew()
                self._pause()
        finally:
            connection.close()

    def _wait(self) -> bool:
        """Until there is news or the next beat is due; False when the work is over."""
        with self._changed:
            if not (self._stopped or self._seen):
                self._changed.wait(leases.HEARTBEAT.total_seconds())
            return not (self._stopped or self._lost)

    def _pause(self) -> None:
        """Progress that comes thick and fast is written three times a second."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped, timeout=0.3)

    def _renew(self) -> None:
        with self._changed:
            seen, self._seen = self._seen, {}
        try:
            leases.renew(self._job, **seen)
            self._renewed_at = time.monotonic()
        except LeaseLost:
            self._lost = True
        except DatabaseError:
            logger.warning("job %s: no heartbeat", self._job.pk, exc_info=True)
            connection.close()
            self._lost = time.monotonic() - self._renewed_at > leases.LEASE.total_seconds()
