"""Ways to a person beside the inbox. A channel is a plug-in: register another one in its own app's ready()."""

from __future__ import annotations

from typing import Protocol

from django.utils.functional import Promise

from accounts.models import User

from .models import Outbox


class NotSent(Exception):
    """The channel did not take the row. `wait_all`: nothing else will get through now either (server unreachable)."""

    def __init__(self, message: str, *, wait_all: bool = False) -> None:
        super().__init__(message)
        self.wait_all = wait_all


class Channel(Protocol):
    """One way to people."""

    name: str

    @property
    def label(self) -> str | Promise:
        """Its name on the page where people choose."""
        ...

    def reaches(self, person: User) -> bool:
        """Whether the person can be reached this way at all."""
        ...

    def send(self, row: Outbox) -> None:
        """Hand the row over. Raises NotSent when it was not taken; the row is then tried again later."""
        ...


_channels: dict[str, Channel] = {}


def register(channel: Channel) -> None:
    """Make a channel known under its name."""
    _channels[channel.name] = channel


def find(name: str) -> Channel | None:
    """The channel, or None where an installation does not have it."""
    return _channels.get(name)


def registered() -> list[Channel]:
    """All channels of this installation."""
    return list(_channels.values())
