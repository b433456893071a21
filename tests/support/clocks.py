"""Many clocks of every sort at once, for what is measured or tried at random: rows, not verbs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from common import clock as wall
from deadlines import recounting
from deadlines.enums import Bound, ClockState, Direction, LimitUnit
from deadlines.models import Clock, ClockKind, Extension, Rule, Suspension, TrackedLimit
from organizations.models import Body
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import ClockKindFactory, RuleFactory
from tests.factories.organizations import days

type Limit = tuple[int, LimitUnit, Direction, Bound, bool]

LIMITS: tuple[Limit, ...] = (
    (3, LimitUnit.WORKING_DAY, Direction.AFTER, Bound.MAXIMUM, True),
    (10, LimitUnit.WORKING_DAY, Direction.AFTER, Bound.MAXIMUM, True),
    (30, LimitUnit.WORKING_DAY, Direction.AFTER, Bound.MAXIMUM, False),
    (15, LimitUnit.CALENDAR_DAY, Direction.AFTER, Bound.MAXIMUM, True),
    (30, LimitUnit.CALENDAR_DAY, Direction.AFTER, Bound.MAXIMUM, True),
    (2, LimitUnit.MONTH, Direction.AFTER, Bound.MAXIMUM, True),
    (1, LimitUnit.YEAR, Direction.AFTER, Bound.MAXIMUM, True),
    (30, LimitUnit.CALENDAR_DAY, Direction.AFTER, Bound.MINIMUM, False),
    (5, LimitUnit.WORKING_DAY, Direction.AFTER, Bound.MINIMUM, False),
    (5, LimitUnit.WORKING_DAY, Direction.BEFORE, Bound.MAXIMUM, False),
    (10, LimitUnit.CALENDAR_DAY, Direction.BEFORE, Bound.MAXIMUM, False),
)


def many(count: int, bodies: Sequence[Body], *, around: date, spread: int = 60, seed: int = 1) -> list[int]:
    """Keys of ``count`` live clocks that began within so many days before a day; every one is counted already.

    One in ten is to a named day, one in ten was suspended and one is, one in ten was extended.
    """
    chance, by, kind = random.Random(seed), UserFactory(), ClockKindFactory()
    rules = {limit: _rule(limit) for limit in LIMITS}
    subjects = TrackedLimit.objects.bulk_create(
        [
            TrackedLimit(
                title=f"Việc số {n}", body=body, unit_id=body.unit_id, created_at=wall.now(), created_by=by
            )
            for n, body in ((n, bodies[n % len(bodies)]) for n in range(count))
        ],
        batch_size=10_000,
    )  # fmt: skip
    rows = [_clock(subject, kind, rules, around, spread, chance) for subject in subjects]
    rows = Clock.objects.bulk_create(rows, batch_size=10_000)
    _pauses(rows, by, chance)
    _extensions(rows, by, chance)
    keys = [row.pk for row in rows]
    for chunk in recounting.recounts(keys, lambda _done, _all: None):
        recounting._write_dates(chunk)
    return keys


def _rule(limit: Limit) -> Rule:
    amount, unit, direction, bound, rolls = limit
    return RuleFactory(
        amount=amount, counted_in=unit, direction=direction, bound=bound, rolls=rolls, valid=days("2000-01-01")
    )


def _clock(
    subject: TrackedLimit, kind: ClockKind, rules: dict[Limit, Rule], around: date, spread: int, chance: random.Random
) -> Clock:
    started = around - timedelta(days=chance.randrange(spread))
    fields: dict[str, Any] = {"fixed_on": started + timedelta(days=20)}
    if chance.random() < 0.9:
        limit = chance.choice(LIMITS)
        amount, unit, direction, bound, rolls = limit
        if direction == Direction.BEFORE:
            started = around + timedelta(days=chance.randrange(spread))
        fields = {
            "rule": rules[limit], "amount": amount, "counted_in": unit, "direction": direction, "bound": bound,
            "rolls": rolls,
        }  # fmt: skip
    return Clock(
        subject_kind="deadlines.trackedlimit", subject_id=subject.pk, kind=kind, title=subject.title,
        url=f"/thoi-han/theo-doi/{subject.pk}/", unit_id=subject.unit_id, body_id=subject.body_id,
        duty="deadlines.tracked", started_on=started, nominal_on=started, due_on=started, entered_at=wall.now(),
        **fields,
    )  # fmt: skip


def _may_wait(row: Clock) -> bool:
    return row.direction == Direction.AFTER and row.bound == Bound.MAXIMUM


def _pauses(rows: Sequence[Clock], by: Any, chance: random.Random) -> None:
    """Some waited for a few days, some wait still."""
    waited, waiting = [], []
    for row in rows:
        if not (_may_wait(row) and row.rule_id) or chance.random() > 0.2:
            continue
        first = row.started_on + timedelta(days=chance.randrange(1, 4))
        is_open = chance.random() < 0.5
        during = (first, None if is_open else first + timedelta(days=chance.randrange(1, 15)))
        waited.append(Suspension(clock=row, during=during, reason="Chờ kết quả giám định", by=by))
        if is_open:
            waiting.append(row.pk)
    Suspension.objects.bulk_create(waited, batch_size=10_000)
    Clock.objects.filter(pk__in=waiting).update(state=ClockState.SUSPENDED, next_reminder_on=None)


def _extensions(rows: Sequence[Clock], by: Any, chance: random.Random) -> None:
    made = []
    for row in rows:
        if not _may_wait(row) or chance.random() > 0.1:
            continue
        unit = chance.choice([LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY, LimitUnit.MONTH])
        made.append(
            Extension(
                clock=row, on=row.started_on, amount=chance.randrange(1, 4), counted_in=unit, due_from=row.started_on,
                due_to=row.started_on + timedelta(days=1), reason="Vụ việc phức tạp", by=by,
            )
        )  # fmt: skip
    Extension.objects.bulk_create(made, batch_size=10_000)
