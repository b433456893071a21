"""A ward committee with its clerk, leader and records clerk, and one review of nine months."""

from dataclasses import dataclass
from datetime import date

import pytest

from accounts.models import User
from common.periods import Period
from conferences.models import Conference
from documents import services as documents
from organizations.enums import Role
from reports import services
from reports.models import Report
from steering.enums import Position
from steering.models import Committee
from tests.factories.accounts import UserFactory
from tests.factories.conferences import ConferenceFactory, OpinionFactory
from tests.factories.reports import ReportNumberingFactory
from tests.factories.steering import CommitteeFactory, CommitteeMemberFactory


@dataclass
class Desk:
    """Everything that a report of a committee needs."""

    committee: Committee
    conference: Conference
    clerk: User
    leader: User
    records: User

    def write(self, period: str = "2020-9M") -> Report:
        """A draft of the period."""
        return services.start(body=self.committee.body, kind="committee", period=Period.parse(period), by=self.clerk)

    def approve(self, report: Report) -> Report:
        """The draft is handed in and the leader says yes."""
        services.submit(report=report, by=self.clerk)
        return services.approve(report=report, by=self.leader)

    def number(self, first: int = 3, on: date = date(2020, 9, 30)) -> None:
        """The portal numbers the committee's reports from now on."""
        body = self.committee.body
        ReportNumberingFactory(body=body)
        documents.open_series(body=body, type=None, on=on, by=self.records, first=first)

    def issue(self, report: Report, on: date = date(2020, 9, 30)) -> Report:
        """The approved report gets its number from the portal."""
        return services.issue(report=report, issued_on=on, by=self.records)


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
