"""Workers that are killed and a broker that is flushed: real processes of Celery, a Valkey of their own."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from redis import Redis

from jobs import services, tasks
from jobs.enums import JobState
from jobs.models import Job
from qcdc_portal.celery import app
from qcdc_portal.settings import env
from tests.support.background import Celery, own_broker

from . import kinds  # noqa: F401 (registers them)

WITHIN = 60  # seconds after the kill
KINDS = ("--include", "tests.jobs.kinds")


@pytest.fixture
def broker(tmp_path):
    with own_broker(tmp_path / "broker") as address:
        yield address


@pytest.fixture
def celery(broker, tmp_path):
    processes = Celery(broker, tmp_path)
    yield processes
    processes.stop()


def children_of(process: subprocess.Popen[bytes]) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(pid) for pid in listed.split()]


def enqueue(broker: str, key: str, log: Path) -> Job:
    """Ask for work; the hint goes to the broker of this test."""
    job = services.enqueue("tests.slow", key=key, by=None, log=str(log))
    with app.connection_for_write(url=env.broker(broker)) as line:
        tasks.run_next.apply_async(connection=line, retry=False)
    return job


def state_of(*jobs):
    return set(Job.objects.filter(pk__in=[job.pk for job in jobs]).values_list("state", flat=True))


@pytest.mark.django_db(transaction=True)
def test_killed_workers_and_a_flushed_broker_delay_the_work_but_it_is_done_once(broker, celery, tmp_path):
    log = tmp_path / "work.txt"
    log.touch()
    beat, survivor, victim = celery.beat(), *(celery.worker(name, *KINDS) for name in ("survivor", "victim"))
    jobs = [enqueue(broker, key, log) for key in ("one", "two")]
    celery.wait_until(lambda: Job.objects.filter(state=JobState.RUNNING, progress__gt=0).count() == 2, 60)

    for process in (victim, beat):
        os.killpg(process.pid, signal.SIGKILL)  # one machine is gone …
    for child in children_of(survivor):
        os.kill(child, signal.SIGKILL)  # … on the other only the process that does the work …
    Redis.from_url(broker).flushall()  # … and nobody remembers that there was anything to do
    killed_at = time.monotonic()
    time.sleep(4)  # the first machine comes back, with a beat that counts its fifteen seconds from the beginning
    celery.beat()

    celery.wait_until(lambda: state_of(*jobs) == {JobState.SUCCEEDED}, WITHIN)
    assert time.monotonic() - killed_at < WITHIN
    assert [Job.objects.get(pk=job.pk).result for job in jobs] == [{"attempt": 2}, {"attempt": 2}]
    for key in ("one", "two"):
        lines = [line.split(" pid ")[0] for line in log.read_text().splitlines() if f" {key} " in line]
        assert lines == [f"start {key} attempt 1", f"start {key} attempt 2", f"done {key} attempt 2"]
