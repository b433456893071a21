"""A fresh desk: a clone of this commit in a folder of its own, started with `make run` by this user or another."""

from __future__ import annotations

import http.cookiejar
import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from .proofs import ROOT

START_LIMIT = 900  # seconds; a first start installs everything


@dataclass
class Desk:
    """A clone and whoever works there."""

    user: str = ""  # empty: the user who runs this
    private: bool = False  # a folder that only its owner may enter
    folder: Path = field(init=False)
    port: int = field(init=False)
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="qcdc-desk-"))
        self.port = free_port()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(self.folder / "portal")], check=True)
        self.folder.chmod(0o700 if self.private else 0o755)
        if self.user:
            self._bring_python()
            subprocess.run(["chown", "-R", self.user, str(self.folder)], check=True)

    def _bring_python(self) -> None:
        """The Python of this run in the other user's ~/.pyenv, because a folder of root is closed to that user."""
        target = self.folder / ".pyenv" / "versions" / platform.python_version()
        shutil.copytree(sys.base_prefix, target, symlinks=True)

    def _surroundings(self) -> list[str]:
        """Home, port and the copied Python, whose shared library the loader must find in its new place."""
        pyenv = self.folder / ".pyenv"
        library = pyenv / "versions" / platform.python_version() / "lib"
        return [f"HOME={self.folder}", f"PORT={self.port}", f"PYENV_ROOT={pyenv}", f"LD_LIBRARY_PATH={library}"]

    def start(self) -> float:
        """Seconds from `make run` to a green /readyz; raises RuntimeError with the last words when it does not come."""
        log = (self.folder / "run.log").open("ab")
        command = ["make", "run"]
        if self.user:
            command = ["runuser", "-u", self.user, "--", "env", *self._surroundings(), *command]
        env = {name: value for name, value in os.environ.items() if not name.startswith(("QCDC_", "DJANGO_", "UV_"))}
        env |= {"PORT": str(self.port), "UV_CACHE_DIR": str(self.folder / "cache")}
        began = time.monotonic()
        self.process = subprocess.Popen(
            command, cwd=self.folder / "portal", env=env, stdout=log, stderr=log, start_new_session=True
        )
        while time.monotonic() - began < START_LIMIT:
            if ready(self.port):
                return time.monotonic() - began
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(f"no green /readyz: {self.log()[-2000:]}")

    def log(self) -> str:
        """What `make run` printed."""
        return (self.folder / "run.log").read_text(errors="replace")

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Ctrl-C, or the end of the machine (SIGKILL for every process of the desk)."""
        if self.process is None:
            return
        if how is signal.SIGKILL:
            subprocess.run(["pkill", "-KILL", "-f", str(self.folder)], check=False)
        with suppress(ProcessLookupError):  # it has ended by itself; the log says why
            os.killpg(self.process.pid, how)
        self.process.wait(timeout=60)
        self.process = None

    def remove(self) -> None:
        """Stop and clean up."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def ready(port: int) -> bool:
    """Is /readyz green?"""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def signs_in(port: int, username: str, password: str) -> bool:
    """Whether the account reaches the home page through the sign-in form."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"http://127.0.0.1:{port}/tai-khoan/dang-nhap/"
    page = opener.open(address, timeout=20).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    data = {"csrfmiddlewaretoken": token.group(1) if token else "", "login": username, "password": password}
    request = urllib.request.Request(address, urllib.parse.urlencode(data).encode(), {"Referer": address})
    answer = opener.open(request, timeout=20)
    return bool(answer.status == 200 and urllib.parse.urlsplit(answer.geturl()).path in {"/", "/tong-quan/"})
