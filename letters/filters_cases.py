"""Which pending cases a list shows; the counted figures share it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from common.text import search_key
from organizations.models import Unit

from .enums_cases import CaseState
from .models.cases import CaseQuerySet


@dataclass(frozen=True, kw_only=True)
class CaseFilter:
    """Every field narrows; the empty one narrows nothing. ``pending_on``: open at the end of a day."""

    words: str = ""
    state: str = ""
    field: str = ""
    stage: str = ""
    lead: str = ""  # code of a body
    first: date | None = None
    last: date | None = None
    pending_on: date | None = None

    def apply(self, cases: CaseQuerySet) -> CaseQuerySet:
        """The cases that pass."""
        wanted = Q()
        if self.words:
            wanted &= Q(search_key__contains=search_key(self.words))
        if self.state in CaseState.values:
            wanted &= Q(state=self.state)
        if self.field:
            wanted &= Q(field__code=self.field)
        if self.stage:
            wanted &= Q(stage__code=self.stage)
        if self.lead:
            wanted &= Q(lead__code=self.lead)
        if self.first:
            wanted &= Q(opened_on__gte=self.first)
        if self.last:
            wanted &= Q(opened_on__lte=self.last)
        if self.pending_on:
            still = Q(closed_on=None) | Q(closed_on__gt=self.pending_on)
            wanted &= still & Q(opened_on__lte=self.pending_on)
        return cases.filter(wanted)

    def url(self, unit: Unit) -> str:
        """The address of the list with this filter and the unit in view."""
        days = {"tu": self.first, "den": self.last, "ngay": self.pending_on}
        values = {"q": self.words, "trang-thai": self.state, "linh-vuc": self.field, "giai-doan": self.stage}
        values |= {"chu-tri": self.lead}
        given = {name: f"{day:%d/%m/%Y}" for name, day in days.items() if day}
        given |= {name: value for name, value in values.items() if value}
        return f"{reverse('letters:cases')}?{urlencode({'don-vi': unit.code} | given)}"
