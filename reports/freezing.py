"""What is kept of a report when it is handed over for signing or issued: the paper, its figures and their rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from accounts.models import User
from common import clock, official

from . import addresses, snapshot
from .evidence import Kept, keep
from .gather import FORMULA_LENGTH, last_day_of
from .models import Edition, FrozenFigure, Report
from .paper import Composition
from .told import Told

LABEL_LENGTH = 300


def freeze(report: Report, composition: Composition, *, by: User) -> Edition:
    """Write the next edition of a report; the caller holds the report's row and sets its state."""
    edition = Edition.objects.create(
        report=report,
        ordinal=report.editions.count() + 1,
        frozen_at=clock.now(),
        frozen_by=by,
        paper=snapshot.freeze(addresses.verifiable(report, composition.paper)),
        text_sha256=digest_of(composition.paper),
    )
    kept = keep(composition.told, last_day_of(report))
    FrozenFigure.objects.bulk_create(
        _figure(edition, order, told, kept[told.key]) for order, told in enumerate(composition.told, 1)
    )
    return edition


def _figure(edition: Edition, order: int, told: Told, kept: Kept) -> FrozenFigure:
    return FrozenFigure(
        edition=edition, order=order, key=told.key, label=_cut(told.label, LABEL_LENGTH), text=told.text,
        number=told.number, formula=_cut(told.formula, FORMULA_LENGTH), version=told.version, row_kind=told.row_kind,
        row_keys=list(kept.keys), rows=list(kept.rows), sealed=kept.sealed,
        source_kind=told.source_kind, source_id=told.source_id,
    )  # fmt: skip


def _cut(words: str, most: int) -> str:
    """As many letters as are kept: names are made of titles that people type."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def digest_of(paper: official.Paper) -> str:
    """SHA-256 of the words of a paper, without number and date, which may come after it was frozen."""
    return hashlib.sha256("\n".join(words_of(paper)).encode()).hexdigest()


def words_of(paper: official.Paper) -> Iterator[str]:
    """Every line of text of a paper's body and annexes, in reading order."""
    yield from _lines(paper.opening)
    for section in paper.sections:
        yield from _section(section)
    for annex in paper.annexes:
        yield annex.title
        yield from _lines(annex.blocks)
        for section in annex.sections:
            yield from _section(section)


def _section(section: official.Section) -> Iterator[str]:
    yield f"{section.number} {section.title}".strip()
    yield from _lines(section.blocks)
    for inner in section.sections:
        yield from _section(inner)


def _lines(blocks: tuple[official.Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case official.Paragraph():
                yield block.text
            case official.Bullets():
                yield from block.items
            case official.Table():
                yield block.caption
                yield "\t".join(block.columns)
                yield from ("\t".join(row) for row in block.rows)
            case official.Figure():
                yield block.caption
