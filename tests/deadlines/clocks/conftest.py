"""Monday 12/10/2020; a clock of thirty days, and what the room of its record is told."""

import pytest

from deadlines import subjects
from deadlines.enums import LimitUnit
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import CalendarYearFactory, ClockFactory, RuleFactory


@pytest.fixture(autouse=True)
def _today(db, time_machine):
    time_machine.move_to("2020-10-12T09:00:00+07:00", tick=False)
    CalendarYearFactory(year=2020)


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def thirty(by):
    """Thirty calendar days from 23/09: until 23/10, a Friday."""
    return ClockFactory(rule=RuleFactory(amount=30, counted_in=LimitUnit.CALENDAR_DAY))


@pytest.fixture
def moved(monkeypatch):
    """What the record's room was told."""
    told = []
    known = subjects.get("deadlines.trackedlimit")
    kind = subjects.SubjectKind(known.kind, known.visible, known.may_change, told.extend, known.by_hand)
    monkeypatch.setitem(subjects._kinds, known.kind, kind)
    return told
