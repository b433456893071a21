"""A ward committee with its clerk, leader and records clerk, and one review of nine months."""

from dataclasses import dataclass

import pytest

from accounts.models import User
from conferences.models import Conference
from organizations.enums import Role
from steering.enums import Position
from steering.models import Committee
from tests.factories.accounts import UserFactory
from tests.factories.conferences import ConferenceFactory, OpinionFactory
from tests.factories.steering import CommitteeFactory, CommitteeMemberFactory


@dataclass
class Desk:
    """Everything that a report of a committee needs."""

    committee: Committee
    conference: Conference
    clerk: User
    leader: User
    records: User


@pytest.fixture
def desk(db) -> Desk:
    committee = CommitteeFactory(commune__name="Cự Khối", commune__code="cu-khoi")
    CommitteeMemberFactory(committee=committee, position=Position.HEAD, full_name="Đỗ Thị Ngân")
    conference = ConferenceFactory(host=committee.body, completed=True)
    return Desk(
        committee=committee,
        conference=conference,
        clerk=UserFactory(member_of=committee.unit, role=Role.CLERK),
        leader=UserFactory(member_of=committee.unit, role=Role.LEADER),
        records=UserFactory(member_of=committee.unit, role=Role.RECORDS_CLERK),
    )


@pytest.fixture
def opinions(desk):
    """Opinions are written before a conference is completed, so this one is still open."""
    conference = ConferenceFactory(host=desk.committee.body)
    return [OpinionFactory(conference=conference) for _number in range(4)]
