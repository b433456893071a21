"""manage.py sync_calendar."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from deadlines.enums import DayKind
from deadlines.models import CalendarChange, CalendarDay, CalendarYear
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import CalendarDayFactory
from tests.factories.organizations import UnitFactory

BASIS = "Bộ luật Lao động 45/2019/QH14 Điều 112"


@pytest.fixture(autouse=True)
def _admin(db):
    UserFactory(username="hethong", member_of=UnitFactory(), role=Role.SYSTEM_ADMIN)


def sync(capsys, *words, **options):
    call_command("sync_calendar", *words, **options)
    return capsys.readouterr().out


def accept(capsys, year=2026, **options):
    return sync(capsys, str(year), accept=True, user="hethong", basis=BASIS, **options)


def test_it_shows_what_is_new_same_different_and_only_in_the_table(capsys):
    CalendarDayFactory(day=date(2026, 1, 1), name="Tết Dương lịch")
    CalendarDayFactory(day=date(2026, 4, 30), name="Ngày Giải phóng")
    CalendarDayFactory(day=date(2026, 3, 24), name="Ngày bầu cử")
    shown = sync(capsys, "2026")

    assert "2026-01-01 Thu  same     holiday  Tết Dương lịch" in shown
    assert "2026-04-30 Thu  differs  holiday  Ngày Chiến thắng [holiday Ngày Giải phóng]" in shown
    assert "2026-03-24 Tue  only     holiday  Ngày bầu cử" in shown
    assert "2026-08-22 Sat  new      swapon" in shown
    assert "Ngày Văn hóa Việt Nam (chưa có căn cứ luật)" in shown
    assert "2026: provisional" in shown
    assert not CalendarChange.objects.exists()


def test_accepting_takes_what_the_law_carries_and_leaves_what_is_there(capsys):
    CalendarDayFactory(day=date(2026, 4, 30), name="Ngày Giải phóng")
    assert "13 days written" in accept(capsys)

    assert CalendarYear.objects.get().year == 2026
    assert not CalendarDay.objects.filter(day=date(2026, 11, 24)).exists()
    assert CalendarDay.objects.get(day=date(2026, 4, 30)).name == "Ngày Giải phóng"
    assert "2026: accepted" in sync(capsys, "2026")


def test_a_day_without_a_law_is_taken_only_when_it_is_named(capsys):
    accept(capsys)
    assert "1 days written" in accept(capsys, more=[date(2026, 11, 24)])

    culture = CalendarDay.objects.get(day=date(2026, 11, 24))
    assert (culture.kind, culture.name_en) == (DayKind.HOLIDAY, "Vietnam Cultural Day")


def test_swapped_days_may_have_a_basis_of_their_own(capsys):
    accept(capsys, swap_basis="Công văn 1/VPCP")

    assert CalendarDay.objects.get(day=date(2026, 8, 22)).basis == "Công văn 1/VPCP"
    assert CalendarDay.objects.get(day=date(2026, 9, 2)).basis == BASIS


@pytest.mark.parametrize(
    ("words", "options", "message"),
    [
        (["1999"], {}, "2000"),
        (["1800"], {}, "2000"),
        (["2026"], {"accept": True}, "--as USER"),
        (["2026"], {"accept": True, "user": "ai"}, "no user ai"),
        (["2026"], {"accept": True, "user": "a\x00i"}, "no user a"),
        (["2026"], {"accept": True, "user": "hethong"}, "căn cứ"),
        (["2026"], {"accept": True, "user": "canbo", "basis": BASIS}, "Chỉ quản trị hệ thống"),
        (["2026"], {"accept": True, "user": "hethong", "basis": BASIS, "more": [date(2026, 3, 1)]}, "2026-03-01"),
    ],
)
def test_bad_input_ends_with_code_2_and_a_message_and_changes_nothing(words, options, message):
    UserFactory(username="canbo", member_of=UnitFactory(), role=Role.CLERK)
    with pytest.raises(CommandError, match=message) as refused:
        call_command("sync_calendar", *words, **options)
    assert refused.value.returncode == 2
    assert not CalendarDay.objects.exists()
    assert not CalendarChange.objects.exists()


def test_accepting_twice_says_that_there_is_nothing_left(capsys):
    accept(capsys)
    with pytest.raises(CommandError, match="Chưa chọn ngày nào"):
        accept(capsys)
