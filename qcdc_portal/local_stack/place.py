"""Where the embedded servers keep their things."""

import hashlib
import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from .errors import StackError

BASE_DIR = Path(__file__).resolve().parent.parent.parent
# The kernel's limit for the path of a Unix socket is 107 bytes; PostgreSQL appends "/.s.PGSQL.5432.lock".
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")


@dataclass(frozen=True)
class Place:
    """One data folder with its servers. ``throwaway`` servers trade safety of the data for speed: tests only."""

    root: Path
    throwaway: bool = False

    @classmethod
    def current(cls) -> "Place":
        """The folder of the settings in force: tests never touch the data of `make run`."""
        if os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".test"):
            return cls.for_tests()
        return cls(Path(os.environ.get("QCDC_DATA_DIR", "").strip() or BASE_DIR / "var").resolve())

    @classmethod
    def for_tests(cls) -> "Place":
        """The folder of the test suite."""
        folder = os.environ.get("QCDC_TEST_DATA_DIR", "").strip() or BASE_DIR / "var" / "test"
        return cls(Path(folder).resolve(), throwaway=True)

    @property
    def cluster(self) -> Path:
        """PostgreSQL's data."""
        return self.root / "postgres"

    @property
    def stack(self) -> Path:
        """Locks, logs and the password of the embedded servers."""
        return self.root / "stack"

    @property
    def password_file(self) -> Path:
        """The database owner's password in libpq's passfile format."""
        return self.stack / "passfile"

    @property
    def postgres_log(self) -> Path:
        """What PostgreSQL says, from its last start on."""
        return self.stack / "postgres.log"

    @property
    def valkey_log(self) -> Path:
        """What Valkey says, from its last start on."""
        return self.stack / "valkey.log"

    @property
    def sockets(self) -> Path:
        """The folder of both sockets: beside the data, or under /tmp when that path is too long for a socket."""
        beside = self.stack / "run"
        if len(os.fsencode(beside)) <= LONGEST_SOCKET_FOLDER:
            return beside
        name = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]
        return Path(f"/tmp/qcdc-{os.geteuid()}-{name}")  # noqa: S108 - _own_folder() checks whose it is

    def prepare(self) -> None:
        """Creates the folders; says so when that is impossible. Existing folders keep their mode and owner."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            self._own_folder(self.stack)
            probe = self.stack / f"probe-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise StackError(
                f"Không ghi được vào thư mục dữ liệu {self.root} ({error.strerror}). "
                "Hãy đổi QCDC_DATA_DIR hoặc cấp quyền ghi.",
                f"The data folder {self.root} cannot be written ({error.strerror}). "
                "Change QCDC_DATA_DIR or its permissions.",
            ) from None

    def open_sockets(self) -> None:
        """Creates the folder of the sockets."""
        self._own_folder(self.sockets)

    def close_sockets(self) -> None:
        """Leaves nothing under /tmp when the servers have stopped."""
        if self.sockets.parent != self.stack:
            shutil.rmtree(self.sockets, ignore_errors=True)

    def _own_folder(self, path: Path) -> None:
        """Creates a folder that only its owner enters; refuses a link, an open folder and somebody else's folder."""
        path.mkdir(mode=0o700, exist_ok=True)
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or stat.S_IMODE(found.st_mode) & 0o077:
            raise StackError(
                f"{path} phải là thư mục riêng (quyền 0700). Hãy xóa nó rồi chạy lại.",
                f"{path} must be a private folder (mode 0700). Remove it and start again.",
            )
        if found.st_uid not in self._owners():
            raise belongs_to_another(path)

    def _owners(self) -> set[int]:
        """Who may own the stack's folders: this user; for root also the owner of the data."""
        if os.geteuid() != 0:
            return {os.geteuid()}
        return {0, *(path.stat().st_uid for path in (self.root, self.cluster) if path.exists())}


def belongs_to_another(path: Path) -> StackError:
    """The message when another user (often root) ran the portal here before."""
    return StackError(
        f"{path} thuộc về người dùng khác. Hãy chạy bằng người dùng đó, trả lại quyền sở hữu hoặc đổi QCDC_DATA_DIR.",
        f"{path} belongs to another user. Run as that user, give the ownership back or change QCDC_DATA_DIR.",
    )
