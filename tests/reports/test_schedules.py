"""Reports that the portal begins by itself: once per period, to the chosen roles."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from common import clock
from common.clock import ZONE
from common.errors import Refused
from notices.models import Notice
from organizations.enums import Role
from reports.models import Report, ReportKind, Schedule, ScheduledRun
from reports.services import schedules
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind():
    return ReportKind.objects.get(code="committee")


def made(desk, kind, **changes):
    given = {"kind": kind, "body": desk.committee.body, "span": "quarter", "days_after": 2, "to": [Role.LEADER]}
    return schedules.add(**given | {"by": desk.clerk} | changes)


@pytest.mark.parametrize(
    ("span", "days_after", "made_on", "today", "period"),
    [
        ("quarter", 2, date(2026, 9, 1), date(2026, 10, 1), None),
        ("quarter", 2, date(2026, 9, 1), date(2026, 10, 2), "2026-Q3"),
        ("quarter", 0, date(2026, 9, 1), date(2026, 9, 30), "2026-Q3"),
        ("quarter", 2, date(2026, 10, 3), date(2026, 12, 1), None),
        ("nine_months", 5, date(2026, 1, 1), date(2026, 11, 1), "2026-9M"),
        ("nine_months", 5, date(2025, 1, 1), date(2026, 3, 1), "2025-9M"),
        ("half", 1, date(2026, 1, 1), date(2026, 7, 1), "2026-H1"),
        ("year", 60, date(2026, 1, 1), date(2027, 2, 28), "2025-Y"),
        ("year", 60, date(2026, 3, 2), date(2027, 3, 1), "2026-Y"),
    ],
)
def test_a_period_is_due_so_many_days_after_its_end_and_never_before_the_schedule(
    span, days_after, made_on, today, period
):
    at = datetime(made_on.year, made_on.month, made_on.day, 8, tzinfo=ZONE)
    schedule = Schedule(span=span, days_after=days_after, made_at=at)

    found = schedules.due_period(schedule, today)

    assert (found.code if found else None) == period


def test_a_report_is_begun_once_and_the_chosen_roles_are_told(desk, kind):
    schedule = made(desk, kind, days_after=1)
    assert schedules.run_due() == 0
    Schedule.objects.update(made_at=clock.now() - timedelta(days=200))

    ran = [schedules.run_due() for _strike in range(3)]

    assert ran == [1, 0, 0]
    report = Report.objects.get()
    assert ScheduledRun.objects.get(schedule=schedule).report == report
    assert [notice.recipient for notice in Notice.objects.filter(kind="reports.scheduled")] == [desk.leader]


def test_whoever_left_leaves_no_report_but_people_are_told(desk, kind):
    made(desk, kind, to=[Role.LEADER, Role.RECORDS_CLERK])
    Schedule.objects.update(made_at=clock.now() - timedelta(days=200), made_by=UserFactory())

    assert schedules.run_due() == 1
    assert not Report.objects.exists()
    assert {notice.recipient for notice in Notice.objects.all()} == {desk.leader, desk.records}


def test_a_schedule_that_makes_no_sense_is_refused_beside_its_field(desk, kind):
    made(desk, kind)
    other = ReportKind.objects.get(code="committee")
    other.issuer = "front"
    for changes, field in (({"span": "month"}, "span"), ({"kind": other}, "body"), ({"to": []}, "roles"), ({}, "kind")):
        with pytest.raises(Refused) as refused:
            made(desk, **{"kind": kind} | changes)
        assert refused.value.field == field
    with pytest.raises(PermissionDenied):
        made(desk, kind, span="year", by=desk.leader)


def test_clerks_set_and_stop_schedules_on_the_page(client, desk, kind):
    client.force_login(desk.clerk)
    address = reverse("reports:schedules")
    form = {"kind": kind.pk, "body": desk.committee.body.pk, "span": "year", "days_after": "5", "roles": ["leader"]}
    for wrong in (
        {"days_after": "9" * 30},
        {"days_after": "61"},
        {"body": "\0"},
        {"roles": []},
        {"roles": ["sysadmin"]},
    ):
        assert client.post(address, form | wrong).status_code == 200
    assert not Schedule.objects.exists()
    assert client.post(address, form).status_code == 302
    schedule = Schedule.objects.get()

    assert "chưa lập" in client.get(address).text
    client.post(address, {"lich": schedule.pk, "dung": "0"})
    schedule.refresh_from_db()
    assert not schedule.is_active
    assert "đã ngừng" in client.get(address).text
    assert client.post(address, {"lich": "9" * 30}).status_code == 404
    client.force_login(desk.leader)
    assert client.post(address, {"lich": schedule.pk, "dung": "1"}).status_code == 403
