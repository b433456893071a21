"""The page of a clock and the fragment on its record's page."""

from datetime import date

import pytest

from deadlines.models import Clock, ClockKind
from deadlines.panels import panel_of
from deadlines.services import clocks
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import CalendarYearFactory, ClockFactory, RuleFactory, TrackedLimitFactory
from tests.factories.organizations import UnitFactory

pytestmark = pytest.mark.django_db
KIND = "deadlines.tracked"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2020-09-24T09:00:00+07:00", tick=False)


@pytest.fixture
def clock():
    """Five working days from Wednesday 23/09/2020: until Wednesday 30/09."""
    CalendarYearFactory(year=2020)
    return ClockFactory(rule=RuleFactory())


@pytest.fixture
def reader(client, clock):
    user = UserFactory(member_of=clock.unit, role=Role.MEMBER)
    client.force_login(user)
    return user


def test_page_says_what_for_until_when_and_by_which_rule(client, clock, reader):
    html = client.get(clock.get_absolute_url()).text

    for words in (clock.title, clock.body.name, "30/09/2020", "còn 4 ngày làm việc", clock.rule.citation, "đang chạy"):
        assert words in html


def test_who_does_not_see_the_record_sees_no_clock(client, clock):
    client.force_login(UserFactory(member_of=UnitFactory()))

    assert client.get(clock.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("pk", [0, 999_999, 10**30])
def test_clock_that_is_not_there(client, reader, pk):
    assert client.get(f"/thoi-han/{pk}/").status_code == 404


def test_panel_costs_three_queries(clock, django_assert_max_num_queries):
    record = TrackedLimitFactory._meta.model.objects.get(pk=clock.subject_id)

    with django_assert_max_num_queries(3):
        panel = panel_of(record, KIND)

    assert (panel.due_on, panel.left.words) == (date(2020, 9, 30), "còn 4 ngày làm việc")
    assert panel.url == clock.get_absolute_url()


def test_record_without_a_clock_has_no_panel(db):
    assert panel_of(TrackedLimitFactory(), KIND) is None


def test_text_for_chat_groups_is_short_and_leads_to_the_record(clock, settings):
    settings.QCDC_BASE_URL = "https://qcdc.example"
    record = TrackedLimitFactory._meta.model.objects.get(pk=clock.subject_id)

    share = panel_of(record, KIND).share

    assert share.splitlines() == [
        clock.title,
        f"Thực hiện: {clock.body.name}",
        "Hạn: 30/09/2020",
        f"https://qcdc.example{clock.url}",
    ]


def test_nothing_of_a_private_kind_leaves_the_portal(client, clock, reader):
    ClockKind.objects.filter(code=KIND).update(private=True)
    record = TrackedLimitFactory._meta.model.objects.get(pk=clock.subject_id)

    assert panel_of(record, KIND).share == ""
    assert "Zalo" not in client.get(clock.get_absolute_url()).text


def test_ended_clock_says_whether_it_was_in_time(client, clock, reader):
    clocks.stop(Clock.objects.get(pk=clock.pk), on=date(2020, 9, 24), by=reader)

    html = client.get(clock.get_absolute_url()).text

    assert "đúng hạn" in html
    assert "Bước tiếp theo" not in html
