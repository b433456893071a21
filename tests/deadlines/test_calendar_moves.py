"""Changes of the calendar move exactly the clocks that they touch, and undoing puts every date back."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from deadlines import applying, calendars, counting, recounting, telling
from deadlines.calendar_checks import Edit
from deadlines.counting import Calendar, Limit, More, Pause, SpecialDay
from deadlines.enums import ChangeState, DayKind, LimitUnit, StepKind
from deadlines.models import CalendarDay, CalendarMove, CalendarYear, Clock, ClockStep
from deadlines.services import calendar, clocks
from notices.models import Notice, Outbox
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import ClockFactory, RuleFactory, accepted_calendar
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.support.clocks import many

BASIS = "Thông báo số 6150/TB-BLĐTBXH"
SPRING = date(2026, 3, 20)


def off(day, name="Nghỉ thêm", **more):
    return Edit(day, DayKind.HOLIDAY, name, BASIS, **more)


@pytest.fixture
def admin(db):
    return UserFactory(member_of=UnitFactory(), role=Role.SYSTEM_ADMIN)


@pytest.fixture
def commune(db):
    return UnitFactory(name="Quảng Tân")


def stored():
    """Everything of the clocks that a calendar decides."""
    return dict(Clock.objects.order_by("pk").values_list("pk", "due_on").iterator()), list(
        Clock.objects.order_by("pk").values_list("pk", "nominal_on", "provisional")
    )


def counted_anew():
    """Each clock by itself, the long way."""
    return {row.pk: clocks.counted(row, calendars.of_unit(row.unit_id)).due for row in Clock.objects.live()}


def done(edits, by, **more):
    change = calendar.draft_change(edits, "Lịch nghỉ thay đổi", by=by, **more)
    return applying.carry_out(change.pk, by)


def undone(change, by):
    return applying.carry_out(calendar.undo(change, by).pk, by)


def test_300_clocks_of_every_sort_move_as_if_counted_one_by_one_and_come_back(admin, commune):
    accepted_calendar()
    below = UnitFactory(kind__code="thon", parent=commune)
    elsewhere = UnitFactory(name="Dực Yên")
    many(300, [BodyFactory(unit=unit) for unit in (commune, below, elsewhere)], around=SPRING)
    before = stored()

    edits = [off(SPRING), off(date(2026, 3, 23)), Edit(date(2026, 3, 28), DayKind.SWAPPED_ON, "Làm bù", BASIS)]
    first = done(edits, admin)
    local = done([off(date(2026, 3, 24), "Ngày hội của xã")], admin, unit=commune)

    assert stored() != before
    assert stored()[0] == counted_anew()
    assert first.move_count > 30
    moved = set(local.moves.values_list("clock__unit", flat=True))
    assert moved == {commune.pk, below.pk}, "a unit's day holds for the unit and everything below, and nobody else"

    undone(local, admin)
    undone(first, admin)
    assert stored() == before
    assert {change.state for change in (first, local) if change.refresh_from_db() is None} == {ChangeState.UNDONE}
    assert not CalendarDay.objects.filter(basis=BASIS).exists()


def test_what_was_foreseen_is_what_moves(admin, commune):
    accepted_calendar()
    many(60, [BodyFactory(unit=commune)], around=SPRING)
    change = calendar.draft_change([off(SPRING)], "Nghỉ thêm", by=admin)
    before = stored()

    number = applying.forecast(change.pk)
    foreseen = set(change.moves.values_list("clock", "due_from", "due_to"))
    change.refresh_from_db()

    assert stored() == before
    assert not CalendarDay.objects.filter(day=SPRING).exists()
    assert (change.move_count, change.state) == (number, ChangeState.DRAFT)
    applying.carry_out(change.pk, admin)
    assert set(change.moves.values_list("clock", "due_from", "due_to")) == foreseen
    assert all(before[0][clock] == due_from for clock, due_from, _to in foreseen)


def test_each_moved_clock_remembers_the_change_and_may_owe_reminders(admin, commune):
    accepted_calendar()
    clock = ClockFactory(rule=RuleFactory(), on=date(2026, 3, 16), body=BodyFactory(unit=commune))
    Clock.objects.update(next_reminder_on=None)
    change = done([off(SPRING)], admin)

    step = ClockStep.objects.get(change=change)
    clock.refresh_from_db()
    assert (step.clock, step.kind, step.by) == (clock, StepKind.RECOUNTED, admin)
    assert (step.due_from, step.due_to) == (date(2026, 3, 23), date(2026, 3, 24))
    assert (clock.due_on, step.reason) == (step.due_to, change.reason)
    assert clock.next_reminder_on is not None


def test_a_suspended_clock_moves_and_does_not_remind(admin, commune):
    accepted_calendar()
    clock = ClockFactory(rule=RuleFactory(), on=date(2026, 3, 16), body=BodyFactory(unit=commune))
    clocks.suspend(clock, on=date(2026, 3, 18), reason="Chờ giám định", by=admin)
    done([off(SPRING)], admin)

    clock.refresh_from_db()
    assert (clock.due_on, clock.next_reminder_on) == (date(2026, 3, 24), None)


def test_a_named_day_moves_only_by_its_extensions_in_working_days(admin, commune):
    accepted_calendar()
    body = BodyFactory(unit=commune)
    plain, extended = (ClockFactory(on=date(2026, 3, 1), fixed_on=date(2026, 3, 16), body=body) for _n in range(2))
    clocks.extend(
        extended, on=date(2026, 3, 10), amount=5, counted_in=LimitUnit.WORKING_DAY, reason="Phức tạp", by=admin
    )
    change = done([off(SPRING)], admin)

    assert list(change.moves.values_list("clock", "due_to")) == [(extended.pk, date(2026, 3, 24))]
    plain.refresh_from_db()
    assert plain.due_on == date(2026, 3, 16)


def test_ended_clocks_stay_as_they_ended(admin, commune):
    accepted_calendar()
    clock = ClockFactory(rule=RuleFactory(), on=date(2026, 3, 16), body=BodyFactory(unit=commune))
    clocks.stop(clock, on=date(2026, 3, 17), by=admin)

    assert done([off(SPRING)], admin).move_count == 0


def test_accepting_a_year_settles_the_clocks_of_that_year_also_where_no_date_moves(admin, commune):
    clock = ClockFactory(rule=RuleFactory(), on=date(2026, 3, 16), body=BodyFactory(unit=commune))
    assert clock.provisional
    change = done([off(date(2026, 1, 1), "Tết Dương lịch")], admin, accepts_year=2026, basis=BASIS)

    clock.refresh_from_db()
    assert not clock.provisional
    assert (change.move_count, clock.steps.count()) == (0, 1)
    assert CalendarYear.objects.get().year == 2026

    undone(change, admin)
    clock.refresh_from_db()
    assert clock.provisional
    assert not CalendarYear.objects.exists()


def test_the_room_is_told_once_for_all_its_records(admin, commune, monkeypatch):
    accepted_calendar()
    many(40, [BodyFactory(unit=commune)], around=SPRING)
    told = []
    kind = recounting.subjects.get("deadlines.trackedlimit")
    monkeypatch.setitem(recounting.subjects._kinds, kind.kind, type(kind)(**{**vars(kind), "moved": told.append}))

    change = done([off(SPRING)], admin)

    assert [len(keys) for keys in told] == [change.move_count]
    assert told[0] == sorted(Clock.objects.filter(steps__change=change).values_list("subject_id", flat=True))


def test_a_task_keeps_the_date_of_its_clock(admin):
    """The copy that lists sort by follows in the same transaction."""
    from steering.models import Task
    from tests.factories.steering import TaskFactory

    accepted_calendar()
    task = TaskFactory()
    clock = Clock.objects.of(task).get()
    Clock.objects.filter(pk=clock.pk).update(
        rule=RuleFactory(), amount=5, counted_in="working_days", rolls=True, fixed_on=None,
        started_on=date(2026, 3, 16), nominal_on=date(2026, 3, 23), due_on=date(2026, 3, 23),
    )  # fmt: skip
    done([off(SPRING)], admin)

    assert Task.objects.get(pk=task.pk).due_on == date(2026, 3, 24)
    assert set(task.stakes.values_list("due_on", flat=True)) == {date(2026, 3, 24)}


def test_applying_asks_no_more_questions_for_more_clocks(admin, commune):
    accepted_calendar()
    body = BodyFactory(unit=commune)
    asked = []
    for number, day in ((20, date(2026, 3, 20)), (280, date(2026, 3, 23))):
        many(number, [body], around=SPRING, seed=number)
        with CaptureQueriesContext(connection) as captured:
            done([off(day)], admin)
        asked.append(len(captured))
    assert asked[1] <= asked[0]


def test_whoever_acts_is_told_once_how_many_of_the_own_limits_moved(admin, commune):
    accepted_calendar()
    body, other = BodyFactory(unit=commune), BodyFactory(unit=commune)
    clerk = UserFactory(member_of=commune, role=Role.CLERK)
    official = UserFactory(member_of=body, role=Role.OFFICIAL)
    auditor, stranger = UserFactory(member_of=body, role=Role.AUDITOR), UserFactory(member_of=UnitFactory())
    first, *_more, last = [
        ClockFactory(rule=RuleFactory(), on=date(2026, 3, 16), body=place) for place in (body, body, other)
    ]
    clocks.suspend(first, on=date(2026, 3, 18), reason="Chờ giám định", by=admin)
    ClockFactory(rule=RuleFactory(), on=date(2026, 4, 1), body=body)

    change = done([off(SPRING)], admin)

    notices = Notice.objects.filter(kind=telling.RECOUNTED)
    said = "Lịch làm việc thay đổi: {} thời hạn của anh/chị dịch chuyển"
    assert {row.recipient: row.subject for row in notices} == {clerk: said.format(3), official: said.format(2)}
    assert {(row.url, row.text) for row in notices} == {("/", change.reason)}
    assert not Notice.objects.filter(recipient__in=[auditor, stranger, admin]).exists()
    assert not Outbox.objects.filter(notice__in=notices).exists()

    late = UserFactory(member_of=other, role=Role.OFFICIAL)
    applying._settle_chunk(change, [last.pk], admin)
    notices = notices.all()
    assert notices.count() == 3
    assert notices.get(recipient=late).subject == said.format(1)

    undone(change, admin)
    assert notices.filter(recipient=clerk).count() == 2, "undoing is a change of its own"


def test_telling_costs_the_same_for_one_person_and_for_many(admin, commune):
    accepted_calendar()
    asked = []
    for people, day in ((1, date(2026, 3, 20)), (12, date(2026, 3, 23))):
        for number in range(people):
            body = BodyFactory(unit=UnitFactory(parent=commune))
            UserFactory(member_of=body, role=Role.OFFICIAL)
            many(20 + number, [body], around=SPRING, seed=number)
        with CaptureQueriesContext(connection) as captured:
            done([off(day)], admin)
        asked.append(len(captured))
    assert asked[1] <= asked[0]
    assert Notice.objects.filter(kind=telling.RECOUNTED).count() > 10


def test_the_job_may_run_twice(admin, commune):
    accepted_calendar()
    many(40, [BodyFactory(unit=commune)], around=SPRING)
    change = calendar.draft_change([off(SPRING)], "Nghỉ thêm", by=admin)
    applying.carry_out(change.pk, admin)
    after, steps = stored(), ClockStep.objects.count()

    applying.carry_out(change.pk, admin)

    assert (stored(), ClockStep.objects.count()) == (after, steps)
    assert CalendarDay.objects.filter(day=SPRING).count() == 1


DAYS = st.dates(date(2026, 1, 5), date(2026, 6, 26))


def kind_for(day):
    return DayKind.SWAPPED_ON if day.weekday() > 4 else DayKind.SWAPPED_OFF


@pytest.mark.django_db
@settings(max_examples=12)
@given(days=st.sets(DAYS, min_size=1, max_size=8), seed=st.integers(0, 10_000))
def test_apply_and_undo_restore_every_date_for_random_clocks_and_edits(days, seed):
    with transaction.atomic():
        commune = UnitFactory()
        admin = UserFactory(member_of=commune, role=Role.SYSTEM_ADMIN)
        accepted_calendar(2026, 2027)
        many(40, [BodyFactory(unit=commune)], around=SPRING, spread=80, seed=seed)
        there = set(CalendarDay.objects.values_list("day", flat=True))
        before = stored()

        edits = [
            Edit(day, None) if day in there else Edit(day, kind_for(day), "Thử", BASIS) for day in sorted(days)
        ]  # fmt: skip
        change = done(edits, admin)
        assert stored()[0] == counted_anew()
        assert change.move_count == sum(due != before[0][pk] for pk, due in stored()[0].items())

        undone(change, admin)
        assert stored() == before
        transaction.set_rollback(True)


LIMITS = st.builds(
    Limit,
    st.integers(0, 60),
    st.sampled_from([LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY]),
    rolls=st.booleans(),
) | st.builds(Limit, st.integers(0, 14), st.just(LimitUnit.MONTH), rolls=st.booleans())
MORE = st.builds(More, st.integers(1, 20), st.sampled_from([LimitUnit.WORKING_DAY, LimitUnit.MONTH]))
ORDINARY = st.dictionaries(
    DAYS, st.sampled_from([SpecialDay(DayKind.HOLIDAY, "Nghỉ"), SpecialDay(DayKind.SWAPPED_ON, "Làm")]), max_size=10
)


@given(LIMITS, DAYS, ORDINARY, DAYS, DAYS, st.integers(1, 20), st.lists(MORE, max_size=2))
def test_adding_a_holiday_never_moves_a_due_date_earlier(limit, start, special, new, first, length, more):
    pauses = [Pause(first, first + timedelta(days=length))]
    before = counting.due(limit, start, Calendar(special), pauses, more)
    after = counting.due(
        limit, start, Calendar({**special, new: SpecialDay(DayKind.HOLIDAY, "Mới")}), pauses, more
    )  # fmt: skip

    assert after.due >= before.due


def test_moves_are_kept_once_for_each_clock(admin, commune):
    accepted_calendar()
    many(40, [BodyFactory(unit=commune)], around=SPRING)
    change = done([off(SPRING)], admin)

    assert CalendarMove.objects.filter(change=change).count() == change.move_count
    assert set(change.moves.values_list("clock")) == set(ClockStep.objects.filter(change=change).values_list("clock"))
