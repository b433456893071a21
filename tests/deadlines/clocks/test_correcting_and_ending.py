"""A clock is corrected, waits for somebody else, and ends once; every step is remembered."""

from datetime import date

import pytest
from django.db import connection, transaction

from deadlines.enums import ClockState, StepKind
from deadlines.models import Clock, ClockStep
from deadlines.services import clocks
from tests.factories.deadlines import (
    ClockFactory,
)
from tests.factories.organizations import BodyFactory

from .lives import KIND, TODAY, again, refused, steps, subject_of

pytestmark = pytest.mark.django_db


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
