"""The rows behind the figures of a paper, kept as text so that later changes of the records touch nothing.

A row is kept once under the digest of what it says, however many figures and reports count it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import batched

from figures.rows import Row, rows_of

from .models import FrozenRow
from .told import Told

BATCH = 2_000


@dataclass(frozen=True)
class Kept:
    """What is kept of one figure: keys of records and, at the same places, of their rows; how many are sealed."""

    keys: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()
    sealed: int = 0


def keep(told: Sequence[Told], on: date | None = None) -> dict[str, Kept]:
    """Write the rows of all these figures as the records stood on the last day that the paper speaks of, and say for
    each figure (by its key) what it counts.

    A record that several figures count is read once; the rows of all kinds are written in one order, so that two
    reports that are frozen at once never wait for each other in a circle.
    """
    rows = {(one.kind, one.row.key): one for one in _rows(told, on)}
    stored = _store({one.digest: one for one in rows.values()})
    kept = {}
    for figure in told:
        found = [rows[figure.row_kind, key] for key in figure.rows if (figure.row_kind, key) in rows]
        kept[figure.key] = Kept(
            tuple(one.row.key for one in found),
            tuple(stored[one.digest] for one in found),
            len(figure.rows) - len(found),
        )
    return kept


@dataclass(frozen=True)
class _Written:
    kind: str
    row: Row
    digest: str


def digest_of(kind: str, row: Row) -> str:
    """SHA-256 of everything that a row says."""
    said = json.dumps([kind, row.key, row.cells, row.public], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _rows(told: Iterable[Told], on: date | None) -> Iterator[_Written]:
    wanted: dict[str, dict[int, None]] = {}
    for figure in told:
        if figure.rows:
            wanted.setdefault(figure.row_kind, {}).update(dict.fromkeys(figure.rows))
    for kind, keys in wanted.items():
        for row in rows_of(kind, list(keys), on):
            yield _Written(kind, row, digest_of(kind, row))


def _store(rows: dict[str, _Written]) -> dict[str, int]:
    """Keys of the stored rows by digest; what is new is written."""
    stored: dict[str, int] = {}
    for digests in batched(sorted(rows), BATCH):
        known = _known(digests)
        new = [_unsaved(rows[digest]) for digest in digests if digest not in known]
        if new:
            FrozenRow.objects.bulk_create(new, ignore_conflicts=True)
            known = _known(digests)
        stored |= known
    return stored


def _known(digests: Sequence[str]) -> dict[str, int]:
    return dict(FrozenRow.objects.filter(digest__in=digests).values_list("digest", "pk"))


def _unsaved(one: _Written) -> FrozenRow:
    cells = [list(cell) for cell in one.row.cells]
    return FrozenRow(digest=one.digest, kind=one.kind, record_id=one.row.key, cells=cells, public=list(one.row.public))
