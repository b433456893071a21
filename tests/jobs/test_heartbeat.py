"""The heartbeat: a thread with a connection of its own, seen by other connections at once."""

import threading
import time

import pytest
from django.db import transaction

from jobs import leases, runner
from jobs.enums import JobState
from jobs.leases import LeaseLost
from jobs.models import Job
from tests.factories.jobs import JobFactory

from . import kinds  # noqa: F401 (registers them)

pytestmark = pytest.mark.django_db(transaction=True)


def wait_until(condition, seconds=5):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def test_progress_is_seen_at_once_even_from_inside_a_transaction():
    job = JobFactory(running=True)

    with runner.Heartbeat(job) as heartbeat, transaction.atomic():
        heartbeat.progress(40, "Vẽ biểu đồ")
        wait_until(lambda: Job.objects.get(pk=job.pk).progress == 40)

    assert Job.objects.get(pk=job.pk).step == "Vẽ biểu đồ"


def test_the_lease_is_renewed_while_the_work_computes(monkeypatch):
    monkeypatch.setattr(leases, "HEARTBEAT", leases.HEARTBEAT / 50)
    job = JobFactory(running=True)
    before = Job.objects.get(pk=job.pk).lease_until

    with runner.Heartbeat(job):
        wait_until(lambda: Job.objects.get(pk=job.pk).lease_until > before)


def test_an_attempt_that_lost_its_lease_is_stopped_at_its_next_step(monkeypatch):
    monkeypatch.setattr(leases, "HEARTBEAT", leases.HEARTBEAT / 50)
    job = JobFactory(running=True)

    with runner.Heartbeat(job) as heartbeat:
        Job.objects.filter(pk=job.pk).update(attempt=2)
        with pytest.raises(LeaseLost):
            wait_until(lambda: heartbeat.progress(50))


def test_percentages_beyond_the_scale_are_cut():
    job = JobFactory(running=True)

    with runner.Heartbeat(job) as heartbeat:
        heartbeat.progress(250)
        wait_until(lambda: Job.objects.get(pk=job.pk).progress == 100)


def test_two_workers_never_take_the_same_job():
    JobFactory.create_batch(12)
    taken, errors = [], []

    def work():
        from django.db import connection

        try:
            while (job := runner.run_next()) is not None:
                taken.append(job.pk)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert errors == []
    assert len(taken) == len(set(taken)) == 12
    assert set(Job.objects.values_list("state", "attempt")) == {(JobState.SUCCEEDED, 1)}
