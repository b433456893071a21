"""What people may do with a clock by hand: the steps that its state and its limit allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User

from .enums import Bound, ClockState, Direction
from .models import Clock
from .subjects import SubjectKind

RESUME, STOP, EXTEND, SUSPEND, CANCEL = "resume", "stop", "extend", "suspend", "cancel"
LABELS: dict[str, str | Promise] = {
    RESUME: _("Tính tiếp"),
    STOP: _("Đã làm xong"),
    EXTEND: _("Gia hạn"),
    SUSPEND: _("Tạm dừng"),
    CANCEL: _("Hủy thời hạn"),
}


@dataclass(frozen=True)
class Offer:
    """A step as a button."""

    name: str
    label: str
    url: str


@dataclass(frozen=True)
class Offers:
    """The steps that the clock allows; ``reason`` says who may take them, when this person may not."""

    offers: list[Offer]
    reason: str = ""

    @property
    def labels(self) -> str:
        """The steps that are not for this person."""
        return ", ".join(offer.label for offer in self.offers)


def possible(clock: Clock) -> list[str]:
    """Steps in the order of their buttons. A named day, a minimum and a limit before an event do not pause."""
    if clock.state == ClockState.SUSPENDED:
        return [RESUME, STOP, CANCEL]
    if clock.state != ClockState.RUNNING:
        return []
    runs_on = clock.direction == Direction.AFTER and clock.bound == Bound.MAXIMUM
    more = [EXTEND, *([SUSPEND] if clock.rule_id else [])] if runs_on else []
    return [STOP, *more, CANCEL]


def offers_for(user: User, kind: SubjectKind, record: Any, clock: Clock) -> Offers:
    """The buttons of a clock's page; none where the record's own pages do it."""
    if not kind.by_hand:
        return Offers([])
    offers = [Offer(name, str(LABELS[name]), reverse(f"deadlines:{name}", args=[clock.pk])) for name in possible(clock)]
    try:
        kind.may_change(user, record)
    except PermissionDenied as denied:
        return Offers(offers, str(denied))
    return Offers(offers)
