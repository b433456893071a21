"""Which step may follow which state: the whole table."""

from types import SimpleNamespace

import pytest

from common.errors import Refused
from steering import workflow
from steering.enums import CLOSED, OPEN, TaskStatus

S = TaskStatus

ALLOWED = {
    ("progress", S.ASSIGNED): S.IN_PROGRESS,
    ("progress", S.IN_PROGRESS): S.IN_PROGRESS,
    ("report", S.ASSIGNED): S.REPORTED,
    ("report", S.IN_PROGRESS): S.REPORTED,
    ("sign_off", S.REPORTED): S.DONE,
    ("send_back", S.REPORTED): S.IN_PROGRESS,
    ("extend", S.ASSIGNED): S.ASSIGNED,
    ("extend", S.IN_PROGRESS): S.IN_PROGRESS,
    ("extend", S.REPORTED): S.REPORTED,
    ("cancel", S.ASSIGNED): S.CANCELLED,
    ("cancel", S.IN_PROGRESS): S.CANCELLED,
    ("cancel", S.REPORTED): S.CANCELLED,
    ("edit", S.ASSIGNED): S.ASSIGNED,
    ("edit", S.IN_PROGRESS): S.IN_PROGRESS,
    ("edit", S.REPORTED): S.REPORTED,
}


@pytest.mark.parametrize("state", TaskStatus)
@pytest.mark.parametrize("step", workflow.STEPS)
def test_a_step_is_taken_only_from_its_states(step, state):
    task = SimpleNamespace(status=state)

    if (step, state) in ALLOWED:
        workflow.move(task, step)
        assert task.status == ALLOWED[step, state]
    else:
        with pytest.raises(Refused, match=f"trạng thái “{state.label}”"):
            workflow.move(task, step)
        assert task.status == state


def test_every_state_is_open_or_closed_and_has_a_known_tone():
    assert set(OPEN) | set(CLOSED) == set(TaskStatus)
    assert not set(OPEN) & set(CLOSED)
    assert {state.tone for state in TaskStatus} <= {"", "ok", "wait", "late", "info"}
