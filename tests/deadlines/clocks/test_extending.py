"""An extension counts on from the last day and never shortens."""

from datetime import date

import pytest

from deadlines.enums import Bound, Direction, LimitUnit
from deadlines.models import Extension
from deadlines.services import clocks
from tests.factories.deadlines import (
    ClockFactory,
    RuleFactory,
)

from .lives import TODAY, again, refused, steps

pytestmark = pytest.mark.django_db


def test_extension_counts_on_from_the_last_day(thirty, by, moved):
    row = clocks.extend(thirty, on=TODAY, reason="Vụ việc phức tạp", by=by, amount=15)

    assert (row.due_from, row.due_to) == (date(2020, 10, 23), date(2020, 11, 9))  # 07/11 is a Saturday
    assert again(thirty).nominal_on == date(2020, 11, 7)
    assert steps(thirty)[1:] == [("extended", TODAY, date(2020, 10, 23), date(2020, 11, 9))]
    assert moved == [thirty.subject_id]


def test_extension_starts_from_the_day_before_rolling_over(by):
    clock = ClockFactory(rule=RuleFactory(amount=10, counted_in=LimitUnit.CALENDAR_DAY))  # Saturday 03/10 → 05/10

    clocks.extend(clock, on=TODAY, reason="Phức tạp", by=by, amount=10)

    assert again(clock).due_on == date(2020, 10, 13)


def test_extension_in_working_days(thirty, by):
    clocks.extend(thirty, on=TODAY, reason="Phức tạp", by=by, amount=3, counted_in=LimitUnit.WORKING_DAY)

    assert again(thirty).due_on == date(2020, 10, 28)


def test_extension_in_months_ends_on_the_last_day_of_a_shorter_month(by):
    clock = ClockFactory(fixed_on=date(2020, 10, 31))

    clocks.extend(clock, on=TODAY, reason="Phức tạp", by=by, amount=4, counted_in=LimitUnit.MONTH)

    assert again(clock).due_on == date(2021, 2, 28)


def test_extension_to_a_day_ends_on_that_day_whatever_it_is(thirty, by):
    clocks.extend(thirty, on=TODAY, reason="Phức tạp", by=by, to=date(2020, 10, 31))  # a Saturday

    assert again(thirty).due_on == date(2020, 10, 31)


def test_extensions_follow_each_other(thirty, by):
    clocks.extend(thirty, on=date(2020, 10, 1), reason="Một", by=by, to=date(2020, 10, 31))
    clocks.extend(thirty, on=TODAY, reason="Hai", by=by, amount=2)

    assert again(thirty).due_on == date(2020, 11, 2)
    assert Extension.objects.filter(clock=thirty).count() == 2


def test_extension_comes_after_suspended_days(thirty, by):
    clocks.extend(thirty, on=date(2020, 9, 25), reason="Phức tạp", by=by, amount=10)
    clocks.suspend(thirty, on=date(2020, 10, 1), reason="Chờ", by=by)
    clocks.resume(thirty, on=date(2020, 10, 5), by=by)

    assert again(thirty).nominal_on == date(2020, 11, 6)


@pytest.mark.parametrize("to", [date(2020, 10, 22), date(2020, 10, 23), date(1900, 1, 1)])
def test_extension_that_shortens_is_refused(thirty, by, to):
    with refused("sau hạn cũ", field="due_on"):
        clocks.extend(thirty, on=TODAY, reason="Phức tạp", by=by, to=to)


@pytest.mark.parametrize("amount", [None, 0, -3])
def test_extension_by_nothing_is_refused(thirty, by, amount):
    with refused("sau hạn cũ", field="amount"):
        clocks.extend(thirty, on=TODAY, reason="Phức tạp", by=by, amount=amount)


def test_extension_within_the_weekend_that_it_rolled_over_is_refused(by):
    clock = ClockFactory(rule=RuleFactory(amount=10, counted_in=LimitUnit.CALENDAR_DAY))  # Saturday 03/10 → 05/10

    with refused("sau hạn cũ", field="amount"):
        clocks.extend(clock, on=TODAY, reason="Phức tạp", by=by, amount=1)


def test_extensions_are_entered_in_their_order(thirty, by):
    clocks.extend(thirty, on=date(2020, 10, 5), reason="Một", by=by, amount=5)

    with refused("lần gia hạn gần nhất", field="on"):
        clocks.extend(thirty, on=date(2020, 10, 4), reason="Hai", by=by, amount=5)


def test_suspended_clock_is_not_extended(thirty, by):
    clocks.suspend(thirty, on=TODAY, reason="Chờ", by=by)

    with refused("đang chạy"):
        clocks.extend(thirty, on=TODAY, reason="Phức tạp", by=by, amount=5)


@pytest.mark.parametrize("rule", [{"bound": Bound.MINIMUM}, {"direction": Direction.BEFORE}])
def test_minimum_and_limit_before_an_event_are_not_extended(by, rule):
    clock = ClockFactory(rule=RuleFactory(**rule), on=date(2020, 10, 30))

    with refused("không gia hạn được"):
        clocks.extend(clock, on=TODAY, reason="Phức tạp", by=by, amount=5)


def test_law_that_says_how_much_more_allows_no_more(by):
    rule = RuleFactory(
        amount=30, counted_in=LimitUnit.CALENDAR_DAY, extra=10, extra_unit="calendar_days", extra_times=1
    )
    clock = ClockFactory(rule=rule)

    with refused("chỉ cho thêm", field="amount"):
        clocks.extend(clock, on=TODAY, reason="Phức tạp", by=by, amount=11)
    with refused("chỉ cho thêm", field="amount"):
        clocks.extend(clock, on=TODAY, reason="Phức tạp", by=by, amount=5, counted_in=LimitUnit.WORKING_DAY)
    with refused("chỉ cho thêm", field="due_on"):
        clocks.extend(clock, on=TODAY, reason="Phức tạp", by=by, to=date(2020, 12, 31))
    clocks.extend(clock, on=TODAY, reason="Phức tạp", by=by, amount=10)
    with refused("chỉ cho thêm", field="amount"):
        clocks.extend(clock, on=TODAY, reason="Phức tạp", by=by, amount=1)


def test_limit_extended_to_a_named_day_is_not_suspended(thirty, by):
    clocks.extend(thirty, on=date(2020, 10, 5), reason="Phức tạp", by=by, to=date(2020, 11, 30))

    with refused("30/11/2020"):
        clocks.suspend(thirty, on=TODAY, reason="Chờ", by=by)
