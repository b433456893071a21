"""The page as a whole, read at one moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from common import bars
from common.periods import Period
from common.templatetags.qcdc import ngay
from organizations.models import Body, Unit

from . import own
from .cards import Card, cards, lens_of
from .family import family
from .matters import DISCLOSURES, MATTERS, PETITIONS, TASKS, Matter, Narrow
from .numbers import tallies
from .rows import Line, chart, lines
from .silent import Silent, silent
from .trend import Trend, drawn
from .view import View

ROWS = 12  # bars of a page, so that it prints on one sheet
WORST = 3  # named above the bars


@dataclass(frozen=True)
class Worst:
    """A bar in words: whose, how many are late, and their list."""

    label: str
    late: int
    url: str


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
    silent: Silent | None
    units: frozenset[int]
    body: Body | None = None  # whose page it is, where somebody answers for one

    def chart(self, shown: Iterable[Line]) -> bars.Bars:
        """The bars of some of the lines."""
        return chart(self.view, self.matter, self.head, shown)

    @property
    def worst(self) -> list[Worst]:
        """The three with most that is late, in words; none where nothing is late, or where one bar says it all."""
        late = self.matter.late
        first = [line for line in self.lines if line.numbers[late]] if len(self.lines) > 1 else []
        part = self.matter.keys[late].part
        return [
            Worst(line.label, line.numbers[late], self.matter.listed(self.view, line.where, part))
            for line in first[:WORST]
        ]

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


def read_own(body: Body, unit: Unit, period: Period, matter: str = "") -> Dashboard:
    """The same of what one body holds: five queries, six of disclosures. Who else is silent is not its matter."""
    view = View(unit, period)
    shown = own.MATTERS.get(matter, own.MATTERS[PETITIONS.code])
    held = own.held_by(body, view)
    where = own.narrow(body, view)
    return Dashboard(
        view=view,
        matter=shown,
        cards=own.cards_of(body, view, held),
        head=_("Cơ quan"),
        lines=[own.line_of(body, view, shown, held)],
        of_units=False,
        trend=drawn(view.quarters, own.flow_of(body, view, shown), lambda line, q: shown.flowed(view, where, line, q)),
        silent=None,
        units=frozenset({unit.pk}),
        body=body,
    )


def matter_choices() -> list[tuple[str, str]]:
    """What the switch offers."""
    return [(matter.code, str(matter.name)) for matter in (PETITIONS, TASKS, DISCLOSURES)]
