"""The life of each made-up petition: how far it came, with which days, and what each table keeps of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from petitions.enums import Outcome, PetitionStatus

_S = PetitionStatus
_PATH = (_S.RECEIVED, _S.CONSOLIDATED, _S.TRANSFERRED, _S.ACCEPTED, _S.ANSWERED, _S.CLAIMED, _S.VERIFIED, _S.CLOSED)
_OUTCOMES = (Outcome.RESOLVED, *[Outcome.EXPLAINED] * 4, Outcome.NOT_RESOLVED, Outcome.NOT_COMPETENT)
LIMIT = 60  # days that the transferring document gives
# Of a hundred petitions of the last session, how many stand where; those of earlier sessions are closed but for a few.
_NEW = [_S.RECEIVED] * 5 + [_S.CONSOLIDATED] * 10 + [_S.TRANSFERRED] * 15 + [_S.ACCEPTED] * 25 + [_S.ANSWERED] * 10
_NEW += [_S.CLAIMED] * 5 + [_S.VERIFIED] * 5 + [_S.CLOSED] * 25
_OLD = [_S.CLOSED] * 97 + [_S.ACCEPTED] * 2 + [_S.VERIFIED]


@dataclass(frozen=True)
class State:
    """A row of the petition's history."""

    since: date
    status: PetitionStatus
    outcome: str
    is_held: bool


@dataclass(frozen=True)
class Life:
    """A petition of a session: the days of its steps, as far as it came."""

    number: int
    status: PetitionStatus
    outcome: str
    states: tuple[State, ...]
    received_on: date
    transferred_on: date | None
    answered_on: date | None
    claimed_on: date | None
    verified_on: date | None
    closed_on: date | None

    @property
    def limit_on(self) -> date | None:
        """The day until which the answer was asked for."""
        return self.transferred_on + timedelta(days=LIMIT) if self.transferred_on else None

    @property
    def is_live(self) -> bool:
        """Whether the answer's clock runs."""
        return self.transferred_on is not None and self.answered_on is None


def of(number: int, session_ended_on: date, *, is_last: bool) -> Life:
    """The life of the petition of a number; regular, so that every run makes the same."""
    standing = (_NEW if is_last else _OLD)[number * 37 % 100]
    outcome = _OUTCOMES[number // 13 % len(_OUTCOMES)]
    states = tuple(_states(standing, outcome, session_ended_on, late=number // 17 % 10 == 0))
    on = {state.status: state.since for state in states}
    return Life(
        number, standing, states[-1].outcome, states, states[0].since, on.get(_S.TRANSFERRED), on.get(_S.ANSWERED),
        on.get(_S.CLAIMED), on.get(_S.VERIFIED), on.get(_S.CLOSED),
    )  # fmt: skip


def _states(standing: PetitionStatus, outcome: str, session_ended_on: date, *, late: bool) -> Iterator[State]:
    """A week between steps; the answer comes within the limit, or three weeks after it."""
    day = session_ended_on - timedelta(days=20)
    for status in _PATH[: _PATH.index(standing) + 1]:
        claimed = outcome if status in (_S.CLAIMED, _S.VERIFIED, _S.CLOSED) else ""
        yield State(day, status, claimed, status not in (_S.RECEIVED, _S.CONSOLIDATED))
        day += timedelta(days=LIMIT + 21 if late and status == _S.ACCEPTED else 10)
