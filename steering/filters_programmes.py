"""Which contents of programmes a list shows. The list and the counted figures share it, so that a number equals its
list."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from common import clock
from common.periods import Period
from common.text import search_key
from organizations.models import Unit

from .models.programmes import ItemQuerySet

OPEN, DONE, ON_TIME, LATE = "mo", "xong", "dung-han", "tre"


@dataclass(frozen=True, kw_only=True)
class ItemFilter:
    """Every field narrows; the empty one leaves out only what was dropped."""

    words: str = ""
    year: int | None = None
    state: str = ""  # OPEN, DONE, ON_TIME or LATE
    committee: str = ""  # code of its body
    due_in: Period | None = None

    def apply(self, items: ItemQuerySet) -> ItemQuerySet:
        """The contents that pass."""
        items = items.filter(dropped="")
        if self.words:
            key = search_key(self.words)
            items = items.filter(Q(text__icontains=self.words) | Q(lead__search_key__contains=key))
        if self.year is not None:
            items = items.filter(programme__year=self.year)
        if self.committee:
            items = items.filter(programme__committee__body__code=self.committee)
        if self.due_in:
            items = items.filter(due_on__range=(self.due_in.start, self.due_in.end))
        return self._by_state(items)

    def _by_state(self, items: ItemQuerySet) -> ItemQuerySet:
        if self.state == OPEN:
            return items.open()
        if self.state == LATE:
            return items.late(clock.today())
        if self.state == ON_TIME:
            return items.done_in_time()
        return items.done() if self.state == DONE else items

    def url(self, unit: Unit) -> str:
        """The address of the list with this filter and the unit in view."""
        values = {
            "q": self.words, "nam": str(self.year or ""), "trang-thai": self.state, "ban": self.committee,
            "ky": self.due_in.code if self.due_in else "",
        }  # fmt: skip
        given = {key: value for key, value in values.items() if value}
        return f"{reverse('steering:programme_items')}?{urlencode({'don-vi': unit.code} | given)}"
