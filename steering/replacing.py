"""Which rooms want to hear that a paper no longer holds because another took its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from documents.models import OfficialDocument
from organizations.models import Body


@dataclass(frozen=True)
class Replaced:
    """The old paper, as the portal's document or as people quote it, and how the new one is quoted."""

    document: OfficialDocument | None
    symbol: str
    body: Body | None
    instead: str


_heard: list[Callable[[Replaced, User], None]] = []


def register(hear: Callable[[Replaced, User], None]) -> None:
    """Called once at start-up by a room further up."""
    _heard.append(hear)


def tell(replaced: Replaced, *, by: User) -> None:
    """Within the transaction of the replacement."""
    for hear in _heard:
        hear(replaced, by)
