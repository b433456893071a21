"""The calendar that a calendar program reads: whose it is, what it shows, and how dates move in it."""

from __future__ import annotations

from datetime import date

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from deadlines.models import Clock, ClockKind
from deadlines.services import clocks
from notices import choosing, feed
from notices.models import CalendarFeed
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import RuleFactory

from .places import KIND, Commune, commune, on

pytestmark = pytest.mark.django_db
DUE = date(2020, 9, 30)


@pytest.fixture
def here() -> Commune:
    return commune()


def read(token: str) -> list[icalendar.Event]:
    response = Client().get(reverse("calendar_feed", args=[token]))
    assert response.status_code == 200
    return list(icalendar.Calendar.from_ical(response.content).walk("VEVENT"))


def entered(here: Commune, due_on: date = DUE, **fields) -> Clock:
    with on(2020, 9, 1):
        return here.clock(due_on, **fields)


def test_it_shows_what_waits_for_the_person_as_whole_days(here, settings):
    settings.QCDC_BASE_URL = "https://qcdc.example.vn"
    clock = entered(here, title="Sửa đường; cầu, cống")
    clocks.stop(entered(here, title="Đã xong"), on=date(2020, 9, 2), by=here.holder)

    (event,) = read(choosing.open_feed(by=here.holder))

    assert event["summary"] == "Hạn: Sửa đường; cầu, cống"
    assert event.decoded("dtstart") == DUE
    assert event["uid"] == f"clock-{clock.pk}@qcdc.example.vn"
    assert event["url"] == f"https://qcdc.example.vn{clock.url}"
    assert (event["class"], event["transp"], event["status"]) == ("PRIVATE", "TRANSPARENT", "CONFIRMED")
    assert not event.walk("VALARM")


def test_another_person_s_work_is_not_in_it(here):
    entered(here)

    assert read(choosing.open_feed(by=UserFactory(member_of=here.above.memberships.get().body))) == []


def test_a_date_that_moved_moves_in_calendar_programs(here):
    clock = entered(here)
    token = choosing.open_feed(by=here.holder)
    (before,) = read(token)

    with on(2020, 9, 10):
        clocks.extend(clock, on=date(2020, 9, 10), reason="Mưa lũ", by=here.leader, to=date(2020, 10, 12))

    (after,) = read(token)
    assert after["uid"] == before["uid"]
    assert after.decoded("dtstart") == date(2020, 10, 12)
    assert after["sequence"] > before["sequence"]
    assert after.decoded("last-modified") > before.decoded("last-modified")


def test_a_private_kind_says_only_that_something_is_due_and_leads_to_the_list(here, settings):
    entered(here, title="Đơn của bà Lò Thị Mẩy")
    ClockKind.objects.filter(code=KIND).update(private=True)

    (event,) = read(choosing.open_feed(by=here.holder))

    assert event["summary"] == "Hạn: Việc có hạn (mở cổng để xem)"
    assert event["url"] == settings.QCDC_BASE_URL + reverse("home")


def test_suspended_clocks_and_minimums_say_so(here):
    minimum = RuleFactory(amount=10, counted_in="calendar_days", bound="minimum", rolls=False)
    with on(2020, 9, 1):
        here.clock_by(minimum, date(2020, 9, 1))
    with on(2020, 9, 2):
        paused = here.clock_by(RuleFactory(amount=30), date(2020, 9, 1))
        clocks.suspend(paused, on=date(2020, 9, 2), reason="Chờ", by=here.leader)

    events = read(choosing.open_feed(by=here.holder))

    assert [event["summary"].partition(":")[0] for event in events] == ["Được kết thúc từ hôm nay", "Tạm dừng"]
    assert [event["status"] for event in events] == ["CONFIRMED", "TENTATIVE"]


def test_the_last_day_of_all_calendars_can_be_read(here):
    entered(here, date.max)

    assert read(choosing.open_feed(by=here.holder))[0].decoded("dtstart") == date.max


def test_it_has_a_most_and_keeps_the_soonest(here, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(feed, "MOST", 3)
    for day in (9, 3, 7, 5, 1):
        entered(here, date(2020, 10, day))
    token = choosing.open_feed(by=here.holder)

    with django_assert_max_num_queries(5):
        events = read(token)

    assert [event.decoded("dtstart").day for event in events] == [1, 3, 5]


@pytest.mark.parametrize("how", ["unknown", "closed", "renewed", "closed account"])
def test_an_address_that_is_no_more_leads_nowhere(here, how):
    token = choosing.open_feed(by=here.holder)
    match how:
        case "unknown":
            token = token[:-1] + ("A" if token[-1] != "A" else "B")
        case "closed":
            choosing.close_feed(by=here.holder)
        case "renewed":
            choosing.open_feed(by=here.holder)
        case _:
            here.holder.is_active = False
            here.holder.save()

    assert Client().get(reverse("calendar_feed", args=[token])).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 3000, "-_-"])
def test_any_address_is_answered(token):
    assert Client().get(f"/lich/{token}.ics").status_code == 404


def test_no_cache_keeps_it_and_no_cookie_changes_it(here):
    entered(here)
    token = choosing.open_feed(by=here.holder)

    response = Client().get(reverse("calendar_feed", args=[token]), HTTP_COOKIE="qcdc=x; language=en")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert {"private", "no-store"} <= set(response["Cache-Control"].replace(" ", "").split(","))
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
    assert response["X-Robots-Tag"] == "noindex"
    assert Client().post(reverse("calendar_feed", args=[token])).status_code == 405


def test_only_a_digest_of_the_address_is_kept_and_readings_are_noted(here):
    token = choosing.open_feed(by=here.holder)
    row = CalendarFeed.objects.get()
    assert token not in str(vars(row))
    assert row.last_read_at is None

    with on(2020, 9, 2, 9):
        read(token)
    first = CalendarFeed.objects.get().last_read_at
    with on(2020, 9, 2, 9, 30):
        read(token)
    assert CalendarFeed.objects.get().last_read_at == first
    with on(2020, 9, 2, 11):
        read(token)
    assert CalendarFeed.objects.get().last_read_at > first
