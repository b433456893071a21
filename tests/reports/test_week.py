"""The work of a unit in one week on one sheet."""

import io
from datetime import date, datetime, timedelta

import pdfplumber
import pytest
from django.urls import reverse

from common import clock
from common.clock import ZONE
from organizations.enums import Role
from reports import week
from reports.batch_files import pages_in
from tests.factories.accounts import UserFactory
from tests.factories.conferences import ConferenceFactory
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.reception import ReceptionDayFactory
from tests.factories.steering import TaskFactory

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "monday"),
    [
        ("2026-11-23", MONDAY), ("2026-11-29", MONDAY), ("2020-02-30", None), ("0001-01-01", None), ("\0", None),
        ("9999-12-31", None), ("", None), ("9" * 400, None),
    ],
)  # fmt: skip
def test_any_day_names_its_week_and_anything_else_this_one(typed, monday):
    today = clock.today()

    assert week.monday_of(typed) == (monday or today - timedelta(days=today.weekday()))


@pytest.fixture
def body(db):
    return BodyFactory()


@pytest.fixture
def clerk(body):
    return UserFactory(member_of=body.unit, role=Role.CLERK)


def full(body, tasks=1):
    """A conference, a reception and so many tasks in one week, and one conference of a place below."""
    ConferenceFactory(host=body, planned=True, starts_at=datetime(2026, 11, 24, 14, 0, tzinfo=ZONE), title="Họp quý")
    ReceptionDayFactory(body=body, on=date(2026, 11, 25))
    below = BodyFactory(unit=UnitFactory(parent=body.unit))
    ConferenceFactory(host=below, planned=True, starts_at=datetime(2026, 11, 24, 8, 0, tzinfo=ZONE), title="Nơi khác")
    for number in range(tasks):
        TaskFactory(assigned_by=body, lead=body, due_on=MONDAY + timedelta(days=number % 5), title=f"Việc số {number}")


def test_a_week_names_what_takes_place_and_what_is_due_at_the_units_own_bodies(body, clerk):
    full(body)

    shown = week.read(clerk, body.unit, MONDAY)

    said = [(day.on.day, event.at, event.text) for day in shown.days for event in day.events]
    assert said[0] == (24, "14:00", "Họp quý")
    assert [text for _day, _at, text in said] == ["Họp quý", "Tiếp công dân"]
    assert [clock.title for day in shown.days for clock in day.due] == ["Việc số 0"]


def test_the_sheet_is_one_page_however_much_there_is(body, clerk, client, monkeypatch):
    full(body, tasks=45)
    monkeypatch.setattr(week, "SIZES", (12, 8))
    client.force_login(clerk)

    page = client.get(reverse("reports:week"), {"tuan": "2026-11-26"})
    sent = client.get(reverse("reports:week"), {"tuan": "2026-11-26", "tep": "pdf"})

    assert "Họp quý" in page.text
    with pdfplumber.open(io.BytesIO(sent.content)) as file:
        assert len(file.pages) == 1
        words = file.pages[0].extract_text()
    assert "LỊCH CÔNG TÁC TUẦN" in words
    assert "Thứ Ba, 24/11" in words
    assert "việc khác trong tuần" in words or "Việc số 44" in words


@pytest.mark.django_db
def test_words_that_fill_more_than_a_sheet_in_the_smallest_letters_end_on_a_second_one():
    """As long as titles and places may be, on each of the seven days."""
    first = date(2026, 11, 23)
    event = week.Event("07:30", "Giám sát: " + "việc này " * 55, "Ban Thanh tra nhân dân", "tổ dân phố " * 27, "/")
    days = tuple(week.Day(first + timedelta(days=number), (event,), ()) for number in range(7))

    content = week.sheet(week.Week(UnitFactory(), first, days))

    assert pages_in(content) == 2
