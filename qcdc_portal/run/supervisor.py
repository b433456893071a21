"""Starts the portal, watches it and stops it."""

import fcntl
import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qcdc_portal import local_stack

from . import stamp
from .children import Child, load, portal, stop

PATIENCE = 180.0  # seconds until /readyz is green


class Trouble(Exception):
    """The portal cannot start or go on; the message is for the person at the terminal."""


class Leave(Exception):
    """The person (Ctrl-C) or the system (SIGTERM, SIGHUP) wants the portal to stop."""


class Supervisor:
    """One running portal."""

    def __init__(self, host: str, port: int, place: local_stack.Place) -> None:
        self.host, self.port, self.place = host, port, place
        self.logs = place.root / "log"
        self.children: list[Child] = []
        self._asked = False
        self._missed = 0
        self._next_look = 0.0

    @property
    def address(self) -> str:
        """Where people open it."""
        return f"http://{'localhost' if self.host in {'127.0.0.1', '0.0.0.0'} else self.host}:{self.port}/"  # noqa: S104

    def run(self) -> None:
        """Returns after Ctrl-C; raises Trouble when something cannot start or dies."""
        os.environ["CELERY_SKIP_CHECKS"] = "1"  # Django's checks belong to `make check`
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_leave)
        check_port_free(self.host, self.port)
        self.place.prepare()
        say("Đang khởi động cơ sở dữ liệu … / starting the database …")
        with local_stack.attached(self.place), only_one(self.place, self.address):
            self.logs.mkdir(exist_ok=True)
            try:
                accounts = self._prepare()
                self._open()
                say(f"\nCổng đã sẵn sàng / the portal is ready: {self.address}\n")
                say(accounts + "\nNhấn Ctrl-C để dừng / press Ctrl-C to stop.")
                while True:
                    self._watch()
                    time.sleep(0.25)
            except Leave:
                say("\nĐang dừng … / stopping …")
            finally:
                stop(self.children)

    def _ask_to_leave(self, *_signal: object) -> None:
        self._asked = True

    def _prepare(self) -> str:
        note, module = self.place.root / "prepared.json", os.environ["DJANGO_SETTINGS_MODULE"]
        known = stamp.recall(note, module)
        if known is not None:
            return known
        say("Đang chuẩn bị dữ liệu … / preparing the data …")
        printed = self._finish(Child("prepare", "qcdc-prepare", _prepare_data, self.logs / "prepare.log"))
        stamp.remember(note, module, printed)
        return printed

    def _finish(self, child: Child) -> str:
        """Waits for a child that ends by itself; gives what it printed."""
        child.start()
        self.children = [child]
        while not child.dead:
            self._check_asked()
            time.sleep(0.05)
        if child.code:
            raise Trouble(f"Không chuẩn bị được dữ liệu / the data cannot be prepared:\n{child.tail()}")
        return child.log.read_text()

    def _open(self) -> None:
        say("Đang mở cổng … / opening the portal …")
        load()
        self.children = portal(self.host, self.port, self.logs, self.place.root)
        for child in self.children:
            child.start()
        deadline = time.monotonic() + PATIENCE
        while (state := self._readyz()) is not None:
            self._watch()
            if time.monotonic() > deadline:
                raise Trouble(f"Cổng không sẵn sàng / the portal does not become ready: {state}")
            time.sleep(0.25)

    def _readyz(self) -> str | None:
        """None when /readyz is green, else what it says."""
        host = "127.0.0.1" if self.host == "0.0.0.0" else self.host  # noqa: S104
        try:
            with urllib.request.urlopen(f"http://{host}:{self.port}/readyz", timeout=5):
                return None
        except urllib.error.HTTPError as error:
            return error.read().decode(errors="replace")
        except OSError as error:
            return str(error)

    def _watch(self) -> None:
        self._check_asked()
        for child in self.children:
            if child.dead:
                raise Trouble(f"{child.label}: đã dừng đột ngột / has died ({child.log}):\n{child.tail()}")
        if time.monotonic() > self._next_look:
            self._next_look = time.monotonic() + 2
            self._watch_servers()

    def _watch_servers(self) -> None:
        """Asks the embedded servers; a single missed answer on a busy machine is forgiven."""
        missing = local_stack.silent(self.place)
        self._missed = self._missed + 1 if missing else 0
        if self._missed > 1:
            raise Trouble(f"{', '.join(missing)}: đã dừng đột ngột / has died ({self.place.stack}).")

    def _check_asked(self) -> None:
        if self._asked:
            raise Leave


def _prepare_data() -> None:
    from . import prepare

    prepare.main()


def say(text: str) -> None:
    """One message to the person at the terminal."""
    print(text, flush=True)


def check_port_free(host: str, port: int) -> None:
    """Raises Trouble when somebody else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Trouble(
                f"Không dùng được cổng {port} ({error.strerror}). Hãy chọn cổng khác: make run PORT={port + 1}\n"
                f"Port {port} cannot be used ({error.strerror}). Choose another one: make run PORT={port + 1}"
            ) from None


@contextmanager
def only_one(place: local_stack.Place, address: str) -> Iterator[None]:
    """Two portals on one data folder would run every periodic task twice."""
    path = place.stack / "portal.lock"
    note = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            where = Path(path).read_text()
            raise Trouble(f"Cổng đang chạy rồi / the portal is running already: {where}") from None
        os.truncate(note, 0)
        os.write(note, address.encode())
        yield
    finally:
        os.close(note)
