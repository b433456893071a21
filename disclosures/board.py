"""The public board: exactly what everybody may see of a commune on a day, and what should be up and is not.

Nothing leaves the portal that is not a field of these classes. What people see of a disclosure that nobody decided to
publish is its content's name alone. An annex with names is gone after its last day, also from the view of a past day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from common import clock
from common.periods import Period
from common.templatetags.qcdc import ngay
from organizations.models import Unit

from .enums import AppliesTo, Timeliness
from .models import Disclosure, DisclosureFile, DisclosureItem, DisclosureList, Posting
from .models.disclosures import DisclosureQuerySet, timeliness_q


@dataclass(frozen=True)
class Hanging:
    """One place where a content is up."""

    place: str
    form: str
    since: date
    until: date | None  # the first day on which it may come down; None: no end, or no minimum
    is_permanent: bool
    is_over: bool = False  # its minimum has ended by the day of the board

    @property
    def span(self) -> str:
        """ "từ 05/10/2026, ít nhất đến hết ngày 04/11/2026"."""
        since = _("từ {day}").format(day=ngay(self.since))
        if self.is_permanent:
            return _("{since}, thường xuyên").format(since=since)
        if self.until is None:
            return since
        if self.is_over:
            return _("{since}, đã đủ thời gian tối thiểu").format(since=since)
        return _("{since}, ít nhất đến hết ngày {day}").format(since=since, day=ngay(self.until - ONE_DAY))


@dataclass(frozen=True)
class PublicFile:
    """A file that everybody may read today."""

    pk: int
    name: str
    caption: str
    size: int
    until: date | None

    @property
    def has_names(self) -> bool:
        """Whether search engines must leave it alone."""
        return self.until is not None


@dataclass(frozen=True)
class Notice:
    """One content that is up."""

    code: str
    item: str
    title: str
    decision: str
    decided_on: date
    introduction: str
    replaces: str
    places: Sequence[Hanging]
    files: Sequence[PublicFile]

    @property
    def since(self) -> date:
        """The day on which it first was up at one of these places."""
        return min(place.since for place in self.places)


@dataclass(frozen=True)
class Lacking:
    """Something that should be up: which content, why, at which places."""

    item: str
    why: str
    citation: str
    places: Sequence[str] = ()


@dataclass
class Board:
    """What a commune's people find on a day: a page of what is up, how much is up in all, and what is not."""

    unit: Unit
    day: date
    number: int = 0
    notices: list[Notice] = field(default_factory=list)
    lacking: list[Lacking] = field(default_factory=list)
    more_lacking: int = 0  # beyond the first MOST_LACKING


MOST_LACKING = 25
ONE_DAY = timedelta(days=1)


def of_unit(unit: Unit, day: date, *, part: slice = slice(None)) -> Board:
    """The board of a commune, or a part of its notices; four statements, whatever hangs there."""
    rows = list(_on_or_owed(unit, day))
    shown = [row for row in rows if row.published_on and row.is_up]
    late = [row for row in rows if row.timeliness(day) == Timeliness.MISSING]
    board = Board(unit, day, number=len(shown))
    shown, board.more_lacking = shown[part], max(0, len(late) - MOST_LACKING)
    late = late[:MOST_LACKING]
    _read_places_and_files({row.pk: row for row in [*shown, *late]}.values(), day)
    board.notices = [_notice(row, day) for row in shown]
    board.lacking = [_overdue(row) for row in late] + _never_up(unit, day, {row.item_id for row in rows if row.is_up})
    return board


def up_by_unit(units: Sequence[Unit], day: date) -> dict[int, int]:
    """How many contents are up and shown in each of these communes on a day."""
    shown = _of_communes().published().filter(unit__in=units, pk__in=Posting.objects.up_on(day).values("disclosure"))
    return dict(shown.order_by().values_list("unit").annotate(number=Count("pk")))


def public_file(pk: int) -> DisclosureFile | None:
    """The file, if everybody may read it today."""
    files = DisclosureFile.objects.public_on(clock.today()).filter(disclosure__in=_of_communes().published())
    return files.select_related("blob").filter(pk=pk).first()


def _of_communes() -> DisclosureQuerySet:
    """What an agency discloses is for its own people, not for everybody (Law 10/2022/QH15 Chapter III)."""
    found: DisclosureQuerySet = Disclosure.objects.counted().filter(item__catalogue__applies_to=AppliesTo.COMMUNE)
    return found


def _on_or_owed(unit: Unit, day: date) -> QuerySet[Any]:
    """What is up on the day, and what should be."""
    up = Posting.objects.up_on(day).filter(disclosure=OuterRef("pk"))
    here = _of_communes().filter(unit=unit).annotate(is_up=Exists(up)).defer("search_key", "pairs")
    wanted = here.filter(Q(is_up=True) | timeliness_q(Timeliness.MISSING, day))
    related = wanted.select_related("item__catalogue", "replaces", "document__type", "document__issuer")
    return related.order_by("item__number", "-decided_on", "-pk")


def _read_places_and_files(rows: Iterable[Any], day: date) -> None:
    """Give each row what is up, what is lacking and its public files; two statements."""
    hung = Posting.objects.up_on(day) | Posting.objects.lacking_on(day)
    files = DisclosureFile.objects.public_on(max(day, clock.today())).select_related("blob")
    found = list(rows)
    prefetch_related_objects(
        found,
        Prefetch("postings", hung.for_page(), to_attr="hung"),
        Prefetch("files", files, to_attr="public_files"),
    )
    for row in found:
        row.up = [posting for posting in row.hung if posting.put_up_on and posting.put_up_on <= day]
        row.lacking = [posting for posting in row.hung if posting not in row.up]


def _notice(row: Any, day: date) -> Notice:
    return Notice(
        code=row.code,
        item=row.item.label,
        title=row.title,
        decision=row.paper,
        decided_on=row.decided_on,
        introduction=row.public_text,
        replaces=row.replaces.code if row.replaces and row.replaces.published_on else "",
        places=[_hanging(posting, day, is_permanent=row.item.permanent) for posting in row.up],
        files=[
            PublicFile(file.pk, file.name, file.caption, file.blob.size, file.public_until if file.named else None)
            for file in row.public_files
        ],
    )


def _hanging(posting: Posting, day: date, *, is_permanent: bool) -> Hanging:
    assert posting.put_up_on is not None
    place = posting.place
    until = posting.may_come_down_from
    over = until is not None and until <= day
    return Hanging(place.name, place.form.name, posting.put_up_on, until, is_permanent, over)


def _overdue(row: Any) -> Lacking:
    why = _("quá hạn công khai từ ngày {day}").format(day=ngay(row.due_on))
    return Lacking(row.item.label, why, row.item.citation, [posting.place.name for posting in row.lacking])


def _never_up(unit: Unit, day: date, up: set[int]) -> list[Lacking]:
    """Permanent contents of which nothing is up, and the list of the quarter that ended last."""
    last = Period.quarter(day.year, (day.month + 2) // 3).previous()
    number = (last.start.month + 2) // 3
    lists = DisclosureList.objects.filter(body__unit=unit, year=last.year, quarter=number, compiled_on__lte=day)
    items = DisclosureItem.objects.in_force(day).filter(catalogue__applies_to=AppliesTo.COMMUNE)
    asked = items.filter(Q(permanent=True) & ~Q(pk__in=up) | Q(number=0) & ~Exists(lists))
    return [Lacking(item.label, _why(item, last), item.citation) for item in asked.order_by("number")]


def _why(item: DisclosureItem, quarter: Period) -> str:
    if item.permanent:
        return _("phải niêm yết thường xuyên, chưa có")
    return _("chưa có danh sách {quarter}").format(quarter=quarter.label)
