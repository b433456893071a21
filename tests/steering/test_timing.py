"""A task's clock: it runs to the day that was set, waits for whoever must act, and moves the task's own due date."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from deadlines import subjects
from deadlines.enums import ClockState, StepKind
from deadlines.models import Clock, Extension
from steering import services
from steering.models import Task
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory
from tests.factories.steering import TaskFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

TODAY = date(2020, 11, 2)


@pytest.fixture
def task(committee, front, clerk):
    return services.assign_task(
        title="Giám sát 6 QCDC", assigned_by=committee, lead=front, supporters=[], assigned_on=date(2020, 9, 23),
        due_on=date(2020, 11, 30), by=clerk,
    )  # fmt: skip


def clock_of(task: Task) -> Clock:
    return Clock.objects.of(task).select_related("kind").get()


def waits(task: Task) -> tuple[int, str]:
    clock = clock_of(task)
    return clock.body_id, clock.duty


def steps(task: Task) -> list[tuple[str, date, date]]:
    return [(step.kind, step.on, step.due_to) for step in clock_of(task).steps.order_by("pk")]


def test_a_new_task_has_one_clock_to_its_due_date_that_waits_for_the_lead_body(task, committee, front, clerk):
    clock = clock_of(task)

    assert (clock.kind.code, clock.title, clock.url) == ("steering.task", task.title, task.get_absolute_url())
    assert (clock.started_on, clock.fixed_on, clock.due_on) == (task.assigned_on, task.due_on, task.due_on)
    assert (clock.body, clock.above, clock.duty) == (front, committee, "steering.report")
    assert [(step.kind, step.by) for step in clock.steps.all()] == [(StepKind.STARTED, clerk)]


def test_the_clock_waits_for_confirmation_once_the_task_is_reported_and_for_the_lead_when_it_is_sent_back(
    task, committee, front, reporter, clerk
):
    services.report_progress(task=task, text="Đã họp", percent=30, by=reporter)
    assert waits(task) == (front.pk, "steering.report")

    services.report_progress(task=task, text="Xong", percent=100, by=reporter)
    assert waits(task) == (committee.pk, "steering.decide")

    services.send_back(task=task, reason="thiếu biên bản", by=clerk)
    assert waits(task) == (front.pk, "steering.report")


def test_confirmation_stops_the_clock_on_its_day(task, reporter, clerk):
    services.report_progress(task=task, text="Xong", percent=100, by=reporter, reported_on=date(2020, 10, 30))
    services.sign_off(task=task, by=clerk, on=date(2020, 11, 1))

    clock = clock_of(task)
    assert (clock.state, clock.ended_on) == (ClockState.STOPPED, date(2020, 11, 1))


def test_a_cancelled_task_has_a_cancelled_clock_with_the_reason(task, clerk):
    services.cancel(task=task, reason="trùng", by=clerk)

    clock = clock_of(task)
    assert (clock.state, clock.ended_on) == (ClockState.CANCELLED, TODAY)
    assert clock.steps.get(kind=StepKind.CANCELLED).reason == "trùng"


def test_an_extension_moves_clock_task_and_stakes_alike(task, clerk):
    services.extend(task=task, due_on=date(2020, 12, 15), reason="dịch", by=clerk, on=date(2020, 10, 1))

    task.refresh_from_db()
    assert {task.due_on, clock_of(task).due_on, *task.stakes.values_list("due_on", flat=True)} == {date(2020, 12, 15)}
    assert steps(task) == [
        (StepKind.STARTED, date(2020, 9, 23), date(2020, 11, 30)),
        (StepKind.EXTENDED, date(2020, 10, 1), date(2020, 12, 15)),
    ]


def test_a_correction_reaches_title_lead_and_due_date_of_the_clock(task, front, clerk, commune):
    other = BodyFactory(unit=commune)

    services.edit_task(
        task=task, title="Giám sát 7 QCDC", note="", period_note="", lead=other, supporters=[],
        due_on=date(2020, 12, 1), by=clerk,
    )  # fmt: skip

    clock = clock_of(task)
    assert (clock.title, clock.body, clock.due_on) == ("Giám sát 7 QCDC", other, date(2020, 12, 1))
    assert steps(task)[-1] == (StepKind.CORRECTED, TODAY, date(2020, 12, 1))


def test_another_lead_of_a_reported_task_leaves_the_clock_with_who_must_confirm(task, committee, reporter, clerk):
    services.report_progress(task=task, text="Xong", percent=100, by=reporter)

    services.edit_task(
        task=task, title=task.title, note="", period_note="", lead=BodyFactory(unit=committee.unit), supporters=[],
        due_on=task.due_on, by=clerk,
    )  # fmt: skip

    assert waits(task) == (committee.pk, "steering.decide")


def test_a_clock_that_moves_by_itself_takes_its_task_along_and_no_other():
    moved, other, done = TaskFactory(), TaskFactory(), TaskFactory(done=True)
    keys = [moved.pk, other.pk, done.pk]
    Clock.objects.filter(subject_id__in=[moved.pk, done.pk]).update(due_on=date(2020, 12, 24))

    subjects.get("steering.task").moved(keys)

    assert [Task.objects.get(pk=pk).due_on for pk in keys] == [date(2020, 12, 24), other.due_on, done.due_on]


def test_due_dates_as_known_on_a_day_are_found_by_index(task, clerk):
    services.extend(task=task, due_on=date(2020, 12, 15), reason="dịch", by=clerk, on=date(2020, 10, 1))
    known = Task.objects.with_due_on(date(2020, 9, 30)).filter(pk=task.pk)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    plan = known.explain()

    assert plan.count("Index Scan") == 3, plan
    assert "Seq Scan" not in plan, plan


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("clock_extension_goes_forward", {"to": date(2020, 11, 30), "due_to": date(2020, 11, 30), "reason": "mưa bão"}),
        ("clock_extension_amount_or_day", {"due_to": date(2020, 12, 1), "reason": "mưa bão"}),
        ("clock_extension_reason", {"to": date(2020, 12, 1), "due_to": date(2020, 12, 1), "reason": " "}),
    ],
)
def test_a_wrong_extension_cannot_be_stored(task, constraint, fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Extension.objects.create(
            clock=clock_of(task), on=date(2020, 11, 1), due_from=task.due_on, by=UserFactory(), **fields
        )
