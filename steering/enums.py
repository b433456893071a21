"""Names of states, positions and sorts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Position(models.TextChoices):
    """A place in a committee, in official order."""

    HEAD = "head", _("Trưởng ban")
    STANDING_DEPUTY = "standdep", _("Phó Trưởng ban Thường trực")
    DEPUTY = "deputy", _("Phó Trưởng ban")
    STANDING_MEMBER = "standmem", _("Ủy viên Thường trực")
    MEMBER = "member", _("Ủy viên")
    SUPPORT = "support", _("Thành viên Tổ giúp việc")


class TaskStatus(models.TextChoices):
    """Where a task stands. Every change is a dated row (TaskState), so the status of any day can be told."""

    ASSIGNED = "assigned", _("Mới giao")  # the lead body has not reported yet
    IN_PROGRESS = "progress", _("Đang thực hiện")
    REPORTED = "reported", _("Chờ xác nhận")  # the lead body says it is done
    DONE = "done", _("Hoàn thành")  # the body that set it has confirmed
    CANCELLED = "cancelled", _("Đã hủy")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"progress": "info", "reported": "wait", "done": "ok"}.get(self.value, "")

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self in OPEN


OPEN = (TaskStatus.ASSIGNED, TaskStatus.IN_PROGRESS, TaskStatus.REPORTED)
CLOSED = (TaskStatus.DONE, TaskStatus.CANCELLED)


class Verdict(models.TextChoices):
    """What the assigning body said to a report that the task is done."""

    ACCEPTED = "accepted", _("Xác nhận")
    RETURNED = "returned", _("Trả lại")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return "ok" if self is Verdict.ACCEPTED else "late"
