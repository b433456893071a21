"""The embedded PostgreSQL and Valkey that the portal uses when no DATABASE_URL or REDIS_URL is given.

Importing this package starts nothing. ``attached()`` starts what is missing and stops it when its last user leaves.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from . import postgres, valkey
from .errors import StackError
from .locks import Guest
from .place import Place

__all__ = ["Place", "StackError", "attached", "has_no_tables", "silent"]

SERVERS = {"DATABASE_URL": postgres, "REDIS_URL": valkey}


@contextmanager
def attached(place: Place | None = None) -> Iterator[Place]:
    """Holds the embedded servers open; sets DATABASE_URL and REDIS_URL where the caller's environment has none.

    Every process that works on the servers holds a shared lock. Whoever leaves last stops them; servers that a
    killed machine or process left behind are recovered or taken over. Raises StackError with a message for people.
    """
    place = place or Place.current()
    wanted = [name for name in SERVERS if not os.environ.get(name, "").strip()]
    if not wanted:
        yield place
        return
    place.prepare()
    guest = Guest(place)
    try:
        _enter(place, guest, wanted)
        yield place
    finally:
        for name in wanted:
            os.environ.pop(name, None)
        _leave(place, guest)


def _enter(place: Place, guest: Guest, wanted: list[str]) -> None:
    try:
        with guest.alone():
            guest.enter()
            place.open_sockets()
            for name in wanted:
                SERVERS[name].ensure(place)
                os.environ[name] = SERVERS[name].url(place)
    except OSError as error:
        raise StackError(
            f"Không dùng được thư mục dữ liệu {place.root}: {error.strerror or error} ({error.filename}).",
            f"The data folder {place.root} cannot be used: {error.strerror or error} ({error.filename}).",
        ) from error


def _leave(place: Place, guest: Guest) -> None:
    with guest.alone():
        if guest.leave_as_last():
            postgres.stop(place)
            valkey.stop(place)
            place.close_sockets()


def has_no_tables(place: Place) -> bool:
    """True when the embedded database is in use and no migration has run yet."""
    return os.environ.get("DATABASE_URL") == postgres.url(place) and postgres.is_empty(place)


def silent(place: Place) -> list[str]:
    """Names of the embedded servers that the environment points to and that do not answer."""
    servers = {"PostgreSQL": ("DATABASE_URL", postgres), "Valkey": ("REDIS_URL", valkey)}
    return [
        label
        for label, (name, server) in servers.items()
        if os.environ.get(name) == server.url(place) and not server.answers(place)
    ]
