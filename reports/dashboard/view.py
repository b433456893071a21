"""What the page is about: a unit, a period, the last day that counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from common import clock
from common.periods import Kind, Period
from organizations.models import Unit

QUARTERS = 8


@dataclass(frozen=True)
class View:
    """A unit and a period, as of the earlier of today and the period's end."""

    unit: Unit
    period: Period

    @property
    def on(self) -> date:
        """The day whose state is shown."""
        return min(clock.today(), self.period.end)

    @property
    def before(self) -> Period:
        """The period to compare with."""
        return self.period.previous()

    @property
    def past(self) -> date | None:
        """The day as the filters of lists name it: None where it is today."""
        return self.on if self.on < clock.today() else None

    @property
    def quarters(self) -> list[Period]:
        """The eight quarters that end with the period, the oldest first."""
        windows = [Period.containing(self.period.end, Kind.QUARTER)]
        while len(windows) < QUARTERS:
            windows.append(windows[-1].previous())
        return windows[::-1]
