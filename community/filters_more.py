"""Which consultations and elections a list shows; counted figures share them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from common import searching
from organizations.models import Unit

from .enums_consultations import ConsultationState
from .enums_elections import ElectionState
from .filters import address, written
from .models.consultations import ConsultationQuerySet
from .models.elections import ElectionQuerySet

STARTED = "da-cong-khai"
"""Consultations that were published, whatever came after."""

HELD = "da-bau"
"""Elections in which people voted, whatever came after."""

_HELD = (ElectionState.HELD, ElectionState.SENT, ElectionState.RECOGNISED, ElectionState.REFUSED)


@dataclass(frozen=True, kw_only=True)
class ConsultationFilter:
    """Every field narrows; days are those of publication."""

    words: str = ""
    matter: str = ""
    state: str = ""
    keeper: str = ""
    first: date | None = None
    last: date | None = None

    def apply(self, rows: ConsultationQuerySet) -> ConsultationQuerySet:
        """The consultations that pass."""
        wanted = Q()
        if self.matter:
            wanted &= Q(matter__code=self.matter)
        if self.state == STARTED:
            wanted &= Q(published_on__isnull=False)
        elif self.state in ConsultationState.values:
            wanted &= Q(state=self.state)
        if self.keeper:
            wanted &= Q(keeper__code=self.keeper)
        if self.first:
            wanted &= Q(published_on__gte=self.first)
        if self.last:
            wanted &= Q(published_on__lte=self.last)
        if self.words:
            wanted &= searching.condition(self.words)
        return rows.filter(wanted)

    def url(self, unit: Unit) -> str:
        """The address of the list with this filter and the unit in view."""
        values = {
            "q": self.words, "noi-dung": self.matter, "trang-thai": self.state, "co-quan": self.keeper,
            "tu": written(self.first), "den": written(self.last),
        }  # fmt: skip
        return address("community:consultations", unit, values)


@dataclass(frozen=True, kw_only=True)
class ElectionFilter:
    """Every field narrows; days are those of the election."""

    words: str = ""
    state: str = ""
    keeper: str = ""
    first: date | None = None
    last: date | None = None

    def apply(self, rows: ElectionQuerySet) -> ElectionQuerySet:
        """The elections that pass."""
        wanted = Q()
        if self.state == HELD:
            wanted &= Q(state__in=_HELD)
        elif self.state in ElectionState.values:
            wanted &= Q(state=self.state)
        if self.keeper:
            wanted &= Q(keeper__code=self.keeper)
        if self.first:
            wanted &= Q(election_on__gte=self.first)
        if self.last:
            wanted &= Q(election_on__lte=self.last)
        if self.words:
            wanted &= searching.condition(self.words)
        return rows.filter(wanted)

    def url(self, unit: Unit) -> str:
        """The address of the list with this filter and the unit in view."""
        values = {
            "q": self.words, "trang-thai": self.state, "co-quan": self.keeper, "tu": written(self.first),
            "den": written(self.last),
        }  # fmt: skip
        return address("community:elections", unit, values)
