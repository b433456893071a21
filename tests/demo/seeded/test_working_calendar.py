"""The demo's calendar: accepted by the system administrator, with what the law carries and nothing more."""

import time
from datetime import date, timedelta

import pytest
from django.db import transaction

from deadlines import calendars
from deadlines.enums import ChangeState, DayKind
from deadlines.models import CalendarChange, CalendarDay, CalendarYear
from demo import working_calendar
from demo.building import FOUNDER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded"), pytest.mark.xdist_group("demo")]


def test_nine_years_are_accepted_each_by_one_change():
    assert list(CalendarYear.objects.order_by("year").values_list("year", flat=True)) == list(range(2019, 2028))
    assert CalendarChange.objects.filter(state=ChangeState.APPLIED, created_by__username=FOUNDER).count() == 9


def test_2021_is_what_the_law_gave():
    """CAL-08."""
    country = calendars.of_unit(None)
    days = (date(2021, 1, 1) + timedelta(days=number) for number in range(365))
    off = [day for day in days if day.weekday() < 5 and not country.works(day)]

    assert off == [
        date(2021, 1, 1), date(2021, 2, 10), date(2021, 2, 11), date(2021, 2, 12), date(2021, 2, 15),
        date(2021, 2, 16), date(2021, 4, 21), date(2021, 4, 30), date(2021, 5, 3), date(2021, 9, 2), date(2021, 9, 3),
    ]  # fmt: skip


@pytest.mark.parametrize(("off", "on"), [(date(2024, 4, 29), date(2024, 5, 4)), (date(2025, 5, 2), date(2025, 4, 26))])
def test_swapped_days_are_swapped(off, on):
    """CAL-06."""
    assert CalendarDay.objects.get(day=off).kind == DayKind.SWAPPED_OFF
    row = CalendarDay.objects.get(day=on)
    assert row.kind == DayKind.SWAPPED_ON
    assert "hoán đổi ngày làm việc" in row.basis
    assert "chưa đối chiếu văn bản" in row.source


def test_every_day_has_an_english_name():
    assert not CalendarDay.objects.filter(unit=None, name_en="").exists()
    assert CalendarDay.objects.get(day=date(2024, 5, 4)).name_en == "Working day (in place of 29/04/2024)"


def test_24_11_2026_is_a_working_day():
    """CAL-07."""
    assert calendars.of_unit(None).works(date(2026, 11, 24))


def test_the_basis_is_the_code_of_its_time():
    for year, code in ((2020, "10/2012/QH13 Điều 115"), (2021, "45/2019/QH14 Điều 112")):
        assert code in CalendarDay.objects.get(day=date(year, 1, 1)).basis
        assert code in CalendarYear.objects.get(year=year).basis


def test_loading_takes_no_more_than_moments():
    with transaction.atomic():
        CalendarDay.objects.all().delete()
        CalendarYear.objects.all().delete()
        began = time.process_time()
        working_calendar.load()
        assert time.process_time() - began < 4
        transaction.set_rollback(True)
