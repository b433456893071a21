"""What a record looks like as a row of evidence: the columns that are kept when a figure that counts it is frozen.

    rows.register(
        RowKind(
            label=_("Nhiệm vụ"),
            records=Task.objects.select_related("lead"),
            columns=(
                RowColumn(_("Mã"), lambda task: task.code, public=True),
                RowColumn(_("Nội dung"), lambda task: task.title),
            ),
        )
    )

Every room registers the records that its counting queries count. A column is ``public`` only when citizens may read it
of every record of its kind; names of citizens never are, nor is free text that officers type. A sealed record gives no
row: what counts it is frozen as a number alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from common.names import in_portal_language
from common.numbers import show
from common.templatetags.qcdc import luc, ngay
from organizations.models import Body, Unit


@dataclass(frozen=True)
class RowColumn:
    """One column: its head, and what of the record stands in it (dates, numbers, yes and no are written as usual).

    ``then``: what stood in it at the end of a day, of a record that RowKind.on read for it. ``is_read``: it changes and
    keeps no past, so it is shown with the day on which it was read.
    """

    head: str | Promise
    value: Callable[[Any], object]
    public: bool = False
    then: Callable[[Any, date], object] | None = None
    is_read: bool = False

    def of(self, record: Any, day: date | None) -> str:
        """What stands in it, of a record as it stood at the end of a day where it has a past."""
        return written(self.then(record, day) if self.then and day else self.value(record))


@dataclass(frozen=True, kw_only=True)
class RowKind:
    """How records of one model are kept. ``records`` names the related rows that its columns touch.

    ``visible``: the records that a person may open; without it, ``visible_to`` of the records themselves. ``url``: the
    page of one record. ``sealed``: whether a record (or, given True, every one) is kept as a count alone. ``joined``:
    the code of the record that one was merged into. ``on``: the records with what the columns ask of a past day.
    """

    label: str | Promise
    records: QuerySet[Any]
    columns: tuple[RowColumn, ...]
    visible: Callable[[User], QuerySet[Any]] | None = None
    url: Callable[[Any], str] = lambda record: str(record.get_absolute_url())
    sealed: bool | Callable[[Any], bool] = False
    joined: Callable[[Any], tuple[str, date | None] | None] = lambda _record: None  # and since which day
    on: Callable[[QuerySet[Any], date], QuerySet[Any]] = lambda records, _day: records

    @property
    def kind(self) -> str:
        """Django's label of the model, as in registry.Counted.kind."""
        return str(self.records.model._meta.label_lower)

    def load(self, keys: Sequence[int], day: date | None = None) -> dict[int, Any]:
        """The records of these keys that still are there; to be drawn as they stood at the end of a day."""
        records = self.on(self.records, day) if day else self.records
        return records.in_bulk(keys) if keys else {}

    def opened_by(self, user: User, keys: Sequence[int]) -> set[int]:
        """Which of the records the person may open."""
        seen = self.visible(user) if self.visible else self.records.visible_to(user)  # type: ignore[attr-defined]
        return set(seen.filter(pk__in=keys).order_by().values_list("pk", flat=True))

    def is_sealed(self, record: Any) -> bool:
        """Whether this record gives no row."""
        return bool(self.sealed(record)) if callable(self.sealed) else self.sealed

    def with_rows(self, keys: Sequence[int]) -> tuple[int, ...]:
        """Those of the records that give a row: none of sealed ones. A query only where each says so for itself."""
        if not callable(self.sealed):
            return () if self.sealed else tuple(keys)
        found = self.load(keys)
        return tuple(key for key in keys if key in found and not self.is_sealed(found[key]))

    def places(self, record: Any) -> Iterator[Body | Unit]:
        """The bodies and units that are read with a record because its columns name them."""
        related = self.records.query.select_related
        return _places(record, related if isinstance(related, dict) else {})

    @in_portal_language  # as the rows are on every page
    def head(self, head: str, read_on: date) -> str:
        """A head as pages show it: what keeps no past is headed with the day on which it was read."""
        is_read = any(str(column.head) == head for column in self.columns if column.is_read)
        return f"{head} (đọc ngày {read_on:%d/%m/%Y})" if is_read else head

    @property
    def public(self) -> tuple[int, ...]:
        """Positions of the columns that citizens may read."""
        return tuple(place for place, column in enumerate(self.columns) if column.public)


def _places(record: Any, related: Mapping[str, Any]) -> Iterator[Body | Unit]:
    for name, deeper in related.items():
        value = getattr(record, name)
        if isinstance(value, Body | Unit):
            yield value
        if value is not None:
            yield from _places(value, deeper)


@dataclass(frozen=True)
class Row:
    """A record as text: its cells are (head, text); ``public`` are the positions of those for citizens."""

    key: int
    cells: tuple[tuple[str, str], ...]
    public: tuple[int, ...]


_kinds: dict[str, RowKind] = {}


def register(*kinds: RowKind) -> None:
    """Make records known, at start-up. Raises ValueError for a model that is registered twice."""
    for kind in kinds:
        if kind.kind in _kinds:
            raise ValueError(f"{kind.kind} has rows already")
        _kinds[kind.kind] = kind


def names() -> frozenset[str]:
    """The models whose records can be frozen."""
    return frozenset(_kinds)


def kind_of(name: str) -> RowKind:
    """How records of a model are kept; raises LookupError for one that nobody registered."""
    try:
        return _kinds[name]
    except KeyError:
        raise LookupError(f"nothing says which columns of {name} are kept") from None


def rows_of(name: str, keys: Sequence[int], day: date | None = None) -> list[Row]:
    """The rows of these records in the order of the keys; one query, and the prefetches of the kind.

    ``day``: as they stood at its end, for a figure of that day.
    """
    kind = kind_of(name)
    return [] if kind.sealed is True else drawn(kind, kind.load(keys, day), keys, day)


@in_portal_language
def drawn(kind: RowKind, found: Mapping[int, Any], keys: Sequence[int], day: date | None = None) -> list[Row]:
    """The rows of records that are at hand (read for that day), in the words of the portal's own language.

    Sealed records and records that are gone have none.
    """
    heads, public = [str(column.head) for column in kind.columns], kind.public
    return [
        Row(key, tuple(zip(heads, [one.of(found[key], day) for one in kind.columns], strict=True)), public)
        for key in keys
        if key in found and not kind.is_sealed(found[key])
    ]


def by_then(value: date | None, day: date) -> date | None:
    """A day that had come by the end of another one; None before."""
    return value if value and value <= day else None


def unit_text(unit: Unit) -> str:
    """Kind and name of a unit with its kind, without the last day that its label shows once it has ended."""
    return f"{unit.kind.name_vi} {unit.name}"


def written(value: object) -> str:
    """A value as pages write it; nothing for None."""
    match value:
        case None:
            return ""
        case bool():
            return str(_("có") if value else _("không"))
        case datetime():
            return luc(value)
        case date():
            return ngay(value)
        case int():
            return show(value)
    return " ".join(str(value).split())
