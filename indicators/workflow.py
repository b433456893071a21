"""Which step may follow. Knows no database and no users."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.errors import Refused

from .enums import SubmissionState as State


class HasState(Protocol):
    state: str


@dataclass(frozen=True)
class Step:
    """From which states a step starts, where it leads, and how its button reads."""

    sources: frozenset[State]
    target: State | None  # None: the step leaves the state as it is
    label: str | Promise


_SENT = frozenset({State.APPROVED, State.ACCEPTED, State.CONSOLIDATED})
_UNSENT = frozenset({State.OPEN, State.DRAFT, State.RETURNED})

STEPS: dict[str, Step] = {
    "begin": Step(frozenset({State.OPEN}), State.DRAFT, _("Bắt đầu nhập")),
    "submit": Step(_UNSENT, State.SUBMITTED, _("Trình duyệt")),
    "withdraw": Step(frozenset({State.SUBMITTED}), State.DRAFT, _("Rút lại")),
    "number": Step(_SENT | {State.SUBMITTED}, None, _("Ghi số văn bản")),
    "approve": Step(frozenset({State.SUBMITTED}), None, _("Duyệt")),
    "send": Step(frozenset({State.SUBMITTED}), State.APPROVED, _("Gửi lên cấp trên")),
    "return": Step(frozenset({State.SUBMITTED}), State.RETURNED, _("Trả lại")),
    "accept": Step(frozenset({State.APPROVED}), State.ACCEPTED, _("Nhận biểu")),
    "send_back": Step(frozenset({State.APPROVED}), State.RETURNED, _("Trả lại đơn vị")),
    "consolidate": Step(
        frozenset({State.APPROVED, State.ACCEPTED}), State.CONSOLIDATED, _("Tổng hợp vào biểu cấp trên")
    ),
    "lock": Step(_SENT, State.LOCKED, _("Khóa số liệu")),
    "reopen": Step(_SENT - {State.APPROVED} | {State.LOCKED}, State.RETURNED, _("Mở khóa")),
    "extend": Step(_UNSENT, None, _("Mở thêm hạn nhập")),
}


def may(submission: HasState, name: str) -> bool:
    """Does the state of the submission allow the step?"""
    return State(submission.state) in STEPS[name].sources


def why_not(submission: HasState, name: str) -> str:
    """A sentence with the state that stands in the way of the step; empty when nothing does."""
    if may(submission, name):
        return ""
    message = _now("Không thể thực hiện “{step}” khi biểu ở trạng thái “{state}”.")
    return message.format(step=STEPS[name].label, state=State(submission.state).label)


def move(submission: HasState, name: str) -> None:
    """Take the step, or raise Refused with the state that stands in the way."""
    if why := why_not(submission, name):
        raise Refused(why)
    target = STEPS[name].target
    if target is not None:
        submission.state = target
