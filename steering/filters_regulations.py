"""Which regulations a list shows. The list and the counted figures share it, so that a number equals its list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from common import clock
from common.periods import Period
from common.text import search_key
from organizations.models import Unit

from . import citing
from .enums_directing import Force
from .models.regulations import RegulationQuerySet

TO_REVIEW = "ra-soat"


@dataclass(frozen=True, kw_only=True)
class RegulationFilter:
    """Every field narrows; the empty one narrows nothing. ``on``: those in force on a day."""

    words: str = ""
    kind: str = ""  # code of a type
    state: str = ""  # a Force, or TO_REVIEW
    body: str = ""  # code
    issued_in: Period | None = None
    on: date | None = None
    paper: int | None = None  # key of a directing paper that they cite

    def apply(self, rows: RegulationQuerySet) -> RegulationQuerySet:
        """The regulations that pass."""
        if self.words:
            rows = rows.filter(search_key__contains=search_key(self.words))
        if self.kind:
            rows = rows.filter(type__code=self.kind)
        if self.body:
            rows = rows.filter(body__code=self.body)
        if self.issued_in:
            rows = rows.filter(issued_on__range=(self.issued_in.start, self.issued_in.end))
        if self.on:
            rows = rows.in_force(self.on)
        if self.paper is not None:
            rows = rows.filter(pk__in=citing.records_citing("steering.regulation", self.paper))
        return self._by_state(rows)

    def _by_state(self, rows: RegulationQuerySet) -> RegulationQuerySet:
        today = clock.today()
        match self.state:
            case Force.IN_FORCE:
                return rows.in_force(today)
            case Force.ENDED:
                return rows.filter(valid__endswith__lte=today)
            case Force.AHEAD:
                return rows.filter(valid__startswith__gt=today)
            case "ra-soat":  # TO_REVIEW
                return rows.to_review(today)
            case _:
                return rows

    def url(self, unit: Unit) -> str:
        """The address of the list with this filter and the unit in view."""
        values = {
            "q": self.words, "loai": self.kind, "trang-thai": self.state, "co-quan": self.body,
            "ky": self.issued_in.code if self.issued_in else "", "ngay": f"{self.on:%d/%m/%Y}" if self.on else "",
            "van-ban": str(self.paper or ""),
        }  # fmt: skip
        given = {key: value for key, value in values.items() if value}
        return f"{reverse('steering:regulations')}?{urlencode({'don-vi': unit.code} | given)}"
