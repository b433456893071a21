"""How much time a clock has left, in the unit in which its limit is counted: working days are never shown as days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import clock as wall
from common.templatetags.qcdc import SOON, ngay

from . import calendars, counting
from .counting import Calendar
from .enums import Bound, ClockState, Direction, LimitUnit
from .models import Clock


@dataclass(frozen=True)
class Remaining:
    """A few words with the tone of their badge: "còn 3 ngày làm việc", "quá hạn 5 ngày", "được gỡ từ 23/10/2020"."""

    words: str
    tone: str


def of(clock: Clock, calendar: Calendar | None = None) -> Remaining:
    """How a clock stands today; of an ended one, whether it was in time.

    ``calendar``: of the clock's unit. Without it, it is read (two queries) where the limit is in working days.
    """
    match ClockState(clock.state):
        case ClockState.CANCELLED:
            return Remaining(_("không phải làm nữa"), "")
        case ClockState.SUSPENDED:
            return Remaining(_("đang tạm dừng"), "wait")
        case ClockState.STOPPED:
            return _kept(clock, calendar)
    return _until_end(clock) if clock.bound == Bound.MINIMUM else _until_due(clock, calendar)


def due_label(clock: Clock) -> str:
    """What its date is called: a last day, the last lawful day before an event, the first day after a minimum."""
    if clock.bound == Bound.MINIMUM:
        return _("Được kết thúc từ ngày")
    if clock.direction == Direction.BEFORE:
        return _("Ngày cuối cùng còn đúng luật")
    return _("Hạn")


def _until_end(clock: Clock) -> Remaining:
    """A minimum has no last day: only a first one on which it may end."""
    today = wall.today()
    if today >= clock.due_on:
        return Remaining(_("đã đủ thời gian tối thiểu"), "ok")
    left = (clock.due_on - today).days
    return Remaining(ngettext("còn ít nhất %(n)s ngày", "còn ít nhất %(n)s ngày", left) % {"n": left}, "info")


def _until_due(clock: Clock, calendar: Calendar | None) -> Remaining:
    today = wall.today()
    if today == clock.due_on:
        return Remaining(_("hôm nay là ngày cuối"), "wait")
    if today > clock.due_on:
        return Remaining(_("quá hạn {length}").format(length=_length(clock, clock.due_on, today, calendar)), "late")
    tone = "wait" if (clock.due_on - today).days <= SOON else "info"
    return Remaining(_("còn {length}").format(length=_length(clock, today, clock.due_on, calendar)), tone)


def _kept(clock: Clock, calendar: Calendar | None) -> Remaining:
    ended = clock.ended_on or clock.due_on
    if clock.bound == Bound.MINIMUM:
        if ended >= clock.due_on:
            return Remaining(_("đã đủ thời gian tối thiểu"), "ok")
        return Remaining(_("kết thúc trước ngày {day}, chưa đủ thời gian").format(day=ngay(clock.due_on)), "late")
    if ended <= clock.due_on:
        return Remaining(_("đúng hạn"), "ok")
    return Remaining(_("muộn {length}").format(length=_length(clock, clock.due_on, ended, calendar)), "wait")


def _length(clock: Clock, first: date, last: date, calendar: Calendar | None) -> str:
    """Days after ``first`` up to ``last``. In working days only where there is one: a weekend late is late by days."""
    if clock.counted_in == LimitUnit.WORKING_DAY:
        working = counting.working_days_between(first, last, calendar or calendars.of_unit(clock.unit_id))
        if working:
            return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", working) % {"n": working}
    days = (last - first).days
    return ngettext("%(n)s ngày", "%(n)s ngày", days) % {"n": days}
