"""What the holidays package proposes for a year beside what the country's calendar says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from . import proposals
from .calendar_checks import Edit
from .enums import DayKind
from .models import CalendarDay
from .proposals import Proposal

SWAPS = (DayKind.SWAPPED_OFF, DayKind.SWAPPED_ON)


class Standing(TextChoices):
    """How a proposal stands to the calendar."""

    NEW = "new", _("chưa có trong lịch")
    SAME = "same", _("đã có trong lịch")
    DIFFERS = "differs", _("lịch ghi khác")
    ONLY_IN_TABLE = "only", _("chỉ có trong lịch")

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return {"new": "info", "same": "ok", "differs": "wait"}.get(self.value, "")


@dataclass(frozen=True)
class Line:
    """One day of the comparison."""

    day: date
    proposal: Proposal | None
    stored: CalendarDay | None

    @property
    def standing(self) -> Standing:
        if self.stored is None:
            return Standing.NEW
        if self.proposal is None:
            return Standing.ONLY_IN_TABLE
        is_same = (self.stored.kind, self.stored.name) == (self.proposal.kind, self.proposal.name)
        return Standing.SAME if is_same else Standing.DIFFERS

    @property
    def offered(self) -> Proposal | None:
        """The proposal, where the calendar does not say the same already."""
        return self.proposal if self.standing in (Standing.NEW, Standing.DIFFERS) else None

    @property
    def by_itself(self) -> bool:
        """Is it taken unless somebody leaves it out? Not what no law carries, nor what would alter the calendar."""
        return self.standing is Standing.NEW and self.proposal is not None and self.proposal.in_law

    @property
    def kind(self) -> DayKind:
        """What the day is, as proposed, else as stored."""
        return DayKind(self.proposal.kind if self.proposal else self.stored.kind if self.stored else "")

    @property
    def name(self) -> str:
        """What it is called, as proposed, else as stored."""
        return self.proposal.name if self.proposal else self.stored.name if self.stored else ""

    @property
    def called(self) -> str:
        """The name in the language of the page."""
        found = self.proposal or self.stored
        return found.called if found else ""

    def edit(self, basis: str) -> Edit:
        """The proposal as an edit on this basis."""
        english = self.proposal.name_en if self.proposal else self.stored.name_en if self.stored else ""
        replaces = self.stored is not None
        return Edit(self.day, self.kind, self.name, basis, proposals.source(), replaces=replaces, name_en=english)


def compare(year: int) -> list[Line]:
    """Every day that is proposed or stored, in order. Raises ValueError for a year that nothing is proposed for."""
    proposed = {proposal.day: proposal for proposal in proposals.of_year(year)}
    stored = {row.day: row for row in CalendarDay.objects.filter(unit=None, day__year=year)}
    return [Line(day, proposed.get(day), stored.get(day)) for day in sorted({*proposed, *stored})]


def edits_of(lines: Iterable[Line], days: Iterable[date], *, basis: str, swap_basis: str = "") -> list[Edit]:
    """The chosen days as edits; days that were swapped on a basis of their own, where one is given."""
    chosen = set(days)
    return [
        line.edit(swap_basis if swap_basis and line.kind in SWAPS else basis)
        for line in lines
        if line.day in chosen and line.offered
    ]
