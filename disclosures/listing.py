"""What a body disclosed in a span of days: the lines of its quarterly list, and the figures of a report about it.

Law 10/2022/QH15 Article 13(2) asks for the list, Article 14(3) for the report to the council. One reading for the page,
the paper and the report, so that no number is typed twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from common import clock
from common.periods import Period
from common.templatetags.qcdc import ngay
from organizations.models import Body

from .enums import PostingStatus, Timeliness
from .filters import GAP, DisclosureFilter
from .models import Disclosure, DisclosureItem, Posting

CLASSES = (Timeliness.ON_TIME, Timeliness.LATE, Timeliness.MISSING, Timeliness.WAITING, Timeliness.NO_LIMIT)


@dataclass(frozen=True)
class Line:
    """One content that was put up somewhere within the span."""

    disclosure: Disclosure
    postings: Sequence[Posting]

    @property
    def first_on(self) -> date:
        """The first day within the span on which it was put up."""
        return min(posting.put_up_on for posting in self.postings if posting.put_up_on)

    @property
    def said(self) -> list[tuple[str, str]]:
        """Each form with its places and days: "Bảng tin trụ sở (05/10/2026); Nhà văn hóa 1 (06/10/2026)"."""
        return [(form, "; ".join(_said(posting) for posting in postings)) for form, postings in self.by_form]

    @property
    def by_form(self) -> list[tuple[str, list[Posting]]]:
        """The places under their forms, in the forms' order."""
        grouped: dict[str, list[Posting]] = {}
        for posting in self.postings:
            grouped.setdefault(posting.place.form.name, []).append(posting)
        return list(grouped.items())


@dataclass(frozen=True)
class Figure:
    """How many disclosures decided within the span are of one class, and the list of exactly these."""

    label: str
    number: int
    url: str
    tone: str


@dataclass(frozen=True)
class ItemLine:
    """One content of the catalogue: how many decisions, how many on time, late, missing, still in time."""

    item: DisclosureItem
    decided: int
    on_time: int
    late: int
    missing: int
    waiting: int


@dataclass(frozen=True)
class Listing:
    """A body's disclosures of a span, as they stood on ``day``: its last day, or today while it runs."""

    body: Body
    window: Period
    day: date
    lines: Sequence[Line]
    figures: Sequence[Figure]
    items: Sequence[ItemLine]
    missing: Sequence[Disclosure]


def of_body(body: Body, window: Period) -> Listing:
    """Read the span; five statements, whatever hangs."""
    day = min(window.end, clock.today())
    decided = list(_decided(body, window))
    return Listing(
        body=body,
        window=window,
        day=day,
        lines=_lines(body, window),
        figures=_figures(body, window, day, decided),
        items=_items(decided, day),
        missing=[row for row in decided if row.timeliness(day) == Timeliness.MISSING],
    )


def _decided(body: Body, window: Period) -> Any:
    rows = Disclosure.objects.counted().filter(body=body).decided_within(window.start, window.end)
    return rows.select_related("item__catalogue").defer("search_key", "pairs").order_by("item__number", "decided_on")


def _lines(body: Body, window: Period) -> list[Line]:
    put_up = Posting.objects.filter(put_up_on__range=(window.start, window.end))
    rows = Disclosure.objects.counted().filter(body=body, pk__in=put_up.values("disclosure"))
    rows = rows.select_related("item", "document").defer("search_key", "pairs")
    rows = rows.prefetch_related(Prefetch("postings", put_up.for_page(), to_attr="within"))
    ordered = rows.order_by("item__number", "decided_on", "pk")
    found: list[Any] = list(ordered)  # with `within`, which is no field
    return [Line(row, row.within) for row in found]


def _figures(body: Body, window: Period, day: date, decided: Iterable[Disclosure]) -> list[Figure]:
    rows = list(decided)
    classes = [row.timeliness(day) for row in rows]

    def url(**more: Any) -> str:
        return DisclosureFilter(body=body.code, decided_in=window, on=day, **more).url(body.unit)

    figures = [
        Figure(str(which.label), classes.count(which), url(timeliness=which.value), which.tone)
        for which in CLASSES
        if which in classes or which in {Timeliness.ON_TIME, Timeliness.LATE, Timeliness.MISSING}
    ]
    gaps = sum(row.gap_on is not None and row.gap_on <= day for row in rows)
    return [*figures, Figure(_gap_label(), gaps, url(mark=GAP), "bad" if gaps else "quiet")]


def _gap_label() -> str:
    return str(PostingStatus.BROKEN.label)


def _items(decided: Iterable[Disclosure], day: date) -> list[ItemLine]:
    grouped: dict[DisclosureItem, list[Timeliness]] = {}
    for row in decided:
        grouped.setdefault(row.item, []).append(row.timeliness(day))
    return [
        ItemLine(
            item,
            len(classes),
            classes.count(Timeliness.ON_TIME),
            classes.count(Timeliness.LATE),
            classes.count(Timeliness.MISSING),
            classes.count(Timeliness.WAITING) + classes.count(Timeliness.NO_LIMIT),
        )
        for item, classes in grouped.items()
    ]


def _said(posting: Posting) -> str:
    days = " – ".join(ngay(day) for day in (posting.put_up_on, posting.taken_down_on) if day)
    return f"{posting.place.name} ({days})"


def quarters_of(body: Body, *, upto: date) -> list[Period]:
    """The quarters in which the body disclosed or decided something, newest first; the running one is among them."""
    first = Disclosure.objects.filter(Q(body=body)).order_by("decided_on").values_list("decided_on", flat=True).first()
    current = Period.quarter(upto.year, (upto.month + 2) // 3)
    found, oldest = [current], first or upto
    while found[-1].start > oldest and len(found) < MOST_QUARTERS:
        found.append(found[-1].previous())
    return found


MOST_QUARTERS = 40
