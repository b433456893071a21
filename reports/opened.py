"""A figure opened down to its rows: as they were frozen, and what became of the records since.

The frozen rows are what the report says. Marks beside them compare with the records of today, and replace no word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from accounts.models import User
from common import clock
from figures import rows
from figures.rows import Row, RowKind

from . import known
from .ended import ended_since
from .gather import gather_for, last_day_of
from .models import FrozenFigure, FrozenRow, Report
from .told import KEY, Told

SHOWN_NEW = 25


class Since(models.TextChoices):
    """What became of a record after it was frozen."""

    SAME = "same", _later("không đổi")
    CHANGED = "changed", _later("đã thay đổi")
    DROPPED = "dropped", _later("nay không còn được đếm")
    GONE = "gone", _later("nay không còn mở được")
    NEW = "new", _later("nay mới được đếm")
    ERASED = "erased", _later("đã xóa dữ liệu cá nhân")

    @property
    def tone(self) -> str:
        """The tone of its badge."""
        return {"same": "", "changed": "wait", "dropped": "wait", "gone": "late", "new": "info", "erased": ""}[
            self.value
        ]


@dataclass(frozen=True)
class OpenedRow:
    """A row on the page: its cells, what became of the record, which columns differ by now, the page of the record.

    ``frozen`` is the key of a frozen row that still says something. ``after``: what the record was merged into, and
    which of the bodies and units that it names have ended.
    """

    cells: tuple[tuple[str, str], ...]
    since: Since | None = None
    changed: tuple[str, ...] = ()
    url: str = ""
    frozen: int = 0
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Opened:
    """One page of rows under their heads. ``public``: the heads of the columns that citizens read once published."""

    heads: tuple[str, ...]
    rows: tuple[OpenedRow, ...]
    public: tuple[str, ...] = ()


@dataclass(frozen=True)
class Today:
    """The figure as the portal tells it now, and how it differs from the frozen one."""

    told: Told
    differs: bool
    new: tuple[int, ...]
    dropped: int


def figure_of(report: Report, key: str, ordinal: int | None = None) -> FrozenFigure | None:
    """A figure of the report's edition, or of the edition with this ordinal."""
    if not KEY.fullmatch(key):
        return None
    edition = {"edition__ordinal": ordinal} if ordinal else {"edition": report.edition_id}
    found = FrozenFigure.objects.filter(edition__report=report, key=key, **edition)
    return found.select_related("edition__frozen_by", "edition__report").first()


def told_now(report: Report, key: str) -> Told | None:
    """The figure as the portal tells it at this moment; None for one that has no value by now."""
    return known.resolve(gather_for(report), key) if KEY.fullmatch(key) else None


def told_of(report: Report, keys: Sequence[str]) -> dict[str, Told]:
    """Several figures as the portal tells them now, by key; those that have no value by now are left out."""
    gathered = gather_for(report)
    told = known.known(gathered)
    found = {key: told.get(key) or known.resolve(gathered, key) for key in keys}
    return {key: one for key, one in found.items() if one is not None}


def today_of(figure: FrozenFigure, told: Told | None) -> Today | None:
    """The frozen figure against the one of now."""
    if told is None:
        return None
    kept, now = set(figure.row_keys), set(told.rows)
    if not told.row_kind:
        return Today(told, differs(figure, told), (), 0)
    new = rows.kind_of(told.row_kind).with_rows([key for key in told.rows if key not in kept])
    return Today(told, differs(figure, told), new, len(kept - now))


def differs(figure: FrozenFigure, told: Told | None) -> bool:
    """Whether the portal tells another figure now.

    A number is compared as such, words as they stand; of a share also what it is a share of: 3/6 is not 5/10.
    """
    if told is None:
        return True
    if figure.number is None or told.number is None:
        return figure.text != told.text
    return figure.number != round(told.number, 6) or ("%" in told.text and _numbers(figure.text) != _numbers(told.text))


def _numbers(text: str) -> list[str]:
    """The numbers that a text names, however they are written out: "04" is "4"."""
    return [number.lstrip("0") for number in re.findall(r"[0-9]+(?:[.,][0-9]+)*", text)]


def frozen_rows(figure: FrozenFigure, places: Sequence[int], told: Told | None, reader: User) -> Opened:
    """The frozen rows of these keys with their marks; five queries at most, whatever their number."""
    found = FrozenRow.objects.in_bulk(places)
    stored = [found[pk] for pk in places if pk in found]
    if not stored:
        return Opened((), ())
    frozen_on = timezone.localdate(figure.edition.frozen_at)
    kind, day = rows.kind_of(figure.row_kind), min(frozen_on, last_day_of(figure.edition.report))
    records = _Records(kind, [row.record_id for row in stored], reader, day, frozen_on)
    counted = set(told.rows) if told else None
    shown = tuple(_opened(row, records, counted) for row in stored)
    return _headed(kind, shown, stored[0].public, frozen_on)


def live_rows(kind: str, keys: Sequence[int], reader: User, day: date, since: Since | None = None) -> Opened:
    """Records as they are now known to have stood at the end of the day that the report speaks of."""
    if not keys or _is_sealed(kind):
        return Opened((), ())
    records = _Records(rows.kind_of(kind), keys, reader, day)
    found = list(records.now.values())
    if not found:
        return Opened((), ())
    shown = tuple(OpenedRow(row.cells, since, url=records.url(row.key)) for row in found)
    return _headed(rows.kind_of(kind), shown, found[0].public, clock.today())


def _headed(kind: RowKind, shown: tuple[OpenedRow, ...], public: Sequence[int], read_on: date) -> Opened:
    """Under their heads; a column that keeps no past says on which day it was read."""
    heads = tuple(kind.head(head, read_on) for head, _text in shown[0].cells)
    named = (
        replace(row, cells=tuple((kind.head(head, read_on), text) for head, text in row.cells)) for row in shown
    )  # fmt: skip
    return Opened(heads, tuple(named), tuple(heads[place] for place in public))


class _Records:
    """Records of one kind as they stood on a day, and which of them the reader may open; two queries.

    ``frozen_on``: the day since when it is asked what became of them; two queries more where bodies or units ended.
    """

    def __init__(
        self, kind: RowKind, keys: Sequence[int], reader: User, day: date, frozen_on: date | None = None
    ) -> None:
        self._kind, self._found = kind, kind.load(keys, day)
        self._open = kind.opened_by(reader, keys)
        self.now: dict[int, Row] = {row.key: row for row in rows.drawn(kind, self._found, keys, day)}
        self._ended = ended_since(kind, self._found, frozen_on) if frozen_on else {}
        self._frozen_on = frozen_on

    def url(self, key: int) -> str:
        """The page of a record that the reader may open."""
        return self._kind.url(self._found[key]) if key in self._open and key in self._found else ""

    def after(self, key: int, *, is_moved: bool) -> tuple[str, ...]:
        """What a record was merged into since it was frozen, and what ended around it. What is another by now may have
        been merged for an earlier day."""
        code, day = self._kind.joined(self._found[key]) or ("", None)
        is_new = bool(day and self._frozen_on and day > self._frozen_on)
        joined = (_("gộp vào {code}").format(code=code),) if code and (is_moved or is_new) else ()
        return (*joined, *self._ended.get(key, ()))


def _opened(row: FrozenRow, records: _Records, counted: set[int] | None) -> OpenedRow:
    cells = tuple((head, text) for head, text in row.cells)
    now, url = records.now.get(row.record_id), records.url(row.record_id)
    if row.erased_at is not None:
        return OpenedRow(cells, Since.ERASED, url=url)
    if now is None:
        return OpenedRow(cells, Since.GONE, url=url, frozen=row.pk)
    changed = _changed(row, now)
    is_dropped = counted is not None and row.record_id not in counted
    since = Since.DROPPED if is_dropped else Since.CHANGED if changed else Since.SAME
    after = records.after(row.record_id, is_moved=since is not Since.SAME)
    return OpenedRow(cells, since, changed, url, row.pk, after)


def _changed(row: FrozenRow, now: Row) -> tuple[str, ...]:
    """Heads of the columns that say something else by now; columns that the portal no longer has do not count."""
    today = dict(now.cells)
    return tuple(head for head, text in row.cells if head in today and today[head] != text)


def kind_label(kind: str) -> str:
    """What the counted records are called; empty for a figure that counts none."""
    return str(rows.kind_of(kind).label) if kind else ""


def _is_sealed(kind: str) -> bool:
    return bool(kind) and rows.kind_of(kind).sealed is True
