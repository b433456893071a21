"""Which days and visits a list shows. Lists and counted figures share them, so that a number equals its list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from organizations.models import Unit

from .enums_reception import DayKind, DayState, Handling, Matter, VisitState
from .models.reception import GROUP_FROM, DayQuerySet, VisitQuerySet

BY_HEAD, BY_DEPUTY = "dung-dau", "khac"
OWED = "con-no"
STILL_OWED = (VisitState.STATUS_OWED, VisitState.REFUSAL_OWED)


@dataclass(frozen=True, kw_only=True)
class _Window:
    """Days from the first to the last, of one body or of all of the unit in view."""

    first: date | None = None
    last: date | None = None
    body: str = ""  # code of a body

    def _within(self) -> Q:
        wanted = Q()
        if self.first:
            wanted &= Q(on__gte=self.first)
        if self.last:
            wanted &= Q(on__lte=self.last)
        return wanted & Q(body__code=self.body) if self.body else wanted

    def _query(self) -> dict[str, str]:
        first = f"{self.first:%d/%m/%Y}" if self.first else ""
        last = f"{self.last:%d/%m/%Y}" if self.last else ""
        return {"tu": first, "den": last, "co-quan": self.body}


@dataclass(frozen=True, kw_only=True)
class DayFilter(_Window):
    """Every field narrows; the empty one narrows nothing."""

    kind: str = ""
    state: str = ""
    by: str = ""  # BY_HEAD or BY_DEPUTY, of days held
    duty: int | None = None

    def apply(self, days: DayQuerySet) -> DayQuerySet:
        """The days that pass."""
        wanted = self._within()
        if self.kind in DayKind.values:
            wanted &= Q(kind=self.kind)
        if self.state in DayState.values:
            wanted &= Q(state=self.state)
        if self.by in (BY_HEAD, BY_DEPUTY):
            wanted &= Q(head_received=self.by == BY_HEAD)
        if self.duty is not None:
            wanted &= Q(duty=self.duty)
        return days.filter(wanted)

    def url(self, unit: Unit) -> str:
        """The address of the list with this filter and the unit in view."""
        values = self._query() | {
            "hinh-thuc": self.kind, "trang-thai": self.state, "nguoi-tiep": self.by, "lich": str(self.duty or ""),
        }  # fmt: skip
        return _address("letters:reception_days", unit, values)


@dataclass(frozen=True, kw_only=True)
class VisitFilter(_Window):
    """The same of visits; none of the fields is about a person."""

    matter: str = ""
    handling: str = ""
    state: str = ""  # a VisitState, or OWED
    groups: bool = False

    def apply(self, visits: VisitQuerySet) -> VisitQuerySet:
        """The visits that pass."""
        wanted = self._within()
        if self.matter in Matter.values:
            wanted &= Q(matter=self.matter)
        if self.handling in Handling.values:
            wanted &= Q(handling=self.handling)
        if self.state == OWED:
            wanted &= Q(state__in=STILL_OWED)
        elif self.state in VisitState.values:
            wanted &= Q(state=self.state)
        if self.groups:
            wanted &= Q(people__gte=GROUP_FROM)
        return visits.filter(wanted)

    def url(self, unit: Unit) -> str:
        """The address of the book with this filter and the unit in view."""
        values = self._query() | {
            "phan-loai": self.matter, "xu-ly": self.handling, "tra-loi": self.state, "doan": "1" if self.groups else "",
        }  # fmt: skip
        return _address("letters:visits", unit, values)


def _address(name: str, unit: Unit, values: dict[str, str]) -> str:
    given = {key: value for key, value in values.items() if value}
    return f"{reverse(name)}?{urlencode({'don-vi': unit.code} | given)}"
