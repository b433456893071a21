"""What does not fit the suite: fresh desks, ends of machines, forty days of reminders. Writes docs/proofs.

`python -m bench.prove days` does the simulated days alone, `starts` the fresh desks, `batches` the killed batch.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

from . import proofs
from .desk import Desk, signs_in

ORDINARY = "qcdc-desk"


def main(wanted: Sequence[str]) -> int:
    """0 when everything that was tried held."""
    proofs_of = {"days": forty_days, "starts": fresh_desks, "batches": killed_batch}
    held = [proofs_of[name]() for name in wanted or proofs_of]
    return 0 if all(held) else 1


def forty_days() -> bool:
    """Reminders over Tết, in a process of its own because it has other settings."""
    return subprocess.run([sys.executable, "-m", "bench.simulated.forty_days"], cwd=proofs.ROOT).returncode == 0


def killed_batch() -> bool:
    """Two hundred reports over workers that die, likewise."""
    return subprocess.run([sys.executable, "-m", "bench.many_papers.killed"], cwd=proofs.ROOT).returncode == 0


def fresh_desks() -> bool:
    """From a clone to a page, by whoever may start it."""
    rows = [row for who, desk in desks() for row in starts(who, desk)]
    path = proofs.write("starts", "A fresh desk, from `make run` to a green /readyz", ("who", "what", "result"), rows)
    print(path.read_text())
    return all("FAILED" not in str(row[-1]) for row in rows)


def desks() -> list[tuple[str, Desk]]:
    """This user; when this user is root, also an ordinary one and a folder that only root may enter."""
    me = pwd.getpwuid(os.getuid()).pw_name
    if os.getuid() != 0:
        return [(me, Desk())]
    return [("an ordinary user", Desk(user=ordinary_user())), ("root, in a folder of mode 0700", Desk(private=True))]


def ordinary_user() -> str:
    """An account without rights, made once."""
    try:
        pwd.getpwnam(ORDINARY)
    except KeyError:
        subprocess.run([shutil.which("useradd") or "useradd", "--system", "--shell", "/bin/bash", ORDINARY], check=True)
    return ORDINARY


def starts(who: str, desk: Desk) -> list[tuple[str, str, str]]:
    """First start with an empty cache, sign-in of every printed account, second start, start after a power cut."""
    rows = []
    try:
        rows.append((who, "first start, empty cache", f"{desk.start():.1f} s"))
        accounts = printed_accounts(desk)
        good = sum(signs_in(desk.port, name, password) for name, password in accounts)
        rows.append((who, "printed accounts that sign in", f"{good} of {len(accounts)}"))
        desk.stop()
        rows.append((who, "second start", f"{desk.start():.1f} s"))
        desk.stop(signal.SIGKILL)
        rows.append((who, "start after every process was killed", f"{desk.start():.1f} s"))
    except RuntimeError as error:
        rows.append((who, "start", f"FAILED: {error}"))
    finally:
        desk.remove()
    return rows


def printed_accounts(desk: Desk, patience: float = 15) -> list[tuple[str, str]]:
    """User names and passwords as `make run` prints them, a moment after /readyz is green."""
    deadline = time.monotonic() + patience
    found: list[tuple[str, str]] = []
    while not found and time.monotonic() < deadline:
        time.sleep(0.2)
        found = re.findall(r"^\s*([a-z][a-z0-9.-]+)\s{2,}(\S+)\s{2,}\S", desk.log(), re.M)
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
