"""Who holds a job: claiming, renewing, giving back. The database's clock decides."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from jobs import leases, runner, services, tasks
from jobs.enums import JobState
from jobs.leases import LeaseLost
from jobs.models import Job
from tests.factories.jobs import MORNING, JobFactory

from . import kinds

pytestmark = pytest.mark.django_db


def seconds_left(job):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM lease_until - statement_timestamp()) FROM jobs_job WHERE id = %s", [job.pk]
        )
        return float(cursor.fetchone()[0])


def test_the_job_that_has_waited_longest_is_taken_for_twenty_seconds():
    JobFactory(queued_at=MORNING + timedelta(hours=1))
    oldest = JobFactory()
    JobFactory(running=True, queued_at=MORNING - timedelta(hours=1))

    job = leases.claim()

    assert job == oldest
    assert (job.state, job.attempt) == (JobState.RUNNING, 1)
    assert 19 < seconds_left(job) <= 20


def test_a_part_of_a_batch_lets_single_work_that_came_later_go_first():
    part = JobFactory(in_bulk=True)
    single = JobFactory(queued_at=MORNING + timedelta(hours=1))

    assert [leases.claim(), leases.claim()] == [single, part]


def test_nothing_is_taken_when_nothing_waits():
    JobFactory(running=True)

    assert leases.claim() is None


def test_renewing_holds_the_job_for_another_twenty_seconds():
    job = JobFactory(running=True, lease_until=Now() + timedelta(seconds=2))

    leases.renew(job, progress=30, step="Vẽ biểu đồ")

    assert 19 < seconds_left(job) <= 20
    job.refresh_from_db()
    assert (job.progress, job.step) == (30, "Vẽ biểu đồ")


@pytest.mark.parametrize(
    "meanwhile",
    [
        {"attempt": 2},
        {"state": JobState.QUEUED, "lease_until": None},
        {"state": JobState.CANCELLED, "lease_until": None, "finished_at": MORNING},
    ],
    ids=["another attempt", "back in the queue", "called off"],
)
def test_an_attempt_that_lost_the_job_writes_nothing(meanwhile):
    job = JobFactory(running=True)
    Job.objects.filter(pk=job.pk).update(**meanwhile)

    for write in (
        lambda: leases.renew(job, progress=99),
        lambda: leases.finish(job, {"answer": 1}),
        lambda: leases.fail(job, "Không được"),
    ):
        with pytest.raises(LeaseLost):
            write()
    job.refresh_from_db()
    assert (job.progress, job.result, job.error) == (0, None, "")


def test_what_must_happen_once_happens_with_the_result_or_not_at_all(monkeypatch):
    job = JobFactory(kind="tests.slow", running=True)

    def broken(_job, _result):
        raise ZeroDivisionError

    monkeypatch.setitem(leases.registry._kinds, "tests.slow", _with_done(broken))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        leases.finish(job, {"attempt": 1})

    job.refresh_from_db()
    assert (job.state, job.result) == (JobState.RUNNING, None)


def _with_done(done):
    return leases.registry.JobKind("tests.slow", kinds.slow, "Việc lâu", None, "", done)


def test_the_sweep_gives_back_what_expired_and_only_that():
    expired, alive = JobFactory(expired=True), JobFactory(running=True)

    assert leases.sweep() == 1

    expired.refresh_from_db()
    alive.refresh_from_db()
    assert (expired.state, expired.attempt, expired.lease_until) == (JobState.QUEUED, 1, None)
    assert alive.state == JobState.RUNNING


def test_after_the_fifth_attempt_a_job_fails_and_says_so():
    job = JobFactory(expired=True, attempt=5)

    leases.sweep()

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "Đã thử 5 lần" in job.error


def test_a_job_that_died_is_taken_again_with_the_next_attempt():
    job = JobFactory(expired=True)
    leases.sweep()

    assert leases.claim().attempt == 2
    with pytest.raises(LeaseLost):
        leases.finish(job, {"late": True})


def test_the_sweep_wakes_a_worker_for_each_job_that_waits_but_never_more_than_twenty(monkeypatch):
    hints = []
    monkeypatch.setattr(tasks, "hint", lambda: hints.append(1))
    JobFactory.create_batch(3)
    JobFactory(expired=True)

    tasks.sweep()
    assert len(hints) == 4

    JobFactory.create_batch(30)
    hints.clear()
    tasks.sweep()
    assert len(hints) == 20


def test_work_done_here_ends_with_its_result():
    job = JobFactory(args={"answer": 7})

    runner.run_here(job)

    assert (job.state, job.result, job.progress, job.lease_until) == (JobState.SUCCEEDED, {"answer": 7}, 100, None)


def test_a_refusal_is_told_in_its_own_words():
    assert runner.run_here(JobFactory(kind="tests.refuse")).error == "Không có số liệu của kỳ này."


def test_an_accident_is_logged_and_told_without_its_details(caplog):
    job = runner.run_here(JobFactory(kind="tests.break"))

    assert job.state == JobState.FAILED
    assert f"số việc {job.pk}" in job.error
    assert "secret detail" not in job.error
    assert "secret detail" in caplog.text


def test_a_kind_that_is_no_more_fails_instead_of_coming_back_for_ever():
    assert runner.run_here(JobFactory(kind="tests.gone")).state == JobState.FAILED


def test_a_lost_database_leaves_the_job_to_the_sweep(monkeypatch):
    from django.db import OperationalError

    def lose(*_args):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(leases, "finish", lose)

    assert runner.run_here(JobFactory()).state == JobState.RUNNING


@pytest.mark.parametrize(("waiting", "woken"), [(0, 0), (1, 0), (3, 1)])
def test_who_has_done_a_job_wakes_a_worker_for_the_next(monkeypatch, waiting, woken):
    hints = []
    monkeypatch.setattr(tasks, "hint", lambda: hints.append(1))
    JobFactory.create_batch(waiting)

    tasks.run_next()

    assert len(hints) == woken


@pytest.mark.parametrize("how", ["refused", "given up", "called off"])
def test_a_kind_is_told_once_that_nothing_came_of_its_work(tmp_path, how):
    log = tmp_path / "undone.txt"
    many = {"expired": how == "given up", "attempt": 5 if how == "given up" else 0}
    job = JobFactory(kind="tests.undone", args={"log": str(log)}, **many)

    if how == "refused":
        runner.run_here(job)
    elif how == "given up":
        leases.sweep()
    else:
        services.cancel(job=job, by=job.created_by)

    assert len(log.read_text().splitlines()) == 1


def test_a_kind_that_fails_even_at_noting_holds_up_nobody(tmp_path):
    job = JobFactory(kind="tests.undone", args={"log": str(tmp_path / "log"), "fail": 1}, expired=True, attempt=5)
    other = JobFactory(expired=True)

    leases.sweep()

    for one in (job, other):
        one.refresh_from_db()
    assert (job.state, other.state) == (JobState.FAILED, JobState.QUEUED)
