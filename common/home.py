"""What rooms add to the home page "Việc cần làm": work without a time limit, and the buttons at its head.

Everything with a clock stands there by itself (deadlines.queries). `common` imports no other room, so rooms register
the rest, each in its `AppConfig.ready()`:

    home.register_section(30, todo.unfinished)          # (request) -> Section | None
    home.register_action(10, todo.record_conference)    # (request) -> Action | None; the first one is the main one

A section costs at most two queries, whatever the number of its items.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest


@dataclass(frozen=True)
class Item:
    """One thing to do: its title, where it is done, and a line of small print."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Section:
    """Things of one kind, oldest first. ``total`` counts all of them, ``items`` may be the first few."""

    title: str
    items: Sequence[Item]
    total: int
    more_url: str = ""


@dataclass(frozen=True)
class Action:
    """A button at the head of the page."""

    label: str
    url: str


type Landing = Callable[[HttpRequest], str | None]
type MakeSection = Callable[[HttpRequest], Section | None]
type MakeAction = Callable[[HttpRequest], Action | None]


@dataclass
class _Registry:
    sections: dict[MakeSection, int] = field(default_factory=dict)
    actions: dict[MakeAction, int] = field(default_factory=dict)
    landings: list[Landing] = field(default_factory=list)


_registry = _Registry()


def register_section(order: int, make: MakeSection) -> None:
    """Add a section; None from ``make`` leaves it out for that person."""
    _registry.sections[make] = order


def register_action(order: int, make: MakeAction) -> None:
    """Add a button; None from ``make`` leaves it out for that person."""
    _registry.actions[make] = order


def register_landing(find: Landing) -> None:
    """Say where some people arrive after signing in; None from ``find`` leaves the home page."""
    _registry.landings.append(find)


def landing(request: HttpRequest) -> str | None:
    """Where this person arrives, when it is not the home page."""
    return next((url for find in _registry.landings if (url := find(request))), None)


def sections(request: HttpRequest) -> list[Section]:
    """What there is to do, in the order of the rooms."""
    ordered = sorted(_registry.sections.items(), key=lambda entry: entry[1])
    return [made for make, _order in ordered if (made := make(request))]


def actions(request: HttpRequest) -> list[Action]:
    """The buttons of the page, the main one first."""
    ordered = sorted(_registry.actions.items(), key=lambda entry: entry[1])
    return [made for make, _order in ordered if (made := make(request))]
