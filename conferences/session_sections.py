"""Sections that later rooms add to the page of a council session.

This room does not know petitions; they register in their AppConfig.ready():

    session_sections.register(10, petitions.sections.of_session)   # (user, session) -> SessionSection | None

The page shows them in the order of their numbers, below its own sections. A builder is called only when the page is
drawn, costs a fixed number of queries, and returns None to leave its section out. Its template gets ``section`` (the
SessionSection), ``session`` and what the frame of every page gives; it draws one <section class="card">.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User

from .models import CouncilSession


@dataclass(frozen=True)
class SessionSection:
    """A template and what it shows, read as ``section.context.…``."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


type Builder = Callable[[User, CouncilSession], SessionSection | None]

_builders: dict[Builder, int] = {}


def register(order: int, builder: Builder) -> None:
    """Add a section; registering the same builder again only moves it."""
    _builders[builder] = order


def sections_of(user: User, session: CouncilSession) -> list[SessionSection]:
    """The sections of one session for one person, in their order."""
    ordered = sorted(_builders, key=lambda builder: _builders[builder])
    built = (builder(user, session) for builder in ordered)
    return [section for section in built if section is not None]
