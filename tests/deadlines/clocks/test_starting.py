"""A clock begins: by a rule or on a named day, frozen, one live for each purpose."""

from datetime import date

import pytest

from common.errors import Refused
from deadlines.enums import Bound, Direction, LimitUnit
from deadlines.models import Clock, Rule
from deadlines.services import clocks
from tests.factories.deadlines import (
    CalendarDayFactory,
    ClockFactory,
    RuleFactory,
    TrackedLimitFactory,
)
from tests.factories.organizations import BodyFactory

from .lives import KIND, START, TODAY, again, refused, steps, subject_of

pytestmark = pytest.mark.django_db


def test_clock_by_a_rule_counts_and_remembers_its_start(moved):
    clock = ClockFactory(rule=RuleFactory())

    assert (clock.nominal_on, clock.due_on, clock.state) == (date(2020, 9, 30), date(2020, 9, 30), "running")
    assert steps(clock) == [("started", START, None, date(2020, 9, 30))]
    assert clock.next_reminder_on == TODAY
    assert moved == [clock.subject_id]


def test_last_day_that_is_no_working_day_rolls_over(by):
    CalendarDayFactory(day=date(2020, 9, 30), name="Nghỉ")

    clock = ClockFactory(rule=RuleFactory(amount=7, counted_in=LimitUnit.CALENDAR_DAY))

    assert (clock.nominal_on, clock.due_on) == (date(2020, 9, 30), date(2020, 10, 1))


def test_day_that_was_named_does_not_roll_over():
    clock = ClockFactory(fixed_on=date(2020, 10, 31))  # a Saturday

    assert (clock.due_on, clock.rule, clock.limit) == (date(2020, 10, 31), None, None)


def test_named_day_before_the_event_is_refused():
    with refused("23/09/2020", field="due_on"):
        ClockFactory(fixed_on=date(2020, 9, 22))


def test_clock_without_rule_and_day_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="rule or a day"):
        ClockFactory(fixed_on=None)


def test_rule_is_frozen_when_the_clock_starts(by):
    clock = ClockFactory(rule=RuleFactory(amount=30, counted_in=LimitUnit.CALENDAR_DAY))
    Rule.objects.filter(pk=clock.rule_id).update(amount=3, counted_in=LimitUnit.WORKING_DAY, rolls=False)

    clocks.extend(again(clock), on=TODAY, reason="Vụ việc phức tạp", by=by, amount=5)

    assert again(clock).nominal_on == date(2020, 10, 28)
    assert (again(clock).amount, again(clock).counted_in) == (30, "calendar_days")


def test_one_live_clock_for_a_purpose_of_a_record():
    clock = ClockFactory(rule=RuleFactory())
    record = subject_of(clock)

    with pytest.raises(Refused, match="chưa kết thúc"):
        ClockFactory(subject=record)
    assert Clock.objects.of(record).count() == 1


def test_runs_of_a_purpose_are_numbered(by):
    first = ClockFactory()
    clocks.stop(first, on=TODAY, by=by)
    second = ClockFactory(subject=subject_of(first))
    other = ClockFactory(subject=subject_of(first), kind="thu.khac")

    assert (first.run, second.run, other.run) == (1, 2, 1)
    assert list(Clock.objects.of(subject_of(first)).filter(kind__code=KIND)) == [second, first]


def test_record_that_no_room_registered_has_no_clock(by):
    with pytest.raises(LookupError, match="may not have clocks"):
        clocks.start(by, KIND, title="x", body=BodyFactory(), duty=KIND, on=START, by=by, fixed_on=TODAY)


def test_long_title_is_cut_and_never_blank():
    clock = ClockFactory(title="Gửi  quyết định " * 80)

    assert len(clock.title) <= 500
    assert clock.title.endswith("…")
    assert "  " not in clock.title


def test_minimum_may_end_the_day_after_its_last_day():
    clock = ClockFactory(rule=RuleFactory(amount=30, counted_in=LimitUnit.CALENDAR_DAY, bound=Bound.MINIMUM))

    assert (clock.nominal_on, clock.due_on) == (date(2020, 10, 23), date(2020, 10, 24))


def test_limit_before_an_event_ends_on_the_last_lawful_day():
    clock = ClockFactory(rule=RuleFactory(direction=Direction.BEFORE), on=date(2020, 10, 26))  # a Monday

    assert clock.due_on == date(2020, 10, 19)


def test_year_that_nobody_accepted_makes_a_clock_provisional():
    assert not ClockFactory(rule=RuleFactory()).provisional
    assert ClockFactory(rule=RuleFactory(), on=date(2020, 12, 30)).provisional


def test_limit_beyond_the_years_of_a_calendar_is_refused():
    rule = RuleFactory(amount=3650, counted_in=LimitUnit.YEAR, direction=Direction.BEFORE)

    with pytest.raises(Refused, match="quá xa"):
        ClockFactory(rule=rule)


def test_start_costs_the_same_for_every_record(django_assert_max_num_queries):
    record, rule = TrackedLimitFactory(), RuleFactory()
    ClockFactory(rule=rule)

    with django_assert_max_num_queries(14):
        ClockFactory(subject=record, rule=rule)
