"""What the portal counts about tasks. Each count lists its tasks through the same filter as the page it links to.

Given a body: the tasks that it has set. Given a unit alone: the tasks that concern the unit or one that it reaches.
"""

from datetime import date

from common import clock
from common.periods import Period
from figures.registry import Counting, counted
from organizations.models import Body, Unit

from .enums import TaskStatus
from .filters import OPEN_ONLY, OVERDUE, TaskFilter
from .models import Task


@counted("steering.tasks_assigned")
def tasks_assigned(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Tasks set in the window, whatever became of them."""
    return _counted(unit, TaskFilter(assigner=_code(body), assigned_in=window))


@counted("steering.tasks_done")
def tasks_done(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Tasks whose completion was confirmed in the window."""
    return _counted(unit, TaskFilter(assigner=_code(body), status=TaskStatus.DONE, closed_in=window))


@counted("steering.tasks_open")
def tasks_open(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Tasks that were open at the end of the window, or are today if it has not ended."""
    return _counted(unit, TaskFilter(assigner=_code(body), status=OPEN_ONLY, on=_last_day(window)))


@counted("steering.tasks_overdue")
def tasks_overdue(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Tasks that were open after their last day at the end of the window, or are today if it has not ended."""
    return _counted(unit, TaskFilter(assigner=_code(body), due=OVERDUE, on=_last_day(window)))


def _code(body: Body | None) -> str:
    return body.code if body else ""


def _last_day(window: Period) -> date:
    return min(window.end, clock.today())


def _counted(unit: Unit, tasks: TaskFilter) -> Counting:
    return Counting(tasks.apply(Task.objects.in_unit(unit)).order_by("due_on", "pk"), tasks.url(unit))
