"""The annex that every report ends with: each figure that its text tells, with its period and its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from common.official import Block, Bullets, Paragraph, Section, Table
from common.periods import Period
from reports.gather import Gathered
from reports.told import Told, worded

from .committee import form_of
from .telling import Rows, in_cell

COUNTED = "Tổng hợp từ hồ sơ trên Cổng"


@dataclass(frozen=True)
class Line:
    """One figure: what it says, of which period where that is another one, and where it comes from."""

    told: Told
    period: str
    source: str


def figures_tables(gathered: Gathered, sections: Iterable[Section], *, is_whole: bool) -> tuple[Table, ...]:
    """A table for each source: conferences, forms, then what the portal counts, with the way of counting.

    ``is_whole``: also what the portal counted and the text does not speak of. What was approved on a form stands, not
    a second count beside it; a count of nothing that the text does not speak of is left out.
    """
    by_source: dict[str, list[Line]] = {}
    for line in _lines(gathered, keys_of(sections), is_whole=is_whole):
        by_source.setdefault(line.source, []).append(line)
    first, tables = 1, []
    for source, lines in by_source.items():
        tables.append(_table(gathered, source, lines, first))
        first += len(lines)
    return tuple(tables)


def _table(gathered: Gathered, source: str, lines: list[Line], first: int) -> Table:
    """Counted figures say how they are counted; stated ones name a period where one of them has another."""
    is_counted = source == COUNTED
    has_periods = any(line.period for line in lines)
    rows = Rows(gathered)
    for number, line in enumerate(lines, first):
        last = (
            [line.told.formula] if is_counted else [line.period or gathered.period.short_label] if has_periods else []
        )
        rows.add(str(number), line.told.label, line.told, *last)
    more = ("Cách tính",) if is_counted else ("Kỳ số liệu",) if has_periods else ()
    return rows.table(
        caption=f"{source}, {gathered.period.label}", columns=("STT", "Chỉ tiêu", "Số liệu", *more),
        widths=(7, 36, 20, 37) if is_counted else (7, 48, 25, 20) if has_periods else (7, 58, 35),
        numeric={0}, row_header=1,
    )  # fmt: skip


def keys_of(sections: Iterable[Section]) -> list[str]:
    """The figures that sentences and lists tell, each once, in their order; cells of tables are sources themselves."""
    return list(dict.fromkeys(key for section in sections for key in _keys(section)))


def _keys(section: Section) -> Iterator[str]:
    for block in section.blocks:
        yield from _keys_of_block(block)
    for inner in section.sections:
        yield from _keys(inner)


def _keys_of_block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from (run.figure for run in block.inline if run.figure)
        case Bullets():
            yield from (run.figure for item in block.inline for run in item if run.figure)


def _lines(gathered: Gathered, keys: list[str], *, is_whole: bool) -> Iterator[Line]:
    for fact in gathered.facts:
        other = "" if fact.period == gathered.period.code else Period.parse(fact.period).short_label
        yield Line(gathered.stated[fact.pk], other, _source(fact.source_id, gathered))
    for said in gathered.submitted:
        yield Line(said.told, "", _capital(form_of(said.submission)))
    approved = {one.indicator.pk for one in gathered.submitted}
    counts = {one.told.key: one for one in gathered.counted if one.indicator.pk not in approved} if is_whole else {}
    for key in keys:
        told = None if key.startswith(("fact:", "submitted:")) else gathered.ledger.get(key)
        if told is not None:
            counts.pop(key, None)
            yield Line(_in_table(told, gathered), "", COUNTED)
    for one in counts.values():
        if one.counted.number:
            yield Line(worded(one.told, one.text), "", COUNTED)


def _in_table(told: Told, gathered: Gathered) -> Told:
    """A table writes "4 hội nghị" where a sentence writes "04"."""
    source, _colon, name = told.key.partition(":")
    count = gathered.count_of(name) if source == "counted" else None
    if count is not None:
        return worded(told, count.text)
    cell = in_cell(told) if told.text.isdigit() else told
    return cell if isinstance(cell, Told) else told


def _source(source_id: int | None, gathered: Gathered) -> str:
    held = {c.pk: c.held_on for c in gathered.conferences}
    day = held.get(source_id) if source_id is not None else None
    return f"Số liệu nêu tại hội nghị ngày {day:%d/%m/%Y}" if day else "Số liệu ghi trực tiếp"


def _capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"
