"""100,000 running clocks, one change of the calendar: foreseen, applied and undone as jobs, timed, every date compared.

Writes docs/proofs/calendar.md. The clocks are those of tests.support.clocks: one in ten was suspended, one in ten is,
one in ten was extended; they count working days, days, months and years, towards an event, and minimums.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any

CLOCKS, COMMUNES = 100_000, 100
SPRING = date(2026, 3, 20)
LIMIT = 60.0  # seconds


def run() -> str:
    """Measure and write the page."""
    from . import proofs

    columns = ("step", "live clocks", "touched", "moved", "seconds", "times progress was seen")
    note = (
        "Each step is a job as a worker does it, with its heartbeat, on the embedded PostgreSQL. After undoing, due "
        f"date, nominal day and provisional mark of all {CLOCKS:,} clocks were compared with those before: equal."
    )
    return proofs.write("calendar", "A change of the calendar", columns, measure(), note).read_text()


def measure() -> list[tuple[object, ...]]:
    """One row per step. Raises AssertionError when a date did not come back, or a step took too long."""
    from django.db import transaction

    from deadlines import recounting
    from deadlines.calendar_checks import Edit
    from deadlines.enums import DayKind
    from deadlines.services import calendar

    with transaction.atomic():
        admin = _build()
    _analyze()
    before = _dates()
    edits = [
        Edit(SPRING, DayKind.SWAPPED_OFF, "Nghỉ hoán đổi", "Thông báo số 1/TB"),
        Edit(date(2026, 3, 23), DayKind.HOLIDAY, "Nghỉ thêm", "Thông báo số 1/TB"),
    ]
    change = calendar.draft_change(edits, "Nghỉ thêm hai ngày", by=admin)
    touched = recounting.touched(change).count()
    rows: list[tuple[object, ...]] = []
    rows.append(_step("foresee", touched, lambda: calendar.foresee(change, admin), change))
    rows.append(_step("apply", touched, lambda: calendar.apply(change, admin), change))
    assert _dates() != before
    back = calendar.undo(change, admin)
    rows.append(_step("foresee the undoing", touched, lambda: calendar.foresee(back, admin), back))
    rows.append(_step("undo", touched, lambda: calendar.apply(back, admin), back))
    assert _dates() == before, "undoing did not restore every date"
    return rows


def _build() -> Any:
    """The clocks; the administrator of the portal."""
    from organizations.enums import Role
    from tests.factories.accounts import UserFactory
    from tests.factories.deadlines import accepted_calendar
    from tests.factories.organizations import BodyFactory, UnitFactory
    from tests.support.clocks import many

    province = UnitFactory(code="tinh-lich", kind__code="tinh", name="Sông Vân")
    bodies = [BodyFactory(unit=UnitFactory(parent=province, name=f"Xã số {n}")) for n in range(COMMUNES)]
    accepted_calendar()
    many(CLOCKS, bodies, around=SPRING, spread=5)
    return UserFactory(username="quan-tri-lich", member_of=province, role=Role.SYSTEM_ADMIN)


def _step(name: str, touched: int, ask: Callable[[], Any], change: Any) -> tuple[object, ...]:
    """One job, done as a worker does it, with its heartbeat; how often its progress was seen."""
    from jobs import runner
    from jobs.models import Job

    job = ask()
    seen: set[int] = set()
    keep = runner.leases.renew

    def renew(of: Any, **values: Any) -> None:
        seen.add(values.get("progress", 0))
        keep(of, **values)

    runner.leases.renew = renew
    began = time.perf_counter()
    try:
        runner.run_next()
    finally:
        runner.leases.renew = keep
    took = time.perf_counter() - began
    done = Job.objects.get(pk=job.pk)
    assert done.state == "succeeded", done.error
    assert took < LIMIT, f"{name} took {took:.0f} s"
    change.refresh_from_db()
    return (name, f"{CLOCKS:,}", f"{touched:,}", f"{change.move_count:,}", f"{took:.1f}", len(seen - {0}))


def _dates() -> list[tuple[object, ...]]:
    from deadlines.models import Clock

    return list(Clock.objects.order_by("pk").values_list("pk", "due_on", "nominal_on", "provisional", "state"))


def _analyze() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
