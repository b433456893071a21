"""Which papers and implementing lines a list shows. Lists and counted figures share them, so that a number equals its
list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import F, Q
from django.urls import reverse

from common import clock
from common.periods import Period
from common.text import search_key
from organizations.models import Unit

from .enums_directing import Carrying, Force
from .models.directing import ImplementationQuerySet, PaperQuerySet

LACKING, LATE, COMPLETE = "thieu", "tre", "du"
MET, OPEN = "da-thuc-hien", "chua"


@dataclass(frozen=True, kw_only=True)
class PaperFilter:
    """Every field narrows; the empty one narrows nothing."""

    words: str = ""
    kind: str = ""  # code
    force: str = ""  # a Force
    coverage: str = ""  # LACKING, LATE or COMPLETE
    issuer: str = ""  # code of a body
    issued_in: Period | None = None

    def apply(self, papers: PaperQuerySet) -> PaperQuerySet:
        """The papers that pass, with their coverage."""
        today = clock.today()
        papers = papers.with_coverage(today)
        if self.words:
            papers = papers.filter(search_key__contains=search_key(self.words))
        if self.kind:
            papers = papers.filter(kind__code=self.kind)
        if self.issuer:
            papers = papers.filter(issuer__code=self.issuer)
        if self.issued_in:
            papers = papers.filter(issued_on__range=(self.issued_in.start, self.issued_in.end))
        return self._by_coverage(self._by_force(papers, today))

    def _by_force(self, papers: PaperQuerySet, today: date) -> PaperQuerySet:
        if self.force == Force.IN_FORCE:
            return papers.in_force(today)
        if self.force == Force.ENDED:
            return papers.ended(today)
        return papers.filter(valid__startswith__gt=today) if self.force == Force.AHEAD else papers

    def _by_coverage(self, papers: PaperQuerySet) -> PaperQuerySet:
        if self.coverage == LATE:
            return papers.filter(**{"late__gt": 0})
        if self.coverage == LACKING:
            return papers.filter(**{"met__lt": F("owed")})
        return papers.filter(**{"owed__gt": 0, "met__gte": F("owed")}) if self.coverage == COMPLETE else papers

    def url(self, unit: Unit) -> str:
        """The address of the list with this filter and the unit in view."""
        values = {
            "q": self.words, "loai": self.kind, "hieu-luc": self.force, "thuc-hien": self.coverage,
            "co-quan": self.issuer, "ky": self.issued_in.code if self.issued_in else "",
        }  # fmt: skip
        return _address("steering:papers", unit, values)


@dataclass(frozen=True, kw_only=True)
class ImplementationFilter:
    """The same of what bodies owe to papers. ``asked_in``: the period in which the papers were issued."""

    words: str = ""
    body: str = ""  # code
    state: str = ""  # a Carrying, MET or OPEN
    asked_in: Period | None = None

    def apply(self, rows: ImplementationQuerySet) -> ImplementationQuerySet:
        """The lines that pass."""
        if self.words:
            key = search_key(self.words)
            rows = rows.filter(Q(paper__search_key__contains=key) | Q(body__search_key__contains=key))
        if self.body:
            rows = rows.filter(body__code=self.body)
        if self.asked_in:
            rows = rows.filter(paper__issued_on__range=(self.asked_in.start, self.asked_in.end))
        return self._by_state(rows)

    def _by_state(self, rows: ImplementationQuerySet) -> ImplementationQuerySet:
        match self.state:
            case "da-thuc-hien":  # MET
                return rows.owed().met()
            case "chua":  # OPEN
                return rows.waiting()
            case Carrying.LATE:
                return rows.late(clock.today())
            case Carrying.WAITING:
                return rows.waiting().exclude(due_on__lt=clock.today())
            case Carrying.ISSUED:
                return rows.filter(issued_on__isnull=False, done_on=None)
            case Carrying.DONE:
                return rows.filter(done_on__isnull=False)
            case Carrying.EXCUSED:
                return rows.exclude(excused="")
            case _:
                return rows.owed()

    def url(self, unit: Unit) -> str:
        """The address of the list with this filter and the unit in view."""
        values = {
            "q": self.words, "co-quan": self.body, "trang-thai": self.state,
            "ky": self.asked_in.code if self.asked_in else "",
        }  # fmt: skip
        return _address("steering:implementations", unit, values)


def _address(name: str, unit: Unit, values: dict[str, str]) -> str:
    given = {key: value for key, value in values.items() if value}
    return f"{reverse(name)}?{urlencode({'don-vi': unit.code} | given)}"
