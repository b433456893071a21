"""As whom PostgreSQL runs. It refuses root, and its data must belong to the user that it sees itself as."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .errors import StackError
from .place import Place

BECOME = Path(__file__).with_name("become.py")
PROBE = 'cd "$1" && : > probe && rm probe && exec "$2" -V'


@dataclass(frozen=True)
class Identity:
    """``how`` is self, namespace or lowered (see become.py); ``owner`` owns the data on the disk."""

    how: str
    uid: int
    gid: int

    @property
    def owner(self) -> tuple[int, int]:
        """Owner and group of the files on the disk."""
        return (self.uid, self.gid) if self.how == "lowered" else (os.geteuid(), os.getegid())

    def command(self, *arguments: str | Path) -> list[str]:
        """The command line that runs the program as this identity."""
        words = [str(argument) for argument in arguments]
        if self.how == "self":
            return words
        return [sys.executable, "-I", "-S", str(BECOME), self.how, str(self.uid), str(self.gid), "--", *words]

    def own(self, *paths: Path) -> None:
        """Gives the stack's own files to this identity; never called for anything the stack did not create."""
        for path in paths:
            if (path.lstat().st_uid, path.lstat().st_gid) != self.owner:
                os.lchown(path, *self.owner)


def choose(place: Place, postgres: Path) -> Identity:
    """The first identity that can run the program and write beside the data; StackError when there is none."""
    tried: list[str] = []
    for identity in _candidates(place):
        trouble = _trouble(identity, place, postgres)
        if trouble is None:
            return identity
        tried.append(f"  {identity.how} uid={identity.uid}: {trouble}")
    raise StackError(
        "Không chạy được PostgreSQL ở đây: người dùng của cơ sở dữ liệu không vào được thư mục dữ liệu "
        "hoặc chương trình. "
        "Hãy chạy bằng người dùng thường, đổi QCDC_DATA_DIR hoặc đặt DATABASE_URL.",
        "PostgreSQL cannot run here: its user cannot reach the data folder or the program. "
        "Run as an ordinary user, change QCDC_DATA_DIR or set DATABASE_URL.\n" + "\n".join(tried),
    )


def _candidates(place: Place) -> list[Identity]:
    me = os.geteuid()
    if me != 0:
        if _known(me):
            return [Identity("self", me, os.getegid())]
        return [Identity("namespace", *_ordinary())]
    owner = (place.cluster if place.cluster.exists() else place.root).stat()
    lowered = Identity("lowered", *((owner.st_uid, owner.st_gid) if owner.st_uid else _ordinary()))
    if owner.st_uid:
        return [lowered]
    return [Identity("namespace", *_ordinary()), lowered]


def _known(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _ordinary() -> tuple[int, int]:
    """An account that every system has and that owns nothing of value."""
    for name in ("daemon", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    return 65534, 65534


def _trouble(identity: Identity, place: Place, postgres: Path) -> str | None:
    """Why the identity cannot be used, or None."""
    folder = Path(tempfile.mkdtemp(prefix="probe-", dir=place.stack))
    try:
        identity.own(folder)
        done = subprocess.run(  # noqa: S603 - our own programs
            identity.command("/bin/sh", "-c", PROBE, "sh", folder, postgres),
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return None if done.returncode == 0 else (done.stderr.strip() or f"exit {done.returncode}")
