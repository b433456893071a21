"""The first page: whose next step a report is, and where readers arrive."""

import pytest
from django.urls import reverse

from common.periods import Period
from organizations.enums import Role
from reports import services
from tests.factories.accounts import UserFactory


@pytest.fixture
def report(desk):
    return services.start(body=desk.committee.body, kind="committee", period=Period.parse("2020-9M"), by=desk.clerk)


def shows(client, user, report) -> bool:
    client.force_login(user)
    return report.get_absolute_url() in client.get(reverse("home")).content.decode()


def test_a_draft_waits_for_its_writer_and_a_submitted_report_for_the_leader(client, desk, report):
    assert shows(client, desk.clerk, report)
    assert not shows(client, desk.leader, report)

    services.submit(report=report, by=desk.clerk)

    assert not shows(client, desk.clerk, report)
    assert shows(client, desk.leader, report)


def test_an_approved_report_waits_for_the_records_clerk(client, desk, report):
    services.submit(report=report, by=desk.clerk)
    services.approve(report=report, by=desk.leader)

    assert shows(client, desk.records, report)
    services.hand_over(report=report, by=desk.records)
    assert shows(client, desk.records, report)


@pytest.mark.parametrize(("role", "page"), [(Role.MEMBER, "reports:dashboard"), (Role.OFFICIAL, "home")])
def test_people_who_come_to_read_arrive_at_the_dashboard(client, desk, role, page):
    UserFactory(username="toi", password="dan-chu-2026", member_of=desk.committee.unit, role=role)

    response = client.post(reverse("account_login"), {"login": "toi", "password": "dan-chu-2026"})

    assert response.url == reverse(page)
