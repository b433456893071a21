"""Another host on this machine: a network namespace with a name and an address of its own.

It reaches the database and the broker only by TCP over the cable between the two, like a second server. The files are
a folder that both see, as a shared mount would be. Where the machine does not allow it, `host()` yields None.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit

HERE, THERE = "10.203.71.1", "10.203.71.2"
NAME = f"qcdc-{os.getpid()}"
CABLE = (f"qa{os.getpid()}", f"qb{os.getpid()}")


@dataclass(frozen=True)
class Host:
    """How to start something there, and where it finds the servers."""

    command: tuple[str, ...]
    environment: dict[str, str]


@contextmanager
def host(database: str, broker: str) -> Iterator[Host | None]:
    """The other host, its cable and what listens at this end of it."""
    if not _made():
        yield None
        return
    try:
        with _listening(_socket_of_database(database)) as data, _listening(_socket_of_broker(broker)) as hints:
            there = {"DATABASE_URL": _by_tcp(database, data), "REDIS_URL": f"redis://{HERE}:{hints}/0"}
            yield Host(
                ("ip", "netns", "exec", NAME, "unshare", "--uts", "sh", "-c", f'hostname {NAME}; exec "$@"', "sh"),
                there,
            )
    finally:
        _run("ip", "netns", "del", NAME)


def _made() -> bool:
    """A namespace, and a cable with one end in each."""
    if shutil.which("ip") is None or not _run("ip", "netns", "add", NAME):
        return False
    here, there = CABLE
    steps: Sequence[tuple[str, ...]] = (
        ("link", "add", here, "type", "veth", "peer", "name", there, "netns", NAME),
        ("addr", "add", f"{HERE}/30", "dev", here),
        ("link", "set", here, "up"),
        ("-n", NAME, "addr", "add", f"{THERE}/30", "dev", there),
        ("-n", NAME, "link", "set", there, "up"),
        ("-n", NAME, "link", "set", "lo", "up"),
    )
    if all(_run("ip", *step) for step in steps):
        return True
    _run("ip", "netns", "del", NAME)
    return False


def _run(*command: str) -> bool:
    return subprocess.run(command, capture_output=True).returncode == 0


def _socket_of_database(address: str) -> str:
    query = parse_qs(urlsplit(address).query)
    return str(Path(query["host"][0]) / f".s.PGSQL.{urlsplit(address).port or 5432}")


def _socket_of_broker(address: str) -> str:
    return unquote(urlsplit(address).netloc + urlsplit(address).path)


def _by_tcp(address: str, port: int) -> str:
    """The same database, found by host and port."""
    parts = urlsplit(address)
    who = parts.netloc.rpartition("@")[0]
    options = "&".join(one for one in parts.query.split("&") if one and not one.startswith("host="))
    return urlunsplit(parts._replace(netloc=f"{who}@{HERE}:{port}", query=options))


@contextmanager
def _listening(socket: str) -> Iterator[int]:
    """A port at this end of the cable that leads to a server's socket."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(_joined_to(socket), HERE, 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def _joined_to(socket: str) -> object:
    async def join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            to_reader, to_writer = await asyncio.open_unix_connection(socket)
            await asyncio.gather(_carry(reader, to_writer), _carry(to_reader, writer))

    return join


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One direction, until it ends: then the other end is closed, too."""
    with suppress(OSError):
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
    with suppress(OSError):
        writer.close()
