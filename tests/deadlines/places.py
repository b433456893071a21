"""A commune with its committee, whose people are reminded, and the district above it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import time_machine
from django.db import transaction

from accounts.models import User
from common.clock import ZONE
from deadlines import duties
from deadlines.models import Clock, ReminderStep, Rule, TrackedLimit
from organizations.enums import Role
from organizations.models import Body
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import ClockFactory, ClockKindFactory, TrackedLimitFactory
from tests.factories.organizations import BodyFactory, UnitFactory

DUTY, KIND = "tests.act", "tests.clock"


@contextmanager
def on(year: int, month: int, day: int, hour: int = 8, minute: int = 0) -> Iterator[None]:
    """A moment in Viet Nam that does not pass."""
    with time_machine.travel(datetime(year, month, day, hour, minute, tzinfo=ZONE), tick=False):
        yield


@dataclass
class Commune:
    """Who is reminded of what."""

    body: Body
    holder: User
    leader: User
    above: User

    def clock(self, due_on: date, **fields: Any) -> Clock:
        """A clock to a named day, entered now."""
        fields.setdefault("subject", self._subject())
        fields.setdefault("on", min(date(2020, 9, 1), due_on))
        return ClockFactory(fixed_on=due_on, kind=KIND, body=self.body, duty=DUTY, **fields)

    def clock_by(self, rule: Rule, on: date) -> Clock:
        """A clock by a rule, from the day of its event."""
        return ClockFactory(subject=self._subject(), rule=rule, kind=KIND, body=self.body, duty=DUTY, on=on)

    def _subject(self) -> TrackedLimit:
        return TrackedLimitFactory(body=self.body, created_by=self.leader)


@transaction.atomic
def commune() -> Commune:
    """One person of each sort, in a kind of clock without steps."""
    duties.register(DUTY, "Làm", roles=[Role.OFFICIAL])
    district = UnitFactory(kind__code="huyen", name="Đầm Hà")
    body = BodyFactory(unit=UnitFactory(parent=district))
    above = BodyFactory(unit=district)
    return Commune(
        body,
        holder=UserFactory(member_of=body, role=Role.OFFICIAL, email="thuc-hien@example.invalid"),
        leader=UserFactory(member_of=body, role=Role.LEADER, email="lanh-dao@example.invalid"),
        above=UserFactory(member_of=above, role=Role.LEADER, email="cap-tren@example.invalid"),
    )


def step(offset: int, audience: str = "holder", **fields: Any) -> ReminderStep:
    """A step of the kind that the clocks of these tests have."""
    fields.setdefault("code", f"{audience}{offset}")
    return ReminderStep.objects.create(kind=ClockKindFactory(code=KIND), offset=offset, audience=audience, **fields)
