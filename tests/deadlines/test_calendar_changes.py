"""Who may change which calendar, and what is refused with its reason."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from audit.services import history
from common.errors import Refused
from deadlines import applying, calendars
from deadlines.calendar_checks import Edit
from deadlines.enums import ChangeState, DayKind
from deadlines.models import CalendarChange, CalendarDay, CalendarEdit, CalendarYear
from deadlines.services import calendar
from jobs.models import Job
from jobs.runner import run_here
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import CalendarDayFactory, CalendarYearFactory
from tests.factories.organizations import UnitFactory

BASIS = "Thông báo số 6150/TB-BLĐTBXH"
MONDAY, SATURDAY = date(2026, 3, 23), date(2026, 3, 28)


@pytest.fixture
def commune(db):
    return UnitFactory(name="Quảng Tân")


@pytest.fixture
def admin(commune):
    return UserFactory(member_of=commune, role=Role.SYSTEM_ADMIN)


@pytest.fixture
def local_admin(commune):
    return UserFactory(member_of=commune, role=Role.UNIT_ADMIN)


def off(day, kind=DayKind.HOLIDAY, name="Nghỉ", basis=BASIS, **more):
    return Edit(day, kind, name, basis, **more)


def done(edits, by, **more):
    change = calendar.draft_change(edits, "Theo thông báo", by=by, **more)
    return applying.carry_out(change.pk, by)


def refused(field, words, act):
    with pytest.raises(Refused, match=words) as caught:
        act()
    assert caught.value.field == field
    assert not CalendarChange.objects.filter(state=ChangeState.DRAFT).exists()


# -- who


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM_ADMIN])
def test_only_the_system_administrator_changes_the_countrys_calendar(commune, role):
    with pytest.raises(PermissionDenied):
        calendar.draft_change([off(MONDAY)], "Nghỉ", by=UserFactory(member_of=commune, role=role))


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.SYSTEM_ADMIN, Role.UNIT_ADMIN)])
def test_only_administrators_change_a_units_calendar(commune, role):
    with pytest.raises(PermissionDenied):
        calendar.draft_change([off(MONDAY)], "Nghỉ", unit=commune, by=UserFactory(member_of=commune, role=role))


def test_a_unit_administrator_changes_only_the_own_calendar(commune, local_admin):
    with pytest.raises(PermissionDenied):
        calendar.draft_change([off(MONDAY)], "Nghỉ", unit=UnitFactory(), by=local_admin)

    done([off(MONDAY, name="Ngày hội của xã")], local_admin, unit=commune)

    assert not calendars.of_unit(commune.pk).works(MONDAY)
    assert calendars.of_unit(None).works(MONDAY)


def test_whoever_lost_the_right_applies_nothing(commune, local_admin):
    change = calendar.draft_change([off(MONDAY)], "Nghỉ", unit=commune, by=local_admin)
    local_admin.memberships.all().delete()
    stranger = type(local_admin).objects.get(pk=local_admin.pk)

    for verb in (calendar.foresee, calendar.apply, calendar.undo, calendar.discard):
        with pytest.raises(PermissionDenied):
            verb(change, stranger)
    with pytest.raises(PermissionDenied):
        applying.carry_out(change.pk, stranger)


# -- bad input


@pytest.mark.parametrize(
    ("edit", "field", "words"),
    [
        (off(MONDAY, DayKind.SWAPPED_ON), "day", "thứ bảy hoặc chủ nhật"),
        (off(SATURDAY, DayKind.SWAPPED_OFF), "day", "ngày trong tuần"),
        (off(SATURDAY, DayKind.COMPENSATORY_OFF), "day", "ngày trong tuần"),
        (off(MONDAY, basis="  "), "basis", "căn cứ"),
        (off(MONDAY, name=""), "name", "tên ngày"),
        (off(MONDAY, name="x" * 121), "name", "121"),
        (off(MONDAY, name_en="x" * 121), "name_en", "121"),
        (off(MONDAY, basis="x" * 301), "basis", "301"),
        (Edit(MONDAY, None), "day", "không có trong lịch"),
        (off(MONDAY, replaces=True), "day", "không có trong lịch"),
        (off(MONDAY, "unknown"), "kind", "unknown"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_the_reason(admin, edit, field, words):
    refused(field, words, lambda: calendar.draft_change([edit], "Nghỉ", by=admin))


def test_a_day_is_not_both_swapped_and_a_holiday(admin):
    CalendarDayFactory(day=MONDAY)

    refused(
        "day",
        "vừa nghỉ vừa hoán đổi",
        lambda: calendar.draft_change([off(MONDAY, DayKind.SWAPPED_OFF)], "Nghỉ", by=admin),
    )
    refused(
        "day",
        "vừa nghỉ vừa hoán đổi",
        lambda: calendar.draft_change([off(SATURDAY), off(SATURDAY, DayKind.SWAPPED_ON)], "Nghỉ", by=admin),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarDayFactory(day=MONDAY, kind=DayKind.SWAPPED_OFF)


def test_another_english_name_alone_is_a_change_and_overtakes_a_draft(admin):
    day = CalendarDayFactory(day=MONDAY)
    named = Edit(MONDAY, day.kind, day.name, day.basis, day.source, replaces=True, name_en=" National\n Day ")
    late = calendar.draft_change([off(MONDAY, name="Tên khác", replaces=True)], "Nghỉ", by=admin)
    done([named], admin)

    day.refresh_from_db()
    assert (day.name, day.name_en) == ("Quốc khánh", "National Day")
    with pytest.raises(Refused, match="soạn lại"):
        applying.carry_out(late.pk, admin)


def test_a_day_that_stays_what_it_is_is_no_change(admin):
    day = CalendarDayFactory(day=MONDAY)
    same = Edit(MONDAY, day.kind, day.name, day.basis, day.source, replaces=True)

    refused("day", "đã đúng như vậy", lambda: calendar.draft_change([same], "Nghỉ", by=admin))


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_change_has_a_reason(admin, reason):
    refused("reason", "lý do", lambda: calendar.draft_change([off(MONDAY)], reason, by=admin))


def test_a_change_changes_something(admin):
    refused("days", "Chưa chọn ngày", lambda: calendar.draft_change([], "Nghỉ", by=admin))


def test_a_year_is_accepted_once_with_its_basis_and_its_days(admin, commune):
    def accept(edits=(), basis=BASIS, **more):
        return calendar.draft_change(edits, "Lịch năm", by=admin, accepts_year=2026, basis=basis, **more)

    refused("basis", "căn cứ", lambda: accept([off(MONDAY)], basis=" "))
    refused("days", "chưa có ngày nghỉ nào", accept)
    refused(None, "cả nước", lambda: accept([off(MONDAY)], unit=commune))
    CalendarYearFactory(year=2026)
    refused(None, "đã được chấp nhận", lambda: accept([off(MONDAY)]))


# -- apply, undo


def test_a_change_is_applied_only_after_everybody_could_see_what_it_moves(admin):
    change = calendar.draft_change([off(MONDAY)], "Nghỉ", by=admin)
    with pytest.raises(Refused, match="Chờ cổng tính xong"):
        calendar.apply(change, admin)

    run_here(calendar.foresee(change, admin))
    job = run_here(calendar.apply(change, admin))

    change.refresh_from_db()
    assert (change.state, change.applied_by) == (ChangeState.APPLIED, admin)
    assert job.result == {"moves": 0, "url": change.get_absolute_url()}
    assert CalendarDay.objects.get().basis == BASIS


def test_an_applied_change_is_not_applied_again(admin):
    change = done([off(MONDAY)], admin)

    for verb in (calendar.apply, calendar.foresee, calendar.discard):
        with pytest.raises(Refused, match="đã được áp dụng"):
            verb(change, admin)
    assert not Job.objects.exists()


def test_a_draft_is_not_undone_and_an_undone_change_not_again(admin):
    change = calendar.draft_change([off(MONDAY)], "Nghỉ", by=admin)
    with pytest.raises(Refused, match="đã áp dụng"):
        calendar.undo(change, admin)
    applying.carry_out(change.pk, admin)
    back = calendar.undo(change, admin)
    assert calendar.undo(change, admin) == back, "asked twice, drafted once"

    applying.carry_out(back.pk, admin)

    for undone in (change, back):
        with pytest.raises(Refused, match="hoàn tác"):
            calendar.undo(undone, admin)
    change.refresh_from_db()
    assert (change.state, CalendarDay.objects.count()) == (ChangeState.UNDONE, 0)


def test_altering_and_removing_come_back_word_for_word(admin):
    day = CalendarDayFactory(day=MONDAY, source="thư viện holidays 0.109", name_en="National Day")
    before = CalendarDay.objects.values("day", "kind", "name", "name_en", "basis", "source").get()
    altered = done([off(MONDAY, DayKind.SWAPPED_OFF, replaces=True, name_en="Extra day off")], admin)
    row = CalendarDay.objects.get()
    assert (row.kind, row.name_en) == (DayKind.SWAPPED_OFF, "Extra day off")
    removed = done([Edit(MONDAY, None)], admin)
    assert not CalendarDay.objects.exists()

    for change in (removed, altered):
        applying.carry_out(calendar.undo(change, admin).pk, admin)

    assert CalendarDay.objects.values("day", "kind", "name", "name_en", "basis", "source").get() == before
    assert day.basis == before["basis"]


def test_what_a_later_change_built_upon_is_not_undone(admin):
    first = done([off(MONDAY)], admin)
    done([off(MONDAY, name="Tên khác", replaces=True)], admin)

    with pytest.raises(Refused, match="hoàn tác thay đổi sau đó trước"):
        calendar.undo(first, admin)
    assert not CalendarChange.objects.filter(undoes=first).exists()


def test_a_draft_that_others_overtook_is_not_applied(admin):
    late = calendar.draft_change([off(MONDAY)], "Nghỉ", by=admin)
    done([off(MONDAY, name="Của người khác")], admin)

    with pytest.raises(Refused, match="soạn lại"):
        applying.carry_out(late.pk, admin)
    with pytest.raises(Refused, match="soạn lại"):
        applying.forecast(late.pk)
    assert CalendarDay.objects.get().name == "Của người khác"


def test_a_year_accepted_elsewhere_meanwhile_is_not_accepted_again(admin):
    late = calendar.draft_change([off(MONDAY)], "Lịch năm", by=admin, accepts_year=2026, basis=BASIS)
    CalendarYearFactory(year=2026)

    with pytest.raises(Refused, match="ở nơi khác"):
        applying.carry_out(late.pk, admin)


def test_a_draft_can_be_thrown_away_and_its_jobs_end_quietly(admin):
    change = calendar.draft_change([off(MONDAY)], "Nghỉ", by=admin)
    job = calendar.foresee(change, admin)
    calendar.discard(change, admin)

    assert not CalendarEdit.objects.exists()
    assert run_here(job).state == "succeeded"
    with pytest.raises(Refused, match="đã bị bỏ"):
        calendar.discard(change, admin)


def test_what_was_done_is_remembered(admin):
    change = done([off(MONDAY)], admin)
    applying.carry_out(calendar.undo(change, admin).pk, admin)

    assert [line.kind for line in history(change)] == ["deadlines.calendar.undone", "deadlines.calendar.applied"]
    assert admin.full_name in history(change)[0].text
    assert not CalendarYear.objects.exists()
