"""Asking for work and calling it off."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from audit.services import history
from common.errors import Refused
from jobs import services
from jobs.enums import JobState
from jobs.models import Job
from tests.factories.accounts import UserFactory
from tests.factories.jobs import JobFactory
from tests.factories.organizations import UnitFactory

from . import kinds  # noqa: F401 (registers them)

pytestmark = pytest.mark.django_db


def test_asked_for_work_waits_in_the_queue_and_is_remembered():
    person, unit = UserFactory(), UnitFactory()

    job = services.enqueue("tests.echo", key="a", by=person, unit_id=unit.pk, answer=7)

    job.refresh_from_db()
    assert (job.state, job.args, job.created_by, job.unit) == (JobState.QUEUED, {"answer": 7}, person, unit)
    assert history(job)[0].text == f"{person.full_name} yêu cầu: Trả lời"


def test_asking_again_while_it_is_not_finished_gives_the_same_work():
    first = services.enqueue("tests.echo", key="a", by=UserFactory())

    assert services.enqueue("tests.echo", key="a", by=UserFactory()) == first
    assert services.enqueue("tests.echo", key="b", by=None) != first


def test_many_pieces_are_asked_for_in_a_few_statements(django_assert_max_num_queries):
    JobFactory(kind="tests.echo", key="7", args={"answer": 0})

    with django_assert_max_num_queries(3):
        services.enqueue_many("tests.echo", {str(n): {"answer": n} for n in range(300)}, by=None)

    made = Job.objects.filter(in_bulk=True)
    assert made.count() == 299
    assert Job.objects.get(key="8").args == {"answer": 8}


def test_asking_again_afterwards_gives_new_work():
    done = JobFactory(kind="tests.echo", key="a", succeeded=True)

    assert services.enqueue("tests.echo", key="a", by=None) != done


def test_a_kind_that_nobody_registered_is_an_error_of_the_programmer():
    with pytest.raises(LookupError, match=r"tests\.unknown"):
        services.enqueue("tests.unknown", key="a", by=None)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_ask_for_the_same_at_once_share_the_work():
    person, found, errors = UserFactory(), [], []

    def ask():
        try:
            found.append(services.enqueue("tests.echo", key="a", by=person).pk)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert len(found) == 4
    assert len(set(found)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_does_not_keep_anybody_from_asking(monkeypatch, caplog):
    from kombu.exceptions import OperationalError

    def unreachable(*_args, **_options):
        raise OperationalError("connection refused")

    monkeypatch.setattr("jobs.tasks.run_next.apply_async", unreachable)

    job = services.enqueue("tests.echo", key="a", by=UserFactory())

    assert job.state == JobState.QUEUED
    assert "connection refused" in caplog.text


@pytest.mark.parametrize("state", [{}, {"running": True}])
def test_only_the_person_who_asked_calls_work_off(state):
    job = JobFactory(**state)

    with pytest.raises(PermissionDenied):
        services.cancel(job=job, by=UserFactory())
    services.cancel(job=job, by=job.created_by)

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert job.lease_until is None


def test_finished_work_cannot_be_called_off():
    job = JobFactory(succeeded=True)

    with pytest.raises(Refused, match="đã kết thúc"):
        services.cancel(job=job, by=job.created_by)


def test_work_is_seen_by_those_who_asked_and_by_those_above_its_unit():
    province = UnitFactory(kind__code="tinh")
    commune = UnitFactory(parent=province)
    above, beside = UserFactory(member_of=province), UserFactory(member_of=UnitFactory(parent=province))
    job, private = JobFactory(unit=commune), JobFactory()

    assert set(Job.objects.visible_to(job.created_by)) == {job}
    assert set(Job.objects.visible_to(above)) == {job}
    assert set(Job.objects.visible_to(beside)) == set()
    assert set(Job.objects.visible_to(private.created_by)) == {private}


@pytest.mark.parametrize(
    ("state", "broken", "constraint"),
    [
        ({}, {"key": " "}, "job_key_not_blank"),
        ({}, {"progress": 101}, "job_progress_in_percent"),
        ({}, {"state": "running"}, "job_running_has_a_lease"),
        ({"running": True}, {"lease_until": None}, "job_running_has_a_lease"),
        ({"succeeded": True}, {"finished_at": None}, "job_finished_has_its_moment"),
        ({"succeeded": True}, {"result": None}, "job_succeeded_has_a_result"),
        ({"failed": True}, {"result": {}}, "job_succeeded_has_a_result"),
        ({"failed": True}, {"error": ""}, "job_failed_says_why"),
    ],
)
def test_the_database_refuses_a_wrong_job(state, broken, constraint):
    job = JobFactory(**state)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**broken)


def test_the_database_keeps_one_unfinished_job_for_a_kind_and_key():
    job = JobFactory(running=True)
    JobFactory(kind=job.kind, key=job.key, succeeded=True)

    with pytest.raises(IntegrityError, match="job_one_unfinished"), transaction.atomic():
        JobFactory(kind=job.kind, key=job.key)
