"""The clock of a task: it runs to the day that was set, and waits for whoever must act next.

While the lead body works it waits for its report; once that says 100 %, for the confirmation of the body that set the
task. Task.due_on is a copy of the clock's due date, for lists and stakes that sort by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from deadlines import duties, subjects
from deadlines.models import Clock
from deadlines.services import clocks

from .enums import TaskStatus

if TYPE_CHECKING:
    from accounts.models import User
    from organizations.models import Body

    from .models import Task

KIND = "steering.task"
REPORT, DECIDE = "steering.report", "steering.decide"


def register() -> None:
    """Called once at start-up."""
    from .models import Task
    from .policies import DECIDERS, REPORTERS, check_can_decide

    duties.register(REPORT, _("Báo cáo kết quả"), roles=REPORTERS)
    duties.register(DECIDE, _("Xác nhận hoàn thành"), roles=DECIDERS)
    subjects.register(
        KIND,
        visible=lambda user: Task.objects.visible_to(user),
        may_change=check_can_decide,
        moved=keep_due_dates,
        by_hand=False,
    )


def start(task: Task, *, by: User | None) -> Clock:
    """A new task's clock."""
    return clocks.start(
        task, KIND, title=task.title, body=task.lead, above=task.assigned_by, duty=REPORT, on=task.assigned_on,
        fixed_on=task.due_on, by=by,
    )  # fmt: skip


def live(task: Task) -> Clock:
    """The clock of an open task, locked; lock the task before."""
    return clocks.live(task, KIND)


def hand_over(task: Task) -> None:
    """The clock waits for whoever the status says must act now."""
    body, duty = waits_for(task)
    clocks.wait_for(live(task), body=body, duty=duty)


def waits_for(task: Task) -> tuple[Body, str]:
    """The body that must act now, and what it has to do."""
    return (task.assigned_by, DECIDE) if task.status == TaskStatus.REPORTED else (task.lead, REPORT)


def keep_due_dates(keys: Sequence[int]) -> None:
    """Copy the due dates of running clocks to their tasks."""
    from .models import Task

    own = Clock.objects.filter(subject_kind=KIND, subject_id=OuterRef("pk"), kind__code=KIND).live()
    tasks = Task.objects.filter(pk__in=list(keys)).annotate(moved_to=Subquery(own.values("due_on")[:1]))
    other = Q(due_on__lt=F("moved_to")) | Q(due_on__gt=F("moved_to"))
    tasks.filter(other).update(due_on=F("moved_to"))
