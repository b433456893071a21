"""The only now() of the portal. Everything that asks for the time asks here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """This moment, aware.

    Where settings name a QCDC_CLOCK_FILE (tests alone do), the moment written in it, which all processes share:
    ISO 8601, in local time unless it says otherwise. No file means real time; replace the file in one step
    (write beside it, then rename), so that no reader sees half a moment. Inside told_at() it is the moment told.
    """
    told = _told.get()
    if told is not None:
        return told
    path = getattr(settings, "QCDC_CLOCK_FILE", "")
    if path:
        try:
            return _moment(Path(path).read_text(encoding="ascii"))
        except FileNotFoundError:
            pass
    return timezone.now()


def today() -> date:
    """The date on the wall calendar of Viet Nam."""
    return now().astimezone(ZONE).date()


@contextmanager
def told_at(moment: datetime) -> Iterator[None]:
    """What happens inside happened then: demo data hand in a form on the day on which it was due. No page uses it."""
    before = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(before)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
