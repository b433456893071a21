"""The processes of a running portal."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
GRACE = 15.0  # seconds to finish what is being done


@dataclass
class Child:
    """One process, its words for people and the file that keeps what it says."""

    label: str
    command: list[str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def start(self) -> None:
        """Starts it in a group of its own: Ctrl-C in the terminal is for the supervisor, which stops all in order."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own programs
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=os.environ | {"CELERY_SKIP_CHECKS": "1"},  # Django's checks belong to `make check`
                process_group=0,
                preexec_fn=die_with_parent(),
            )

    @property
    def dead(self) -> bool:
        """True once it has ended."""
        return self.process is not None and self.process.poll() is not None

    def tell(self, what: signal.Signals) -> None:
        """Sends a signal to the process and, for SIGKILL, to everything it started."""
        if self.process is None:
            return
        try:
            if what == signal.SIGKILL:
                os.killpg(self.process.pid, what)
            elif not self.dead:
                self.process.send_signal(what)
        except ProcessLookupError:
            return

    def tail(self, lines: int = 15) -> str:
        """The last lines that it said."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def die_with_parent() -> Callable[[], None]:
    """A killed supervisor takes its children with it. Linux only; elsewhere nothing happens."""
    libc = ctypes.CDLL(None)
    prctl = getattr(libc, "prctl", None)
    if prctl is None:
        return lambda: None
    return lambda: prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)


def stop(children: list[Child]) -> None:
    """Asks all to finish, then ends whoever still runs."""
    for child in children:
        child.tell(signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    while any(child.process and not child.dead for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    for child in children:
        child.tell(signal.SIGKILL)
        if child.process:
            child.process.wait()


def portal(host: str, port: int, logs: Path, data: Path) -> list[Child]:
    """Web server, one worker for each queue and the clock of periodic tasks."""
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "-A", "qcdc_portal"]
    worker = [*celery, "worker", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    web = [*python, "qcdc_portal.run.web", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += ["--workers", "2", "--blocking-threads", "1", "--respawn-failed-workers", "qcdc_portal.wsgi:application"]
    beat = [*celery, "beat", "--loglevel", "INFO", "--schedule", str(data / "beat"), "--pidfile="]
    return [
        Child("máy chủ web / web server", web, logs / "web.log"),
        Child("Celery worker", [*worker, "-Q", "celery", "-c", "2", "-n", "celery@%h"], logs / "worker.log"),
        Child("Celery render worker", [*worker, "-Q", "render", "-c", "1", "-n", "render@%h"], logs / "render.log"),
        Child("Celery beat", beat, logs / "beat.log"),
    ]
