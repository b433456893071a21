"""The next possible steps of a petition as buttons, with who may take them when this person may not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import User

from . import policies, workflow
from .models import Petition
from .policies import Standing

type Check = Callable[[User, Petition, Standing | None], None]


@dataclass(frozen=True)
class Action:
    """A step that the petition's state allows. ``reason`` says who may take it, when this person may not."""

    name: str
    label: str
    url: str
    reason: str = ""

    @property
    def allowed(self) -> bool:
        return not self.reason

    @property
    def dangerous(self) -> bool:
        return self.name == "cancel"


# Step of the workflow, address, check; in the order of the buttons, the main one first.
_STEPS: list[tuple[str, str, Check]] = [
    ("consolidate", "petitions:consolidate", policies.check_can_keep),
    ("accept", "petitions:accept", policies.check_can_settle),
    ("answer", "petitions:answer", policies.check_can_settle),
    ("claim", "petitions:claim", policies.check_can_settle),
    ("verify", "petitions:judge", policies.check_can_judge),
    ("close", "petitions:close", policies.check_can_tell),
    ("refuse", "petitions:refuse", policies.check_can_settle),
    ("press", "petitions:press", policies.check_can_judge),
    ("contest", "petitions:contest", policies.check_can_tell),
    ("edit", "petitions:edit", policies.check_can_keep),
    ("group", "petitions:group", policies.check_can_keep),
    ("split", "petitions:split", policies.check_can_keep),
    ("ungroup", "petitions:ungroup", policies.check_can_keep),
    ("raise", "petitions:raised", policies.check_can_keep),
    ("print_slip", "petitions:slip", policies.check_can_inform),
    ("publish", "petitions:publish", policies.check_can_inform),
    ("cancel", "petitions:cancel", policies.check_can_keep),
]


def actions_for(user: User, petition: Petition, at: Standing) -> list[Action]:
    """Every step that the state allows; no query beyond what ``at`` has asked and the petition carries."""
    return [_action(user, petition, at, *step) for step in _STEPS if _possible(petition, step[0])]


def denied(actions: Iterable[Action]) -> Sequence[tuple[str, str]]:
    """Each reason with the steps that it keeps from this person."""
    kept = [action for action in actions if not action.allowed]
    reasons = dict.fromkeys(action.reason for action in kept)
    return [(reason, ", ".join(a.label for a in kept if a.reason == reason)) for reason in reasons]


def _possible(petition: Petition, name: str) -> bool:
    """Voters contest once; ``contest`` is read with the petition."""
    return workflow.may(petition, name) and not (name == "contest" and getattr(petition, "contest", None))


def _action(user: User, petition: Petition, at: Standing, name: str, url_name: str, check: Check) -> Action:
    label, url = str(workflow.STEPS[name].label), reverse(url_name, args=[petition.code])
    try:
        check(user, petition, at)
    except PermissionDenied as refused:
        return Action(name, label, url, str(refused))
    return Action(name, label, url)
