"""The numbers of each unit, kept until something changes there (organizations.kept), and their sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from disclosures import tallies as disclosed
from organizations import kept
from petitions import tallies as petitioned
from steering import tallies as set_tasks

from .family import Family
from .matters import DISCLOSURES, PETITIONS, TASKS, Matter
from .view import QUARTERS, View

VERSION = "1"  # of what is kept below: another one whenever its shape or its meaning changes

type Numbers = tuple[int, ...]
type Flow = list[tuple[int, int]]


@dataclass(frozen=True)
class Tally:
    """The numbers of some units: now and at the end of the period before, and eight quarters of the matter shown.

    Disclosures are those of the period and of the one before.
    """

    petitions: tuple[Numbers, Numbers]
    tasks: tuple[Numbers, Numbers]
    disclosures: tuple[Numbers, Numbers]
    flow: Flow

    def of(self, matter: Matter) -> Numbers:
        """The parts of a matter's bar, as they stand now."""
        found = {PETITIONS.code: self.petitions, TASKS.code: self.tasks, DISCLOSURES.code: self.disclosures}
        return found[matter.code][0][: len(matter.keys)]


def tallies(view: View, matter: Matter, related: Family) -> Callable[[Iterable[int]], Tally]:
    """Counts every unit that has changed since it was counted; gives the sum over any of them.

    A unit with nothing below is counted at once: there is nothing to spare.
    """
    name = f"dashboard-{VERSION}:{matter.code}:{view.on}:{view.period.code}"
    if related.below:
        found = kept.of_units(name, related.all, lambda wanted: _count(view, matter, wanted))
    else:
        found = _count(view, matter, list(related.all))
    return lambda wanted: _sum([found[unit] for unit in wanted])


type _Kept = tuple[tuple[Numbers, Numbers], tuple[Numbers, Numbers], tuple[Numbers, Numbers], Flow]


def _count(view: View, matter: Matter, units: list[int]) -> dict[int, _Kept]:
    """Of all these units at once: five statements, or six for a day that is past."""
    before = view.before.end
    petitions, earlier = petitioned.standing(units, view.on), petitioned.standing(units, before)
    tasks = set_tasks.standing(units, view.on, before)
    disclosures = disclosed.standing(units, [(view.period, view.on), (view.before, before)])
    flow = _flow(view, matter, units)
    nothing = petitioned.NOTHING
    return {
        unit: (
            (petitions.get(unit, nothing), earlier.get(unit, nothing)),
            tasks.get(unit, (set_tasks.NOTHING, set_tasks.NOTHING)),
            _pair(disclosures.get(unit, [disclosed.NOTHING] * 2)),
            flow.get(unit, [(0, 0)] * QUARTERS),
        )
        for unit in units
    }


def _flow(view: View, matter: Matter, units: list[int]) -> dict[int, Flow]:
    if matter is PETITIONS:
        return petitioned.flow(units, view.quarters)
    if matter is TASKS:
        return set_tasks.flow(units, view.quarters)
    return disclosed.flow(units, view.quarters, view.on)


def _sum(parts: Sequence[_Kept]) -> Tally:
    def both(place: int, nothing: Numbers) -> tuple[Numbers, Numbers]:
        now: Any = [part[place][0] for part in parts]
        then: Any = [part[place][1] for part in parts]
        return _added(now, nothing), _added(then, nothing)

    quarters = [
        _pair([sum(part[3][quarter][line] for part in parts) for line in (0, 1)]) for quarter in range(QUARTERS)
    ]
    return Tally(both(0, petitioned.NOTHING), both(1, set_tasks.NOTHING), both(2, disclosed.NOTHING), quarters)


def _added(rows: Iterable[Numbers], nothing: Numbers) -> Numbers:
    return tuple(sum(column) for column in zip(nothing, *rows, strict=True))


def _pair(values: Any) -> Any:
    first, second = values
    return first, second
