"""Workers that are killed and a broker that is flushed: real processes of Celery, a Valkey of their own."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from redis import Redis

from jobs import services, tasks
from jobs.enums import JobState
from jobs.models import Job
from qcdc_portal.celery import app
from qcdc_portal.local_stack import Place, valkey
from qcdc_portal.settings import env

from . import kinds  # noqa: F401 (registers them)

WITHIN = 60  # seconds after the kill


@pytest.fixture
def broker(tmp_path):
    """A broker of its own, so that flushing it disturbs nobody."""
    place = Place(tmp_path / "broker", throwaway=True)
    place.prepare()
    place.open_sockets()
    valkey.ensure(place)
    yield valkey.url(place)
    valkey.stop(place)
    place.close_sockets()


class Celery:
    """Workers and beat as an installation runs them, on the test database."""

    def __init__(self, broker: str, folder: Path) -> None:
        self.folder = folder
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "qcdc_portal.settings.test",
            "DATABASE_URL": database_url(),
            "REDIS_URL": broker,
            "CELERY_SKIP_CHECKS": "1",
        }
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, name: str, *command: str) -> subprocess.Popen[bytes]:
        """A process group of its own, which a kill ends as a whole."""
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "qcdc_portal", *command, "--loglevel", "INFO"],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                process_group=0,
            )
        self.processes.append(process)
        return process

    def worker(self, name: str) -> subprocess.Popen[bytes]:
        options = ["--without-gossip", "--without-mingle", "--include", "tests.jobs.kinds"]
        return self.start(name, "worker", "-Q", "celery,render", "-c", "1", "-n", f"{name}@%h", *options)

    def beat(self) -> subprocess.Popen[bytes]:
        return self.start("beat", "beat", "--schedule", str(self.folder / "beat"), "--pidfile=")

    def words(self) -> str:
        return "\n".join(f"--- {log.name}\n{log.read_text()[-3000:]}" for log in self.folder.glob("*.log"))

    def stop(self) -> None:
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def database_url() -> str:
    known = connection.settings_dict
    host, password = quote(known["HOST"], safe=""), quote(known["PASSWORD"], safe="")
    query = "&".join(f"{key}={quote(str(value), safe='')}" for key, value in known["OPTIONS"].items() if key != "pool")
    port = f":{known['PORT']}" if known["PORT"] else ""
    return f"postgresql://{quote(known['USER'])}:{password}@{port}/{known['NAME']}?host={host}&{query}"


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


def wait_until(condition, seconds, celery):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, celery.words()
        time.sleep(0.1)


def state_of(*jobs):
    return set(Job.objects.filter(pk__in=[job.pk for job in jobs]).values_list("state", flat=True))


@pytest.mark.django_db(transaction=True)
def test_killed_workers_and_a_flushed_broker_delay_the_work_but_it_is_done_once(broker, celery, tmp_path):
    log = tmp_path / "work.txt"
    log.touch()
    beat, survivor, victim = celery.beat(), celery.worker("survivor"), celery.worker("victim")
    jobs = [enqueue(broker, key, log) for key in ("one", "two")]
    wait_until(lambda: Job.objects.filter(state=JobState.RUNNING, progress__gt=0).count() == 2, 60, celery)

    for process in (victim, beat):
        os.killpg(process.pid, signal.SIGKILL)  # one machine is gone …
    for child in children_of(survivor):
        os.kill(child, signal.SIGKILL)  # … on the other only the process that does the work …
    Redis.from_url(broker).flushall()  # … and nobody remembers that there was anything to do
    killed_at = time.monotonic()
    time.sleep(4)  # the first machine comes back, with a beat that counts its fifteen seconds from the beginning
    celery.beat()

    wait_until(lambda: state_of(*jobs) == {JobState.SUCCEEDED}, WITHIN, celery)
    assert time.monotonic() - killed_at < WITHIN
    assert [Job.objects.get(pk=job.pk).result for job in jobs] == [{"attempt": 2}, {"attempt": 2}]
    for key in ("one", "two"):
        lines = [line.split(" pid ")[0] for line in log.read_text().splitlines() if f" {key} " in line]
        assert lines == [f"start {key} attempt 1", f"start {key} attempt 2", f"done {key} attempt 2"]
