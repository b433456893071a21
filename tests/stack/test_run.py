"""`make run`: opens, explains itself, and leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("make run")  # one after the other: they share a data folder


class Portal:
    """A portal started as `make run` starts it, on a data folder of its own."""

    def __init__(self, data: Path, port: int) -> None:
        self.port = port
        variables = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "qcdc_portal.run"],
            cwd=ROOT,
            env=variables | {"PORT": str(port), "QCDC_TEST_DATA_DIR": str(data)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""

    def wait_open(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C" in line:
                return
        raise AssertionError(self.said)

    def wait_end(self) -> int:
        self.said += self.process.communicate(timeout=60)[0]
        return self.process.returncode

    def children(self) -> list[int]:
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(number) for number in found.split()]

    def readyz(self) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=10) as answer:
            return int(answer.status)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run") / "var"


@pytest.fixture
def portal(data: Path) -> Iterator[Portal]:
    started = Portal(data, free_port())
    yield started
    if started.process.poll() is None:
        started.process.terminate()
        started.wait_end()


def alive(pids: list[int]) -> list[int]:
    """Those that still run; the dead that wait for the system to bury them do not count."""
    deadline = time.monotonic() + 10
    while (running := [pid for pid in pids if runs(pid)]) and time.monotonic() < deadline:
        time.sleep(0.1)
    return running


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_opens_keeps_out_a_second_one_and_closes_on_ctrl_c(portal: Portal, data: Path) -> None:
    portal.wait_open()
    assert f"http://localhost:{portal.port}/" in portal.said
    assert portal.readyz() == 200
    second = Portal(data, free_port())
    assert second.wait_end() == 1
    assert f"đang chạy rồi / the portal is running already: http://localhost:{portal.port}/" in second.said
    children = portal.children()
    portal.process.send_signal(signal.SIGINT)
    assert portal.wait_end() == 0
    assert alive(children) == []
    assert "Traceback" not in portal.said


def test_a_child_that_dies_is_named_and_ends_all(portal: Portal) -> None:
    portal.wait_open()
    time.sleep(0.5)
    children = portal.children()
    render = next(pid for pid in children if "render" in Path(f"/proc/{pid}/comm").read_text())
    os.kill(render, signal.SIGKILL)
    assert portal.wait_end() == 1
    assert re.search(r"Celery render worker: đã dừng đột ngột / has died", portal.said)
    assert alive(children) == []


def test_a_busy_port_is_said_before_anything_starts(tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        portal = Portal(tmp_path / "var", taken.getsockname()[1])
        assert portal.wait_end() == 1
    assert f"Port {portal.port} cannot be used" in portal.said
    assert "Traceback" not in portal.said
    assert not (tmp_path / "var").exists()


def test_a_port_that_is_no_number_is_said(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "qcdc_portal.run"],
        cwd=ROOT,
        env=os.environ | {"PORT": "http"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.strip()) == (1, "PORT must be a whole number, not 'http' (see .env.example).")
