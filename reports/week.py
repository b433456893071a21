"""The work of a unit in one week, on one sheet: what takes place, and what must be done by when."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock, pdf
from common.clock import ZONE
from common.names import in_portal_language
from conferences.enums import SessionStatus, Status
from conferences.models import Conference, CouncilSession
from deadlines.enums import Bound
from deadlines.models import Clock
from letters.enums_reception import DayState
from letters.models import ReceptionDay
from organizations.models import Unit
from supervision.models import Supervision

from .batch_files import pages_in

FIRST, LAST = datetime.date(1900, 1, 1), datetime.date(2999, 12, 1)
SIZES = (13, 12, 11, 10, 9, 8)  # points; the largest with which everything stands on one sheet
DUE_ROWS = 60  # of the limits that are named; the rest is told as a number


@dataclass(frozen=True)
class Event:
    """Something that takes place: when, what, who leads it, where. ``url``: its page in the portal."""

    at: str
    text: str
    chair: str
    place: str
    url: str


@dataclass(frozen=True)
class Day:
    """A day with what takes place and what must be done by its end."""

    on: datetime.date
    events: tuple[Event, ...]
    due: tuple[Clock, ...]

    @property
    def rows(self) -> tuple[Event, ...]:
        """Its lines on the sheet, at least an empty one to write on."""
        due = (Event("", f"Hạn: {one.title}", one.body.name, "", "") for one in self.due)
        return (*self.events, *due) or (Event("", "", "", "", ""),)

    @property
    def name(self) -> str:
        """ "Thứ Hai" … "Chủ nhật"."""
        names = (_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật"))
        return names[self.on.weekday()]


@dataclass(frozen=True)
class Week:
    """Seven days of a unit, from Monday. ``more``: limits of the week that are too many to be named."""

    unit: Unit
    first: datetime.date
    days: tuple[Day, ...]
    more: int = 0

    @property
    def last(self) -> datetime.date:
        """Sunday."""
        return self.first + datetime.timedelta(days=6)

    @property
    def before(self) -> datetime.date:
        """The Monday before."""
        return self.first - datetime.timedelta(days=7)

    @property
    def after(self) -> datetime.date:
        """The Monday after."""
        return self.first + datetime.timedelta(days=7)

    @cached_property
    def is_empty(self) -> bool:
        """Nothing takes place and nothing is due."""
        return not any(day.events or day.due for day in self.days)


def monday_of(typed: str) -> datetime.date:
    """The Monday of the week of a day as written in an address; this week for anything else."""
    try:
        day = datetime.date.fromisoformat(typed)
    except ValueError:
        day = clock.today()
    if not FIRST <= day <= LAST:
        day = clock.today()
    return day - datetime.timedelta(days=day.weekday())


def read(user: User, unit: Unit, first: datetime.date) -> Week:
    """What the unit's own bodies have before them; a place below has a sheet of its own. Five queries.

    Limits of matters that stay inside the portal (deadlines.ClockKind.private) are not named on a sheet that hangs on a
    wall.
    """
    last = first + datetime.timedelta(days=6)
    events: dict[datetime.date, list[Event]] = defaultdict(list)
    for on, event in (*_conferences(user, unit, first, last), *_sessions(user, unit, first, last)):
        events[on].append(event)
    for on, event in (*_receptions(user, unit, first, last), *_supervisions(user, unit, first, last)):
        events[on].append(event)
    due = _due(unit, first, last)
    by_day: dict[datetime.date, list[Clock]] = defaultdict(list)
    for one in due[:DUE_ROWS]:
        by_day[one.due_on].append(one)
    days = (first + datetime.timedelta(days=number) for number in range(7))
    return Week(
        unit,
        first,
        tuple(Day(on, tuple(sorted(events[on], key=lambda one: one.at)), tuple(by_day[on])) for on in days),
        max(0, len(due) - DUE_ROWS),
    )


def _conferences(
    user: User, unit: Unit, first: datetime.date, last: datetime.date
) -> Iterator[tuple[datetime.date, Event]]:
    found = Conference.objects.visible_in(user, unit).filter(host__unit=unit, starts_at__date__range=(first, last))
    for one in found.exclude(status=Status.CANCELLED).select_related("host").order_by("starts_at", "pk"):
        at = f"{one.starts_at.astimezone(ZONE):%H:%M}"
        yield one.held_on, Event(at, one.title, one.chair_name or one.host.name, one.place, one.get_absolute_url())


def _sessions(
    user: User, unit: Unit, first: datetime.date, last: datetime.date
) -> Iterator[tuple[datetime.date, Event]]:
    """A session stands on each of its days."""
    found = CouncilSession.objects.visible_in(user, unit).filter(
        council__unit=unit, starts_on__lte=last, ends_on__gte=first
    )
    for one in found.exclude(status=SessionStatus.CANCELLED).select_related("council").order_by("starts_on", "pk"):
        event = Event("", one.title, one.council.name, one.place, one.get_absolute_url())
        for number in range(7):
            on = first + datetime.timedelta(days=number)
            if one.starts_on <= on <= one.ends_on:
                yield on, event


def _receptions(
    user: User, unit: Unit, first: datetime.date, last: datetime.date
) -> Iterator[tuple[datetime.date, Event]]:
    found = ReceptionDay.objects.visible_in(user, unit).filter(unit=unit, on__range=(first, last))
    for one in found.exclude(state=DayState.CANCELLED).for_list():
        who = one.duty.office if one.duty else one.body.name
        at = f"{one.starts:%H:%M}"
        yield one.on, Event(at, _("Tiếp công dân"), who, one.place, one.get_absolute_url())


def _supervisions(
    user: User, unit: Unit, first: datetime.date, last: datetime.date
) -> Iterator[tuple[datetime.date, Event]]:
    found = Supervision.objects.visible_in(user, unit).filter(unit=unit, begins_on__range=(first, last))
    for one in found.filter(cancel_reason="").select_related("body").order_by("begins_on", "pk"):
        text = _("Giám sát: {title}").format(title=one.title)
        yield one.begins_on, Event("", text, one.body.name, one.subject_text, one.get_absolute_url())


def _due(unit: Unit, first: datetime.date, last: datetime.date) -> list[Clock]:
    found = Clock.objects.running().filter(unit=unit, due_on__range=(first, last), kind__private=False)
    return list(
        found.exclude(bound=Bound.MINIMUM).select_related("body", "kind").order_by("due_on", "kind__rank", "pk")
    )


@in_portal_language
def sheet(week: Week) -> bytes:
    """One A4 page, in the largest letters with which everything stands on it; what does not fit is told as a number.

    Words that are too long even so go on to a second page.
    """
    largest, *others, smallest = SIZES
    if (drawn := _one_page(week, largest)) is not None:
        return drawn
    while (last := _one_page(week, smallest)) is None:
        shorter = _shorter(week)
        if shorter == week:
            return _drawn(week, smallest)
        week = shorter
    fitting = (_one_page(week, size) for size in others)
    return next((drawn for drawn in fitting if drawn is not None), last)


def _one_page(week: Week, size: int) -> bytes | None:
    """The sheet in letters of a size; None when it is more than a page."""
    content = _drawn(week, size)
    return content if pages_in(content) == 1 else None


def _drawn(week: Week, size: int) -> bytes:
    title = _("Lịch công tác tuần {first} – {last}")
    return pdf.render(
        "papers/week.html",
        {"week": week, "size": size},
        title=title.format(first=f"{week.first:%d/%m}", last=f"{week.last:%d/%m/%Y}"),
        made_at=clock.now(),
    )


def _shorter(week: Week) -> Week:
    """Half of the limits of each day; when none is left, half of what takes place, the later half told as a number."""
    if any(day.due for day in week.days):
        days = tuple(replace(day, due=day.due[: len(day.due) // 2]) for day in week.days)
    else:
        days = tuple(replace(day, events=day.events[: max(1, len(day.events) // 2)]) for day in week.days)
    left = sum(len(day.due) + len(day.events) for day in week.days) - sum(len(d.due) + len(d.events) for d in days)
    return replace(week, days=days, more=week.more + left)
