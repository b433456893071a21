"""What a clock waits for, and in which roles people do it. Rooms name theirs in AppConfig.ready():

duties.register("steering.report", _("Báo cáo"), roles=REPORTERS)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from organizations.enums import Role


@dataclass(frozen=True)
class Duty:
    """Something that people of a body have to do; ``label`` is the verb on its button."""

    code: str
    label: str | Promise
    roles: tuple[Role, ...]


_duties: dict[str, Duty] = {}


def register(code: str, label: str | Promise, *, roles: Iterable[Role]) -> None:
    """Name a duty."""
    _duties[code] = Duty(code, label, tuple(roles))


def get(code: str) -> Duty:
    """The duty. Raises LookupError when no room registered it."""
    if code not in _duties:
        raise LookupError(f"no duty is called {code}: deadlines.duties.register it in AppConfig.ready()")
    return _duties[code]


def find(code: str) -> Duty | None:
    """The duty, or None for a stored clock whose duty no longer exists."""
    return _duties.get(code)


def registered() -> list[Duty]:
    """All duties."""
    return list(_duties.values())
