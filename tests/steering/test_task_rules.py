"""What the database refuses about tasks, whoever writes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from steering.enums import Position, TaskStatus
from steering.models import (
    Committee,
    CommitteeMember,
    ProgressReport,
    Reorganisation,
    Task,
    TaskStake,
    TaskState,
    TaskSupporter,
)
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory, days
from tests.factories.steering import (
    CommitteeBodyFactory,
    CommitteeFactory,
    CommitteeMemberFactory,
    ProgressReportFactory,
    TaskFactory,
)

pytestmark = pytest.mark.django_db

WRONG_TASKS = [
    ("task_title_not_blank", {"title": " "}),
    ("task_due_not_before_assigned", {"due_on": date(2020, 9, 22)}),
    ("task_percent_at_most_100", {"percent": 101}),
    ("task_closed_has_day", {"status": TaskStatus.DONE, "percent": 100}),
    ("task_closed_has_day", {"closed_on": date(2020, 10, 1)}),
    ("task_done_is_complete", {"status": TaskStatus.DONE, "percent": 99, "closed_on": date(2020, 10, 1)}),
    ("task_origin_whole", {"origin_kind": "conferences.conference"}),
    ("task_origin_whole", {"origin_id": 5}),
]


@pytest.mark.parametrize(("constraint", "fields"), WRONG_TASKS)
def test_a_wrong_task_cannot_be_stored(constraint, fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        TaskFactory(**fields)


def test_a_task_has_a_known_status():
    task = TaskFactory()

    with pytest.raises(IntegrityError, match=r"task_status_known|task_closed_has_day"), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(status="lost")


def test_a_code_names_one_task():
    TaskFactory(code="NV-2020-0001")

    with pytest.raises(IntegrityError, match="code"), transaction.atomic():
        TaskFactory(code="NV-2020-0001")


WRONG_REPORTS = [
    ("progress_text_not_blank", {"text": "\n "}),
    ("progress_percent_at_most_100", {"percent": 101}),
    ("progress_verdict_whole", {"verdict": "accepted"}),
    ("progress_verdict_whole", {"verdict_on": date(2020, 11, 1)}),
]


@pytest.mark.parametrize(("constraint", "fields"), WRONG_REPORTS)
def test_a_wrong_report_cannot_be_stored(constraint, fields):
    task = TaskFactory()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ProgressReportFactory(task=task, **fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("progress_return_has_reason", {"verdict": "returned", "verdict_on": date(2020, 11, 1)}),
        ("progress_verdict_not_before_report", {"verdict": "accepted", "verdict_on": date(2020, 10, 14)}),
    ],
)
def test_a_wrong_verdict_cannot_be_stored(constraint, fields):
    task = TaskFactory()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ProgressReportFactory(task=task, verdict_by=UserFactory(), **fields)


def test_a_body_supports_a_task_once_and_a_task_has_one_state_a_day():
    body = BodyFactory()
    task = TaskFactory(supporters=[body])

    with pytest.raises(IntegrityError, match="task_supporter_once"), transaction.atomic():
        TaskSupporter.objects.create(task=task, body=body)
    with pytest.raises(IntegrityError, match="task_state_once_a_day"), transaction.atomic():
        TaskState.objects.create(task=task, since=task.assigned_on, status=TaskStatus.DONE, percent=100)


def test_a_unit_has_one_open_stake_of_a_kind():
    task = TaskFactory()
    stake = task.stakes.order_by("pk").first()

    with pytest.raises(IntegrityError, match="task_stake_once"), transaction.atomic():
        TaskStake.objects.create(
            record=task, unit=stake.unit, body=stake.body, why=stake.why, since=stake.since,
            due_on=task.due_on, status=task.status,
        )  # fmt: skip


def test_stakes_carry_true_copies_whatever_is_written():
    task = TaskFactory()

    Task.objects.filter(pk=task.pk).update(due_on=date(2020, 12, 31), status=TaskStatus.IN_PROGRESS)
    TaskStake.objects.filter(record=task).update(due_on=date(1999, 1, 1), status="done")

    assert set(task.stakes.values_list("due_on", "status")) == {(date(2020, 12, 31), "progress")}


def test_one_committee_of_a_kind_works_in_a_unit_at_a_time():
    committee = CommitteeFactory(valid=days("2016-01-01", "2020-03-01"))

    CommitteeFactory(body=CommitteeBodyFactory(unit=committee.unit))
    with pytest.raises(IntegrityError, match="committee_one_of_a_kind"), transaction.atomic():
        CommitteeFactory(body=CommitteeBodyFactory(unit=committee.unit), valid=days("2020-02-28"))


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("member_name_not_blank", {"full_name": " "}),
        ("member_position_known", {"position": "boss"}),
        ("member_end_has_decision", {"valid": days("2020-03-01", "2020-04-01")}),
    ],
)
def test_a_wrong_member_cannot_be_stored(constraint, fields):
    committee = CommitteeFactory()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        CommitteeMemberFactory(committee=committee, **fields)


def test_nobody_sits_twice_on_a_committee():
    committee, user = CommitteeFactory(), UserFactory()
    CommitteeMemberFactory(committee=committee, full_name="Nguyễn Văn An", user=user)

    with pytest.raises(IntegrityError, match="member_once"), transaction.atomic():
        CommitteeMemberFactory(committee=committee, full_name="NGUYỄN  VĂN AN")
    with pytest.raises(IntegrityError, match="member_account_once"), transaction.atomic():
        CommitteeMemberFactory(committee=committee, full_name="Tên khác", user=user)
    CommitteeMemberFactory(committee=committee, full_name="Nguyễn Vân An")
    CommitteeMemberFactory(committee=CommitteeFactory(commune=UnitFactory()), full_name="Nguyễn Văn An", user=user)


def test_a_committee_has_one_head_at_a_time():
    committee = CommitteeFactory()
    CommitteeMemberFactory(committee=committee, position=Position.HEAD)

    with pytest.raises(IntegrityError, match="member_one_head"), transaction.atomic():
        CommitteeMemberFactory(committee=committee, position=Position.HEAD)


def test_every_reorganisation_has_a_day_of_its_own_and_a_decision():
    committee = CommitteeFactory()

    with pytest.raises(IntegrityError, match="reorganisation_once_a_day"), transaction.atomic():
        Reorganisation.objects.create(committee=committee, on=committee.valid.lower, decision_text="QĐ 2")
    with pytest.raises(IntegrityError, match="reorganisation_has_decision"), transaction.atomic():
        Reorganisation.objects.create(committee=committee, on=date(2021, 1, 1), decision_text=" ")


MODELS = [Committee, CommitteeMember, ProgressReport, Reorganisation, Task, TaskSupporter]


@pytest.mark.parametrize("model", MODELS)
def test_every_constraint_has_a_sentence_for_people(model):
    for constraint in model._meta.constraints:
        assert constraint.violation_error_message != constraint.default_violation_error_message, constraint.name
