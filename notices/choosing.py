"""What people choose for themselves: the channels that tell them, and the address of their own calendar."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db import transaction

from accounts.models import User
from audit import services as audit
from common import clock

from . import channels
from .models import CalendarFeed, ChannelChoice

_READ_AGAIN = timedelta(hours=1)  # how exactly the last reading is remembered


def unwanted(people: Iterable[int]) -> set[tuple[int, str]]:
    """Who of them wants nothing by which channel; one query."""
    off = ChannelChoice.objects.filter(user__in=list(people), wanted=False)
    return set(off.values_list("user_id", "channel"))


@transaction.atomic
def choose_channels(*, wanted: Collection[str], by: User) -> None:
    """Notices by these channels and by no other; what is mandatory comes by all of them anyway."""
    known = {channel.name for channel in channels.registered()}
    for name in sorted(known):
        ChannelChoice.objects.update_or_create(user=by, channel=name, defaults={"wanted": name in wanted})
    audit.record("notices.channels_chosen", by=by, subject=by)


@transaction.atomic
def open_feed(*, by: User) -> str:
    """A new address for the person's calendar, and the only moment at which it is known; an earlier one is dead."""
    token = secrets.token_urlsafe(32)
    values = {"token_hash": _hash(token), "created_at": clock.now(), "last_read_at": None}
    CalendarFeed.objects.update_or_create(user=by, defaults=values)
    audit.record("notices.feed_opened", by=by, subject=by)
    return token


@transaction.atomic
def close_feed(*, by: User) -> None:
    """Nobody reads the person's calendar any more."""
    if CalendarFeed.objects.filter(user=by).delete()[0]:
        audit.record("notices.feed_closed", by=by, subject=by)


def feed_of(user: User) -> CalendarFeed | None:
    """The person's feed, if it is open."""
    return CalendarFeed.objects.filter(user=user).first()


def reader(token: str) -> User | None:
    """Whose calendar this address opens, and that it was read; None for an unknown one and for a closed account."""
    found = CalendarFeed.objects.filter(token_hash=_hash(token), user__is_active=True).select_related("user").first()
    if found is None:
        return None
    now = clock.now()
    if found.last_read_at is None or found.last_read_at < now - _READ_AGAIN:
        CalendarFeed.objects.filter(pk=found.pk).update(last_read_at=now)
    return found.user


def _hash(token: str) -> str:
    """A token is as long as a key, so a plain digest cannot be searched."""
    return hashlib.sha256(token.encode()).hexdigest()
