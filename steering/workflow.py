"""Which step may follow. Knows no database and no users."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.errors import Refused

from .enums import OPEN, TaskStatus


class HasStatus(Protocol):
    status: str


@dataclass(frozen=True)
class Step:
    """From which states a step starts, where it leads, and how its button reads."""

    sources: frozenset[TaskStatus]
    target: TaskStatus | None  # None: the step leaves the state as it is
    label: str | Promise


_WORKING = frozenset({TaskStatus.ASSIGNED, TaskStatus.IN_PROGRESS})

STEPS: dict[str, Step] = {
    "progress": Step(_WORKING, TaskStatus.IN_PROGRESS, _("Báo cáo tiến độ")),
    "report": Step(_WORKING, TaskStatus.REPORTED, _("Báo cáo hoàn thành")),
    "sign_off": Step(frozenset({TaskStatus.REPORTED}), TaskStatus.DONE, _("Xác nhận hoàn thành")),
    "send_back": Step(frozenset({TaskStatus.REPORTED}), TaskStatus.IN_PROGRESS, _("Trả lại")),
    "extend": Step(frozenset(OPEN), None, _("Gia hạn")),
    "cancel": Step(frozenset(OPEN), TaskStatus.CANCELLED, _("Hủy nhiệm vụ")),
    "edit": Step(frozenset(OPEN), None, _("Sửa")),
}


def may(task: HasStatus, name: str) -> bool:
    """Does the state of the task allow the step?"""
    return TaskStatus(task.status) in STEPS[name].sources


def move(task: HasStatus, name: str) -> None:
    """Take the step, or raise Refused with the state that stands in the way."""
    step = STEPS[name]
    if not may(task, name):
        message = _now("Không thể thực hiện “{step}” khi nhiệm vụ ở trạng thái “{state}”.")
        raise Refused(message.format(step=step.label, state=TaskStatus(task.status).label))
    if step.target is not None:
        task.status = step.target
