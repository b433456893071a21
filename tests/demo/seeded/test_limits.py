"""The demo's limits: every sort of clock has one, and the clocks of its tasks say what the tasks say."""

import pytest
from django.db.models import F

from common import clock as wall
from deadlines.enums import Bound, Direction, LimitUnit
from deadlines.models import Clock, TrackedLimit
from steering.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded"), pytest.mark.xdist_group("demo")]


def followed(**wanted):
    return Clock.objects.running().filter(kind__code="deadlines.tracked", **wanted)


def test_offices_follow_limits_of_every_sort():
    assert TrackedLimit.objects.count() == 8
    assert followed(counted_in=LimitUnit.WORKING_DAY).exists()
    assert followed(bound=Bound.MINIMUM).exists()
    assert followed(direction=Direction.BEFORE).exists()
    assert followed(extensions__isnull=False).exists()
    assert followed().overdue(wall.today()).exists()


def test_no_date_of_the_demo_is_provisional():
    assert not Clock.objects.filter(provisional=True).exists()


def test_every_task_has_a_clock_that_says_the_same():
    clocks = Clock.objects.filter(subject_kind="steering.task")

    assert clocks.count() == Task.objects.count()
    for task in Task.objects.all():
        clock = clocks.get(subject_id=task.pk)
        assert (clock.due_on, clock.is_live, clock.title) == (task.due_on, task.is_open, task.title[:500])
    assert not clocks.exclude(due_on=F("nominal_on")).exists()
