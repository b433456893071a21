"""Search everything: one box in the head of every page, results grouped by kind of record.

`common` imports no other room, so rooms register what can be found, each in its `AppConfig.ready()`:

    finder.register("steering.task", _("Nhiệm vụ"), 40, hits.tasks, list_url="steering:tasks")
    finder.register_code("steering.task", r"NV-[0-9]{4}-[0-9]+", hits.task_by_code)

``find(user, typed, limit)`` answers with at most ``limit`` hits and whether there are more, in at most two queries
whatever is found, and begins with ``Model.objects.visible_to(user)``: what a person may not see does not exist here
either. ``searching.find`` (records with pairs of syllables) and ``searching.find_by_key`` (short tables) do the work
and put exact accents first. Title and text of a hit hold only what the list of that room shows to the same person.
``list_url`` names the room's list; its filter of words is called "q".

``register_code`` is for codes that people read aloud: whoever types one whole goes straight to the record. The
resolver gets it in capitals and answers with the record's address, or None where this person sees none.

Letters register by code and by what their list may be filtered by, for those who have the right, and never by names
or content; sealed matters (denunciations) are registered nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from common import text
from common.frame import UNIT_PARAMETER

LIMIT = 5  # hits of one kind on the page
SHORTEST = 2  # letters


@dataclass(frozen=True)
class Hit:
    """One record: its title, where it is, a line of small print, its state as a member of choices (with tone)."""

    title: str
    url: str
    text: str = ""
    state: Any = None


type Find = Callable[[Any, str, int], tuple[Sequence[Hit], bool]]
type Resolve = Callable[[Any, str], str | None]


@dataclass(frozen=True)
class Group:
    """The hits of one kind; ``more_url`` is the room's list with the same words, empty where it has no such filter."""

    label: str | Promise
    hits: Sequence[Hit]
    more: bool
    more_url: str


@dataclass(frozen=True)
class _Kind:
    label: str | Promise
    order: int
    find: Find
    list_url: str


_kinds: dict[str, _Kind] = {}
_codes: dict[str, tuple[re.Pattern[str], Resolve]] = {}


def register(kind: str, label: str | Promise, order: int, find: Find, *, list_url: str = "") -> None:
    """Add a kind of record ("app.model"); groups stand in their order."""
    _kinds[kind] = _Kind(label, order, find, list_url)


def register_code(kind: str, pattern: str, resolve: Resolve) -> None:
    """Say which codes lead straight to a record; the pattern fits the whole code, whatever its capitals."""
    _codes[kind] = re.compile(pattern, re.IGNORECASE | re.ASCII), resolve


def is_too_short(typed: str) -> bool:
    """True when too few letters were typed to look for."""
    return len("".join(text.syllables(typed))) < SHORTEST


def straight_to(user: Any, typed: str) -> str | None:
    """The address of the record whose code was typed; None for other words and for records out of sight."""
    code = typed.upper()
    resolvers = [resolve for pattern, resolve in _codes.values() if pattern.fullmatch(code)]
    return next((url for resolve in resolvers if (url := resolve(user, code))), None)


def search(user: Any, typed: str, unit_code: str = "") -> list[Group]:
    """What this person finds, by kind; kinds without a hit are left out."""
    ordered = sorted(_kinds.values(), key=lambda kind: kind.order)
    groups = [_group(kind, user, typed, unit_code) for kind in ordered]
    return [group for group in groups if group.hits]


def _group(kind: _Kind, user: Any, typed: str, unit_code: str) -> Group:
    hits, more = kind.find(user, typed, LIMIT)
    query = {"q": typed} | ({UNIT_PARAMETER: unit_code} if unit_code else {})
    return Group(kind.label, hits, more, f"{reverse(kind.list_url)}?{urlencode(query)}" if kind.list_url else "")


def page_of_hits[R](records: Sequence[R], limit: int, show: Callable[[R], Hit]) -> tuple[list[Hit], bool]:
    """What ``find`` answers, from one record more than fits."""
    return [show(record) for record in records[:limit]], len(records) > limit
