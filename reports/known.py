"""Every figure that the portal can tell about a body and a period, by its key.

    counted:<query>          what the portal counts itself (figures.registry): counted:petitions.received
    ratio:<indicator>        one count over another
    fact:<indicator>         what was stated at a review or elsewhere; a second one of an indicator has its key behind
    submitted:<pk>:<code>    what an approved form says
    own:<name>               what only this report counts (reports.content): own:conferences

A text names a figure by its key; the same keys stand in what the portal writes, in outlines that require a figure and
in the addresses that open it. Zero is a value; a figure that nobody stated has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from common.names import in_portal_language
from figures.models import Indicator

from .gather import Gathered
from .told import Told

type One = Callable[[Gathered, str], Told | None]
type All = Callable[[Gathered], Iterable[Told]]


@dataclass(frozen=True)
class Source:
    """Where the figures of one prefix come from: one by its name, and all of them."""

    one: One
    all: All


def _counted(gathered: Gathered, name: str) -> Told | None:
    found = gathered.count_of(name)
    return found.told if found else None


def _all_counted(gathered: Gathered) -> Iterable[Told]:
    return {one.told.key: one.told for one in reversed(gathered.counted)}.values()


def _fact(gathered: Gathered, name: str) -> Told | None:
    return next((told for told in gathered.stated.values() if told.key == f"fact:{name}"), None)


def _submitted(gathered: Gathered, name: str) -> Told | None:
    return next((one.told for one in gathered.submitted if one.told.key == f"submitted:{name}"), None)


_sources: dict[str, Source] = {
    "counted": Source(_counted, _all_counted),
    "ratio": Source(
        lambda gathered, name: gathered.ratio_of(name),
        lambda gathered: gathered.ratios,
    ),
    "fact": Source(_fact, lambda gathered: gathered.stated.values()),
    "submitted": Source(_submitted, lambda gathered: (one.told for one in gathered.submitted)),
}


def register(prefix: str, one: One, all_: All) -> None:
    """Figures of another prefix. Raises ValueError for one that is taken."""
    if prefix in _sources:
        raise ValueError(f"{prefix} is a source already")
    _sources[prefix] = Source(one, all_)


@in_portal_language
def known(gathered: Gathered) -> dict[str, Told]:
    """Every figure that has a value, for whoever picks one: stated first, then forms, then what is counted."""
    order = ("fact", "submitted", "own", "counted", "ratio")
    named = sorted(_sources, key=lambda prefix: order.index(prefix) if prefix in order else len(order))
    return {told.key: told for prefix in named for told in _sources[prefix].all(gathered)}


@in_portal_language
def resolve(gathered: Gathered, key: str) -> Told | None:
    """One figure by its key; None where it has no value, and for a key that names nothing."""
    if told := gathered.ledger.get(key):
        return told
    prefix, _colon, name = key.partition(":")
    source = _sources.get(prefix)
    return source.one(gathered, name) if source and name else None


@in_portal_language
def label_of(key: str) -> str:
    """What a figure is called that may have no value: the name of its indicator, else the key itself."""
    prefix, _colon, name = key.partition(":")
    if prefix == "own":
        return key  # what only the portal counts always has a value, unless it is not of this report
    wanted = {"counted": {"counted": name}, "submitted": {"code": name.partition(":")[2]}}
    names = Indicator.objects.filter(**wanted.get(prefix, {"code": name.partition(":")[0]})).for_list()
    return names.values_list("name_vi", flat=True).first() or key
