"""How many members a board must and may have, with the article that says so. The numbers are rows (BoardSize)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from common.errors import Refused

from .enums import BoardPosition
from .models import BoardSize


class Sits(Protocol):
    @property
    def position(self) -> str: ...


@dataclass(frozen=True)
class Bounds:
    """The least and most members (None: no bound in the law), and where that is written."""

    least: int
    most: int | None
    citation: str


def bounds_of(size: BoardSize, villages: int | None) -> Bounds:
    """Of a commune's board: as many as it has villages, at least five; with fewer than five villages at most five."""
    if not size.per_village or villages is None:
        return Bounds(size.at_least, size.at_most, size.citation)
    if villages < size.at_least:
        return Bounds(1, size.few_at_most, size.citation)
    return Bounds(villages, villages, size.citation)


def size_on(sort: str, on: date) -> BoardSize | None:
    """What the law of a day says; None before the law of 2022, whose predecessors are not in the portal."""
    return BoardSize.objects.filter(sort=sort, valid__contains=on).first()


def check(
    sort: str, *, on: date, villages: int | None, staff: int | None, members: Sequence[Sits], may_be_short: bool = False
) -> None:
    """Refused, with the article: a number of members, deputies or staff that the law of that day does not allow."""
    heads = sum(member.position == BoardPosition.HEAD for member in members)
    if heads > 1 or (heads == 0 and not may_be_short):
        raise Refused(_("Ban có đúng một Trưởng ban."), field="members")
    size = size_on(sort, on)
    if size is None:
        return
    _check_staff(size, staff)
    _check_deputies(size, members)
    bounds = bounds_of(size, villages)
    if len(members) < bounds.least and not may_be_short:
        message = _("Ban phải có ít nhất {least} thành viên, mới ghi {count} ({citation}).")
        words = message.format(least=bounds.least, count=len(members), citation=bounds.citation)
        raise Refused(words, field="members")
    if bounds.most is not None and len(members) > bounds.most:
        message = _("Ban có nhiều nhất {most} thành viên, đang ghi {count} ({citation}).")
        words = message.format(most=bounds.most, count=len(members), citation=bounds.citation)
        raise Refused(words, field="members")


def shortage(size: BoardSize | None, villages: int | None, sitting: int) -> str:
    """What a board at work misses, in words with the article; empty when nothing is missing."""
    if size is None:
        return ""
    bounds = bounds_of(size, villages)
    if sitting >= bounds.least:
        return ""
    message = _("Thiếu {count} thành viên so với số tối thiểu {least} ({citation}); cần bầu bổ sung.")
    return message.format(count=bounds.least - sitting, least=bounds.least, citation=bounds.citation)


def _check_staff(size: BoardSize, staff: int | None) -> None:
    if size.staff_above is not None and staff is not None and staff <= size.staff_above:
        message = _("Cơ quan, đơn vị có từ {count} người trở xuống không lập Ban Thanh tra nhân dân ({citation}).")
        raise Refused(message.format(count=size.staff_above, citation=size.citation), field="staff")


def _check_deputies(size: BoardSize, members: Sequence[Sits]) -> None:
    deputies = sum(member.position == BoardPosition.DEPUTY for member in members)
    if size.most_deputies is not None and deputies > size.most_deputies:
        message = _("Ban có nhiều nhất {most} Phó Trưởng ban ({citation}).")
        raise Refused(message.format(most=size.most_deputies, citation=size.citation), field="members")
