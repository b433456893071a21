"""Which step of a conference's or a council session's life may follow which. No database, no users."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.errors import Refused

from .enums import OPEN, SessionStatus, Status

if TYPE_CHECKING:
    from .models import Conference, CouncilSession


@dataclass(frozen=True)
class Move:
    """From which states to which state."""

    sources: frozenset[Status]
    target: Status


MOVES = {
    "hold": Move(frozenset({Status.PLANNED}), Status.HELD),
    "cancel": Move(frozenset({Status.PLANNED}), Status.CANCELLED),
    "record": Move(frozenset({Status.HELD}), Status.RECORDED),
    "continue": Move(frozenset({Status.RECORDED}), Status.HELD),
    "complete": Move(frozenset(OPEN), Status.COMPLETED),
    "reopen": Move(frozenset({Status.COMPLETED}), Status.HELD),
}


def may(conference: "Conference", name: str) -> bool:
    """Whether the move is possible from where the conference stands."""
    return conference.status in MOVES[name].sources


def move(conference: "Conference", name: str) -> None:
    """Set the state that the move leads to; Refused when it does not start here."""
    if not may(conference, name):
        raise Refused(why_not(conference, name))
    conference.status = MOVES[name].target


def why_not(conference: "Conference", name: str) -> str:
    """The sentence for a move that does not start here."""
    state = Status(conference.status).label
    sentence = {
        "hold": _("Hội nghị đang ở trạng thái “{state}”, không bắt đầu ghi kết quả được nữa."),
        "cancel": _("Chỉ hủy được hội nghị còn dự kiến; hội nghị này đang ở trạng thái “{state}”."),
        "complete": _("Hội nghị đang ở trạng thái “{state}”, không hoàn tất được."),
        "reopen": _("Chỉ mở lại được hội nghị đã hoàn tất; hội nghị này đang ở trạng thái “{state}”."),
    }.get(name, _("Hội nghị đang ở trạng thái “{state}”."))
    return sentence.format(state=state)


@dataclass(frozen=True)
class SessionStep:
    """A step of a council session, and how its button reads. ``target`` None: the state stays."""

    sources: frozenset[SessionStatus]
    target: SessionStatus | None
    label: str | Promise


SESSION_STEPS = {
    "open": SessionStep(frozenset({SessionStatus.PLANNED}), SessionStatus.OPEN, gettext_lazy("Khai mạc")),
    "close": SessionStep(frozenset({SessionStatus.OPEN}), SessionStatus.CLOSED, gettext_lazy("Bế mạc")),
    "edit": SessionStep(frozenset({SessionStatus.PLANNED, SessionStatus.OPEN}), None, gettext_lazy("Sửa")),
    "cancel": SessionStep(frozenset({SessionStatus.PLANNED}), SessionStatus.CANCELLED, gettext_lazy("Hủy kỳ họp")),
    "reopen": SessionStep(frozenset({SessionStatus.CLOSED}), SessionStatus.OPEN, gettext_lazy("Mở lại")),
    "keep": SessionStep(
        frozenset({SessionStatus.PLANNED, SessionStatus.OPEN, SessionStatus.CLOSED}), None, gettext_lazy("Ghi hồ sơ")
    ),
    "commit": SessionStep(
        frozenset({SessionStatus.OPEN, SessionStatus.CLOSED}), None, gettext_lazy("Giao việc theo cam kết")
    ),
}


def session_may(session: "CouncilSession", name: str) -> bool:
    """Whether the step is possible from where the session stands."""
    return session.status in SESSION_STEPS[name].sources


def move_session(session: "CouncilSession", name: str) -> None:
    """Take the step; Refused with the state that stands in the way."""
    step = SESSION_STEPS[name]
    if not session_may(session, name):
        message = _("Không thể thực hiện “{step}” khi kỳ họp ở trạng thái “{state}”.")
        raise Refused(message.format(step=step.label, state=session.state.label))
    if step.target is not None:
        session.status = step.target
