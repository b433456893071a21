"""A person's own calendar as an iCalendar file (RFC 5545). Rooms bring what is due, each in AppConfig.ready():

feed.register(calendar_entries)    # (user, limit) -> entries, the soonest first
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import icalendar
from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.names import in_portal_language

MOST = 500  # entries; a calendar program reads the whole file each time
_READ_EVERY = timedelta(hours=4)


@dataclass(frozen=True)
class Entry:
    """A whole day of somebody's calendar. ``key`` never changes; ``version`` and ``changed_at`` grow with each change,
    so that a calendar program moves what it has."""

    key: str
    day: date
    title: str
    url: str
    version: int
    changed_at: datetime
    is_certain: bool = True


type Source = Callable[[User, int], Iterable[Entry]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Let a room bring entries."""
    _sources.append(source)


@in_portal_language
def calendar_of(user: User) -> bytes:
    """Everything that is due for the person. Times of the day, alarms and names of people are none of its business."""
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//QCDC//{settings.PRODUCT_NAME}//VI")
    calendar.add("x-wr-calname", _("Việc cần làm"))
    calendar.add("refresh-interval", _READ_EVERY, parameters={"value": "DURATION"})
    for entry in _entries(user):
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _entries(user: User) -> list[Entry]:
    found = [entry for source in _sources for entry in source(user, MOST)]
    return sorted(found, key=lambda entry: entry.day)[:MOST]


def _event(entry: Entry) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{entry.key}@{_host()}")
    event.add("dtstamp", clock.now())
    event.add("dtstart", entry.day)
    event.add("summary", entry.title)
    event.add("url", settings.QCDC_BASE_URL + entry.url)
    event.add("sequence", entry.version)
    event.add("last-modified", entry.changed_at)
    event.add("status", "CONFIRMED" if entry.is_certain else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _host() -> str:
    return str(settings.QCDC_BASE_URL).rpartition("//")[2]
