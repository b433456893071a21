"""Two hundred reports over three workers, one of them on another host: killed at random moments, the broker flushed.

`python -m bench.many_papers.killed` writes docs/proofs/batches.md: two hundred files, each once, in one ZIP and one
PDF. Then the same reports on one worker and on two.
"""

from __future__ import annotations

import hashlib
import io
import os
import random
import signal
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import proofs

if TYPE_CHECKING:
    from subprocess import Popen

    from reports.models import Batch
    from tests.support.background import Celery

REPORTS, KILLS, SEED = 200, 20, 7
TIMED = 60  # reports of the comparison of one worker with two
PERIOD = "2020-Q3"
PATIENCE = 3600  # seconds; on a machine with nothing else to do it takes a tenth of it
COLUMNS = ("what", "result")


def main() -> int:
    """0 when every file is there once."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "bench.many_papers.settings",
            "QCDC_TEST_DATABASE": "killed_batch",
            "QCDC_BENCH_FILES": f"{folder}/files",
        }
        from bench.databases import on_a_fresh_database

        return on_a_fresh_database(lambda: prove(Path(folder)))


def prove(folder: Path) -> int:
    """The batch with its deaths, then the timed ones, on one page."""
    from tests.support.background import own_broker

    people = build(REPORTS)
    rows: list[tuple[str, str]] = []
    with own_broker(folder / "broker") as broker:
        hall = Hall(folder, broker)
        with hall.opened():
            deaths = Deaths(hall)
            batch = ask(people)
            began = time.monotonic()
            wait(batch, deaths.meanwhile)
            rows += deaths.told(time.monotonic() - began)
        rows += found(batch)
        print(written(rows).read_text())  # before what takes minutes more
        rows += [compared(folder, broker, workers) for workers in (1, 2)]
    print(written(rows).read_text())
    return 1 if any("WRONG" in row[1] for row in rows) else 0


def written(rows: list[tuple[str, str]]) -> Path:
    """The page."""
    return proofs.write("batches", "A batch of reports whose workers are killed", COLUMNS, rows, note())


def note() -> str:
    """What the figures stand on."""
    return (
        f"By `make prove`, or `python -m bench.many_papers.killed`. A province of {REPORTS} communes, each with its "
        "committee; every report is drawn in full (PDF/A-3a). A worker is killed with SIGKILL, its whole process group "
        f"or only the process that works, at moments of a generator with seed {SEED}, and started again. The other "
        "host is a network namespace that reaches database and broker by TCP alone; the files lie in a folder that all "
        "workers share. Seconds depend on the machine and its load."
    )


class Hall:
    """The machines: two workers and beat here, one worker on another host where that is possible."""

    def __init__(self, folder: Path, broker: str) -> None:
        self.folder, self.broker = folder, broker
        self.workers: dict[str, Popen[bytes]] = {}
        self.far = False

    def opened(self) -> Any:
        """Everything started; all of it is killed at the end."""
        from contextlib import contextmanager

        from tests.support.background import Celery, database_url

        from . import another_host

        @contextmanager
        def _opened() -> Any:
            files = {"DJANGO_SETTINGS_MODULE": "bench.many_papers.settings"}
            with another_host.host(database_url(), self.broker) as other:
                self.here = Celery(self.broker, self.folder, **files)
                self.there = self.here
                if other is not None:
                    self.far = True
                    self.there = Celery(self.broker, self.folder, via=other.command, **files, **other.environment)
                try:
                    self.here.beat()
                    for name in ("one", "two", "far"):
                        self.start(name)
                    yield self
                finally:
                    self.here.stop()
                    self.there.stop()

        return _opened()

    def start(self, name: str) -> None:
        """Start a worker, or start it again."""
        celery: Celery = self.there if name == "far" else self.here
        self.workers[name] = celery.worker(name)


class Deaths:
    """Who is killed when, and the one flush."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.chance = hall, random.Random(SEED)
        self.killed: dict[str, int] = {}
        self.only_child = self.flushed = 0
        self.next_at = time.monotonic() + 10

    def meanwhile(self, done: int) -> None:
        """Called twice a second while the batch is built."""
        if not self.flushed and done >= REPORTS // 2:
            from redis import Redis

            Redis.from_url(self.hall.broker).flushall()
            self.flushed = done
        if time.monotonic() >= self.next_at and sum(self.killed.values()) < KILLS:
            ready = [name for name in sorted(self.hall.workers) if self.children(name)]
            if ready:
                self.kill(self.chance.choice(ready))
            self.next_at = time.monotonic() + self.chance.uniform(2, 12)

    def children(self, name: str) -> list[int]:
        """The processes that do the work; none while a worker is still starting."""
        victim = self.hall.workers[name]
        listed = Path(f"/proc/{victim.pid}/task/{victim.pid}/children").read_text()
        return [int(pid) for pid in listed.split()]

    def kill(self, name: str) -> None:
        """The whole machine, or only the process that does the work; the machine comes back a moment later."""
        victim, children = self.hall.workers[name], self.children(name)
        self.killed[name] = self.killed.get(name, 0) + 1
        if self.chance.random() < 0.3:
            self.only_child += 1
            os.kill(children[0], signal.SIGKILL)
            return
        os.killpg(victim.pid, signal.SIGKILL)
        victim.wait()
        time.sleep(self.chance.uniform(0, 2))
        self.hall.start(name)

    def told(self, seconds: float) -> list[tuple[str, str]]:
        """What happened to the machines."""
        where = (
            "in a network namespace with its own address and name" if self.hall.far else "NOT POSSIBLE on this machine"
        )
        deaths = ", ".join(f"{name} {count}" for name, count in sorted(self.killed.items()))
        return [
            ("workers", "3, each one process of work"),
            ("the worker “far” on another host", where),
            (
                "SIGKILL",
                f"{sum(self.killed.values())} ({deaths}); of these only the working process: {self.only_child}",
            ),
            ("broker flushed", f"once, after {self.flushed} of {REPORTS} reports"),
            ("seconds from asking to the last file, deaths included", f"{seconds:.0f}"),
        ]


def build(count: int) -> Any:
    """A province, its communes with their committees, and the clerk who asks."""
    from django.db import transaction

    from organizations.enums import Role
    from tests.factories.accounts import UserFactory
    from tests.factories.organizations import UnitFactory
    from tests.factories.steering import CommitteeFactory

    with transaction.atomic():
        province = UnitFactory(code="tinh", kind__code="tinh", name="Quảng Ninh")
        for number in range(count):
            CommitteeFactory(commune=UnitFactory(code=f"xa-{number}", name=f"Xã số {number}", parent=province))
        return UserFactory(username="tonghop", member_of=province, role=Role.CLERK)


def ask(clerk: Any) -> Batch:
    """As the page does it."""
    from common.periods import Period
    from organizations.models import Unit
    from reports.models import ReportKind
    from reports.services import batches

    kind = ReportKind.objects.get(code="committee")
    return batches.ask(kind=kind, period=Period.parse(PERIOD), unit=Unit.objects.get(code="tinh"), by=clerk)


def wait(batch: Batch, meanwhile: Any) -> None:
    """Until the batch is finished."""
    deadline = time.monotonic() + PATIENCE
    while batch.finished_at is None:
        if time.monotonic() > deadline:
            raise RuntimeError("the batch was not finished in time")
        meanwhile(batch.items.filter(state="done").count())
        time.sleep(0.5)
        batch.refresh_from_db()


def found(batch: Batch) -> list[tuple[str, str]]:
    """What is there in the end: every item with its file, once."""
    import pikepdf

    from documents import storage
    from jobs.models import Job
    from notices.models import Notice
    from reports.services import batches

    items = list(batch.items.select_related("blob"))
    blobs = [item.blob for item in items if item.blob]
    jobs = Job.objects.filter(kind=batches.ITEM)
    good = sum(hashlib.sha256(storage.open_blob(blob).read()).hexdigest() == blob.sha256 for blob in blobs)
    with storage.open_blob(batch.archive) as file, zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name.endswith(".pdf")]
    with pikepdf.open(io.BytesIO(storage.open_blob(batch.merged).read())) as merged:
        with merged.open_outline() as outline:
            bookmarks = len(outline.root)
        pages = len(merged.pages)
    again = jobs.filter(attempt__gt=1).count()
    return [
        expect("reports with their file", len(blobs)),
        expect("different files", len({blob.sha256 for blob in blobs})),
        expect("files whose bytes are those that were noted", good),
        expect("jobs that ended with a result, one for each report", jobs.filter(state="succeeded").count()),
        expect("jobs in all", jobs.count()),
        ("jobs that a death interrupted and another attempt did", WRONG_NONE if not again else str(again)),
        expect("files in the ZIP under names of their own", len(set(names))),
        expect("bookmarks in the merged PDF", bookmarks),
        expect("pages in the merged PDF", pages, sum(item.pages or 0 for item in items)),
        expect(
            "times that the files were put together",
            Job.objects.filter(kind=batches.FILES, state="succeeded").count(),
            1,
        ),
        expect("notices to the person who asked", Notice.objects.filter(kind="reports.batch").count(), 1),
    ]


WRONG_NONE = "WRONG: none, so nothing was proved"


def expect(what: str, seen: int, wanted: int | None = None) -> tuple[str, str]:
    """A row that says whether it is what it must be."""
    wanted = REPORTS if wanted is None else wanted
    return what, str(seen) if seen == wanted else f"WRONG: {seen}, not {wanted}"


def compared(folder: Path, broker: str, workers: int) -> tuple[str, str]:
    """The time for a few reports on so many workers, with the load of the machine before."""
    from jobs import services as jobs
    from jobs.models import Job
    from reports.services import batches
    from tests.support.background import Celery

    load = os.getloadavg()[0]
    own = folder / f"timed-{workers}"
    own.mkdir()
    items = list(Job.objects.filter(kind=batches.ITEM).order_by("pk").values_list("args__item_id", flat=True)[:TIMED])
    celery = Celery(broker, own, DJANGO_SETTINGS_MODULE="bench.many_papers.settings")
    try:
        celery.beat()
        for number in range(workers):
            celery.worker(f"timed-{workers}-{number}")
        warm(celery, workers)
        began = time.monotonic()
        Job.objects.filter(kind="reports.batch_item", args__item_id__in=items).delete()
        jobs.enqueue_many(batches.ITEM, {str(pk): {"item_id": pk} for pk in items}, by=None)
        send_hints(broker, workers)
        celery.wait_until(
            lambda: Job.objects.filter(args__item_id__in=items, state="succeeded").count() == TIMED, PATIENCE
        )
        seconds = time.monotonic() - began
    finally:
        celery.stop()
    what = f"{TIMED} reports on {workers} worker{'s' if workers > 1 else ''}"
    return what, f"{seconds:.0f} s, {seconds / TIMED:.2f} s a report ({os.cpu_count()} cores, load before {load:.1f})"


def send_hints(broker: str, count: int) -> None:
    """Wake the workers; enqueue_many() told the broker of this process, which is another one."""
    from jobs import tasks
    from qcdc_portal.celery import app
    from qcdc_portal.settings import env

    with app.connection_for_write(url=env.broker(broker)) as line:
        for _each in range(count):
            tasks.run_next.apply_async(connection=line, retry=False)


def warm(celery: Celery, workers: int) -> None:
    """Wait until all of them are there."""
    celery.wait_until(lambda: sum("ready." in line for line in celery.words().splitlines()) >= workers, 120)


if __name__ == "__main__":
    sys.exit(main())
