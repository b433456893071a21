"""What was worked out for a unit is used until something changes there, and not a moment longer."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connections, transaction

from common import clock
from organizations import kept
from organizations.models import UnitChange
from steering.models import Task
from tests.factories.steering import TaskFactory


class Work:
    """Numbers of the tasks of each unit, and how often each was asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, units: list[int]) -> dict[int, int]:
        self.asked += units
        return {unit: Task.objects.filter(unit=unit, status="progress").count() for unit in units}


@pytest.mark.django_db(transaction=True)
def test_a_value_holds_until_a_transaction_that_it_did_not_see_marks_the_unit():
    """One story, because committed rows cost the suite a flush: other connections, a roll-back, another server."""
    cache.clear()
    with transaction.atomic():
        task = TaskFactory()
    work, unit, quiet = Work(), task.unit_id, task.unit_id + 1000

    def ask() -> int:
        found = kept.of_units("tasks", [unit, quiet], work)
        assert found[quiet] == 0
        return found[unit]

    assert [ask(), ask()] == [0, 0]
    assert work.asked == [unit, quiet]

    Task.objects.filter(pk=task.pk).update(status="progress")
    assert [ask(), ask()] == [1, 1]
    assert work.asked == [unit, quiet, unit]

    other = connections["default"].copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("UPDATE steering_task SET status = 'assigned' WHERE id = %s", [task.pk])
        assert ask() == 1  # not committed yet
        other.commit()
    finally:
        other.close()
    assert [ask(), ask()] == [0, 0]
    assert work.asked == [unit, quiet, unit, unit]

    with transaction.atomic():
        Task.objects.filter(pk=task.pk).update(status="progress")
        assert ask() == 1  # whoever has written keeps nothing
        transaction.set_rollback(True)
    assert ask() == 0
    assert work.asked == [unit, quiet, unit, unit, unit]

    _server, seen, _value = cache.get(kept._key(unit, "tasks"))
    cache.set(kept._key(unit, "tasks"), ("restored elsewhere", seen, 99))
    assert ask() == 0

    UnitChange.objects.update(at=clock.now() - timedelta(days=3))
    Task.objects.filter(pk=task.pk).update(status="progress")
    assert kept.forget_old() >= 1
    assert UnitChange.objects.get().unit_id == unit
