"""Which step of a disclosure and of a posting may follow. Knows no database and no users."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.errors import Refused

from .enums import DisclosureStatus, PostingStatus


class HasStatus(Protocol):
    status: str


@dataclass(frozen=True)
class Step:
    """From which states a step starts, where it leads (None: the state stays), and how its button reads."""

    sources: frozenset[str]
    target: str | None
    label: str | Promise


_P, _D = PostingStatus, DisclosureStatus
_STANDING = frozenset({_D.WAITING, _D.UP})

POSTING_STEPS: dict[str, Step] = {
    "put_up": Step(frozenset({_P.PLANNED}), _P.UP, _("Ghi đã công khai")),
    "prove": Step(frozenset({_P.UP, _P.DOWN, _P.BROKEN}), None, _("Gửi ảnh, bản ghi")),
    "take_down": Step(frozenset({_P.UP}), _P.DOWN, _("Ghi đã gỡ")),
    "break_off": Step(frozenset({_P.UP}), _P.BROKEN, _("Ghi bị gián đoạn")),
    "drop": Step(frozenset({_P.PLANNED}), _P.DROPPED, _("Không công khai tại nơi này")),
}

STEPS: dict[str, Step] = {
    "edit": Step(_STANDING, None, _("Sửa")),
    "add_place": Step(_STANDING, None, _("Thêm nơi công khai")),
    "replace": Step(_STANDING | {_D.DONE}, None, _("Thay bằng nội dung mới")),
    "ask_review": Step(frozenset({_D.UP}), None, _("Yêu cầu rà soát")),
    "publish": Step(_STANDING | {_D.DONE}, None, _("Đưa lên bảng công khai")),
    "cancel": Step(frozenset({_D.WAITING}), _D.CANCELLED, _("Hủy")),
}


def may(record: HasStatus, name: str, steps: Mapping[str, Step] = STEPS) -> bool:
    """Does the record's state allow the step?"""
    return record.status in steps[name].sources


def check_step(record: HasStatus, name: str) -> None:
    """Refused when the state of the disclosure does not allow the step."""
    _check(record, name, STEPS, DisclosureStatus(record.status).label)


def check_posting_step(posting: HasStatus, name: str) -> None:
    """Refused when the state of the posting does not allow the step."""
    _check(posting, name, POSTING_STEPS, PostingStatus(posting.status).label)


def status_of(postings: Collection[HasStatus]) -> DisclosureStatus:
    """The state of a disclosure from those of its postings: a place still wanted, one still up, or none."""
    states = {posting.status for posting in postings}
    if _P.PLANNED in states or not states - {_P.DROPPED}:
        return _D.WAITING
    return _D.UP if _P.UP in states else _D.DONE


def _check(record: HasStatus, name: str, steps: Mapping[str, Step], label: str | Promise) -> None:
    if not may(record, name, steps):
        message = _now("“{step}” không thực hiện được khi đang “{status}”.")
        raise Refused(message.format(step=steps[name].label, status=label))
