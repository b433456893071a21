"""Which programmes and contents a list shows. Lists and counted figures share it, so that a number equals its list."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from common import clock
from common.periods import Period
from common.text import search_key
from organizations.models import Unit
from steering import citing

from .models.coordination import ContentQuerySet, CoordinationQuerySet

PROGRAMME = "movements.coordinationprogramme"
OPEN, DONE, ON_TIME, LATE = "mo", "xong", "dung-han", "tre"


@dataclass(frozen=True, kw_only=True)
class ProgrammeFilter:
    """Every field narrows; the empty one narrows nothing."""

    words: str = ""
    year: int | None = None
    status: str = ""  # a ProgrammeStatus
    body: str = ""  # code of a party
    signed_in: Period | None = None
    paper: int | None = None  # key of a directing paper that they cite

    def apply(self, rows: CoordinationQuerySet) -> CoordinationQuerySet:
        """The programmes that pass."""
        if self.words:
            rows = rows.filter(search_key__contains=search_key(self.words))
        if self.year is not None:
            rows = rows.filter(year=self.year)
        if self.status:
            rows = rows.filter(status=self.status)
        if self.body:
            rows = rows.filter(parties__body__code=self.body)
        if self.signed_in:
            rows = rows.filter(signed_on__range=(self.signed_in.start, self.signed_in.end))
        if self.paper is not None:
            rows = rows.filter(pk__in=citing.records_citing(PROGRAMME, self.paper))
        return rows

    def url(self, unit: Unit) -> str:
        """The address of the list with this filter and the unit in view."""
        values = {
            "q": self.words, "nam": str(self.year or ""), "trang-thai": self.status, "co-quan": self.body,
            "ky": self.signed_in.code if self.signed_in else "", "van-ban": str(self.paper or ""),
        }  # fmt: skip
        return _url("movements:programmes", unit, values)


@dataclass(frozen=True, kw_only=True)
class ContentFilter:
    """Every field narrows; the empty one leaves out what was dropped and what no party has signed yet."""

    words: str = ""
    year: int | None = None
    state: str = ""  # OPEN, DONE, ON_TIME or LATE
    body: str = ""  # code of the body that leads
    due_in: Period | None = None

    def apply(self, contents: ContentQuerySet) -> ContentQuerySet:
        """The contents that pass."""
        contents = contents.kept().filter(programme__signed_on__isnull=False)
        if self.words:
            key = search_key(self.words)
            contents = contents.filter(Q(text__icontains=self.words) | Q(lead__search_key__contains=key))
        if self.year is not None:
            contents = contents.filter(programme__year=self.year)
        if self.body:
            contents = contents.filter(lead__code=self.body)
        if self.due_in:
            contents = contents.filter(due_on__range=(self.due_in.start, self.due_in.end))
        return self._by_state(contents)

    def _by_state(self, contents: ContentQuerySet) -> ContentQuerySet:
        if self.state == OPEN:
            return contents.open()
        if self.state == LATE:
            return contents.late(clock.today())
        if self.state == ON_TIME:
            return contents.done_in_time()
        return contents.done() if self.state == DONE else contents

    def url(self, unit: Unit) -> str:
        """The address of the list with this filter and the unit in view."""
        values = {
            "q": self.words, "nam": str(self.year or ""), "trang-thai": self.state, "co-quan": self.body,
            "ky": self.due_in.code if self.due_in else "",
        }  # fmt: skip
        return _url("movements:contents", unit, values)


def _url(name: str, unit: Unit, values: dict[str, str]) -> str:
    given = {key: value for key, value in values.items() if value}
    return f"{reverse(name)}?{urlencode({'don-vi': unit.code} | given)}"
