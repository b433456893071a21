"""A change of the calendar while others work: nobody waits for ever, nobody's date stays on the old calendar."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction

from deadlines import applying, recounting
from deadlines.calendar_checks import Edit
from deadlines.enums import ChangeState, DayKind, StepKind
from deadlines.models import CalendarChange, CalendarDay, Clock, ClockStep, TrackedLimit
from deadlines.services import calendar, clocks
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import ClockFactory, RuleFactory, TrackedLimitFactory, accepted_calendar
from tests.factories.organizations import UnitFactory

pytestmark = pytest.mark.django_db(transaction=True)
DAY, START = date(2026, 3, 20), date(2026, 3, 16)
OLD, NEW = date(2026, 3, 23), date(2026, 3, 24)


@pytest.fixture
def admin():
    with transaction.atomic():
        accepted_calendar()
        return UserFactory(member_of=UnitFactory(), role=Role.SYSTEM_ADMIN)


@pytest.fixture
def draft(admin):
    return calendar.draft_change([Edit(DAY, DayKind.HOLIDAY, "Nghỉ thêm", "Thông báo số 1/TB")], "Nghỉ", by=admin)


class Elsewhere(threading.Thread):
    """Work on a connection of its own; what went wrong is raised by ``ended``."""

    def __init__(self, work):
        super().__init__(daemon=True)
        self.work, self.error = work, None
        self.start()

    def run(self):
        try:
            self.work()
        except BaseException as error:
            self.error = error
        finally:
            connection.close()

    def ended(self):
        self.join(30)
        assert not self.is_alive(), "it waits for ever"
        if self.error:
            raise self.error


def test_a_clock_started_with_the_old_calendar_meanwhile_is_counted_again(admin, draft, monkeypatch):
    with transaction.atomic():
        limit, rule = TrackedLimitFactory(), RuleFactory()
    started, applied = threading.Event(), threading.Event()

    def start():
        with transaction.atomic():
            ClockFactory(subject=limit, rule=rule, on=START)
            started.set()
            applied.wait(10)

    other = Elsewhere(start)
    started.wait(10)
    wait = applying._wait_for_writers
    monkeypatch.setattr(applying, "_wait_for_writers", lambda: (applied.set(), wait()))
    applying.carry_out(draft.pk, admin)
    other.ended()

    clock = Clock.objects.get()
    assert clock.due_on == NEW
    step = ClockStep.objects.get(kind=StepKind.RECOUNTED)
    assert (step.due_from, step.due_to, step.change) == (OLD, NEW, draft)
    draft.refresh_from_db()
    assert draft.move_count == 1


def test_two_workers_with_the_same_job_apply_it_once(admin, draft):
    with transaction.atomic():
        for _number in range(5):
            ClockFactory(rule=RuleFactory(), on=START)
    workers = [Elsewhere(lambda: applying.carry_out(draft.pk, admin)) for _number in range(2)]
    for worker in workers:
        worker.ended()

    assert CalendarDay.objects.filter(day=DAY).count() == 1
    assert ClockStep.objects.filter(change=draft).count() == 5
    assert set(Clock.objects.values_list("due_on", flat=True)) == {NEW}


def test_two_changes_of_one_day_at_one_moment_end_with_one_of_them(admin):
    edit = Edit(DAY, DayKind.HOLIDAY, "Nghỉ thêm", "Thông báo số 1/TB")
    drafts = [calendar.draft_change([edit], f"Nghỉ {number}", by=admin) for number in range(2)]
    workers = [Elsewhere(lambda change=change: applying.carry_out(change.pk, admin)) for change in drafts]
    for worker in workers:
        worker.join(30)

    assert ["soạn lại" in str(worker.error) for worker in workers if worker.error] == [True]
    assert CalendarChange.objects.filter(state=ChangeState.APPLIED).count() == 1


def test_a_verb_on_a_touched_record_waits_and_then_counts_with_the_new_calendar(admin, draft, monkeypatch):
    """The verb locks its record and then the clock, as the change does: it comes before or after, never between."""
    with transaction.atomic():
        clock = ClockFactory(rule=RuleFactory(), on=START)
    entered, original = threading.Event(), recounting.write

    def slow_write(found, change):
        entered.set()
        verb.join(0.5)
        assert verb.is_alive(), "the verb waits for the record"
        return original(found, change)

    def extend():
        entered.wait(10)
        with transaction.atomic():
            TrackedLimit.objects.select_for_update(no_key=True).get(pk=clock.subject_id)
            locked = Clock.objects.select_for_update(of=("self",), no_key=True).select_related("rule").get(pk=clock.pk)
            clocks.extend(locked, on=START, amount=1, counted_in="working_days", reason="Phức tạp", by=admin)

    monkeypatch.setattr(recounting, "write", slow_write)
    verb = Elsewhere(extend)
    applying.carry_out(draft.pk, admin)
    verb.ended()

    clock.refresh_from_db()
    assert clock.due_on == date(2026, 3, 25)
