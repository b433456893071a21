"""Workers and beat as an installation runs them: real processes on the test database, with a Valkey of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from qcdc_portal.local_stack import Place, valkey


@contextmanager
def own_broker(folder: Path) -> Iterator[str]:
    """A broker of its own, so that flushing it disturbs nobody; yields its address."""
    place = Place(folder, throwaway=True)
    place.prepare()
    place.open_sockets()
    valkey.ensure(place)
    try:
        yield valkey.url(place)
    finally:
        valkey.stop(place)
        place.close_sockets()


class Celery:
    """Processes that a test starts, kills and reads the words of."""

    def __init__(self, broker: str, folder: Path, *, via: Sequence[str] = (), **environment: str) -> None:
        self.folder, self.via = folder, via  # via: a command that starts the process elsewhere
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "qcdc_portal.settings.test",
            "DATABASE_URL": database_url(),
            "REDIS_URL": broker,
            "CELERY_SKIP_CHECKS": "1",
            **environment,
        }
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, name: str, *command: str) -> subprocess.Popen[bytes]:
        """A process group of its own, which a kill ends as a whole."""
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [*self.via, sys.executable, "-m", "celery", "-A", "qcdc_portal", *command, "--loglevel", "INFO"],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                process_group=0,
            )
        self.processes.append(process)
        return process

    def worker(self, name: str, *options: str) -> subprocess.Popen[bytes]:
        quiet = ["--without-gossip", "--without-mingle"]
        return self.start(name, "worker", "-Q", "celery,render", "-c", "1", "-n", f"{name}@%h", *quiet, *options)

    def beat(self) -> subprocess.Popen[bytes]:
        return self.start("beat", "beat", "--schedule", str(self.schedule), "--pidfile=")

    @property
    def schedule(self) -> Path:
        """Where beat keeps when it last asked for what."""
        return self.folder / "beat"

    def wait_until(self, condition: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, self.words()
            time.sleep(0.1)

    def words(self) -> str:
        return "\n".join(f"--- {log.name}\n{log.read_text()[-3000:]}" for log in self.folder.glob("*.log"))

    def stop(self) -> None:
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def database_url() -> str:
    """The address of the database of this test, for another process."""
    known = connection.settings_dict
    host, password = quote(known["HOST"], safe=""), quote(known["PASSWORD"], safe="")
    query = "&".join(f"{key}={quote(str(value), safe='')}" for key, value in known["OPTIONS"].items() if key != "pool")
    port = f":{known['PORT']}" if known["PORT"] else ""
    return f"postgresql://{quote(known['USER'])}:{password}@{port}/{known['NAME']}?host={host}&{query}"
