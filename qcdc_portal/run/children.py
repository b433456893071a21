"""The processes of a running portal.

They are forked from the supervisor after it has loaded the portal once: five loads cost most of a start on a small
machine, and what is loaded before a fork is memory that all of them share.
"""

import ctypes
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path

SHARED = (
    "qcdc_portal.wsgi",
    "granian.cli",
    "celery.bin.celery",
    "celery.apps.worker",
    "celery.apps.beat",
    "celery.concurrency.prefork",
    "celery.worker.consumer",
    "kombu.transport.redis",
)
PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15
GRACE = 15.0  # seconds to finish what is being done


@dataclass
class Child:
    """One process: words for people, a name for `ps`, what it does, and the file that keeps what it says."""

    label: str
    name: str
    work: Callable[[], None]
    log: Path
    pid: int = field(default=0, init=False)
    code: int | None = field(default=None, init=False)

    def start(self) -> None:
        """Forks it into a group of its own: Ctrl-C in the terminal is for the supervisor, which stops all in order."""
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid == 0:
            self._live()

    def _live(self) -> None:
        """Never returns: what the supervisor would clean up on its way out is not the child's."""
        code = 1
        try:
            _settle_in(self.name, self.log)
            self.work()
            code = 0
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        except BaseException:  # the log is the only place left to tell
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    @property
    def dead(self) -> bool:
        """True once it has ended; ``code`` then says how."""
        if self.pid and self.code is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is not None

    @property
    def running(self) -> bool:
        """True while it has been started and has not ended."""
        return self.pid != 0 and not self.dead

    def end_all(self) -> None:
        """Ends it and everything it started."""
        if not self.pid:
            return
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        while not self.dead:
            time.sleep(0.01)

    def tail(self, lines: int = 15) -> str:
        """The last lines that it said."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def _settle_in(name: str, log: Path) -> None:
    """A group, a name and a log of its own; the supervisor's locks and signal handlers stay behind."""
    os.setpgid(0, 0)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    os.closerange(3, 1024)
    for target, flags, path in ((0, os.O_RDONLY, os.devnull), (1, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, log)):
        os.dup2(os.open(path, flags, 0o600), target)
    os.dup2(1, 2)
    os.closerange(3, 1024)
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:  # Linux: a killed supervisor takes its children with it
        prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
        prctl(PR_SET_NAME, name.encode(), 0, 0, 0)


def stop(children: list[Child]) -> None:
    """Asks all to finish, then ends whoever still runs."""
    for child in children:
        if child.running:
            os.kill(child.pid, signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    while any(child.running for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    for child in children:
        child.end_all()


def load() -> None:
    """Loads, before the children fork, what most of them need."""
    for name in SHARED:
        import_module(name)


def commands(host: str, port: int, data: Path) -> dict[str, list[str]]:
    """What each process is told, by its name; docker-compose.yml and Dockerfile say the same words."""
    web = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", "2", "--blocking-threads", "1"]
    worker = ["worker", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    # A renderer grows with every paper, so its child is renewed now and then.
    render = ["-Q", "render", "-c", "1", "--max-tasks-per-child", "50", "-n", "render@%h"]
    return {
        "qcdc-web": [*web, "--respawn-failed-workers", "qcdc_portal.wsgi:application"],
        "celery-worker": [*worker, "-Q", "celery", "-c", "2", "-n", "celery@%h"],
        "celery-render": [*worker, *render],
        "celery-beat": ["beat", "--loglevel", "INFO", "--schedule", str(data / "beat"), "--pidfile="],
    }


def portal(host: str, port: int, logs: Path, data: Path) -> list[Child]:
    """Web server, one worker for each queue and the clock of periodic tasks."""
    words = commands(host, port, data)
    labels = {
        "qcdc-web": "máy chủ web / web server",
        "celery-worker": "Celery worker",
        "celery-render": "Celery render worker",
        "celery-beat": "Celery beat",
    }
    logged = {"qcdc-web": "web", "celery-worker": "worker", "celery-render": "render", "celery-beat": "beat"}
    return [
        Child(
            labels[name], name, partial(_serve if name == "qcdc-web" else _celery, said), logs / f"{logged[name]}.log"
        )
        for name, said in words.items()
    ]


def _serve(arguments: list[str]) -> None:
    from granian.cli import cli

    cli(arguments)


def _celery(arguments: list[str]) -> None:
    from qcdc_portal.celery import app

    app.start(arguments)
