"""Which conferences a list shows. The list's form and the counted figures share it: a number equals its list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, IntegerField, Q, Value, When

from common.frame import UNIT_PARAMETER
from common.periods import Period
from common.text import nfc, search_key
from organizations.models import Reach, Unit
from steering import citing

from .enums import OPEN, Status
from .models import ConferenceQuerySet

OPEN_ONLY, HELD_ONLY = "open", "took-place"
_GROUPS = {OPEN_ONLY: [*OPEN], HELD_ONLY: [*OPEN, Status.COMPLETED]}


@dataclass(frozen=True, kw_only=True)
class ConferenceFilter:
    """Every field narrows; the empty one narrows nothing. ``hosted_by``: only what that unit and those below held."""

    words: str = ""
    kind: str = ""  # code of a kind
    state: str = ""  # a Status, OPEN_ONLY or HELD_ONLY
    period: str = ""  # code of the period under review
    host: str = ""  # code of a body
    first: date | None = None  # local days on which it began
    last: date | None = None
    hosted_by: Unit | None = None
    paper: int | None = None  # key of a directing paper that they cite

    @classmethod
    def held_within(cls, window: Period, *, unit: Unit, host: str = "") -> ConferenceFilter:
        """What a counted figure counts: conferences that took place in the window, held by the body or in the unit."""
        return cls(state=HELD_ONLY, first=window.start, last=window.end, host=host, hosted_by=None if host else unit)

    def condition(self, to: str = "") -> Q:
        """The filter as a condition; ``to`` leads from another model ("conference__")."""
        wanted = Q()
        for value, lookup, compared in self._exact():
            if value:
                wanted &= Q(**{f"{to}{lookup}": compared})
        if self.words:
            wanted &= Q(**{f"{to}search_key__contains": search_key(self.words)})
        if self.paper:
            wanted &= Q(**{f"{to}pk__in": citing.records_citing("conferences.conference", self.paper)})
        if self.hosted_by:
            wanted &= Q(**{f"{to}host__unit__in": Reach.objects.filter(source=self.hosted_by).values("target")})
        return wanted

    def apply(self, conferences: ConferenceQuerySet) -> ConferenceQuerySet:
        """The conferences that pass, newest first; words typed with their accents stand before look-alikes."""
        found = conferences.filter(self.condition())
        if not self.words or search_key(self.words) == nfc(self.words).lower():
            return found
        exact = Case(When(title__icontains=nfc(self.words), then=Value(0)), default=1, output_field=IntegerField())
        return found.annotate(unlike=exact).order_by("unlike", "-starts_at", "-pk")

    def query(self) -> dict[str, str]:
        """The same filter as names and values of a list's address."""
        year, _dash, kind = self.period.partition("-")
        values = {
            "q": self.words,
            "loai": self.kind,
            "trang-thai": self.state,
            "ky": kind,
            "nam": year,
            "co-quan": self.host,
            "tu": f"{self.first:%d/%m/%Y}" if self.first else "",
            "den": f"{self.last:%d/%m/%Y}" if self.last else "",
            "to-chuc": "1" if self.hosted_by else "",
            "van-ban": str(self.paper or ""),
        }
        return {name: value for name, value in values.items() if value}

    def url(self, page: str, unit: Unit) -> str:
        """The address of a list with this filter and the unit in view."""
        return f"{page}?{urlencode({UNIT_PARAMETER: unit.code} | self.query())}"

    def _exact(self) -> list[tuple[Any, str, Any]]:
        return [
            (self.kind, "kinds__code", self.kind),
            (self.state, "status__in", _GROUPS.get(self.state, [self.state])),
            (self.period, "period", self.period),
            (self.host, "host__code", self.host),
            (self.first, "starts_at__date__gte", self.first),
            (self.last, "starts_at__date__lte", self.last),
        ]
