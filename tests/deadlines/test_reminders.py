"""Which reminders are owed: by state and date, once for each clock, step, due date and person."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from deadlines import applying, duties, reminding
from deadlines.calendar_checks import Edit
from deadlines.counting import Calendar
from deadlines.enums import Bound, DayKind, LimitUnit, StepKind
from deadlines.models import Clock, Reminder, ReminderStep
from deadlines.services import calendar, clocks
from organizations.enums import Role
from organizations.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import CalendarDayFactory, RuleFactory
from tests.factories.organizations import BodyFactory, UnitFactory

from .places import DUTY, Commune, commune, on, step

pytestmark = pytest.mark.django_db
DUE = date(2020, 9, 30)  # a Wednesday


@pytest.fixture
def here() -> Commune:
    return commune()


def marked() -> list[tuple[int, str, date]]:
    """Who was marked for which step of which due date."""
    rows = Reminder.objects.order_by("due_on", "step__offset", "recipient")
    return list(rows.values_list("recipient", "step__code", "due_on"))


def run(*day: int) -> list[tuple[int, str, date]]:
    with on(*day):
        assert reminding.mark_owed()
    return marked()


# -- when


def test_a_step_is_marked_on_its_day_and_not_before(here):
    step(-3), step(0)
    with on(2020, 9, 1):
        here.clock(DUE)

    assert run(2020, 9, 26) == []
    assert run(2020, 9, 27) == [(here.holder.pk, "holder-3", DUE)]
    assert run(2020, 9, 29) == [(here.holder.pk, "holder-3", DUE)]
    assert [code for _who, code, _due in run(2020, 9, 30)] == ["holder-3", "holder0"]


def test_a_run_that_is_days_late_marks_what_is_still_owed_and_nothing_twice(here):
    step(-3), step(0), step(1), step(7, "above", escalates=True)
    with on(2020, 9, 1):
        here.clock(DUE)

    late = run(2020, 10, 5)

    assert [code for _who, code, _due in late] == ["holder-3", "holder0", "holder1"]
    assert run(2020, 10, 5) == run(2020, 10, 6) == late
    assert run(2020, 10, 30)[-1] == (here.above.pk, "above7", DUE)


@pytest.mark.parametrize(
    ("entered", "owed"),
    [
        ((2020, 9, 27), ["holder-3"]),
        ((2020, 9, 28), []),
        ((2020, 9, 30), ["holder0"]),
        ((2020, 10, 2), ["holder0", "holder1"]),
    ],
)
def test_a_step_before_the_due_date_that_was_past_when_the_clock_was_entered_is_not_owed(here, entered, owed):
    step(-3), step(0), step(1)
    with on(*entered):
        here.clock(DUE)
        reminding.mark_owed()

    assert [code for _who, code, _due in marked()] == owed


def test_steps_in_working_days_follow_the_calendar_of_the_unit(here):
    step(-3, counted_in=LimitUnit.WORKING_DAY), step(2, counted_in=LimitUnit.WORKING_DAY)
    CalendarDayFactory(day=date(2020, 9, 28))  # a holiday of the whole country
    CalendarDayFactory(day=date(2020, 10, 1), unit=here.body.unit)
    CalendarDayFactory(day=date(2020, 10, 3), unit=here.body.unit, kind=DayKind.SWAPPED_ON, name="làm bù")
    CalendarDayFactory(day=date(2020, 10, 2), unit=UnitFactory())  # of somebody else
    with on(2020, 9, 1):
        clock = here.clock(DUE)
        reminding.mark_owed()

    clock.refresh_from_db()
    assert clock.next_reminder_on == date(2020, 9, 24)  # 29/9, 25/9, 24/9
    run(2020, 9, 24)
    clock.refresh_from_db()
    assert clock.next_reminder_on == date(2020, 10, 3)  # 2/10, then the Saturday


def test_a_new_holiday_moves_the_steps_in_working_days_of_clocks_that_do_not_move(here):
    step(-2, counted_in=LimitUnit.WORKING_DAY)
    admin = UserFactory(member_of=UnitFactory(), role=Role.SYSTEM_ADMIN)
    with on(2020, 9, 1):
        here.clock(DUE)
        reminding.mark_owed()
        holiday = Edit(date(2020, 9, 29), DayKind.HOLIDAY, "Nghỉ thêm", "Thông báo số 1/TB")
        change = calendar.draft_change([holiday], "Nghỉ thêm một ngày", by=admin)
        applying.carry_out(change.pk, admin)

    assert run(2020, 9, 24) == []
    assert run(2020, 9, 25) == [(here.holder.pk, "holder-2", DUE)]  # without the holiday 28/9


@given(st.integers(-365, 365), st.dates(date(2019, 1, 1), date(2027, 12, 31)))
def test_working_days_of_a_step_agree_with_a_list_of_them(offset, due_on):
    found = reminding.day_of(ReminderStep(offset=offset, counted_in=LimitUnit.WORKING_DAY), due_on, Calendar())

    first, last = min(found, due_on), max(found, due_on)
    between = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    counted = [day for day in between if day != due_on and day.weekday() < 5]
    assert len(counted) == abs(offset)
    assert (found > due_on) - (found < due_on) == (offset > 0) - (offset < 0)
    assert offset == 0 or found.weekday() < 5


@pytest.mark.parametrize("unit", [LimitUnit.CALENDAR_DAY, LimitUnit.WORKING_DAY])
def test_a_step_beyond_the_last_year_never_comes_and_holds_up_nobody(here, unit):
    step(1, counted_in=unit)
    with on(2020, 9, 1):
        clock = here.clock(date.max)
        assert reminding.mark_owed()

    clock.refresh_from_db()
    assert clock.next_reminder_on == date.max


def test_a_step_that_is_not_in_use_does_not_remind(here):
    step(0, in_use=False)
    with on(2020, 9, 1):
        clock = here.clock(DUE)

    assert run(2020, 9, 30) == []
    clock.refresh_from_db()
    assert clock.next_reminder_on is None


def test_a_minimum_reminds_on_its_day_alone(here):
    step(-3), step(0), step(1), step(0, "leader", escalates=True)
    rule = RuleFactory(amount=30, counted_in=LimitUnit.CALENDAR_DAY, bound=Bound.MINIMUM, rolls=False)
    with on(2020, 9, 1):
        clock = here.clock_by(rule, date(2020, 9, 1))

    assert clock.due_on == date(2020, 10, 2)
    assert run(2020, 10, 1) == []
    assert run(2020, 10, 20) == [(here.holder.pk, "holder0", date(2020, 10, 2))]


def test_a_limit_before_an_event_reminds_like_any_other(here):
    step(-1), step(0), step(1)
    rule = RuleFactory(direction="before")
    with on(2020, 9, 1):
        clock = here.clock_by(rule, date(2020, 9, 30))

    assert clock.due_on == date(2020, 9, 23)
    assert [code for _who, code, _due in run(2020, 9, 24)] == ["holder-1", "holder0", "holder1"]


# -- what happens to a clock


def test_an_extended_clock_owes_again(here):
    step(0)
    with on(2020, 9, 1):
        clock = here.clock(DUE)
    run(2020, 9, 30)

    with on(2020, 9, 30):
        clocks.extend(clock, on=date(2020, 9, 30), reason="Mưa lũ", by=here.leader, to=date(2020, 10, 10))

    assert run(2020, 10, 9) == [(here.holder.pk, "holder0", DUE)]
    assert run(2020, 10, 10) == [(here.holder.pk, "holder0", DUE), (here.holder.pk, "holder0", date(2020, 10, 10))]


@pytest.mark.parametrize("end", [clocks.stop, clocks.cancel])
def test_an_ended_clock_owes_nothing(here, end):
    step(0), step(1)
    with on(2020, 9, 1):
        clock = here.clock(DUE)
        end(clock, on=date(2020, 9, 1), by=here.holder)

    assert run(2020, 10, 30) == []


def test_a_suspended_clock_owes_nothing_until_it_runs_on(here):
    step(0)
    with on(2020, 9, 1):
        clock = here.clock_by(RuleFactory(amount=10), date(2020, 9, 1))
    with on(2020, 9, 3):
        clocks.suspend(clock, on=date(2020, 9, 3), reason="Chờ ý kiến", by=here.leader)
    assert run(2020, 9, 20) == []

    with on(2020, 9, 21):
        clocks.resume(clock, on=date(2020, 9, 21), by=here.leader)

    assert run(2020, 9, 22) == []
    assert run(2020, 10, 30) == [(here.holder.pk, "holder0", clock.due_on)]


def test_somebody_else_who_must_act_now_is_reminded_of_what_is_owed(here):
    step(0), step(1)
    other = BodyFactory(unit=here.body.unit)
    person = UserFactory(member_of=other)
    with on(2020, 9, 1):
        clock = here.clock(DUE)
    run(2020, 9, 30)

    with on(2020, 9, 30):
        clocks.wait_for(clock, body=other, duty="tests.act")

    assert run(2020, 9, 30) == [(here.holder.pk, "holder0", DUE), (person.pk, "holder0", DUE)]


def test_a_clock_that_came_back_to_a_due_date_owes_what_lapsed_meanwhile(here):
    step(0)
    with on(2020, 9, 1):
        clock = here.clock(DUE)
    run(2020, 9, 30)
    Reminder.objects.update(lapsed=True)

    with on(2020, 9, 30):
        reminding.look_again(Clock.objects.filter(pk=clock.pk))
    run(2020, 9, 30)

    assert Reminder.objects.waiting().count() == 1


def test_a_step_that_a_new_version_brings_holds_for_clocks_that_run_already(here, tmp_path):
    from deadlines import catalogue

    kinds = tmp_path / "kinds.toml"
    words = '[[kinds]]\ncode = "tests.clock"\nname_vi = "Thử"\nname_en = "Test"\nsteps = [{steps}]\n'
    one = '{ code = "dung-han", offset = 0, audience = "holder" }, '
    kinds.write_text(words.replace("{steps}", one))
    catalogue.load_kinds(kinds)
    with on(2020, 9, 1):
        clock = here.clock(DUE)
    run(2020, 9, 30)
    clock.refresh_from_db()
    assert clock.next_reminder_on is None

    with on(2020, 10, 5):
        catalogue.load_kinds(kinds)
        clock.refresh_from_db()
        assert clock.next_reminder_on is None
        kinds.write_text(words.replace("{steps}", one + '{ code = "qua-han", offset = 3, audience = "holder" }'))
        catalogue.load_kinds(kinds)

    assert [code for _who, code, _due in run(2020, 10, 5)] == ["dung-han", "qua-han"]


def test_looking_again_leaves_clocks_alone_that_do_not_run(here):
    with on(2020, 9, 1):
        clock = here.clock(DUE)
        clocks.stop(clock, on=date(2020, 9, 1), by=here.holder)
        reminding.look_again(Clock.objects.all())

    clock.refresh_from_db()
    assert clock.next_reminder_on is None


# -- whom


@pytest.mark.parametrize(("audience", "who"), [("holder", "holder"), ("leader", "leader"), ("above", "above")])
def test_each_audience_is_reached_by_its_role(here, audience, who):
    UserFactory(member_of=here.body, role=Role.MEMBER)
    step(0, audience)
    with on(2020, 9, 1):
        here.clock(DUE)

    assert [person for person, _code, _due in run(2020, 9, 30)] == [getattr(here, who).pk]


def test_leaders_who_may_act_themselves_hear_only_when_it_is_their_turn(here, monkeypatch):
    """One mail for whoever does the work; a leader who may do it too is not flooded with everything of the body."""
    monkeypatch.setitem(duties._duties, DUTY, duties.Duty(DUTY, "Làm", (Role.OFFICIAL, Role.LEADER)))
    step(0), step(1, "leader", escalates=True)
    with on(2020, 9, 1):
        here.clock(DUE)

    assert [person for person, _code, _due in run(2020, 9, 30)] == [here.holder.pk]
    assert [person for person, _code, _due in run(2020, 10, 1)] == [here.holder.pk, here.leader.pk]


@pytest.mark.parametrize(
    ("gone", "audience", "who"),
    [
        (["holder"], "holder", "leader"),
        (["holder", "leader"], "holder", "above"),
        (["leader"], "leader", "above"),
    ],
)
def test_where_nobody_is_the_reminder_climbs(here, gone, audience, who):
    for name in gone:
        Membership.objects.filter(user=getattr(here, name)).delete()
    step(0, audience)
    with on(2020, 9, 1):
        here.clock(DUE)

    assert [person for person, _code, _due in run(2020, 9, 30)] == [getattr(here, who).pk]


def test_where_nobody_is_anywhere_it_is_tried_again_every_day_and_nothing_is_lost(here):
    Membership.objects.all().delete()
    step(0)
    with on(2020, 9, 1):
        clock = here.clock(DUE)
    assert run(2020, 9, 30) == []
    clock.refresh_from_db()
    assert clock.next_reminder_on == date(2020, 10, 1)

    newcomer = UserFactory(member_of=here.body)

    assert run(2020, 10, 4) == [(newcomer.pk, "holder0", DUE)]


def test_the_body_that_a_clock_names_above_hears_of_it(here):
    office = BodyFactory(unit=here.body.unit)
    people = {UserFactory(member_of=office, role=role).pk for role in (Role.LEADER, Role.CLERK)}
    UserFactory(member_of=office, role=Role.OFFICIAL)
    step(0, "above")
    with on(2020, 9, 1):
        here.clock(DUE, above=office)

    assert {person for person, _code, _due in run(2020, 9, 30)} == people


def test_leaders_of_other_bodies_of_the_unit_above_hear_only_when_nobody_nearer_does(here):
    front = BodyFactory(unit=here.above.memberships.get().unit, kind__code="mttq")
    other = UserFactory(member_of=front, role=Role.LEADER)
    step(0, "above")
    with on(2020, 9, 1):
        here.clock(DUE)
    assert [person for person, _code, _due in run(2020, 9, 30)] == [here.above.pk]

    Membership.objects.filter(user=here.above).delete()
    Reminder.objects.all().delete()
    with on(2020, 9, 30):
        reminding.look_again(Clock.objects.all())

    assert [person for person, _code, _due in run(2020, 9, 30)] == [other.pk]


def test_closed_accounts_former_members_and_members_to_come_are_not_reached(here):
    here.holder.is_active = False
    here.holder.save()
    for start, end in ((date(2000, 1, 1), date(2020, 9, 30)), (date(2020, 10, 1), None)):
        person = UserFactory()
        Membership.objects.create(
            user=person, unit=here.body.unit, body=here.body, role=Role.OFFICIAL, valid=(start, end)
        )
    step(0)
    with on(2020, 9, 1):
        here.clock(DUE)

    assert [person for person, _code, _due in run(2020, 9, 30)] == [here.leader.pk]


def test_a_role_at_the_whole_unit_counts_for_its_bodies(here):
    person = UserFactory(member_of=here.body.unit)
    step(0)
    with on(2020, 9, 1):
        here.clock(DUE)

    assert {person for person, _code, _due in run(2020, 9, 30)} == {here.holder.pk, person.pk}


def test_a_duty_that_no_room_knows_any_more_goes_to_the_leader(here):
    step(0)
    with on(2020, 9, 1):
        clock = here.clock(DUE)
    Clock.objects.filter(pk=clock.pk).update(duty="gone.away")

    assert [person for person, _code, _due in run(2020, 9, 30)] == [here.leader.pk]


# -- how


def test_many_clocks_cost_as_many_queries_as_few(here, django_assert_num_queries):
    step(0), step(1, "leader"), step(1, "above", code="tren")
    with on(2020, 9, 1):
        for _number in range(3):
            here.clock(DUE)
    with on(2020, 10, 1), django_assert_num_queries(20):
        reminding.mark_owed()
    with on(2020, 10, 1):
        for _number in range(40):
            here.clock(DUE)
    with on(2020, 10, 1), django_assert_num_queries(20):
        reminding.mark_owed()

    assert Reminder.objects.count() == 43 * 3


def test_more_clocks_than_one_batch_are_all_marked(here, monkeypatch):
    monkeypatch.setattr(reminding, "BATCH", 4)
    step(0)
    with on(2020, 9, 1):
        for _number in range(10):
            here.clock(DUE)

    assert len(run(2020, 9, 30)) == 10


def test_the_history_of_a_clock_does_not_grow_by_reminding(here):
    step(0)
    with on(2020, 9, 1):
        clock = here.clock(DUE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM deadlines_clockevent WHERE pgh_obj_id = %s", [clock.pk])
        before = cursor.fetchone()
        run(2020, 9, 30)
        cursor.execute("SELECT count(*) FROM deadlines_clockevent WHERE pgh_obj_id = %s", [clock.pk])
        assert cursor.fetchone() == before
    assert list(clock.steps.values_list("kind", flat=True)) == [StepKind.STARTED]


@pytest.mark.django_db(transaction=True)
def test_three_workers_at_once_mark_each_reminder_once(monkeypatch):
    here = commune()
    monkeypatch.setattr(reminding, "BATCH", 5)
    step(0), step(0, "leader")
    with on(2020, 9, 1):
        for _number in range(30):
            here.clock(DUE)
    errors: list[Exception] = []

    def work() -> None:
        try:
            reminding.mark_owed()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    with on(2020, 9, 30):
        workers = [threading.Thread(target=work) for _ in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    assert errors == []
    assert Reminder.objects.count() == 60
    assert not Clock.objects.filter(next_reminder_on__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_a_clock_that_a_verb_holds_is_left_to_the_next_run():
    here = commune()
    step(0)
    with on(2020, 9, 1):
        clock = here.clock(DUE)
    held, go = threading.Event(), threading.Event()

    def verb() -> None:
        with transaction.atomic():
            Clock.objects.select_for_update(no_key=True).get(pk=clock.pk)
            held.set()
            go.wait(20)
        connection.close()

    worker = threading.Thread(target=verb)
    worker.start()
    held.wait(20)
    with on(2020, 9, 30):
        assert not reminding.mark_owed()
    go.set()
    worker.join()

    assert run(2020, 9, 30) == [(here.holder.pk, "holder0", DUE)]
