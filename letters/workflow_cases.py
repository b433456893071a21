"""Which step of a pending case may follow. Knows no database and no users."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.errors import Refused

from .enums_cases import CaseState


@dataclass(frozen=True)
class CaseStep:
    """From which states a step starts, where it leads, and how its button reads."""

    sources: frozenset[CaseState]
    target: CaseState | None  # None: the step leaves the state as it is
    label: str | Promise


_OPEN = frozenset({CaseState.OPEN})

STEPS: dict[str, CaseStep] = {
    "link": CaseStep(_OPEN, None, _("Gắn hồ sơ")),
    "unlink": CaseStep(_OPEN, None, _("Gỡ hồ sơ")),
    "edit": CaseStep(_OPEN, None, _("Sửa")),
    "close": CaseStep(_OPEN, CaseState.CLOSED, _("Kết thúc vụ việc")),
    "reopen": CaseStep(frozenset({CaseState.CLOSED}), CaseState.OPEN, _("Mở lại")),
}


def may(state: str, name: str) -> bool:
    """Does the state of the case allow the step?"""
    return CaseState(state) in STEPS[name].sources


def moved(state: str, name: str) -> CaseState:
    """The state after the step, or Refused with the one that stands in the way."""
    step = STEPS[name]
    if not may(state, name):
        message = _now("Không thể thực hiện “{step}” khi vụ việc {state}.")
        raise Refused(message.format(step=step.label, state=CaseState(state).label))
    return step.target or CaseState(state)
