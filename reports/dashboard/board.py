"""The page as a whole, read at one moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from common import bars
from common.periods import Period
from common.templatetags.qcdc import ngay
from organizations.models import Unit

from .cards import Card, cards, lens_of
from .family import family
from .matters import DISCLOSURES, MATTERS, PETITIONS, TASKS, Matter, Narrow
from .numbers import tallies
from .rows import Line, chart, lines
from .silent import Silent, silent
from .trend import Trend, drawn
from .view import View

ROWS = 12  # bars of a page, so that it prints on one sheet


@dataclass(frozen=True)
class Dashboard:
    """All that the page shows but the oldest items. ``units``: those on whose records and names it hangs."""

    view: View
    matter: Matter
    cards: list[Card]
    head: str
    lines: list[Line]
    of_units: bool
    trend: Trend
    silent: Silent
    units: frozenset[int]

    def chart(self, shown: Iterable[Line]) -> bars.Bars:
        """The bars of some of the lines."""
        return chart(self.view, self.matter, self.head, shown)

    @property
    def title(self) -> str:
        """What the bars show."""
        return str(self.matter.by_unit if self.of_units else self.matter.by_body)

    @property
    def formula(self) -> str:
        """How the bars are counted."""
        return str(self.matter.formula).format(day=ngay(self.view.on))


def read(user: User, unit: Unit, period: Period, matter: str = "") -> Dashboard:
    """The dashboard of a unit that the person reaches: ten queries. What was counted before is used only where nothing
    changed since, so every number is as of the moment of reading."""
    view = View(unit, period)
    shown = MATTERS.get(matter, PETITIONS)
    related = family(view)
    tally = tallies(view, shown, related)
    whole = tally(related.of(unit))
    head, found = lines(view, shown, related, tally)
    return Dashboard(
        view=view,
        matter=shown,
        cards=cards(lens_of(user), view, whole),
        head=head,
        lines=found,
        of_units=bool(related.below),
        trend=drawn(view.quarters, whole.flow, lambda line, q: shown.flowed(view, Narrow(unit), line, q)),
        silent=silent(view, related.of(unit)),
        units=related.all,
    )


def matter_choices() -> list[tuple[str, str]]:
    """What the switch offers."""
    return [(matter.code, str(matter.name)) for matter in (PETITIONS, TASKS, DISCLOSURES)]
