"""The numbers of each unit, kept until something changes there (organizations.kept), and their sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from disclosures import tallies as disclosed
from organizations import kept
from petitions import tallies as petitioned
from steering import tallies as set_tasks

from .family import Family
from .matters import DISCLOSURES, PETITIONS, TASKS, Matter
from .view import QUARTERS, View

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

    Petitions of a day that is past serve every period that ends or begins with it, and outlive the night; the flow of
    another matter costs no more than itself. A unit with nothing below is counted at once: there is nothing to spare.
    """
    works = _works(view, matter)
    if related.below:
        found = kept.of_units_each(works, related.all)
    else:
        found = {name: dict(work(list(related.all))) for name, work in works.items()}
    now, then, rest, flow = found.values()
    return lambda wanted: _sum([(now[unit], then[unit], rest[unit], flow[unit]) for unit in wanted])


type _Rest = tuple[tuple[Numbers, Numbers], tuple[Numbers, Numbers]]  # tasks and disclosures, now and before
type _Kept = tuple[Numbers, Numbers, _Rest, Flow]


def _works(view: View, matter: Matter) -> dict[str, kept.Work]:
    """What is counted of some units at once, by the names under which it is kept: five statements, or six for a day
    that is past."""
    state = "then" if view.past else "now"
    return {
        f"dashboard:petitions:{view.on}:{state}": lambda units: _petitions(units, view.on),
        f"dashboard:petitions:{view.before.end}:then": lambda units: _petitions(units, view.before.end),
        f"dashboard:rest:{view.on}:{state}:{view.period.code}": lambda units: _rest(units, view),
        f"dashboard:flow:{matter.code}:{view.on}:{state}:{view.period.code}": lambda units: _flow(view, matter, units),
    }


def _petitions(units: list[int], day: date) -> dict[int, Numbers]:
    found = petitioned.standing(units, day)
    return {unit: found.get(unit, petitioned.NOTHING) for unit in units}


def _rest(units: list[int], view: View) -> dict[int, _Rest]:
    before = view.before.end
    tasks = set_tasks.standing(units, view.on, before)
    disclosures = disclosed.standing(units, [(view.period, view.on), (view.before, before)])
    return {
        unit: (
            tasks.get(unit, (set_tasks.NOTHING, set_tasks.NOTHING)),
            _pair(disclosures.get(unit, [disclosed.NOTHING] * 2)),
        )
        for unit in units
    }


def _flow(view: View, matter: Matter, units: list[int]) -> dict[int, Flow]:
    if matter is PETITIONS:
        found = petitioned.flow(units, view.quarters)
    elif matter is TASKS:
        found = set_tasks.flow(units, view.quarters)
    else:
        found = disclosed.flow(units, view.quarters, view.on)
    return {unit: found.get(unit, [(0, 0)] * QUARTERS) for unit in units}


def _sum(parts: Sequence[_Kept]) -> Tally:
    now, then, rest, flows = zip(*parts, strict=True) if parts else ((), (), (), ())
    tasks, disclosures = zip(*rest, strict=True) if rest else ((), ())
    quarters = [_pair([sum(flow[quarter][line] for flow in flows) for line in (0, 1)]) for quarter in range(QUARTERS)]
    return Tally(
        (_added(now, petitioned.NOTHING), _added(then, petitioned.NOTHING)),
        _both(tasks, set_tasks.NOTHING),
        _both(disclosures, disclosed.NOTHING),
        quarters,
    )


def _both(pairs: Sequence[tuple[Numbers, Numbers]], nothing: Numbers) -> tuple[Numbers, Numbers]:
    return _added([pair[0] for pair in pairs], nothing), _added([pair[1] for pair in pairs], nothing)


def _added(rows: Iterable[Numbers], nothing: Numbers) -> Numbers:
    return tuple(sum(column) for column in zip(nothing, *rows, strict=True))


def _pair(values: Any) -> Any:
    first, second = values
    return first, second
