"""Which step of a conference's life may follow which. No database, no users."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from common.errors import Refused

from .enums import OPEN, Status

if TYPE_CHECKING:
    from .models import Conference


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
