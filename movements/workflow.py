"""Which step of a coordination programme may follow. Knows no database and no users."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.errors import Refused

from .enums import ProgrammeStatus


class HasStatus(Protocol):
    status: str


@dataclass(frozen=True)
class Step:
    """From which states a step starts, where it leads (None: the state stays), and how its button reads."""

    sources: frozenset[ProgrammeStatus]
    target: ProgrammeStatus | None
    label: str | Promise


_S = ProgrammeStatus

STEPS: dict[str, Step] = {
    "edit": Step(frozenset({_S.DRAFT, _S.SIGNED}), None, _("Sửa")),
    "add_content": Step(frozenset({_S.DRAFT, _S.SIGNED}), None, _("Thêm nội dung")),
    "sign": Step(frozenset({_S.DRAFT}), _S.SIGNED, _("Ghi ký kết")),
    "midyear": Step(frozenset({_S.SIGNED}), None, _("Ghi sơ kết giữa năm")),
    "final": Step(frozenset({_S.SIGNED}), _S.REVIEWED, _("Ghi tổng kết năm")),
    "carry": Step(frozenset({_S.SIGNED, _S.REVIEWED}), None, _("Lập chương trình năm sau")),
}


def may(programme: HasStatus, name: str) -> bool:
    """Does the state of the programme allow the step?"""
    return ProgrammeStatus(programme.status) in STEPS[name].sources


def move(programme: HasStatus, name: str) -> None:
    """Take the step, or raise Refused with the state that stands in the way."""
    step = STEPS[name]
    if not may(programme, name):
        message = _now("Không thực hiện được “{step}” khi chương trình ở trạng thái “{state}”.")
        raise Refused(message.format(step=step.label, state=ProgrammeStatus(programme.status).label))
    if step.target is not None:
        programme.status = step.target
