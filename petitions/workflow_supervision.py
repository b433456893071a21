"""Which step of a supervision may follow. Knows no database and no users."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.errors import Refused

from .enums import SupervisionStatus


class HasStatus(Protocol):
    status: str


@dataclass(frozen=True)
class Step:
    """From which states a step starts, where it leads (None: the state stays), and how its button reads."""

    sources: frozenset[SupervisionStatus]
    target: SupervisionStatus | None
    label: str | Promise


_S = SupervisionStatus
_OPEN = frozenset({_S.PLANNED, _S.UNDER_WAY})
_UNDER_WAY = frozenset({_S.UNDER_WAY})

STEPS: dict[str, Step] = {
    "choose": Step(_OPEN, None, _("Chọn kiến nghị")),
    "start": Step(frozenset({_S.PLANNED}), _S.UNDER_WAY, _("Bắt đầu giám sát")),
    "find": Step(_UNDER_WAY, None, _("Ghi kết quả xem xét")),
    "recommend": Step(_UNDER_WAY, None, _("Kiến nghị sau giám sát")),
    "conclude": Step(_UNDER_WAY, _S.CONCLUDED, _("Kết thúc, ghi báo cáo")),
    "edit": Step(_OPEN, None, _("Sửa kế hoạch")),
    "cancel": Step(_OPEN, _S.CANCELLED, _("Hủy giám sát")),
}


def may(supervision: HasStatus, name: str) -> bool:
    """Does the state of the supervision allow the step?"""
    return SupervisionStatus(supervision.status) in STEPS[name].sources


def move(supervision: HasStatus, name: str) -> None:
    """Take the step, or raise Refused with the state that stands in the way."""
    step = STEPS[name]
    if not may(supervision, name):
        message = _now("Không thể thực hiện “{step}” khi cuộc giám sát ở trạng thái “{state}”.")
        raise Refused(message.format(step=step.label, state=SupervisionStatus(supervision.status).label))
    if step.target is not None:
        supervision.status = step.target
