"""Suspended days do not count, and may not overlap."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from deadlines.enums import Bound, Direction, LimitUnit
from deadlines.models import Suspension
from deadlines.services import clocks
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import (
    ClockFactory,
    RuleFactory,
)

from .lives import TODAY, again, refused, steps

pytestmark = pytest.mark.django_db


def test_suspended_days_do_not_count(thirty, by, moved):
    clocks.suspend(thirty, on=date(2020, 10, 1), reason="Chờ giám định", by=by)
    assert (again(thirty).state, again(thirty).due_on) == ("suspended", date(2020, 10, 23))
    assert again(thirty).next_reminder_on is None

    clocks.resume(thirty, on=date(2020, 10, 8), by=by)

    assert (again(thirty).nominal_on, again(thirty).state) == (date(2020, 10, 30), "running")
    assert again(thirty).next_reminder_on == TODAY
    assert steps(thirty)[1:] == [
        ("suspended", date(2020, 10, 1), None, date(2020, 10, 23)),
        ("resumed", date(2020, 10, 8), date(2020, 10, 23), date(2020, 10, 30)),
    ]
    assert moved == [thirty.subject_id]


def test_suspended_working_days_move_a_limit_in_working_days(by):
    clock = ClockFactory(rule=RuleFactory(amount=20))  # until Wednesday 21/10
    clocks.suspend(clock, on=date(2020, 10, 2), reason="Chờ", by=by)  # a Friday
    clocks.resume(clock, on=date(2020, 10, 6), by=by)  # a Tuesday: Friday and Monday are lost

    assert again(clock).due_on == date(2020, 10, 23)


def test_several_suspensions_add_up(thirty, by):
    for first, until in [
        ((2020, 9, 25), (2020, 9, 27)),
        ((2020, 9, 27), (2020, 9, 30)),
        ((2020, 10, 5), (2020, 10, 6)),
    ]:
        clocks.suspend(thirty, on=date(*first), reason="Chờ", by=by)
        clocks.resume(thirty, on=date(*until), by=by)

    assert again(thirty).nominal_on == date(2020, 10, 29)


def test_limit_that_rolled_over_does_not_end_on_a_suspended_day(by):
    clock = ClockFactory(rule=RuleFactory(amount=10, counted_in=LimitUnit.CALENDAR_DAY))  # Saturday 03/10 → 05/10
    clocks.suspend(clock, on=date(2020, 10, 5), reason="Chờ", by=by)
    clocks.resume(clock, on=date(2020, 10, 8), by=by)

    assert again(clock).due_on == date(2020, 10, 8)


def test_resume_without_suspension_is_refused(thirty, by):
    with refused("không tạm dừng"):
        clocks.resume(thirty, on=TODAY, by=by)


def test_suspended_clock_is_not_suspended_again(thirty, by):
    clocks.suspend(thirty, on=date(2020, 10, 1), reason="Chờ", by=by)

    with refused("đang chạy"):
        clocks.suspend(thirty, on=date(2020, 10, 2), reason="Chờ", by=by)


@pytest.mark.parametrize("day", [date(2020, 9, 30), date(2020, 10, 1), date(2020, 10, 7)])
def test_overlapping_suspensions_are_refused(thirty, by, day):
    clocks.suspend(thirty, on=date(2020, 10, 1), reason="Chờ", by=by)
    clocks.resume(thirty, on=date(2020, 10, 8), by=by)

    with refused("trùng với một lần tạm dừng khác", field="on"):
        clocks.suspend(thirty, on=day, reason="Chờ", by=by)
    assert again(thirty).state == "running"


def test_next_suspension_may_begin_on_the_day_of_the_resumption(thirty, by):
    clocks.suspend(thirty, on=date(2020, 10, 1), reason="Chờ", by=by)
    clocks.resume(thirty, on=date(2020, 10, 8), by=by)

    clocks.suspend(thirty, on=date(2020, 10, 8), reason="Chờ", by=by)

    assert again(thirty).state == "suspended"


def test_database_keeps_suspensions_apart(thirty, by):
    Suspension.objects.create(clock=thirty, during=(date(2020, 10, 1), None), reason="Chờ", by=by)

    with pytest.raises(IntegrityError, match="suspension_one_at_a_time"), transaction.atomic():
        Suspension.objects.create(clock=thirty, during=(date(2020, 10, 5), None), reason="Chờ", by=by)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2020, 9, 22), "trước ngày bắt đầu"),
        (date(2020, 10, 13), "sau hôm nay"),
    ],
)
def test_suspension_lies_between_the_start_and_today(thirty, by, day, why):
    with refused(why, field="on"):
        clocks.suspend(thirty, on=day, reason="Chờ", by=by)


def test_limit_that_is_over_is_not_suspended(by):
    clock = ClockFactory(rule=RuleFactory())  # until 30/09

    with refused("đã hết ngày 30/09/2020", field="on"):
        clocks.suspend(clock, on=date(2020, 10, 1), reason="Chờ", by=by)


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_suspension_has_a_reason(thirty, by, reason):
    with refused("lý do", field="reason"):
        clocks.suspend(thirty, on=TODAY, reason=reason, by=by)


@pytest.mark.parametrize(
    "what",
    [
        {"fixed_on": date(2020, 11, 30)},
        {"rule": {"bound": Bound.MINIMUM, "amount": 60}},
        {"rule": {"direction": Direction.BEFORE}, "on": date(2020, 10, 30)},
    ],
    ids=["named day", "minimum", "before"],
)
def test_what_is_not_suspended(by, what):
    what = what | ({"rule": RuleFactory(**what["rule"])} if "rule" in what else {})
    clock = ClockFactory(**what)

    with refused("không tạm dừng được"):
        clocks.suspend(clock, on=TODAY, reason="Chờ", by=by)


@pytest.mark.parametrize("day", [date(2020, 9, 30), date(2020, 10, 1)])
def test_resumption_comes_after_the_suspension(thirty, by, day):
    clocks.suspend(thirty, on=date(2020, 10, 1), reason="Chờ", by=by)

    with refused("sau ngày tạm dừng", field="on"):
        clocks.resume(thirty, on=day, by=by)


def test_resumption_does_not_lie_in_the_future(thirty, by):
    clocks.suspend(thirty, on=date(2020, 10, 1), reason="Chờ", by=by)

    with refused("sau hôm nay", field="on"):
        clocks.resume(thirty, on=date(2020, 10, 13), by=by)


@settings(max_examples=25)
@given(amount=st.integers(3, 120), after=st.integers(1, 100), days=st.integers(1, 90), rolls=st.booleans())
def test_n_suspended_days_move_a_limit_in_days_by_n(amount, after, days, rolls):
    rule = RuleFactory(amount=amount, counted_in=LimitUnit.CALENDAR_DAY, rolls=rolls)
    clock, by = ClockFactory(rule=rule, on=date(2019, 12, 2)), UserFactory()
    before, first = clock.nominal_on, clock.started_on + timedelta(days=min(after, amount))

    clocks.suspend(clock, on=first, reason="Chờ", by=by)
    clocks.resume(clock, on=first + timedelta(days=days), by=by)

    assert again(clock).nominal_on == before + timedelta(days=days)


@settings(max_examples=15)
@given(lengths=st.lists(st.tuples(st.integers(1, 20), st.integers(1, 20)), min_size=1, max_size=4))
def test_suspensions_one_after_the_other_add_up(lengths):
    rule = RuleFactory(amount=200, counted_in=LimitUnit.CALENDAR_DAY)
    clock, by = ClockFactory(rule=rule, on=date(2019, 12, 2)), UserFactory()
    before, day = clock.nominal_on, clock.started_on
    for running, paused in lengths:
        first = day + timedelta(days=running)
        day = first + timedelta(days=paused)
        clocks.suspend(clock, on=first, reason="Chờ", by=by)
        clocks.resume(clock, on=day, by=by)

    assert again(clock).nominal_on == before + timedelta(days=sum(paused for _running, paused in lengths))
