"""The real beat with the real schedule: every entry is fired, and its task is done by a real worker."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from celery.beat import PersistentScheduler
from django.conf import settings

from common import clock
from qcdc_portal.celery import app
from tests.support.background import Celery, own_broker


@pytest.fixture
def celery(tmp_path):
    with own_broker(tmp_path / "broker") as broker:
        processes = Celery(broker, tmp_path)
        yield processes
        processes.stop()


def last_asked_yesterday(file: Path) -> None:
    """Writes beat's own notebook as it looks after a day of silence: everything is due."""
    scheduler = PersistentScheduler(app, schedule_filename=str(file))
    for entry in scheduler.schedule.values():
        entry.last_run_at = clock.now() - timedelta(days=1)
    scheduler.close()


@pytest.mark.django_db(transaction=True)
def test_the_real_beat_fires_every_entry_of_the_schedule_and_a_worker_does_it(celery):
    last_asked_yesterday(celery.schedule)
    worker, beat = celery.folder / "worker.log", celery.folder / "beat.log"

    celery.worker("worker")
    celery.beat()

    wanted = {name: str(entry["task"]) for name, entry in settings.CELERY_BEAT_SCHEDULE.items()}
    celery.wait_until(lambda: fired(beat) >= set(wanted) and done(worker) >= set(wanted.values()), 60)


def fired(log: Path) -> set[str]:
    """Names of the entries that beat says it sent."""
    return set(re.findall(r"Scheduler: Sending due task (\S+) \(", log.read_text()))


def done(log: Path) -> set[str]:
    """Names of the tasks that the worker says it finished."""
    return set(re.findall(r"Task (\S+)\[[^]]+\] succeeded", log.read_text()))
