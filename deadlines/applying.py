"""What the jobs of a calendar change do: foresee which clocks it moves, move them, and look for those it missed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from itertools import batched

from django.db import IntegrityError, connection, transaction

from accounts.models import User
from audit.services import record
from common import clock as wall
from common.constraints import refusal_of

from . import events, policies, recounting, reminding, telling
from .calendar_checks import WORDS, check_as_drafted, locked
from .enums import ChangeState
from .models import CalendarChange, CalendarDay, CalendarMove, CalendarYear
from .recounting import Tell

_PATIENCE = 30.0  # seconds; a writer that takes longer is not waited for


def _quietly(_done: int, _all: int) -> None:
    return None


def forecast(change_id: int, tell: Tell = _quietly) -> int | None:
    """Apply it, count, and take it back; the moves that this left are the forecast. None when it is no draft."""
    moves: list[recounting.Move] = []
    with transaction.atomic():
        change = CalendarChange.objects.select_related("undoes").filter(pk=change_id).first()
        if change is None or not change.is_draft:
            return None
        check_as_drafted(change)
        _write_calendar(change, change.created_by)
        keys = list(recounting.touched(change).order_by("pk").values_list("pk", flat=True))
        for chunk in recounting.recounts(keys, tell):
            moves += [row.move for row in chunk if row.moves]
        transaction.set_rollback(True)
    return _keep_forecast(change_id, moves)


@transaction.atomic
def _keep_forecast(change_id: int, moves: Sequence[recounting.Move]) -> int | None:
    change = CalendarChange.objects.select_for_update(no_key=True).filter(pk=change_id).first()
    if change is None or not change.is_draft:
        return None
    change.moves.all().delete()
    for chunk in batched(moves, recounting.CHUNK):
        recounting.write_moves(change, chunk)
    change.foreseen_at, change.move_count = wall.now(), len(moves)
    change.save(update_fields=["foreseen_at", "move_count"])
    return len(moves)


def carry_out(change_id: int, by: User, tell: Tell = _quietly) -> CalendarChange:
    """Change the calendar, count all touched clocks anew, and afterwards those that others changed meanwhile.
    Reminders in working days follow.

    Done again for a change that is applied already, it only looks for clocks that were left.
    """
    change, counted = _carry_out(change_id, by, tell)
    reminding.look_around(recounting.spans(change), change.unit_id)
    if change.state == ChangeState.APPLIED and not connection.in_atomic_block:
        _settle(change, counted, by)
    return change


@transaction.atomic
def _carry_out(change_id: int, by: User, tell: Tell) -> tuple[CalendarChange, set[int]]:
    """The change, and the clocks that were counted under their lock."""
    _one_at_a_time()
    change = locked(change_id)
    policies.check_can_change_calendar(by, change.unit)
    if not change.is_draft:
        return change, set()
    check_as_drafted(change)
    change.state, change.applied_at, change.applied_by = ChangeState.APPLIED, wall.now(), by
    change.save(update_fields=["state", "applied_at", "applied_by"])
    _write_calendar(change, by)
    change.moves.all().delete()
    keys = recounting.lock_records(recounting.touched(change))
    moved: recounting.Records = set()
    for chunk in recounting.recounts(keys, tell, lock=True):
        moved |= recounting.write(chunk, change)
    recounting.tell_rooms(moved)
    _count_moves(change)
    _remember(change, by)
    telling.recounted(change, by=by)
    return change, set(keys)


def _settle(change: CalendarChange, counted: set[int], by: User) -> None:
    """A verb that began before the change was seen may have counted with the old calendar: count its clock once more.

    A clock that was counted under its lock is not among them: verbs lock a clock before they read the calendar.
    """
    _wait_for_writers()
    touched = recounting.touched(change).order_by("pk").values_list("pk", flat=True)
    keys = [pk for pk in touched.iterator() if pk not in counted]
    for chunk in recounting.recounts(keys, _quietly):
        left = [row.clock.pk for row in chunk if row.differs]
        if left:
            _settle_chunk(change, left, by)


@transaction.atomic
def _settle_chunk(change: CalendarChange, keys: Sequence[int], by: User) -> None:
    locked(change.pk)
    keys = recounting.lock_records(recounting.touched(change).filter(pk__in=keys))
    for chunk in recounting.recounts(keys, _quietly, lock=True):
        recounting.tell_rooms(recounting.write(chunk, change))
    _count_moves(change)
    telling.recounted(change, by=by)


def _wait_for_writers() -> None:
    """Until all who were writing when the change became visible have ended. Nobody waits for us meanwhile."""
    until = time.monotonic() + _PATIENCE
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        seen: datetime = cursor.fetchone()[0]
        while time.monotonic() < until:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND backend_xid IS NOT NULL AND xact_start < %s)",
                [seen],
            )
            if not cursor.fetchone()[0]:
                return
            time.sleep(0.1)


def _one_at_a_time() -> None:
    """Two changes follow each other, so that the second counts with what the first wrote."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('deadlines.calendar'))")


def _write_calendar(change: CalendarChange, by: User) -> None:
    """The rows of the calendar as the change wants them. Refused: somebody wrote the same day at the same moment."""
    try:
        with transaction.atomic():
            _write_days(change)
    except IntegrityError as error:
        raise refusal_of(error) or error from error
    if change.accepts_year is not None:
        CalendarYear.objects.create(
            year=change.accepts_year, basis=change.basis, accepted_at=wall.now(), accepted_by=by
        )
    if change.gives_up_year is not None:
        CalendarYear.objects.filter(year=change.gives_up_year).delete()


def _write_days(change: CalendarChange) -> None:
    for edit in change.edits.order_by("day"):
        rows = CalendarDay.objects.filter(unit=change.unit, day=edit.day)
        words = {field: getattr(edit, field) for field in WORDS}
        if not edit.kind:
            rows.delete()
        elif not edit.kind_before:
            CalendarDay.objects.create(unit=change.unit, day=edit.day, **words)
        else:
            rows.update(**words)


def _count_moves(change: CalendarChange) -> None:
    change.move_count = CalendarMove.objects.filter(change=change).count()
    change.save(update_fields=["move_count"])


def _remember(change: CalendarChange, by: User) -> None:
    moves = change.move_count or 0
    record(events.CALENDAR_APPLIED, by=by, subject=change, unit_id=change.unit_id, reason=change.reason, moves=moves)
    undone = change.undoes
    if undone is not None:
        undone.state = ChangeState.UNDONE
        undone.save(update_fields=["state"])
        record(events.CALENDAR_UNDONE, by=by, subject=undone, unit_id=undone.unit_id, reason=undone.reason, moves=moves)
