"""Days counted from the day of seeding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from common.clock import ZONE
from common.periods import Kind, Period


@dataclass(frozen=True)
class Days:
    """Short names for the days around today. Offices do not meet at weekends."""

    today: date

    def day(self, offset: int) -> date:
        """So many days from today, whatever day of the week."""
        return self.today + timedelta(days=offset)

    def office_day(self, offset: int) -> date:
        """The same, but the Friday before (or, for days ahead, the Monday after) a weekend."""
        found = self.day(offset)
        beyond = found.weekday() - 4
        if beyond <= 0:
            return found
        return found + timedelta(days=3 - beyond) if offset > 0 else found - timedelta(days=beyond)

    def at(self, offset: int, hour: int, minute: int = 0) -> datetime:
        """An hour of an office day, as the clock on the wall shows it."""
        return datetime.combine(self.office_day(offset), time(hour, minute), tzinfo=ZONE)

    def reviewed(self, offset: int) -> Period:
        """The last whole quarter before a day: what a review held on it looks at."""
        return Period.containing(self.office_day(offset), Kind.QUARTER).previous()
