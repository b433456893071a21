"""Pages of the working calendar: a year for everybody, the proposals, the days and the changes for administrators."""

import re
from datetime import date

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from deadlines import applying
from deadlines.enums import ChangeState, DayKind
from deadlines.models import CalendarChange, CalendarDay, CalendarYear
from jobs.models import Job
from jobs.runner import run_here
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import (
    CalendarChangeFactory,
    CalendarDayFactory,
    CalendarYearFactory,
    ClockFactory,
    RuleFactory,
    TrackedLimitFactory,
    accepted_calendar,
)
from tests.factories.organizations import BodyFactory, MembershipFactory, UnitFactory

BASIS = "Thông báo số 6150/TB-BLĐTBXH"
YEAR = "/quan-tri/lich/2026/"


@pytest.fixture
def commune(db):
    return UnitFactory(name="Quảng Tân")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def system(commune):
    return signed_in(UserFactory(username="hethong", member_of=commune, role=Role.SYSTEM_ADMIN))


@pytest.fixture
def local(commune):
    return signed_in(UserFactory(username="quantri", member_of=commune, role=Role.UNIT_ADMIN))


@pytest.fixture
def clerk(commune):
    return signed_in(UserFactory(username="canbo", member_of=commune, role=Role.CLERK))


def html(response):
    assert response.status_code == 200, response
    return re.sub(r"\s+", " ", response.content.decode())


def do_jobs():
    for job in Job.objects.unfinished().order_by("pk"):
        run_here(job)


def ticked(page):
    return re.findall(r'value="(2026-[\d-]+)" checked', page)


# -- the year for everybody


def test_everybody_reads_the_days_of_a_year_with_their_basis(clerk):
    accepted_calendar()
    page = html(clerk.get("/thoi-han/lich/2026/"))

    assert "Tháng 12" in page
    assert "Quốc khánh" in page
    assert "Bộ luật Lao động 45/2019/QH14 Điều 112" in page
    assert "Thông báo hoán đổi ngày làm việc" in page
    assert "tạm tính" not in page
    assert 'title="Quốc khánh">2<span aria-hidden="true"> ●</span>' in page, "not by colour alone"
    assert "/thoi-han/lich/2025/" in page
    assert "/thoi-han/lich/2027/" in page


def test_the_year_is_read_in_english_and_a_day_without_an_english_name_in_vietnamese(commune, clerk):
    accepted_calendar(2026, 2026)
    CalendarDayFactory(unit=commune, day=date(2026, 3, 24), name="Ngày hội của xã")
    clerk.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with translation.override("en"):  # a request switches the language of its thread
        page = html(clerk.get("/thoi-han/lich/2026/"))

    assert 'title="National Day">2<span aria-hidden="true"> ●</span>' in page
    assert "Working day (in place of 31/08/2026)" in page
    assert "Hung Kings&#x27; Commemoration Day (compensatory day off)" in page
    assert "Quốc khánh" not in page
    assert "thay cho ngày" not in page
    assert "Ngày hội của xã" in page


def test_a_year_that_nobody_accepted_is_marked_provisional(clerk):
    assert "mọi hạn tính qua năm này là tạm tính" in html(clerk.get("/thoi-han/lich/2028/"))


@time_machine.travel("2026-11-23 03:00:00+00:00")
def test_the_next_two_years_wait_to_be_accepted(system, local, clerk):
    accepted_calendar(2024, 2026)
    overview = html(system.get("/quan-tri/lich/"))

    assert overview.count("chưa chấp nhận") == 2
    for year in (2027, 2028):
        link = f'<a href="/quan-tri/lich/{year}/">So với đề xuất</a>'
        assert link in overview
        assert link in html(system.get(f"/thoi-han/lich/{year}/"))
        assert link not in html(local.get(f"/thoi-han/lich/{year}/"))
        assert link not in html(clerk.get(f"/thoi-han/lich/{year}/"))
    assert "/quan-tri/lich/2029/" not in overview
    assert "So với đề xuất" not in html(system.get("/thoi-han/lich/2026/"))


def test_own_days_of_a_unit_are_seen_there_and_below_only(commune, clerk):
    CalendarDayFactory(unit=commune, day=date(2026, 3, 24), name="Ngày hội của xã")
    stranger = signed_in(UserFactory(member_of=UnitFactory(), role=Role.CLERK))

    assert "Ngày hội của xã" in html(clerk.get("/thoi-han/lich/2026/"))
    assert "Ngày hội của xã" not in html(stranger.get("/thoi-han/lich/2026/"))


@pytest.mark.parametrize("year", ["0", "1999", "2100", "9999", "99999999999999999999"])
def test_a_year_beyond_the_calendar_is_not_there(clerk, system, year):
    assert clerk.get(f"/thoi-han/lich/{year}/").status_code == 404
    assert system.get(f"/quan-tri/lich/{year}/").status_code == 404


# -- a year is accepted


def test_a_proposal_is_accepted_without_what_no_law_carries(system):
    page = html(system.get(YEAR))
    days = ticked(page)
    assert "chưa có căn cứ luật" in page
    assert "2026-11-24" not in days
    assert len(days) == 14

    response = system.post(YEAR, {"days": days, "basis": BASIS, "swap_basis": "Công văn 1/VPCP"}, follow=True)
    change = CalendarChange.objects.get()
    assert response.redirect_chain[-1][0] == change.get_absolute_url()
    assert "Cổng đang tính" in html(response)
    assert not CalendarDay.objects.exists(), "nothing is done before it was shown"

    do_jobs()
    assert "Áp dụng" in html(system.get(change.get_absolute_url()))
    system.post(reverse("administration:calendar_apply", args=[change.pk]))
    do_jobs()

    assert CalendarYear.objects.get().basis == BASIS
    assert CalendarDay.objects.count() == 14
    assert set(CalendarDay.objects.filter(kind__startswith="swap").values_list("basis", flat=True)) == {
        "Công văn 1/VPCP"
    }
    assert "đã áp dụng" in html(system.get(change.get_absolute_url()))
    assert ticked(html(system.get(YEAR))) == []


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"days": ["2026-01-01"], "basis": ""}, "Chưa nhập ô này"),
        ({"days": ["2026-01-01"], "basis": "x\x00"}, "không đọc được"),
        ({"days": ["2026-08-31"], "basis": BASIS}, "Cần ghi căn cứ của ngày hoán đổi"),
        ({"days": ["2026-01-05"], "basis": BASIS}, "không nằm trong đề xuất"),
        ({"days": ["31/02/2026", "\x00"], "basis": BASIS}, "không nằm trong đề xuất"),
        ({"days": [], "basis": BASIS}, "chưa có ngày nghỉ nào"),
    ],
)
def test_a_bad_proposal_is_shown_again_with_the_reason_and_the_ticks(system, sent, words):
    page = html(system.post(YEAR, sent))

    assert words in page
    assert ticked(page) == [day for day in sent["days"] if day in ("2026-01-01", "2026-08-31")]
    assert not CalendarChange.objects.exists()


def test_more_days_can_join_an_accepted_year(system):
    CalendarYearFactory(year=2026)
    system.post(YEAR, {"days": ["2026-11-24"], "basis": "Luật sửa đổi"})

    change = CalendarChange.objects.get()
    assert (change.accepts_year, change.edits.get().day) == (None, date(2026, 11, 24))


def test_only_the_system_administrator_accepts_a_year(local, clerk):
    assert local.get(YEAR).status_code == 403
    assert clerk.post(YEAR, {"days": ["2026-01-01"], "basis": BASIS}).status_code == 403


# -- single days


def a_day(**changes):
    sent = {"unit": "", "day": "24/03/2026", "kind": "holiday", "name": "Ngày hội", "basis": BASIS, "source": ""}
    sent["name_en"] = "Festival"
    return sent | {"reason": "Theo quyết định"} | changes


def test_an_administrator_of_a_unit_adds_a_day_of_its_own(local, commune):
    response = local.post("/quan-tri/lich/ngay/them/", a_day(unit=commune.code), follow=True)
    change = CalendarChange.objects.get()
    do_jobs()
    local.post(reverse("administration:calendar_apply", args=[change.pk]))
    do_jobs()

    assert "Ngày hội" in html(response)
    assert CalendarDay.objects.get().unit == commune
    assert "Ngày hội" in html(local.get("/quan-tri/lich/"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"unit": ""}, "Chưa nhập ô này"),
        ({"unit": "khong-co"}, "Không có đơn vị"),
        ({"day": "31/02/2026"}, "Lịch không có ngày này"),
        ({"day": "01/01/9999"}, "Năm phải từ"),
        ({"day": "28/03/2026", "kind": "swapoff"}, "ngày trong tuần"),
        ({"kind": "swapon"}, "thứ bảy hoặc chủ nhật"),
        ({"kind": "x"}, "Hãy chọn"),
        ({"basis": "  "}, "Chưa nhập ô này"),
        ({"name": "\x00"}, "không đọc được"),
        ({"reason": ""}, "Chưa nhập ô này"),
        ({"name": "x" * 200}, "Tối đa 120 ký tự"),
        ({"name_en": "x" * 200}, "Tối đa 120 ký tự"),
        ({"name_en": "\x00"}, "không đọc được"),
    ],
)
def test_a_bad_day_is_refused_beside_its_field_and_typed_text_stays(local, commune, changes, words):
    response = local.post("/quan-tri/lich/ngay/them/", a_day(unit=commune.code, **{"source": "báo"}) | changes)
    page = html(response)

    assert words in page or "hợp lệ" in page
    assert response.context["form"].errors.keys() <= {*changes, "day"}
    assert 'value="báo"' in page
    assert not CalendarChange.objects.exists()


def test_a_day_that_is_there_already_is_refused_with_the_reason(system):
    CalendarDayFactory(day=date(2026, 3, 24))
    response = system.post("/quan-tri/lich/ngay/them/", a_day(kind="swapoff"))

    assert "một ngày không thể vừa nghỉ vừa hoán đổi" in response.context["form"].errors["day"][0]


def test_a_day_is_altered_and_taken_away(system):
    row = CalendarDayFactory(day=date(2026, 3, 24))
    assert 'value="Quốc khánh"' in html(system.get(f"/quan-tri/lich/ngay/{row.pk}/sua/"))
    system.post(f"/quan-tri/lich/ngay/{row.pk}/sua/", a_day(name="Tên khác"))
    altered = CalendarChange.objects.get()
    applying.carry_out(altered.pk, altered.created_by)
    row.refresh_from_db()
    assert (row.name, row.name_en) == ("Tên khác", "Festival")
    assert 'value="Festival"' in html(system.get(f"/quan-tri/lich/ngay/{row.pk}/sua/"))

    system.post(f"/quan-tri/lich/ngay/{row.pk}/bo/", {"reason": "Ghi nhầm"})
    removed = CalendarChange.objects.exclude(pk=altered.pk).get()
    assert "ngày thường" in html(system.get(removed.get_absolute_url()))
    applying.carry_out(removed.pk, removed.created_by)
    assert not CalendarDay.objects.exists()
    assert system.get(f"/quan-tri/lich/ngay/{row.pk}/sua/").status_code == 404


def test_the_english_name_may_be_left_out_and_its_change_is_shown(system):
    row = CalendarDayFactory(day=date(2026, 3, 24), name_en="National Day")
    same = {"name": row.name, "basis": row.basis}
    named = system.post(f"/quan-tri/lich/ngay/{row.pk}/sua/", a_day(**same), follow=True)
    assert '<span class="hint">National Day</span>' in html(named)
    assert '<span class="hint">Festival</span>' in html(named)

    system.post(f"/quan-tri/lich/ngay/{row.pk}/sua/", a_day(**same, name_en=""))
    change = CalendarChange.objects.latest("pk")
    applying.carry_out(change.pk, change.created_by)
    row.refresh_from_db()
    assert row.name_en == ""


def test_an_administrator_of_a_unit_does_not_find_the_countrys_days(local):
    row = CalendarDayFactory(day=date(2026, 3, 24))

    assert local.get(f"/quan-tri/lich/ngay/{row.pk}/sua/").status_code == 404


# -- the page of a change


@pytest.fixture
def moved(commune):
    """A draft that moves one clock, foreseen."""
    accepted_calendar()
    limit = TrackedLimitFactory(body=BodyFactory(unit=commune), title="Đơn số 5")
    clock = ClockFactory(subject=limit, rule=RuleFactory(), on=date(2026, 3, 16))
    change = CalendarChangeFactory()
    change.edits.update(day=date(2026, 3, 20))
    applying.forecast(change.pk)
    return change, clock


def test_the_forecast_tells_from_when_to_when(system, moved):
    change, _clock = moved
    page = html(system.get(change.get_absolute_url()))

    assert "1 thời hạn" in page
    assert "23/03/2026" in page
    assert "24/03/2026" in page


def test_running_the_system_shows_no_title_of_a_record(system, commune, moved):
    change, clock = moved
    both = UserFactory(member_of=commune, role=Role.SYSTEM_ADMIN)
    MembershipFactory(user=both, unit=clock.unit, role=Role.CLERK)
    closed, opened = html(system.get(change.get_absolute_url())), html(signed_in(both).get(change.get_absolute_url()))

    assert "Đơn số 5" not in closed
    assert "hồ sơ ngoài quyền xem" in closed
    assert f'<a href="{clock.get_absolute_url()}">Đơn số 5</a>' in opened


def test_a_change_is_undone_by_another_that_is_shown_first(system, moved):
    change, clock = moved
    applying.carry_out(change.pk, UserFactory(member_of=clock.unit, role=Role.SYSTEM_ADMIN))
    response = system.post(reverse("administration:calendar_undo", args=[change.pk]))
    back = CalendarChange.objects.get(undoes=change)
    assert response.url == back.get_absolute_url()
    assert "Đã soạn việc hoàn tác. Xem những thời hạn sẽ trở lại, rồi bấm Áp dụng." in html(system.get(response.url))
    original = html(system.get(change.get_absolute_url()))
    assert "Xem việc hoàn tác đang soạn" in original
    assert "Hoàn tác</button>" not in original

    do_jobs()
    assert "1 thời hạn" in html(system.get(back.get_absolute_url()))
    system.post(reverse("administration:calendar_apply", args=[back.pk]))
    do_jobs()

    change.refresh_from_db()
    clock.refresh_from_db()
    assert (change.state, clock.due_on) == (ChangeState.UNDONE, date(2026, 3, 23))
    original = html(system.get(change.get_absolute_url()))
    assert "đã hoàn tác" in original
    assert "Xem việc hoàn tác đang soạn" not in original


def test_an_undoing_that_was_thrown_away_can_be_drafted_again(system, moved):
    change, clock = moved
    applying.carry_out(change.pk, UserFactory(member_of=clock.unit, role=Role.SYSTEM_ADMIN))
    system.post(reverse("administration:calendar_undo", args=[change.pk]))
    do_jobs()
    back = CalendarChange.objects.get(undoes=change)
    system.post(reverse("administration:calendar_discard", args=[back.pk]))

    assert "Hoàn tác</button>" in html(system.get(change.get_absolute_url()))


def test_a_page_that_waits_asks_again_and_a_failed_job_says_why(system, moved):
    change, _clock = moved
    system.post(reverse("administration:calendar_foresee", args=[change.pk]))
    waiting = html(system.get(change.get_absolute_url()))
    assert 'http-equiv="refresh"' in waiting
    assert 'hx-trigger="every 2s"' in waiting
    assert "Áp dụng</button>" not in waiting

    CalendarDayFactory(day=date(2026, 3, 20), kind=DayKind.SWAPPED_OFF)
    do_jobs()
    assert "đã được người khác sửa" in html(system.get(change.get_absolute_url()))


def test_steps_that_are_not_possible_say_why(system, moved):
    change, _clock = moved
    undo = system.post(reverse("administration:calendar_undo", args=[change.pk]), follow=True)
    assert "Chỉ hoàn tác được thay đổi đã áp dụng" in html(undo)

    thrown = system.post(reverse("administration:calendar_discard", args=[change.pk]), follow=True)
    assert "Đã bỏ bản soạn" in html(thrown)
    assert system.get(change.get_absolute_url()).status_code == 404


def test_an_administrator_of_another_unit_finds_no_change(local):
    assert local.get(CalendarChangeFactory().get_absolute_url()).status_code == 404
    assert local.get(CalendarChangeFactory(unit=UnitFactory()).get_absolute_url()).status_code == 404
