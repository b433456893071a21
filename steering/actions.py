"""The next possible steps of a task as buttons, with who may take them when this person may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import User

from . import policies, workflow
from .models import Task
from .policies import Standing

type Check = Callable[[User, Task, Standing | None], None]


@dataclass(frozen=True)
class Action:
    """A step that the task's state allows. ``reason`` says who may take it, when this person may not."""

    name: str
    label: str
    url: str
    reason: str = ""

    @property
    def allowed(self) -> bool:
        return not self.reason


# Step of the workflow, address, check; in the order of the buttons, the main one first.
_STEPS: list[tuple[str, str, Check]] = [
    ("sign_off", "steering:sign_off", policies.check_can_decide),
    ("send_back", "steering:send_back", policies.check_can_decide),
    ("progress", "steering:report", policies.check_can_report),
    ("extend", "steering:extend", policies.check_can_decide),
    ("edit", "steering:edit", policies.check_can_edit),
    ("cancel", "steering:cancel", policies.check_can_cancel),
]


def actions_for(user: User, task: Task, at: Standing) -> list[Action]:
    """Every step that the state allows; no query beyond what ``at`` has asked."""
    return [_action(user, task, at, *step) for step in _STEPS if workflow.may(task, step[0])]


def _action(user: User, task: Task, at: Standing, name: str, url_name: str, check: Check) -> Action:
    label, url = str(workflow.STEPS[name].label), reverse(url_name, args=[task.code])
    try:
        check(user, task, at)
    except PermissionDenied as denied:
        return Action(name, label, url, str(denied))
    return Action(name, label, url)
