"""What people may do with a clock by hand: the steps that its state and its limit allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock as wall

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
    """The steps that the clock allows; ``reason`` says who may take them, when this person may not.

    ``main`` is the step that the page puts first; a posting that must stay up has none.
    """

    offers: list[Offer]
    reason: str = ""
    main: Offer | None = None

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
    offers = [_offer(name, clock) for name in possible(clock)]
    try:
        kind.may_change(user, record)
    except PermissionDenied as denied:
        return Offers(offers, str(denied))
    must_stay = clock.bound == Bound.MINIMUM and wall.today() < clock.due_on
    return Offers(offers, main=offers[0] if offers and not must_stay else None)


def label(name: str, clock: Clock) -> str:
    """The words on the button of a step. A minimum is not done, it may end."""
    if name == STOP and clock.bound == Bound.MINIMUM:
        return _now("Kết thúc")
    return str(LABELS[name])


def _offer(name: str, clock: Clock) -> Offer:
    return Offer(name, label(name, clock), reverse(f"deadlines:{name}", args=[clock.pk]))
