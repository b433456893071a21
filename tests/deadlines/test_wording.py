"""Time limits in words."""

from datetime import date

import pytest

from deadlines import wording
from deadlines.enums import Bound, Direction, LimitUnit, RuleStatus
from deadlines.models import Clock, Rule
from tests.factories.deadlines import RuleFactory

AFTER, BEFORE = Direction.AFTER, Direction.BEFORE
MOST, LEAST = Bound.MAXIMUM, Bound.MINIMUM


def rule(**fields) -> Rule:
    return RuleFactory.build(**fields)


@pytest.mark.parametrize(
    ("direction", "bound", "amount", "unit", "consecutive", "words"),
    [
        (AFTER, MOST, 5, LimitUnit.WORKING_DAY, False, "chậm nhất 5 ngày làm việc"),
        (AFTER, MOST, 30, LimitUnit.CALENDAR_DAY, False, "chậm nhất 30 ngày"),
        (AFTER, MOST, 3, LimitUnit.MONTH, False, "chậm nhất 3 tháng"),
        (AFTER, MOST, 5, LimitUnit.YEAR, False, "chậm nhất 5 năm"),
        (AFTER, LEAST, 30, LimitUnit.CALENDAR_DAY, True, "ít nhất 30 ngày liên tục"),
        (AFTER, LEAST, 20, LimitUnit.CALENDAR_DAY, False, "ít nhất 20 ngày"),
        (BEFORE, MOST, 5, LimitUnit.WORKING_DAY, False, "chậm nhất 5 ngày làm việc trước ngày họp"),
        (BEFORE, MOST, 2, LimitUnit.CALENDAR_DAY, False, "chậm nhất 2 ngày trước ngày họp"),
    ],
)
def test_a_limit_says_bound_amount_and_direction(direction, bound, amount, unit, consecutive, words):
    limit = rule(direction=direction, bound=bound, amount=amount, counted_in=unit, consecutive=consecutive)

    assert wording.limit_in_words(limit) == words


def test_in_full_it_says_from_when_it_is_counted():
    assert rule().in_full == "chậm nhất 5 ngày làm việc, tính từ ngày họp"


def test_a_limit_before_an_event_names_the_event_once():
    limit = rule(direction=BEFORE)

    assert limit.in_full == limit.in_words == "chậm nhất 5 ngày làm việc trước ngày họp"


def test_a_duty_without_a_figure_says_what_the_law_says():
    duty = rule(amount=None, counted_in="", instead_vi="hằng quý", instead_en="every quarter")

    assert duty.in_words == duty.in_full == "hằng quý"


def test_a_clock_speaks_with_the_figures_it_started_with():
    clock = Clock(rule=rule(amount=7), amount=5, counted_in=LimitUnit.WORKING_DAY)

    assert wording.limit_in_full(clock) == "chậm nhất 5 ngày làm việc, tính từ ngày họp"


def test_a_clock_to_a_named_day_names_the_day():
    assert wording.limit_in_words(Clock(fixed_on=date(2020, 11, 30))) == "đến ngày 30/11/2020"


@pytest.mark.parametrize(
    ("times", "words"),
    [(1, "được gia hạn 1 lần, không quá 30 ngày"), (2, "được gia hạn 2 lần, mỗi lần không quá 30 ngày")],
)
def test_what_the_law_lets_be_added_is_said(times, words):
    assert rule(extra=30, extra_unit=LimitUnit.CALENDAR_DAY, extra_times=times).extra_in_words == words


@pytest.mark.parametrize(
    ("status", "mark"),
    [
        (RuleStatus.VERIFIED, ""),
        (RuleStatus.ORIGINAL, "cần đối chiếu Luật 97/2025/QH15"),
        (RuleStatus.SECOND_HAND, "theo nguồn thứ cấp"),
        (RuleStatus.RECALLED, "chưa đối chiếu"),
        (RuleStatus.PRACTICE, "thông lệ"),
        (RuleStatus.LOCAL, ""),
    ],
)
def test_a_rule_that_was_not_fully_checked_is_marked(status, mark):
    marked = rule(status=status)

    assert marked.mark == mark
    assert bool(marked.warning) == bool(mark) == RuleStatus(status).is_marked
