"""The next possible steps of a submission as buttons, with who may take them when this person may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User

from . import policies, workflow
from .enums import SubmissionState
from .models import Approval, Submission
from .policies import Standing


@dataclass(frozen=True)
class Action:
    """A step that the submission's state allows. ``reason`` says who may take it, when this person may not."""

    name: str
    label: str
    url: str
    reason: str = ""

    @property
    def allowed(self) -> bool:
        """The person may take it now."""
        return not self.reason


@dataclass(frozen=True)
class Asked:
    """Who asks, about what: the submission, the step that waits, why it is closed, where the person stands."""

    user: User
    submission: Submission
    step: Approval | None
    closed: str
    at: Standing


type Check = Callable[[Asked], None]


def actions_for(asked: Asked) -> list[Action]:
    """Every step that the state allows, the main one first; no query beyond what was asked before."""
    return [_action(asked, name, label, check) for name, label, check in _possible(asked)]


def _possible(asked: Asked) -> list[tuple[str, str, Check]]:
    """Name of the address, label and check of each step."""
    submission, found = asked.submission, list[tuple[str, str, Check]]()
    if submission.is_editable and not asked.closed:
        found.append(("entry", _("Nhập số liệu"), _type))
        found.append(("submit", _label("submit"), _submit))
    if asked.step is not None and submission.state == SubmissionState.SUBMITTED:
        found.append(("approve", _approving(asked), _approve))
        found.append(("return", _label("return"), _decide))
        if asked.step.order == 1:
            found.append(("withdraw", _label("withdraw"), _submit))
    if workflow.may(submission, "accept"):
        found.append(("accept", _label("accept"), _receive))
        found.append(("return", _label("send_back"), _receive))
    if workflow.may(submission, "number"):
        found.append(("number", _label("number"), _number))
    if workflow.may(submission, "reopen"):
        found.append(("reopen", _label("reopen"), _receive))
    elif submission.is_editable and asked.closed:
        found.append(("reopen", _label("extend"), _receive))
    if workflow.may(submission, "lock"):
        found.append(("lock", _label("lock"), _receive))
    return found


def _action(asked: Asked, name: str, label: str, check: Check) -> Action:
    url = reverse(f"indicators:{name}", args=[asked.submission.pk])
    try:
        check(asked)
    except PermissionDenied as denied:
        return Action(name, label, url, str(denied))
    return Action(name, label, url)


def _approving(asked: Asked) -> str:
    """To decide the step, or only to note what somebody else decided on paper."""
    try:
        _decide(asked)
    except PermissionDenied:
        return _("Duyệt trên giấy") if policies.may_record_paper(asked.at) else _label("approve")
    return _label("approve")


def _label(step: str) -> str:
    return str(workflow.STEPS[step].label)


def _type(asked: Asked) -> None:
    policies.check_can_type(asked.user, asked.submission, asked.at)


def _submit(asked: Asked) -> None:
    policies.check_can_submit(asked.user, asked.submission, asked.at)


def _number(asked: Asked) -> None:
    policies.check_can_number(asked.user, asked.submission, asked.at)


def _receive(asked: Asked) -> None:
    policies.check_can_receive(asked.user, asked.submission, asked.at)


def _decide(asked: Asked) -> None:
    if asked.step is not None:
        policies.check_can_decide(asked.user, asked.submission, asked.step, asked.at)


def _approve(asked: Asked) -> None:
    """In the role of the step, or with the paper that was signed."""
    if not policies.may_record_paper(asked.at):
        _decide(asked)
