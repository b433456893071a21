"""The entry page as rows: what is typed where, what stood there last period, what the portal proposes.

A place of the form has a key: the indicator's code, or "code.item" for an item of its breakdown. ``seen`` is what a
page carries for each place: the revision that it shows and a mark of the words shown, so that an untouched place is
told from one that was typed again, and a colleague's change is never overwritten unseen.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from common.names import in_page_language
from common.text import clean_line
from figures import typed
from figures.display import number as shown
from figures.enums import FigureKind
from figures.models import BreakdownItem, Indicator
from figures.services import Figure

from .enums import Source
from .models import FormLine, FormSection, Value
from .proposals import Proposal

ADDED = (FigureKind.COUNT, FigureKind.SUM)  # what adds up over the windows of a year
NUMBERS = (*ADDED, FigureKind.LAST)
PROPOSED = (Source.COUNTED, Source.ROLLED)  # lines that the portal fills when nobody types
_SEEN = re.compile(r"([0-9]{1,9})-([0-9a-f]{1,8})")

type Place = tuple[int, int | None]


def figure_of(value: Value | None) -> Figure | None:
    """What a row holds, in the form in which it was typed; None for nothing."""
    if value is None or not value.is_given:
        return None
    return Figure(value=value.number, numerator=value.part, denominator=value.whole, text=value.text, note=value.note)


def words_of(indicator: Indicator, value: Value | None) -> str:
    """A stored figure as the field shows it: without its unit of measure, which stands beside."""
    figure = figure_of(value)
    return typed.write(indicator, figure, measure=False) if figure else ""


def reason_of(value: Value | None) -> str:
    """The one remark beside a figure: why there is none, why it differs from the portal's, or a plain note."""
    return (value.missing or value.override or value.note) if value else ""


def mark_of(figure: str, reason: str) -> str:
    """A short mark of what a place shows; spaces do not count."""
    return f"{zlib.crc32(f'{clean_line(figure)}\x1f{clean_line(reason)}'.encode('utf-8', 'replace')):x}"


def seen_of(text: str) -> tuple[int, str]:
    """Revision and mark that a page carried; 0 and nothing for what cannot be read: then it was never shown."""
    match = _SEEN.fullmatch(text)
    return (int(match[1]), match[2]) if match else (0, "")


@dataclass(kw_only=True)
class Cell:
    """One place of the form. ``figure`` and ``reason`` are what the page shows, stored or as typed a moment ago."""

    line: FormLine
    item: BreakdownItem | None = None
    value: Value | None = None
    proposal: Proposal | None = None
    previous: Value | None = None
    before: Decimal | None = None  # the sum of the year's earlier windows
    figure: str = ""
    reason: str = ""
    seen: str = ""
    error: str = ""
    theirs: Value | None = None  # what a colleague stored meanwhile

    def __post_init__(self) -> None:
        self.show_stored()

    @property
    def indicator(self) -> Indicator:
        return self.line.indicator

    @property
    def key(self) -> str:
        """Its name in the form and in messages."""
        return f"{self.indicator.code}.{self.item.code}" if self.item else self.indicator.code

    @property
    def place(self) -> Place:
        """Its keys in the database."""
        return self.indicator.pk, self.item.pk if self.item else None

    @property
    def takes_figure(self) -> bool:
        """A total of items is added up, a computed ratio divided: neither is typed, both may have a remark."""
        return self.line.source != Source.COMPUTED and (self.item is not None or not self.indicator.breakdown_id)

    @property
    def is_words(self) -> bool:
        return self.indicator.kind == FigureKind.TEXT

    @property
    def is_number(self) -> bool:
        """Digits, point and comma are enough: a telephone shows those keys."""
        return self.indicator.kind in NUMBERS

    @property
    def is_filled_by_portal(self) -> bool:
        """Left blank, it takes what the portal proposes."""
        return self.proposal is not None and self.line.source in PROPOSED

    @property
    def proposed(self) -> str:
        """The portal's figure, in the form in which it is typed."""
        return typed.write(self.indicator, self.proposal.figure, measure=False) if self.proposal else ""

    @property
    def offer(self) -> str:
        """The portal's figure with where it comes from; the page links it to its records."""
        words = {Source.COUNTED: _("Cổng đếm: {number}"), Source.ROLLED: _("Cấp dưới: {number}")}
        return words.get(Source(self.line.source), _("Đề xuất: {number}")).format(number=self.proposed)

    @property
    def about(self) -> str:
        """What stands in brackets behind the name: what is counted, and whether it may be left blank."""
        optional = "" if self.line.required else _("không bắt buộc")
        return ", ".join(part for part in (self.indicator.unit_of_measure, optional) if part)

    @property
    def help(self) -> str:
        return in_page_language(self.line, "help")

    @property
    def was(self) -> str:
        """The last period's figure."""
        return words_of(self.indicator, self.previous)

    @property
    def is_unsaved(self) -> bool:
        """The page shows something that is not stored."""
        return bool(self.error or self.theirs)

    def show_stored(self) -> None:
        """Show what is stored, and nothing that was typed."""
        self.figure, self.reason = words_of(self.indicator, self.value), reason_of(self.value)
        self.seen = self.token(self.value)
        self.error, self.theirs = "", None

    def token(self, value: Value | None) -> str:
        """What the page carries when it shows this row."""
        mark = mark_of(words_of(self.indicator, value), reason_of(value))
        return f"{value.revision if value else 0}-{mark}"

    def theirs_shown(self) -> str:
        """The colleague's figure beside one's own."""
        return words_of(self.indicator, self.theirs) or "–"

    @property
    def number(self) -> Decimal | None:
        """What counts now: typed, else what the portal would fill in."""
        if self.value is not None and self.value.is_given:
            return self.value.number
        return self.proposal.number if self.proposal and self.is_filled_by_portal else None


@dataclass(kw_only=True)
class Row:
    """One line on the page: a place to type, or a sum of the rows below it, or a ratio of two indicators."""

    id: int
    cell: Cell
    items: list[Row] = field(default_factory=list)
    parts: tuple[list[Cell], list[Cell]] | None = None  # of a computed ratio

    @property
    def name(self) -> str:
        return self.cell.item.name if self.cell.item else self.cell.indicator.name

    @property
    def is_sum(self) -> bool:
        return not self.cell.takes_figure and self.cell.line.source != Source.COMPUTED

    @property
    def part_code(self) -> str:
        """For the script that keeps a computed ratio live; empty when the form lacks the indicator."""
        return self.parts[0][0].indicator.code if self.parts and self.parts[0] else ""

    @property
    def whole_code(self) -> str:
        return self.parts[1][0].indicator.code if self.parts and self.parts[1] else ""

    @property
    def adds_up(self) -> bool:
        return self.cell.indicator.kind in ADDED

    @cached_property
    def total(self) -> Decimal | None:
        return added(row.cell.number for row in self.items) if self.is_sum else self.cell.number

    @property
    def result(self) -> str:
        """What the portal works out in place of a field."""
        if self.is_sum:
            return shown(self.total) if self.total is not None else ""
        return self._percent(*(added(cell.number for cell in cells) for cells in self.parts or ([], [])))

    @property
    def was(self) -> str:
        if not self.is_sum:
            return self.cell.was
        total = added(row.cell.previous.number for row in self.items if row.cell.previous)
        return shown(total) if total is not None else ""

    @cached_property
    def before(self) -> Decimal | None:
        return added(row.cell.before for row in self.items) if self.is_sum else self.cell.before

    @property
    def to_date(self) -> str:
        """The year's sum with this window."""
        total = added([self.before, self.total])
        return shown(total) if total is not None and self.adds_up else ""

    @property
    def base(self) -> str:
        """``before`` for the script that keeps the sum live."""
        return shown(self.before) if self.before is not None else ""

    def _percent(self, part: Decimal | None, whole: Decimal | None) -> str:
        if part is None or not whole:
            return ""
        step = Decimal(1).scaleb(-self.cell.indicator.decimals)
        return f"{shown((100 * part / whole).quantize(step, ROUND_HALF_UP))} %"


@dataclass(kw_only=True)
class Section:
    """A heading with its rows, items behind their total."""

    section: FormSection
    rows: list[Row] = field(default_factory=list)


@dataclass(kw_only=True)
class Grid:
    """The whole form in the order in which it is typed."""

    sections: list[Section]
    cells: dict[str, Cell]

    @property
    def rows(self) -> list[Row]:
        return [row for section in self.sections for row in section.rows]

    @property
    def fields(self) -> list[Cell]:
        """Places that take a figure, in their order."""
        return [row.cell for row in self.rows if row.cell.takes_figure]

    @property
    def filled(self) -> int:
        return sum(1 for cell in self.fields if cell.figure.strip() or cell.is_filled_by_portal)

    @property
    def unsaved(self) -> list[Cell]:
        return [cell for cell in self.cells.values() if cell.is_unsaved]

    @property
    def errors(self) -> list[Cell]:
        return [cell for cell in self.cells.values() if cell.error]

    @property
    def conflicts(self) -> list[Cell]:
        return [cell for cell in self.cells.values() if cell.theirs]

    @property
    def is_partly_filled_by_portal(self) -> bool:
        return any(cell.is_filled_by_portal for cell in self.fields)

    @property
    def offers(self) -> list[Cell]:
        """Empty places of typed lines for which the portal has a figure."""
        return [cell for cell in self.fields if cell.proposal and not cell.is_filled_by_portal and not cell.figure]


def lay_out(
    lines: Iterable[FormLine],
    items: Mapping[int, list[BreakdownItem]],
    values: Mapping[Place, Value],
    *,
    proposals: Mapping[Place, Proposal] | None = None,
    previous: Mapping[Place, Value] | None = None,
    before: Mapping[Place, Decimal] | None = None,
) -> Grid:
    """Rows of the lines in their order. ``items``: the parts of a breakdown that the window uses, by breakdown."""
    grid = Grid(sections=[], cells={})
    for line in lines:
        parts = items.get(line.indicator.breakdown_id, []) if line.indicator.breakdown_id else []
        made = []
        for item in [None, *parts]:
            place = (line.indicator_id, item.pk if item else None)
            cell = Cell(
                line=line, item=item, value=values.get(place), proposal=(proposals or {}).get(place),
                previous=(previous or {}).get(place), before=(before or {}).get(place),
            )  # fmt: skip
            grid.cells[cell.key] = cell
            made.append(Row(id=len(grid.cells), cell=cell))
        made[0].items = made[1:]
        if not grid.sections or grid.sections[-1].section.pk != line.section_id:
            grid.sections.append(Section(section=line.section))
        grid.sections[-1].rows += made
    _tie_ratios(grid)
    return grid


def _tie_ratios(grid: Grid) -> None:
    """Tell every computed ratio which places its two indicators are typed in."""
    by_indicator: dict[int, list[Cell]] = {}
    for cell in grid.fields:
        by_indicator.setdefault(cell.indicator.pk, []).append(cell)
    for row in grid.rows:
        part, whole = row.cell.indicator.part_id, row.cell.indicator.whole_id
        if row.cell.line.source == Source.COMPUTED and part and whole:
            row.parts = (by_indicator.get(part, []), by_indicator.get(whole, []))


def added(numbers: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is there; None when nothing is."""
    there = [number for number in numbers if number is not None]
    return sum(there, Decimal(0)) if there else None
