"""What the selection of owed reminders reads among a million running clocks, and whether closed clocks cost anything.

Writes docs/proofs/reminders.md.
"""

from __future__ import annotations

from typing import Any

CLOCKS = 1_000_000
OWED = 5_000  # a busy morning: every two-hundredth clock of the country has a step today


def prove() -> str:
    """Measure in the database that is at hand, write the page, return it."""
    from . import proofs

    _fill()
    alone, plan = _read()
    _add_closed()
    beside, _plan = _read()
    rows = [
        (f"{CLOCKS:,} running", f"{alone:,}", f"{_batches_read():,}"),
        (f"{CLOCKS:,} running, {CLOCKS:,} closed", f"{beside:,}", f"{_batches_read():,}"),
    ]
    note = (
        f"{OWED:,} of the running clocks owe a step today; others have theirs on later days. "
        "The limit is 20,000 buffers. The plan of one batch:\n\n```\n" + plan + "\n```"
    )
    columns = ("clocks", "shared buffers, one batch", "shared buffers, keys of everything owed")
    return proofs.write("reminders", "The selection of owed reminders", columns, rows, note).read_text()


def _fill() -> None:
    """Copies of one clock that the services made; their next steps are spread over the coming 199 days."""
    from django.db import transaction

    from common import clock as wall
    from tests.factories.deadlines import ClockFactory

    with transaction.atomic():
        clock = ClockFactory()
    own = {"id", "subject_id", "next_reminder_on"}
    _copy(
        "INSERT INTO deadlines_clock (subject_id, next_reminder_on, {others}) "
        "SELECT 1000000 + n, %s::date + n %% %s, {others} FROM deadlines_clock, generate_series(1, %s) n WHERE id = %s",
        [wall.today(), CLOCKS // OWED, CLOCKS, clock.pk],
        own,
    )


def _add_closed() -> None:
    _copy(
        "INSERT INTO deadlines_clock (subject_id, state, ended_on, next_reminder_on, {others}) "
        "SELECT subject_id + 10000000, 'stopped', started_on, NULL, {others} FROM deadlines_clock "
        "WHERE state = 'running'",
        [],
        {"id", "subject_id", "state", "ended_on", "next_reminder_on"},
    )


def _copy(sql: str, values: list[Any], own: set[str]) -> None:
    from django.db import connection

    from .many import columns

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE deadlines_clock DISABLE TRIGGER USER")  # no history of made-up rows
        cursor.execute(sql.format(others=columns(cursor, "deadlines_clock", without=own)), values)
        cursor.execute("ALTER TABLE deadlines_clock ENABLE TRIGGER USER")
        cursor.execute("VACUUM ANALYZE deadlines_clock")


def _read() -> tuple[int, str]:
    """Shared buffers of the statement that locks one batch, and its plan."""
    from django.db import connection, transaction

    from common import clock as wall
    from deadlines import reminding

    batch = reminding.owing(wall.today()).select_for_update(skip_locked=True, no_key=True)
    with transaction.atomic():
        sql, values = batch.order_by("next_reminder_on", "pk")[: reminding.BATCH].query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT TEXT, TIMING OFF) {sql}", values)
            plan = [line for (line,) in cursor.fetchall()]
        transaction.set_rollback(True)
    return _shared(plan), "\n".join(line[:160] for line in plan)


def _batches_read() -> int:
    """Shared buffers of finding everything that is owed today, batch after batch."""
    from django.db import connection

    from common import clock as wall
    from deadlines import reminding

    sql, values = reminding.owing(wall.today()).order_by("next_reminder_on", "pk").values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) {sql}", values)
        return _shared([line for (line,) in cursor.fetchall()])


def _shared(plan: list[str]) -> int:
    """Hits and reads of the plan's root: the first line of buffers."""
    line = next(line for line in plan if "Buffers: shared" in line)
    numbers = dict(part.split("=") for part in line.split("shared ")[1].replace(",", "").split() if "=" in part)
    return int(numbers.get("hit", 0)) + int(numbers.get("read", 0))
