"""Who uses the embedded servers now: locks that the kernel releases when their holder dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from .place import Place, belongs_to_another


class Guest:
    """One process among the users of a place."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._users = -1

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else starts or stops servers meanwhile."""
        door = self._open("start.lock")
        try:
            fcntl.flock(door, fcntl.LOCK_EX)
            yield
        finally:
            os.close(door)

    def enter(self) -> None:
        """Counts this process in."""
        self._users = self._open("users.lock")
        fcntl.flock(self._users, fcntl.LOCK_SH)

    def leave_as_last(self) -> bool:
        """Counts this process out; True when it was in and nobody is left."""
        if self._users < 0:
            return False
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            fcntl.flock(self._users, fcntl.LOCK_UN)
            os.close(self._users)
        return True

    def _open(self, name: str) -> int:
        path = self.place.stack / name
        try:
            return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except PermissionError:
            raise belongs_to_another(path) from None
