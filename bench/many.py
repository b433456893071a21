"""A commune with many tasks, made by INSERT … SELECT from one task that the services made."""

from __future__ import annotations

from accounts.models import User


def build(count: int) -> tuple[User, dict[str, str]]:
    """The clerk who looks, and the pages to look at."""
    from django.db import connection
    from django.urls import reverse

    from organizations.enums import Role
    from tests.factories.accounts import UserFactory
    from tests.factories.organizations import UnitFactory
    from tests.factories.steering import CommitteeFactory, TaskFactory

    province = UnitFactory(code="tinh", kind__code="tinh", name="Quảng Ninh")
    communes = [UnitFactory(code=f"xa-{n}", name=f"Xã số {n}", parent=province) for n in range(20)]
    committees = [CommitteeFactory(commune=commune) for commune in communes]
    tasks = [TaskFactory(assigned_by=committee.body) for committee in committees]
    with connection.cursor() as cursor:
        for task in tasks:
            _multiply(cursor, task.pk, count // len(tasks))
        cursor.execute("ANALYZE")
    clerk = UserFactory(username="tonghop", member_of=communes[0], role=Role.CLERK)
    return clerk, {
        "task list": reverse("steering:tasks"),
        "task list, overdue": reverse("steering:tasks") + "?han=overdue",
        "task list, words without accents": reverse("steering:tasks") + "?q=chi+bo+so+11",
        "task": reverse("steering:task", args=[tasks[0].code]),
        "conference list": reverse("conferences:list"),
        "dashboard": reverse("reports:dashboard"),
        "home": reverse("home"),
    }


def _multiply(cursor: object, pk: int, count: int) -> None:
    """Copies of a task with its states, stakes and clock; every third is done, due dates spread over two years."""
    execute = cursor.execute  # type: ignore[attr-defined]
    execute("SELECT coalesce(max(id), 0) FROM steering_task")
    start = cursor.fetchone()[0]  # type: ignore[attr-defined]
    copied = columns(cursor, "steering_task", without={"id", "code", "due_on", "status", "closed_on", "percent"})
    execute(
        f"INSERT INTO steering_task (id, code, due_on, status, percent, closed_on, {copied}) "
        f"SELECT %s + n, 'NV-2025-' || (%s + n), assigned_on + 30 + n %% 700, "
        f"CASE WHEN n %% 3 = 0 THEN 'done' ELSE 'progress' END, CASE WHEN n %% 3 = 0 THEN 100 ELSE 40 END, "
        f"CASE WHEN n %% 3 = 0 THEN assigned_on + 30 + n %% 700 END, {copied} "
        "FROM steering_task, generate_series(1, %s) n WHERE id = %s",
        [start, start, count, pk],
    )
    for table, key, extra in (
        ("steering_taskstate", "task_id", ""),
        ("steering_taskstake", "record_id", ""),
    ):
        others = columns(cursor, table, without={"id", key})
        execute(
            f"INSERT INTO {table} ({key}, {others}) SELECT %s + n, {others} FROM {table}, generate_series(1, %s) n "
            f"WHERE {key} = %s {extra}",
            [start, count, pk],
        )
    _run_clocks(cursor, pk, start)


def _run_clocks(cursor: object, pk: int, start: int) -> None:
    """Each copy runs a clock like the task's own, to its own due date; those of done tasks have stopped."""
    execute = cursor.execute  # type: ignore[attr-defined]
    own = {"id", "subject_id", "title", "url", "fixed_on", "nominal_on", "due_on", "state", "ended_on"}
    others = columns(cursor, "deadlines_clock", without=own | {"next_reminder_on"})
    execute(
        f"INSERT INTO deadlines_clock (subject_id, title, url, fixed_on, nominal_on, due_on, state, ended_on, "
        f"next_reminder_on, {others}) "
        "SELECT t.id, t.title, '/nhiem-vu/' || t.code || '/', t.due_on, t.due_on, t.due_on, "
        "CASE WHEN t.closed_on IS NULL THEN 'running' ELSE 'stopped' END, t.closed_on, "
        "CASE WHEN t.closed_on IS NULL THEN t.due_on END, "
        + ", ".join(f"c.{name}" for name in others.split(", "))
        + " FROM steering_task t, deadlines_clock c "
        "WHERE t.id > %s AND c.subject_kind = 'steering.task' AND c.subject_id = %s",
        [start, pk],
    )
    execute(
        'INSERT INTO deadlines_clockstep (clock_id, kind, "on", at, due_to, reason) '
        "SELECT id, 'started', started_on, entered_at, due_on, '' FROM deadlines_clock "
        "WHERE subject_kind = 'steering.task' AND subject_id > %s",
        [start],
    )


def columns(cursor: object, table: str, *, without: set[str]) -> str:
    """The other columns of a table, for INSERT … SELECT."""
    cursor.execute(  # type: ignore[attr-defined]
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER' "
        "ORDER BY ordinal_position",
        [table],
    )
    names = [name for (name,) in cursor.fetchall() if name not in without]  # type: ignore[attr-defined]
    return ", ".join(names)
