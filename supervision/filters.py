"""Which supervisions and recommendations a list shows. Lists, export and counted figures share these filters."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from common import clock
from common.periods import Period
from common.text import search_key
from organizations.models import Unit

from .models.supervisions import OversightQuerySet, RecommendationQuerySet

OPEN, LATE, IN_TIME = "mo", "tre", "dung-han"


@dataclass(frozen=True, kw_only=True)
class SupervisionFilter:
    """Every field narrows; the empty one narrows nothing. ``ended_in``: carried out within a period."""

    words: str = ""
    sort: str = ""
    state: str = ""
    year: int | None = None
    body: str = ""  # code
    ended_in: Period | None = None

    def apply(self, rows: OversightQuerySet) -> OversightQuerySet:
        """The supervisions that pass."""
        if self.words:
            rows = rows.filter(search_key__contains=search_key(self.words))
        if self.sort:
            rows = rows.filter(sort=self.sort)
        if self.state:
            rows = rows.filter(status=self.state)
        if self.year:
            rows = rows.filter(begins_on__year=self.year)
        if self.body:
            rows = rows.filter(body__code=self.body)
        if self.ended_in:
            rows = rows.carried_out_within(self.ended_in.start, self.ended_in.end)
        return rows

    def url(self, unit: Unit) -> str:
        """The address of the list with this filter and the unit in view."""
        return _url("supervision:list", unit, self.query())

    def query(self) -> dict[str, str]:
        """What stands in the address."""
        return _given({
            "q": self.words, "loai": self.sort, "trang-thai": self.state, "nam": str(self.year or ""),
            "co-quan": self.body, "ky": self.ended_in.code if self.ended_in else "",
        })  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class RecommendationFilter:
    """``state``: a RecommendationStatus, OPEN, LATE, or answered IN_TIME. ``sent_in``: received within a period."""

    words: str = ""
    state: str = ""
    body: str = ""  # code of the body that supervises
    to: str = ""  # code of the body that was asked
    sent_in: Period | None = None

    def apply(self, rows: RecommendationQuerySet) -> RecommendationQuerySet:
        """The recommendations that pass."""
        if self.words:
            key = search_key(self.words)
            rows = rows.filter(Q(text__icontains=self.words) | Q(supervision__search_key__contains=key))
        if self.body:
            rows = rows.filter(supervision__body__code=self.body)
        if self.to:
            rows = rows.filter(to__code=self.to)
        if self.sent_in:
            rows = rows.filter(sent_on__range=(self.sent_in.start, self.sent_in.end))
        return self._by_state(rows)

    def _by_state(self, rows: RecommendationQuerySet) -> RecommendationQuerySet:
        if self.state == OPEN:
            return rows.open()
        if self.state == LATE:
            return rows.late(clock.today())
        if self.state == IN_TIME:
            return rows.answered_in_time()
        return rows.filter(status=self.state) if self.state else rows

    def url(self, unit: Unit) -> str:
        """The address of the list with this filter and the unit in view."""
        return _url("supervision:recommendations", unit, self.query())

    def query(self) -> dict[str, str]:
        """What stands in the address."""
        return _given({
            "q": self.words, "trang-thai": self.state, "co-quan": self.body, "noi-nhan": self.to,
            "ky": self.sent_in.code if self.sent_in else "",
        })  # fmt: skip


def _given(values: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in values.items() if value}


def _url(name: str, unit: Unit, query: dict[str, str]) -> str:
    return f"{reverse(name)}?{urlencode({'don-vi': unit.code} | query)}"
