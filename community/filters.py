"""Which decisions a list shows. Lists and counted figures share it, so that a number equals its list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from common import searching
from conferences.enums import VoteForm
from organizations.models import Unit

from .enums import DecisionState, Outcome
from .models.decisions import DecisionQuerySet

HELD = "da-quyet-dinh"
"""Every state in which the people have decided."""

_HELD = (DecisionState.HELD, DecisionState.SENT, DecisionState.RECOGNISED, DecisionState.REFUSED)
_OUTCOMES = {
    Outcome.PASSED: Q(passed=True) | Q(passed=None, stated_passed=True),
    Outcome.NOT_PASSED: Q(passed=False) | Q(passed=None, stated_passed=False),
    Outcome.UNKNOWN: Q(passed=None, stated_passed=None),
}


def address(name: str, unit: Unit, values: dict[str, str]) -> str:
    """A list with the unit in view and what was chosen."""
    given = {key: value for key, value in values.items() if value}
    return f"{reverse(name)}?{urlencode({'don-vi': unit.code} | given)}"


def written(day: date | None) -> str:
    """A day as addresses carry it."""
    return f"{day:%d/%m/%Y}" if day else ""


@dataclass(frozen=True, kw_only=True)
class DecisionFilter:
    """Every field narrows; the empty one narrows nothing. Days are those on which the people finished deciding."""

    words: str = ""
    matter: str = ""
    how: str = ""
    state: str = ""  # a DecisionState, or HELD
    outcome: str = ""
    keeper: str = ""
    first: date | None = None
    last: date | None = None

    def apply(self, decisions: DecisionQuerySet) -> DecisionQuerySet:
        """The decisions that pass."""
        wanted = Q()
        if self.matter:
            wanted &= Q(matter__code=self.matter)
        if self.how in VoteForm.values:
            wanted &= Q(how=self.how)
        if self.state == HELD:
            wanted &= Q(state__in=_HELD)
        elif self.state in DecisionState.values:
            wanted &= Q(state=self.state)
        if self.outcome in Outcome.values:
            wanted &= _OUTCOMES[Outcome(self.outcome)]
        if self.keeper:
            wanted &= Q(keeper__code=self.keeper)
        if self.first:
            wanted &= Q(ends_on__gte=self.first)
        if self.last:
            wanted &= Q(ends_on__lte=self.last)
        if self.words:
            wanted &= searching.condition(self.words)
        return decisions.filter(wanted)

    def url(self, unit: Unit) -> str:
        """The address of the list with this filter and the unit in view."""
        values = {
            "q": self.words, "noi-dung": self.matter, "hinh-thuc": self.how, "trang-thai": self.state,
            "ket-qua": self.outcome, "co-quan": self.keeper, "tu": written(self.first), "den": written(self.last),
        }  # fmt: skip
        return address("community:decisions", unit, values)
