"""What happens in the forty days: who is where, which clocks are started, extended, suspended and stopped on which day.

Plain values: the portal and the model both read it, and neither reads the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

FIRST, DAYS = date(2026, 1, 26), 40  # until 06/03/2026; the new year of the lunar calendar is 17/02/2026
SILENT = {date(2026, 2, day) for day in range(12, 17)}  # nobody asks for anything: beat is down
# Every worker dies at work, and the broker forgets everything: while they mark, or while they send.
KILLED = {date(2026, 2, 5): "marking", date(2026, 2, 24): "sending"}
NEWCOMER_ON = date(2026, 2, 26)

# Offset from the due date, in working days or days, whom it reaches.
STEPS = (
    (-3, "working", "holder"),
    (0, "days", "holder"),
    (1, "days", "holder"),
    (1, "days", "leader"),
    (7, "days", "above"),
)


@dataclass(frozen=True)
class Place:
    """A body and its people; ``officials`` act, ``leaders`` hear when it is late, ``above`` watches."""

    officials: tuple[str, ...]
    leaders: tuple[str, ...]
    above: tuple[str, ...]


PLACES = {
    "xa-mot": Place(("hoa", "lan"), ("minh",), ("tuan",)),
    "xa-hai": Place(("mai",), (), ("tuan",)),  # no leader: what is for him climbs
    "xa-ba": Place((), (), ("tuan",)),  # nobody: everything climbs
    "tinh": Place(("bich",), (), ()),  # nobody is above, and nobody is there until NEWCOMER_ON
}
NEWCOMER = "bich"


@dataclass(frozen=True)
class Act:
    """Something that is done to a clock on a day at ten o'clock."""

    on: date
    verb: str  # start, extend, suspend, resume, stop
    clock: str
    place: str = ""
    event: date | None = None  # start: the day from which is counted
    due: date | None = None  # start, extend: the named day; without one ten working days, three more working days


def acts() -> list[Act]:
    """Sixty clocks, in the order in which things are done."""
    found = [act for number in range(60) for act in _life(number)]
    return sorted(found, key=lambda act: (act.on, act.clock))


def _life(number: int) -> list[Act]:
    name, place = f"Việc {number:02}", list(PLACES)[number % 4]
    start = FIRST + timedelta(days=number * 7 % 30)
    by_rule = number % 3 == 0
    if number % 10 == 9 and not by_rule:  # entered when it was overdue already
        return [Act(start, "start", name, place, start - timedelta(days=20), start - timedelta(days=2))]
    if by_rule:
        return [Act(start, "start", name, place, start), *_steps_by_rule(number, name, start)]
    due = start + timedelta(days=3 + number % 14)
    return [Act(start, "start", name, place, start, due), *_steps_of_named(number, name, start, due)]


def _steps_by_rule(number: int, name: str, start: date) -> list[Act]:
    if number % 6 == 0:
        pause = start + timedelta(days=3)
        return [Act(pause, "suspend", name), Act(pause + timedelta(days=1 + number % 8), "resume", name)]
    if number % 9 == 3:
        return [Act(start + timedelta(days=5), "extend", name)]
    return []


def _steps_of_named(number: int, name: str, start: date, due: date) -> list[Act]:
    if number % 5 == 1:
        return [Act(due - timedelta(days=1), "extend", name, due=due + timedelta(days=6))]
    if number % 4 == 2:
        return [Act(due + timedelta(days=number % 3), "stop", name)]
    return []
