"""Which petitions a list shows. Lists, figures and exports share it, so that a number equals its list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse

from common import clock, searching
from common.forms import DateField
from common.periods import BadPeriod, Period
from common.text import clean_line, is_unreadable
from organizations.models import Body, Reach, Unit

from . import past
from .classes import Part, ResultClass, condition, part_of_rate
from .enums import AWAITED, DONE, HELD, OPEN, SENT, SET_ASIDE, SETTLED, UNSENT, Outcome, PetitionStatus, Source
from .models.petitions import PetitionQuerySet

OVERDUE, SOON, NO_LIMIT = "overdue", "soon", "none"
DUES = (OVERDUE, SOON, NO_LIMIT)
SOON_DAYS = 7
AS_RECEIVED, AS_CONSOLIDATED = "received", "consolidated"
BASES = (AS_RECEIVED, AS_CONSOLIDATED)
IS_SETTLED, NOT_SETTLED = "settled", "unsettled"
NOT_GIVEN = "-"  # instead of a code: those without one

OPEN_ONLY = "open"
STATUSES: dict[str, tuple[PetitionStatus, ...]] = {
    OPEN_ONLY: OPEN,
    "unsent": UNSENT,
    "awaited": AWAITED,
    "held": HELD,
    "sent": SENT,
    "done": DONE,
    **{status.value: (status,) for status in PetitionStatus},
}
"""What ``status`` may be: a PetitionStatus, or the name of several."""

_CODE = re.compile(r"[A-Za-z0-9_-]{1,110}")


@dataclass(frozen=True, kw_only=True)
class PetitionFilter:
    """Every field narrows; the empty one narrows nothing. ``on`` shows everything as it stood at the end of a day.

    ``outcome`` is what the council confirmed; a claim that waits for its verdict is found by ``status="claimed"``, and
    together with that ``outcome`` is what was claimed. ``due`` speaks of petitions that a body holds. ``settled``:
    resolved or explained, and verified; whatever else still counts after consolidation is unsettled.
    """

    words: str = ""
    status: str = ""  # a key of STATUSES
    outcome: str = ""  # an Outcome
    field: str = ""  # code of a field, or NOT_GIVEN
    level: str = ""  # code of a level, or NOT_GIVEN
    source: str = ""  # a Source
    session: str = ""  # code of a council session, or NOT_GIVEN
    holder: str = ""  # code of a body, or NOT_GIVEN: not transferred yet
    due: str = ""  # OVERDUE, SOON or NO_LIMIT
    council: str = ""  # code of a body
    raised: bool = False  # came up before
    settled: str = ""  # IS_SETTLED or NOT_SETTLED
    on: date | None = None
    received_in: Period | None = None
    answered_in: Period | None = None
    transferred_in: Period | None = None
    basis: str = ""  # AS_RECEIVED or AS_CONSOLIDATED
    result: str = ""  # a ResultClass, as figures count
    on_time: str = ""  # a Part of the on-time rate
    under: str = ""  # code of a unit: petitions to its councils and to those of all units that it reaches
    councils_of: str = ""  # code of a unit: petitions to its own councils

    @property
    def day(self) -> date:
        """The day whose state is shown."""
        return self.on or clock.today()

    def apply(self, petitions: PetitionQuerySet) -> PetitionQuerySet:
        """The petitions that pass, for counts and exports; the words are looked up by index."""
        if self.words:
            petitions = petitions.filter(searching.condition(self.words))
        return self.apply_but_words(petitions)

    def apply_but_words(self, petitions: PetitionQuerySet) -> PetitionQuerySet:
        """The same without the words, for a list that looks them up itself (common.searching.found)."""
        if self.on:
            petitions = past.with_dates(petitions.filter(received_on__lte=self.on).with_state_on(self.on), self.on)
        petitions = self._by_kind(petitions.filter(self._equal()))
        return self._by_figure(self._by_due(self._by_state(petitions)))

    def _by_figure(self, petitions: PetitionQuerySet) -> PetitionQuerySet:
        """The petitions of a number of petitions.cube."""
        status, outcome = ("status_on", "outcome_on") if self.on else ("status", "outcome")
        dates = ("answered_then", "due_then") if self.on else ("answered_on", "answer_due_on")
        if self.result in ResultClass.values:
            petitions = petitions.filter(condition(ResultClass(self.result), status=status, outcome=outcome))
        if self.on_time in Part.values:
            petitions = petitions.filter(part_of_rate(Part(self.on_time), self.day, status, *dates))
            petitions = petitions.exclude(**{f"{status}__in": SET_ASIDE})
        return petitions

    def _equal(self) -> Q:
        """What is compared with one column of the petition or of what it points at."""
        wanted = Q()
        for name, code in {"field": self.field, "level": self.level, "session": self.session}.items():
            wanted &= Q(**{name: None}) if code == NOT_GIVEN else Q(**{f"{name}__code": code} if code else {})
        for name, value in {"source": self.source, "council__code": self.council}.items():
            wanted &= Q(**{name: value} if value else {})
        for name, period in self._periods().items():
            wanted &= Q(**{f"{name}__range": (period.start, period.end)} if period else {})
        return wanted & (Q(times_raised__gt=1) if self.raised else Q()) & self._held_by() & self._counted_at()

    def _periods(self) -> dict[str, Period | None]:
        return {
            "received_on": self.received_in,
            "answered_on": self.answered_in,
            "transferred_on": self.transferred_in,
        }

    def _counted_at(self) -> Q:
        """Figures count a petition at its council, not wherever it concerns somebody."""
        wanted = Q(council__unit__code=self.councils_of) if self.councils_of else Q()
        if self.under:
            wanted &= Q(council__unit__in=Reach.objects.filter(source__code=self.under).values("target"))
        return wanted

    def _held_by(self) -> Q:
        name = "holder_on" if self.on else "holder"
        if self.holder == NOT_GIVEN:
            return Q(**{name: None})
        if not self.holder:
            return Q()
        return Q(**{f"{name}__in": Body.objects.filter(code=self.holder).values("pk")})

    def _by_kind(self, petitions: PetitionQuerySet) -> PetitionQuerySet:
        status = "status_on" if self.on else "status"
        if self.basis == AS_RECEIVED:
            return petitions.filter(split_from=None).exclude(**{status: PetitionStatus.CANCELLED})
        if self.basis == AS_CONSOLIDATED:
            return petitions.exclude(**{f"{status}__in": SET_ASIDE})
        return petitions

    def _by_state(self, petitions: PetitionQuerySet) -> PetitionQuerySet:
        status, outcome = ("status_on", "outcome_on") if self.on else ("status", "outcome")
        if self.status in STATUSES:
            petitions = petitions.filter(**{f"{status}__in": STATUSES[self.status]})
        if self.outcome:
            petitions = petitions.filter(**{outcome: self.outcome})
            if self.status != PetitionStatus.CLAIMED:
                petitions = petitions.exclude(**{status: PetitionStatus.CLAIMED})
        settled = Q(**{f"{status}__in": DONE, f"{outcome}__in": SETTLED})
        if self.settled == IS_SETTLED:
            return petitions.filter(settled)
        if self.settled == NOT_SETTLED:
            return petitions.exclude(settled).exclude(**{f"{status}__in": SET_ASIDE})
        return petitions

    def _by_due(self, petitions: PetitionQuerySet) -> PetitionQuerySet:
        if self.due not in DUES:
            return petitions
        status = "status_on" if self.on else "status"
        held = petitions.filter(**{f"{status}__in": HELD})
        if self.due == NO_LIMIT:
            return held.filter(due_on=None)
        first = None if self.due == OVERDUE else self.day
        last = self.day - timedelta(days=1) if self.due == OVERDUE else self.day + timedelta(days=SOON_DAYS)
        return held.filter(self._due_between(first, last))

    def _due_between(self, first: date | None, last: date) -> Q:
        """Of a day that is over: the answer's limit is kept after the answer, so that it still is seen to be missed."""

        def within(name: str) -> Q:
            return Q(**{f"{name}__range": (first, last)}) if first else Q(**{f"{name}__lte": last})

        if not self.on:
            return within("due_on")
        return Q(status_on__in=AWAITED) & within("due_then") | ~Q(status_on__in=AWAITED) & within("due_on")

    def query(self) -> dict[str, str]:
        """The same filter as names and values of the list's address."""
        values = {
            "q": self.words,
            "trang-thai": self.status,
            "ket-qua": self.outcome,
            "linh-vuc": self.field,
            "cap": self.level,
            "nguon": self.source,
            "ky-hop": self.session,
            "giu": self.holder,
            "han": self.due,
            "hdnd": self.council,
            "neu-lai": "1" if self.raised else "",
            "giai-quyet": self.settled,
            "ngay": f"{self.on:%d/%m/%Y}" if self.on else "",
            "nhan-trong": self.received_in.code if self.received_in else "",
            "tra-loi-trong": self.answered_in.code if self.answered_in else "",
            "chuyen-trong": self.transferred_in.code if self.transferred_in else "",
            "cach-dem": self.basis,
            "lop": self.result,
            "dung-han": self.on_time,
            "thuoc": self.under,
            "tai": self.councils_of,
        }
        return {name: value for name, value in values.items() if value}

    def url(self, unit: Unit) -> str:
        """The address of the list with this filter and the unit in view; the empty state says "all", not "open"."""
        return f"{reverse('petitions:list')}?{urlencode({'don-vi': unit.code, 'trang-thai': ''} | self.query())}"

    @classmethod
    def read(cls, typed: Mapping[str, str]) -> PetitionFilter:
        """The filter of an address, whatever somebody wrote into it: what cannot be read narrows nothing."""

        def one_of(name: str, known: object) -> str:
            value = typed.get(name, "")
            return value if value in known else ""  # type: ignore[operator]  # any container of words

        def code(name: str) -> str:
            value = typed.get(name, "")
            return value if _CODE.fullmatch(value) else ""

        words = typed.get("q", "")
        return cls(
            words="" if is_unreadable(words) else clean_line(words)[:200],
            status=one_of("trang-thai", STATUSES),
            outcome=one_of("ket-qua", Outcome.values),
            field=code("linh-vuc"),
            level=code("cap"),
            source=one_of("nguon", Source.values),
            session=code("ky-hop"),
            holder=code("giu"),
            due=one_of("han", DUES),
            council=code("hdnd"),
            raised=typed.get("neu-lai", "") == "1",
            settled=one_of("giai-quyet", (IS_SETTLED, NOT_SETTLED)),
            on=_day(typed.get("ngay", "")),
            received_in=_period(typed.get("nhan-trong", "")),
            answered_in=_period(typed.get("tra-loi-trong", "")),
            transferred_in=_period(typed.get("chuyen-trong", "")),
            basis=one_of("cach-dem", BASES),
            result=one_of("lop", ResultClass.values),
            on_time=one_of("dung-han", Part.values),
            under=code("thuoc"),
            councils_of=code("tai"),
        )


def _day(typed: str) -> date | None:
    try:
        day: date | None = DateField(required=False).clean(typed)
    except ValidationError:
        return None
    return day


def _period(typed: str) -> Period | None:
    try:
        return Period.parse(typed) if typed else None
    except BadPeriod:
        return None
