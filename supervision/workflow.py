"""Which step of a supervision may follow. Knows no database and no users."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.errors import Refused

from .enums import RecommendationStatus, SupervisionStatus


class HasStatus(Protocol):
    status: str


@dataclass(frozen=True)
class Step:
    """From which states a step starts, where it leads (None: the state stays), and how its button reads."""

    sources: frozenset[Any]
    target: Any
    label: str | Promise


_S, _R = SupervisionStatus, RecommendationStatus
_AHEAD = frozenset({_S.PLANNED, _S.NOTIFIED})
_RUNNING = frozenset({_S.NOTIFIED, _S.CARRIED_OUT})

STEPS: dict[str, Step] = {
    "notify": Step(frozenset({_S.PLANNED}), _S.NOTIFIED, _("Ghi đã gửi kế hoạch")),
    "take_report": Step(_RUNNING, None, _("Ghi báo cáo của đối tượng")),
    "add_finding": Step(_RUNNING, None, _("Thêm phát hiện")),
    "carry_out": Step(frozenset({_S.NOTIFIED}), _S.CARRIED_OUT, _("Ghi kết thúc giám sát")),
    "conclude": Step(frozenset({_S.CARRIED_OUT}), _S.CONCLUDED, _("Ghi thông báo kết quả")),
    "recommend": Step(frozenset({_S.CARRIED_OUT, _S.CONCLUDED}), None, _("Thêm kiến nghị")),
    "close": Step(frozenset({_S.CONCLUDED}), _S.CLOSED, _("Kết thúc theo dõi")),
    "edit": Step(_AHEAD, None, _("Sửa")),
    "cancel": Step(_AHEAD, _S.CANCELLED, _("Hủy cuộc giám sát")),
}

RECOMMENDATION_STEPS: dict[str, Step] = {
    "answer": Step(frozenset({_R.WAITING}), _R.ANSWERED, _("Ghi trả lời")),
    "done": Step(frozenset({_R.WAITING, _R.ANSWERED, _R.PARTLY}), _R.DONE, _("Đã thực hiện")),
    "partly": Step(frozenset({_R.WAITING, _R.ANSWERED, _R.PARTLY}), _R.PARTLY, _("Thực hiện một phần")),
    "not_done": Step(frozenset({_R.WAITING, _R.ANSWERED, _R.PARTLY}), _R.NOT_DONE, _("Không thực hiện")),
    "make_task": Step(frozenset({_R.WAITING, _R.ANSWERED, _R.PARTLY}), None, _("Giao thành nhiệm vụ")),
}


def may(record: HasStatus, name: str, steps: Mapping[str, Step] = STEPS) -> bool:
    """Does the record's state allow the step?"""
    return record.status in steps[name].sources


def move(record: Any, name: str, steps: Mapping[str, Step] = STEPS) -> None:
    """Take the step, or raise Refused with the state that stands in the way."""
    step = steps[name]
    if not may(record, name, steps):
        message = _now("Không thể thực hiện “{step}” ở trạng thái “{state}”.")
        raise Refused(message.format(step=step.label, state=record.state.label))
    if step.target is not None:
        record.status = step.target
