"""Which step of a decision of the people may follow. Knows no database and no users."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.errors import Refused

from .enums import DecisionState as S


@dataclass(frozen=True)
class Step:
    """From which states a step starts, where it leads, and how its button reads."""

    sources: frozenset[S]
    target: S | None  # None: the step leaves the state as it is
    label: str | Promise


STEPS: dict[str, Step] = {
    "edit": Step(frozenset({S.PLANNED}), None, _("Sửa")),
    "notify": Step(frozenset({S.PLANNED}), None, _("Ghi ngày thông báo")),
    "enter": Step(frozenset({S.PLANNED, S.HELD}), S.HELD, _("Nhập kết quả")),
    "send": Step(frozenset({S.HELD}), S.SENT, _("Ghi ngày gửi kết quả")),
    "recognise": Step(frozenset({S.SENT}), S.RECOGNISED, _("Công nhận")),
    "refuse": Step(frozenset({S.SENT}), S.REFUSED, _("Từ chối công nhận")),
    "convention": Step(frozenset({S.RECOGNISED}), None, _("Ghi ngày gửi hương ước, quy ước")),
    "cancel": Step(frozenset({S.PLANNED}), S.CANCELLED, _("Hủy")),
}


def may(state: str, name: str) -> bool:
    """Does the state of the decision allow the step?"""
    return S(state) in STEPS[name].sources


def moved(state: str, name: str) -> S:
    """The state after the step, or Refused with the one that stands in the way."""
    step = STEPS[name]
    if not may(state, name):
        message = _now("Không thể thực hiện “{step}” khi hồ sơ {state}.")
        raise Refused(message.format(step=step.label, state=S(state).label))
    return step.target or S(state)
