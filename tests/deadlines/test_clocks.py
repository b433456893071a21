"""The life of a clock: what each step does to the due date, what it writes down, what it refuses."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from common.errors import Refused
from deadlines import subjects
from deadlines.enums import Bound, ClockState, Direction, LimitUnit, StepKind
from deadlines.models import Clock, ClockStep, Extension, Rule, Suspension
from deadlines.services import clocks
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import (
    CalendarDayFactory,
    CalendarYearFactory,
    ClockFactory,
    RuleFactory,
    TrackedLimitFactory,
)
from tests.factories.organizations import BodyFactory

pytestmark = pytest.mark.django_db
TODAY = date(2020, 10, 12)
START = date(2020, 9, 23)  # a Wednesday
KIND = "deadlines.tracked"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2020-10-12T09:00:00+07:00", tick=False)
    CalendarYearFactory(year=2020)


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def thirty(by):
    """Thirty calendar days from 23/09: until 23/10, a Friday."""
    return ClockFactory(rule=RuleFactory(amount=30, counted_in=LimitUnit.CALENDAR_DAY))


@pytest.fixture
def moved(monkeypatch):
    """What the record's room was told."""
    told = []
    known = subjects.get("deadlines.trackedlimit")
    kind = subjects.SubjectKind(known.kind, known.visible, known.may_change, told.extend, known.by_hand)
    monkeypatch.setitem(subjects._kinds, known.kind, kind)
    return told


def steps(clock):
    return list(clock.steps.order_by("pk").values_list("kind", "on", "due_from", "due_to"))


def again(clock):
    return Clock.objects.get(pk=clock.pk)


def refused(match, field=None):
    """Refused, with the sentence and the field beside which it stands."""
    return _Refusal(match, field)


class _Refusal:
    def __init__(self, match, field):
        self.field = field
        self.raises = pytest.raises(Refused, match=match)

    def __enter__(self):
        self.info = self.raises.__enter__()

    def __exit__(self, *error):
        passed = self.raises.__exit__(*error)
        assert self.info.value.field == self.field
        return passed


# -- start


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


# -- suspend and resume


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


# -- extend


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


# -- correct, wait for somebody else


def test_wrongly_named_day_is_corrected(by, moved):
    clock = ClockFactory()

    clocks.correct(clock, fixed_on=date(2020, 10, 30), on=TODAY, by=by)

    assert again(clock).due_on == date(2020, 10, 30)
    assert steps(clock)[-1] == ("corrected", TODAY, date(2020, 11, 30), date(2020, 10, 30))
    assert moved == [clock.subject_id, clock.subject_id]


def test_what_is_not_corrected(thirty, by):
    with refused("theo quy định"):
        clocks.correct(thirty, fixed_on=TODAY, on=TODAY, by=by)
    named = ClockFactory()
    with refused("trước ngày bắt đầu", field="due_on"):
        clocks.correct(named, fixed_on=date(2020, 9, 1), on=TODAY, by=by)
    clocks.stop(named, on=TODAY, by=by)
    with refused("đã kết thúc"):
        clocks.correct(named, fixed_on=TODAY, on=TODAY, by=by)


def test_somebody_else_must_act_now_by_the_same_day(thirty, time_machine):
    other = BodyFactory()
    Clock.objects.update(next_reminder_on=date(2020, 10, 20))
    time_machine.move_to("2020-10-13T09:00:00+07:00", tick=False)

    clocks.wait_for(again(thirty), body=other, duty="thu.viec")

    now = again(thirty)
    assert (now.body, now.duty, now.due_on) == (other, "thu.viec", date(2020, 10, 23))
    assert now.next_reminder_on == date(2020, 10, 13)


def test_waiting_for_the_same_body_changes_nothing(thirty):
    Clock.objects.update(next_reminder_on=date(2020, 10, 20))

    clocks.wait_for(again(thirty), body=thirty.body, duty=thirty.duty)

    assert again(thirty).next_reminder_on == date(2020, 10, 20)


def test_clocks_are_called_like_their_record(thirty):
    clocks.retitle(subject_of(thirty), "Tên  mới")

    assert again(thirty).title == "Tên mới"


# -- stop and cancel


@pytest.mark.parametrize(("verb", "state"), [(clocks.stop, "stopped"), (clocks.cancel, "cancelled")])
def test_clock_ends_with_its_day_and_owes_no_reminder(thirty, by, verb, state):
    verb(thirty, on=date(2020, 10, 9), by=by, reason="Đã  gửi")

    ended = again(thirty)
    assert (ended.state, ended.ended_on, ended.next_reminder_on) == (state, date(2020, 10, 9), None)
    assert ended.due_on == date(2020, 10, 23)
    step = ClockStep.objects.latest("pk")
    assert (step.kind, step.reason, step.by) == (state, "Đã gửi", by)


def test_suspended_clock_may_end(thirty, by):
    clocks.suspend(thirty, on=TODAY, reason="Chờ", by=by)

    clocks.cancel(thirty, on=TODAY, by=by)

    assert again(thirty).state == ClockState.CANCELLED


@pytest.mark.parametrize("verb", [clocks.stop, clocks.cancel])
def test_clock_ends_once(thirty, by, verb):
    clocks.stop(thirty, on=TODAY, by=by)

    with refused("đã kết thúc"):
        verb(thirty, on=TODAY, by=by)


def test_every_step_of_a_life_is_remembered(thirty, by):
    clocks.suspend(thirty, on=date(2020, 9, 28), reason="Chờ", by=by)
    clocks.resume(thirty, on=date(2020, 9, 30), by=by)
    clocks.extend(thirty, on=TODAY, reason="Phức tạp", by=by, amount=5)
    clocks.stop(thirty, on=TODAY, by=by)

    assert [step[0] for step in steps(thirty)] == [
        StepKind.STARTED,
        StepKind.SUSPENDED,
        StepKind.RESUMED,
        StepKind.EXTENDED,
        StepKind.STOPPED,
    ]


def test_clock_is_read_under_its_lock(thirty):
    with transaction.atomic():
        locked = clocks.live(subject_of(thirty), KIND)
        with connection.cursor() as cursor:
            cursor.execute("SELECT mode FROM pg_locks WHERE relation = 'deadlines_clock'::regclass AND granted")
            assert ("RowShareLock",) in cursor.fetchall()
    assert locked == thirty


def subject_of(clock):
    return TrackedLimitFactory._meta.model.objects.get(pk=clock.subject_id)
