"""What a submission says, frozen when it is handed in: computed and counted figures, their sources, a copy for good."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts.models import User
from common import clock
from figures.services import Figure
from indicators.enums import Source
from indicators.models import FormLine, Submission, SubmittedCopy, Value, ValueSource
from indicators.proposals import Proposal, propose

_PROPOSED = (Source.COUNTED, Source.ROLLED)
_NUMBERS = ("number", "part", "whole", "proposed")
_WORDS = ("text", "missing", "override", "note")

type Key = tuple[int, int | None]


def freeze(submission: Submission, *, by: User) -> list[FormLine]:
    """Take over what the portal proposes where nobody typed otherwise, work out the ratios, keep what each stood on.

    The lines of the form come back in its order, for whoever checks what was frozen.
    """
    lines = list(submission.version.lines.select_related("indicator"))
    figures = _Figures(submission, by)
    proposals = propose(submission, lines)
    filled = {line.indicator_id for line in lines if line.source in _PROPOSED}
    for key, proposal in proposals.items():
        if key[0] in filled:
            figures.take_over(key, proposal)
    for key in figures.values.keys() - proposals.keys():
        if key[0] in filled:
            figures.give_up(key)
    for line in lines:
        if line.source == Source.COMPUTED:
            figures.work_out(line)
    _keep_sources(submission, figures.values, proposals)
    return lines


def take_copy(submission: Submission, *, by: User) -> SubmittedCopy:
    """The figures of this round in the order of the form, never changed again."""
    figures = _said(submission)
    checksum = hashlib.sha256(json.dumps(figures, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    return SubmittedCopy.objects.create(
        submission=submission, round=submission.round, taken_at=clock.now(), taken_by=by, figures=figures,
        checksum=checksum,
    )  # fmt: skip


@dataclass
class _Figures:
    """The rows of a submission while they are frozen."""

    submission: Submission
    by: User

    def __post_init__(self) -> None:
        rows = self.submission.values.all()
        self.values: dict[Key, Value] = {(row.indicator_id, row.item_id): row for row in rows}

    def take_over(self, key: Key, proposal: Proposal) -> None:
        """The newest count stands, unless somebody typed another figure and said why, or said why there is none."""
        value = self.values.get(key)
        if value is not None and (value.override or value.missing):
            self._write(key, proposed=proposal.number if value.override else None)
        else:
            self._write(key, number=proposal.number, part=proposal.part, whole=proposal.whole, proposed=proposal.number)

    def give_up(self, key: Key) -> None:
        """Nothing is proposed any more: a figure that was taken over stands on nothing and goes; a typed one stays."""
        value = self.values[key]
        if value.proposed is not None:
            gone = {} if value.override else dict.fromkeys(("number", "part", "whole"))
            self._write(key, **gone, proposed=None)

    def work_out(self, line: FormLine) -> None:
        """A ratio is the two sums that it is made of; without both, or over nothing, there is none."""
        part, whole = self._total(line.indicator.part_id), self._total(line.indicator.whole_id)
        known = part is not None and whole is not None and part >= 0 and whole > 0
        self._write((line.indicator_id, None), part=part if known else None, whole=whole if known else None)

    def _total(self, indicator_id: int | None) -> Decimal | None:
        """The figure of an indicator, or the sum of its items."""
        rows = [row for key, row in self.values.items() if key[0] == indicator_id and row.number is not None]
        return sum((row.number for row in rows if row.number is not None), Decimal()) if rows else None

    def _write(self, key: Key, **wanted: Decimal | None) -> None:
        value = self.values.get(key)
        if value is None:
            if not any(number is not None for number in wanted.values()):
                return
            value = self.values[key] = Value(
                submission=self.submission, indicator_id=key[0], item_id=key[1], revision=0,
                window_id=self.submission.window_id, unit_id=self.submission.unit_id,
            )  # fmt: skip
        if value.pk and all(getattr(value, name) == number for name, number in wanted.items()):
            return
        for name, number in wanted.items():
            setattr(value, name, number)
        value.revision += 1
        value.typed_at, value.typed_by = clock.now(), self.by
        value.save()


def _keep_sources(submission: Submission, values: Mapping[Key, Value], proposals: Mapping[Key, Proposal]) -> None:
    """The records behind each figure that agrees with them, or that was typed beside them."""
    ValueSource.objects.filter(value__submission=submission).delete()
    ValueSource.objects.bulk_create(
        ValueSource(
            value=values[key], source=found.source, query=found.query, keys=list(found.keys), number=found.number,
            url=found.url, taken_at=clock.now(),
        )
        for key, found in proposals.items()
        if key in values and (values[key].proposed is not None or found.agrees(_figure(values[key])))
    )  # fmt: skip


def _figure(value: Value) -> Figure:
    return Figure(value=value.number, numerator=value.part, denominator=value.whole)


def _said(submission: Submission) -> list[dict[str, Any]]:
    places: dict[int, int] = {}
    for place, indicator in enumerate(submission.version.lines.values_list("indicator_id", flat=True)):
        places[indicator] = place
    rows = submission.values.select_related("indicator", "item")
    ordered = sorted(rows, key=lambda row: (places.get(row.indicator_id, 0), row.item.rank if row.item else -1, row.pk))
    return [_one(row) for row in ordered]


def _one(row: Value) -> dict[str, Any]:
    said: dict[str, Any] = {"indicator": row.indicator.code, "item": row.item.code if row.item else ""}
    said |= {name: _plain(getattr(row, name)) for name in _NUMBERS}
    return said | {name: getattr(row, name) for name in _WORDS}


def _plain(number: Decimal | None) -> str | None:
    """3, not 3.000000, so that equal figures are equal texts."""
    return None if number is None else f"{number.normalize():f}"


@dataclass(frozen=True)
class Change:
    """A place of the form whose figure differs between two copies; codes of indicator and item."""

    indicator: str
    item: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def changes(before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]) -> list[Change]:
    """Where two copies say something else, in the order of the newer one, then what only the older one has."""
    rows: dict[tuple[str, str], dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for side, figures in (("after", after), ("before", before)):
        for row in figures:
            rows[row["indicator"], row["item"]][side] = row
    return [
        Change(indicator, item, sides.get("before"), sides.get("after"))
        for (indicator, item), sides in rows.items()
        if _meaning(sides.get("before")) != _meaning(sides.get("after"))
    ]


def _meaning(row: Mapping[str, Any] | None) -> tuple[Any, ...]:
    return tuple((row or {}).get(name) or "" for name in ("number", "part", "whole", "text", "missing"))
