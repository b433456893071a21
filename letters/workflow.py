"""Which step of a letter's content, and of a sealed case, may follow. Knows no database and no users."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.errors import Refused

from .enums import OPEN_KINDS, ContentKind, ContentStatus, SealedStatus


class HasStatus(Protocol):
    status: str


class HasKind(HasStatus, Protocol):
    kind: str


@dataclass(frozen=True)
class Step:
    """From which states a step starts, where it leads, and how its button reads."""

    sources: frozenset[Any]
    target: Any  # None: the step leaves the state as it is
    label: str | Promise
    kinds: tuple[ContentKind, ...] = OPEN_KINDS


_S, _K = ContentStatus, ContentKind
_WAITING = frozenset({_S.RECEIVED, _S.TRANSFERRED})
_ACCEPTED = frozenset({_S.ACCEPTED})
_PROPOSALS = (_K.RECOMMENDATION, _K.FEEDBACK)

STEPS: dict[str, Step] = {
    "take_in": Step(frozenset({_S.TRANSFERRED}), None, _("Vào sổ đến")),
    "accept": Step(_WAITING, _S.ACCEPTED, _("Thụ lý")),
    "guide": Step(_WAITING, _S.GUIDED, _("Hướng dẫn")),
    "transfer": Step(_WAITING, _S.TRANSFERRED, _("Chuyển đơn")),
    "give_back": Step(_WAITING, _S.RETURNED, _("Trả lại đơn")),
    "file": Step(_WAITING, _S.FILED, _("Lưu đơn")),
    "settle": Step(_ACCEPTED, _S.SETTLED, _("Ra quyết định giải quyết"), (_K.COMPLAINT,)),
    "send": Step(frozenset({_S.SETTLED}), _S.CLOSED, _("Gửi quyết định"), (_K.COMPLAINT,)),
    "answer": Step(_ACCEPTED, _S.CLOSED, _("Trả lời kết quả"), _PROPOSALS),
    "suspend": Step(_ACCEPTED, _S.SUSPENDED, _("Tạm đình chỉ")),
    "resume": Step(frozenset({_S.SUSPENDED}), _S.ACCEPTED, _("Tiếp tục giải quyết")),
    "terminate": Step(frozenset({_S.ACCEPTED, _S.SUSPENDED}), _S.TERMINATED, _("Đình chỉ")),
    "report_back": Step(
        frozenset({_S.SETTLED, _S.CLOSED, _S.TERMINATED}), None, _("Báo kết quả cho nơi chuyển đơn")
    ),
}  # fmt: skip

_C = SealedStatus
_NEW, _OPEN = frozenset({_C.RECEIVED}), frozenset({_C.RECEIVED, _C.ACCEPTED})

SEALED_STEPS: dict[str, Step] = {
    "verify_more": Step(_NEW, None, _("Xác minh tại nhiều địa điểm")),
    "accept": Step(_NEW, _C.ACCEPTED, _("Thụ lý")),
    "transfer": Step(_NEW, None, _("Chuyển hồ sơ")),
    "notify": Step(frozenset({_C.ACCEPTED}), None, _("Thông báo thụ lý")),
    "extend": Step(frozenset({_C.ACCEPTED}), None, _("Gia hạn giải quyết")),
    "conclude": Step(frozenset({_C.ACCEPTED}), _C.CONCLUDED, _("Kết luận")),
    "file": Step(_NEW, _C.FILED, _("Lưu hồ sơ")),
    "grant": Step(_OPEN, None, _("Giao người được mở")),
    "erase": Step(frozenset({_C.CONCLUDED, _C.FILED, _C.RECEIVED}), None, _("Xóa vĩnh viễn nội dung")),
}  # fmt: skip


def may(content: HasKind, name: str) -> bool:
    """Do kind and state of the content allow the step?"""
    step = STEPS[name]
    return content.kind in step.kinds and ContentStatus(content.status) in step.sources


def move(content: HasKind, name: str) -> None:
    """Take the step, or raise Refused with what stands in the way."""
    step = STEPS[name]
    if content.kind not in step.kinds:
        message = _now("Bước “{step}” không áp dụng cho nội dung “{kind}”.")
        raise Refused(message.format(step=step.label, kind=ContentKind(content.kind).label))
    _move(content, STEPS, name, ContentStatus, _now("nội dung đơn"))


def may_sealed(case: HasStatus, name: str) -> bool:
    """Does the state of the sealed case allow the step?"""
    return SealedStatus(case.status) in SEALED_STEPS[name].sources


def move_sealed(case: HasStatus, name: str) -> None:
    """The same for a sealed case."""
    _move(case, SEALED_STEPS, name, SealedStatus, _now("hồ sơ"))


def _move(record: HasStatus, steps: Mapping[str, Step], name: str, states: type[Enum], noun: str) -> None:
    step, state = steps[name], states(record.status)
    if state not in step.sources:
        message = _now("Không thể thực hiện “{step}” khi {noun} ở trạng thái “{state}”.")
        raise Refused(message.format(step=step.label, noun=noun, state=state.label))  # type: ignore[attr-defined]
    if step.target is not None:
        record.status = step.target
