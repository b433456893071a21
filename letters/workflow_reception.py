"""Which step of a day of reception, and of what a visit is owed, may follow. Knows no database and no users."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.errors import Refused

from .enums_reception import DayState, Handling, VisitState


@dataclass(frozen=True)
class DayStep:
    """From which states a step of a day starts and where it leads."""

    sources: frozenset[DayState]
    target: DayState
    label: str | Promise


@dataclass(frozen=True)
class VisitStep:
    """The same for what a visit is owed."""

    sources: frozenset[VisitState]
    target: VisitState
    label: str | Promise


DAY_STEPS: dict[str, DayStep] = {
    "hold": DayStep(frozenset({DayState.PLANNED, DayState.HELD}), DayState.HELD, _("Ghi buổi tiếp")),
    "cancel": DayStep(frozenset({DayState.PLANNED}), DayState.CANCELLED, _("Không tổ chức")),
}

VISIT_STEPS: dict[str, VisitStep] = {
    "tell_status": VisitStep(frozenset({VisitState.STATUS_OWED}), VisitState.TOLD, _("Ghi trả lời tình trạng xử lý")),
    "tell_refusal": VisitStep(frozenset({VisitState.REFUSAL_OWED}), VisitState.TOLD, _("Ghi thông báo từ chối tiếp")),
}


def may(state: str, name: str) -> bool:
    """Does the state of the day allow the step?"""
    return DayState(state) in DAY_STEPS[name].sources


def moved(state: str, name: str) -> DayState:
    """Where the step leads, or Refused with the state that stands in the way."""
    if not may(state, name):
        message = _now("Buổi tiếp ở trạng thái “{state}”, không thực hiện được bước này.")
        raise Refused(message.format(state=DayState(state).label))
    return DAY_STEPS[name].target


def answer_of(state: str) -> str:
    """Which answer a visit waits for; Refused when it waits for none."""
    for name, step in VISIT_STEPS.items():
        if VisitState(state) in step.sources:
            return name
    raise Refused(_now("Lượt tiếp này không còn nội dung nào phải trả lời."))


def owed(handling: str, *, refusals_are_told: bool) -> VisitState:
    """What a new visit is owed by the way it was handled."""
    if Handling(handling).takes_something_in:
        return VisitState.STATUS_OWED
    if handling == Handling.REFUSED and refusals_are_told:
        return VisitState.REFUSAL_OWED
    return VisitState.NOTHING_OWED
