"""Which disclosures a list shows. Lists and counted figures share it, so that a number equals its list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse

from common import clock, searching
from common.forms import DateField
from common.periods import BadPeriod, Period
from common.text import clean_line, is_unreadable
from organizations.models import Unit

from .enums import STANDING, DisclosureStatus, Timeliness
from .models import DisclosureItem, Posting
from .models.disclosures import DisclosureQuerySet, timeliness_q

STANDING_ONLY = "standing"
STATUSES: dict[str, tuple[DisclosureStatus, ...]] = {
    STANDING_ONLY: STANDING,
    **{status.value: (status,) for status in DisclosureStatus},
}
"""What ``status`` may be: a DisclosureStatus, or all for which something may still happen."""

GAP, REVIEW, UNPROVEN, MAY_GO = "gap", "review", "unproven", "may-go"
MARKS = (GAP, REVIEW, UNPROVEN, MAY_GO)
"""What calls for a look: fell out before its minimum; its paper changed; a minimum ends soon and no photo is there; it
may come down somewhere."""

_CODE = re.compile(r"[A-Za-z0-9_-]{1,110}")
_ITEM = re.compile(r"([A-Za-z0-9_-]{1,40})\.([0-9]{1,4})")


def item_code(item: DisclosureItem) -> str:
    """How an address names a content: catalogue and number, "xa-2023.2"."""
    return f"{item.catalogue.code}.{item.number}"


@dataclass(frozen=True, kw_only=True)
class DisclosureFilter:
    """Every field narrows; the empty one leaves out only what was cancelled, as figures do.

    ``timeliness`` and the marks GAP, UNPROVEN and MAY_GO are asked of the day ``on``, else of today.
    """

    words: str = ""
    status: str = ""  # a key of STATUSES
    timeliness: str = ""  # a Timeliness
    item: str = ""  # item_code()
    body: str = ""  # code of a body
    at: str = ""  # code of a unit: of its own bodies
    decided_in: Period | None = None
    mark: str = ""  # one of MARKS
    on: date | None = None

    @property
    def day(self) -> date:
        """The day of which the filter speaks."""
        return self.on or clock.today()

    def apply(self, disclosures: DisclosureQuerySet) -> DisclosureQuerySet:
        """The disclosures that pass; the words are looked up by index."""
        if self.words:
            disclosures = disclosures.filter(searching.condition(self.words))
        found: DisclosureQuerySet = self.apply_but_words(disclosures)
        return found

    def apply_but_words(self, disclosures: Any) -> Any:
        """The same without the words, for a list that looks them up itself (common.searching.found).

        Takes stakes too where ``known_to_stakes``.
        """
        wanted = self._by_state() & self._by_kind()
        if self.mark == REVIEW:
            wanted &= Q(review_asked_on__isnull=False)
        if self.mark == UNPROVEN:
            wanted &= Q(pk__in=Posting.objects.alarming(self.day).values("disclosure"))
        if self.mark == MAY_GO:
            wanted &= Q(pk__in=Posting.objects.may_go(self.day).values("disclosure"))
        return disclosures.filter(wanted)

    @property
    def known_to_stakes(self) -> bool:
        """Whether the stakes repeat every column that the filter looks at."""
        return not self.words and self.mark in ("", GAP)

    def _by_state(self) -> Q:
        wanted = Q(status__in=STATUSES[self.status]) if self.status in STATUSES else ~Q(status="cancelled")
        if self.timeliness in Timeliness.values:
            wanted &= timeliness_q(self.timeliness, self.day)
        return wanted & Q(gap_on__lte=self.day) if self.mark == GAP else wanted

    def _by_kind(self) -> Q:
        wanted = Q(body__code=self.body) if self.body else Q()
        wanted &= Q(unit__code=self.at) if self.at else Q()
        if self.decided_in:
            wanted &= Q(decided_on__range=(self.decided_in.start, self.decided_in.end))
        if named := _ITEM.fullmatch(self.item):
            items = DisclosureItem.objects.filter(catalogue__code=named[1], number=int(named[2]))
            wanted &= Q(item__in=items.values("pk"))
        return wanted

    def query(self) -> dict[str, str]:
        """The same filter as names and values of the list's address."""
        values = {
            "q": self.words,
            "trang-thai": self.status,
            "dung-han": self.timeliness,
            "noi-dung": self.item,
            "co-quan": self.body,
            "tai": self.at,
            "quyet-dinh-trong": self.decided_in.code if self.decided_in else "",
            "luu-y": self.mark,
            "ngay": f"{self.on:%d/%m/%Y}" if self.on else "",
        }
        return {name: value for name, value in values.items() if value}

    def url(self, unit: Unit) -> str:
        """The address of the list with this filter and the unit in view."""
        return f"{reverse('disclosures:list')}?{urlencode({'don-vi': unit.code} | self.query())}"

    @classmethod
    def read(cls, typed: Mapping[str, str]) -> DisclosureFilter:
        """The filter of an address, whatever somebody wrote into it: what cannot be read narrows nothing."""

        def one_of(name: str, known: Any) -> str:
            value = typed.get(name, "")
            return value if value in known else ""

        def code(name: str, pattern: re.Pattern[str] = _CODE) -> str:
            value = typed.get(name, "")
            return value if pattern.fullmatch(value) else ""

        words = typed.get("q", "")
        return cls(
            words="" if is_unreadable(words) else clean_line(words)[:200],
            status=one_of("trang-thai", STATUSES),
            timeliness=one_of("dung-han", Timeliness.values),
            item=code("noi-dung", _ITEM),
            body=code("co-quan"),
            at=code("tai"),
            decided_in=_period(typed.get("quyet-dinh-trong", "")),
            mark=one_of("luu-y", MARKS),
            on=_day(typed.get("ngay", "")),
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
