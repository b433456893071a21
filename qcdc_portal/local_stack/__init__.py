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

__all__ = ["Place", "StackError", "attached"]


@contextmanager
def attached(place: Place | None = None) -> Iterator[Place]:
    """Holds the embedded servers open; sets DATABASE_URL and REDIS_URL where the caller's environment has none.

    Every process that works on the servers holds a shared lock. Whoever leaves last stops them; servers that a
    killed machine or process left behind are recovered or taken over. Raises StackError with a message for people.
    """
    place = place or Place.current()
    needed = [
        (name, server)
        for name, server in (("DATABASE_URL", postgres), ("REDIS_URL", valkey))
        if not os.environ.get(name, "").strip()
    ]
    if not needed:
        yield place
        return
    place.prepare()
    guest = Guest(place)
    with guest.alone():
        guest.enter()
        for _name, server in needed:
            server.ensure(place)
    added = {name: server.url(place) for name, server in needed}
    os.environ.update(added)
    try:
        yield place
    finally:
        for name in added:
            os.environ.pop(name, None)
        with guest.alone():
            if guest.leave_as_last():
                postgres.stop(place)
                valkey.stop(place)
