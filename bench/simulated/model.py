"""What must be told in the forty days, worked out the long way: no database, no code of the portal, day after day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from .script import DAYS, FIRST, NEWCOMER, NEWCOMER_ON, PLACES, SILENT, STEPS, Act, acts

ONE = timedelta(days=1)
TET = {date(2026, 2, day) for day in (16, 17, 18, 19, 20)}

type Told = tuple[str, date, str, str]
"""Who, on which day, of which clock, in which words."""
type Owed = tuple[str, int, date, str]


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in TET


@dataclass
class Clock:
    """One clock, as a person with a paper calendar keeps it."""

    name: str
    place: str
    event: date
    entered: date
    named: date | None
    length: int = 10
    pauses: list[list[date | None]] = field(default_factory=list)
    state: str = "running"
    due: date = FIRST

    def count(self) -> None:
        """Day after day, leaving out days off and suspended days."""
        if self.named is not None:
            self.due = self.named
            return
        day, left = self.event, self.length
        while left:
            day += ONE
            left -= works(day) and not self._stands_still(day)
        self.due = day

    def _stands_still(self, day: date) -> bool:
        return any(first <= day < until for first, until in self.pauses if first and until)

    def words(self, today: date) -> str:
        if today == self.due:
            return "Hôm nay là ngày cuối"
        late = today > self.due
        days = [min(today, self.due) + ONE * n for n in range(1, abs((today - self.due).days) + 1)]
        working = sum(map(works, days)) if self.named is None else 0
        length = f"{working} ngày làm việc" if working else f"{len(days)} ngày"
        return f"Quá hạn {length}" if late else f"Còn {length}"


class Model:
    """Everything that was done and told so far."""

    def __init__(self) -> None:
        self.clocks: dict[str, Clock] = {}
        self.waiting: set[Owed] = set()
        self.done: set[Owed] = set()
        self.digests: set[tuple[str, date]] = set()
        self.told: set[Told] = set()

    def act(self, act: Act) -> None:
        if act.verb == "start":
            clock = Clock(act.clock, act.place, act.event or act.on, act.on, act.due)
            self.clocks[act.clock] = clock
        clock = self.clocks[act.clock]
        match act.verb:
            case "extend" if act.due is not None:
                clock.named = act.due
            case "extend":
                clock.length += 3
            case "suspend":
                clock.state = "suspended"
                clock.pauses.append([act.on, None])
            case "resume":
                clock.state, clock.pauses[-1][1] = "running", act.on
            case "stop":
                clock.state = "stopped"
        clock.count()

    def run(self, today: date) -> None:
        """A run of the reminders, and the digests of everybody who had none today."""
        for clock in self.clocks.values():
            if clock.state == "running":
                self._owe(clock, today)
        for person in sorted({owed[3] for owed in self.waiting}):
            if (person, today) not in self.digests:
                self._digest(person, today)

    def _owe(self, clock: Clock, today: date) -> None:
        for number, (offset, unit, audience) in enumerate(STEPS):
            day = _moved(clock.due, offset, unit)
            if day > today or (offset < 0 and day < clock.entered):
                continue
            owed = {(clock.name, number, clock.due, person) for person in _reached(clock.place, audience, today)}
            self.waiting |= owed - self.done

    def _digest(self, person: str, today: date) -> None:
        mine = {owed for owed in self.waiting if owed[3] == person}
        good = {owed for owed in mine if self._holds(owed)}
        self.waiting -= mine
        self.done |= good
        if good:
            self.digests.add((person, today))
        self.told |= {(person, today, name, self.clocks[name].words(today)) for name, _step, _due, _who in good}

    def _holds(self, owed: Owed) -> bool:
        clock = self.clocks[owed[0]]
        return clock.state == "running" and clock.due == owed[2]


def expected() -> set[Told]:
    """Half past seven, then what people do at ten, then the afternoon; on silent days only what people do."""
    model, todo = Model(), acts()
    for day in (FIRST + ONE * n for n in range(DAYS)):
        if day not in SILENT:
            model.run(day)
        for act in (act for act in todo if act.on == day):
            model.act(act)
        if day not in SILENT:
            model.run(day)
    return model.told


def _moved(due: date, offset: int, unit: str) -> date:
    day, left = due, abs(offset)
    while left:
        day += ONE if offset > 0 else -ONE
        left -= unit == "days" or works(day)
    return day


def _reached(place: str, audience: str, today: date) -> tuple[str, ...]:
    """Nobody there: the leader; no leader: those above."""
    here = PLACES[place]
    present = lambda people: tuple(who for who in people if who != NEWCOMER or today >= NEWCOMER_ON)  # noqa: E731
    holders, leaders, above = present(here.officials), here.leaders, here.above
    climbing = {"holder": (holders, leaders, above), "leader": (leaders, above), "above": (above,)}
    return next((people for people in climbing[audience] if people), ())
