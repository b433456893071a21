"""What goes into the cells of a superior's workbook for a window. Nothing is guessed: an empty cell says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from figures.display import number as shown
from figures.enums import FigureKind
from figures.models import Indicator
from indicators.enums import SENT_UP, CellPart, CellWindow
from indicators.grid import ADDED, added, reason_of
from indicators.grid_queries import CUMULATED
from indicators.models import Book, BookCell, ReportingWindow, Submission, Value

from .addresses import Place, place
from .patching import Filling, patch
from .template import Template

_EARLIER = 13  # windows before: a year of months and the same month of the year before


@dataclass(frozen=True)
class Filled:
    """A cell with what goes into it; ``why``: the reason why it stays empty."""

    cell: BookCell
    value: Filling
    why: str = ""

    @property
    def words(self) -> str:
        """As the preview shows it; a percentage says so, for its cell may be meant for a count."""
        if not isinstance(self.value, Decimal):
            return str(self.value or "")
        is_share = self.cell.indicator.kind == FigureKind.RATIO and self.cell.part == CellPart.FIGURE
        return f"{shown(self.value)} %" if is_share else shown(self.value)


def fill(book: Book, submission: Submission) -> list[Filled]:
    """The cells of the book in their order, from the submission and those of the units below; four queries."""
    cells = list(book.cells.select_related("indicator__part", "indicator__whole", "item", "unit"))
    windows = _windows(submission.window)
    figures = _Figures(book, submission, cells, {window.pk for some in windows.values() for window in some})
    return [_filled(cell, submission, windows[CellWindow(cell.window)], figures) for cell in cells]


def written(template: bytes, filled: Iterable[Filled]) -> bytes:
    """The workbook with those cells. A share of a hundred goes as 0,455 into a cell that shows percentages."""
    wanted = dict[str, dict[str, Filling]]()
    shares = dict[str, set[Place]]()
    for one in filled:
        wanted.setdefault(one.cell.sheet, {})[one.cell.cell] = one.value
        at = place(one.cell.cell)
        if at and one.cell.indicator.kind == FigureKind.RATIO and one.cell.part == CellPart.FIGURE:
            shares.setdefault(one.cell.sheet, set()).add(at)
    seen = Template(template)
    for sheet, places in shares.items():
        for at in seen.percents(sheet, places):
            value = wanted[sheet][str(at)]
            wanted[sheet][str(at)] = value / 100 if isinstance(value, Decimal) else value
    return patch(template, wanted)


def _windows(window: ReportingWindow) -> dict[CellWindow, list[ReportingWindow]]:
    """The windows that cells may mean, seen from the one that is reported."""
    same = ReportingWindow.objects.filter(
        regime=window.regime_id, span=window.span, days__endswith__lt=window.days.upper
    )
    earlier = list(same.order_by("-days__endswith", "days__startswith", "pk")[:_EARLIER])
    of_year = [one for one in earlier if one.end.year == window.end.year] if window.span in CUMULATED else []
    before = f"{window.end.year - 1}{window.code[4:]}"
    return {
        CellWindow.THIS: [window],
        CellWindow.PREVIOUS: earlier[:1],
        CellWindow.YEAR_TO_DATE: [*reversed(of_year), window],
        CellWindow.YEAR_BEFORE: [one for one in earlier if one.code == before],
    }


class _Figures:
    """What units stated in those windows on the book's form or the one below it."""

    def __init__(self, book: Book, submission: Submission, cells: Sequence[BookCell], windows: set[int]) -> None:
        indicators = {
            key for cell in cells for key in (cell.indicator_id, cell.indicator.part_id, cell.indicator.whole_id)
        }
        units = {cell.unit_id or submission.unit_id for cell in cells}
        values = Value.objects.filter(
            indicator__in=indicators - {None}, unit__in=units, window__in=windows,
            submission__form__in=[key for key in (book.form_id, book.form.below_id) if key],
        ).select_related("submission", "indicator")  # fmt: skip
        self._rows: dict[tuple[int, int, int], dict[int | None, Value]] = {}
        for value in sorted(values, key=lambda value: value.submission.form_id == book.form_id):
            if value.unit_id == submission.unit_id or value.submission.state in SENT_UP:
                self._rows.setdefault((value.indicator_id, value.unit_id, value.window_id), {})[value.item_id] = value

    def of(self, indicator: int, unit: int, window: ReportingWindow) -> dict[int | None, Value]:
        """The rows of one figure by item."""
        return self._rows.get((indicator, unit, window.pk), {})


def _filled(cell: BookCell, submission: Submission, windows: Sequence[ReportingWindow], figures: _Figures) -> Filled:
    unit = cell.unit_id or submission.unit_id
    if not windows:
        return Filled(cell, None, _("Cổng chưa có kỳ này."))
    if cell.part == CellPart.NOTE:
        return Filled(cell, _note(cell, unit, windows[-1], figures))
    if cell.part == CellPart.FIGURE and cell.indicator.kind in {FigureKind.TEXT, FigureKind.RANK}:
        return _last(cell, unit, windows[-1], figures)
    if cell.indicator.kind == FigureKind.RATIO:
        return _ratio(cell, unit, windows, figures)
    if cell.indicator.kind not in ADDED:
        windows = windows[-1:]
    numbers = [_number(cell, unit, window, figures) for window in windows]
    gaps = [window for window, number in zip(windows, numbers, strict=True) if number is None]
    return Filled(cell, None, _why(cell, unit, gaps[0], figures)) if gaps else Filled(cell, added(numbers))


def _number(cell: BookCell, unit: int, window: ReportingWindow, figures: _Figures) -> Decimal | None:
    """One figure; the total of a broken-down one is the sum of its items."""
    rows = figures.of(cell.indicator_id, unit, window)
    if cell.item_id is not None:
        return rows[cell.item_id].number if cell.item_id in rows else None
    return _total(rows)


def _total(rows: dict[int | None, Value]) -> Decimal | None:
    items = [value.number for item, value in rows.items() if item is not None]
    return added(items) if items else next((value.number for value in rows.values()), None)


def _ratio(cell: BookCell, unit: int, windows: Sequence[ReportingWindow], figures: _Figures) -> Filled:
    """The sum of the parts over the sum of the wholes; a percentage that was typed without them stands for one
    window only."""
    parts, wholes = list[Decimal | None](), list[Decimal | None]()
    for window in windows:
        part, whole = _parts(cell.indicator, unit, window, figures)
        parts.append(part)
        wholes.append(whole)
    if None not in parts and None not in wholes:
        part, whole = added(parts), added(wholes)
        if cell.part != CellPart.FIGURE:
            return Filled(cell, part if cell.part == CellPart.PART else whole)
        if part is not None and whole:
            return Filled(cell, _percent(cell.indicator, part, whole))
        return Filled(cell, None, _("Mẫu số bằng 0."))
    rows = figures.of(cell.indicator_id, unit, windows[-1])
    typed = next((value.number for value in rows.values()), None)
    if typed is not None and len(windows) == 1 and cell.part == CellPart.FIGURE:
        return Filled(cell, typed)
    if typed is not None:
        return Filled(cell, None, _("Tỷ lệ chỉ ghi phần trăm, không có tử số và mẫu số để cộng."))
    gap = next(window for window, part in zip(windows, parts, strict=True) if part is None)
    return Filled(cell, None, _why(cell, unit, gap, figures))


def _parts(
    indicator: Indicator, unit: int, window: ReportingWindow, figures: _Figures
) -> tuple[Decimal | None, Decimal | None]:
    if indicator.part_id and indicator.whole_id:
        part, whole = _total(figures.of(indicator.part_id, unit, window)), figures.of(indicator.whole_id, unit, window)
        return part, _total(whole)
    value = figures.of(indicator.pk, unit, window).get(None)
    return (value.part, value.whole) if value else (None, None)


def _percent(indicator: Indicator, part: Decimal, whole: Decimal) -> Decimal:
    step = Decimal(1).scaleb(-max(indicator.decimals, 2))
    return (100 * part / whole).quantize(step, ROUND_HALF_UP)


def _last(cell: BookCell, unit: int, window: ReportingWindow, figures: _Figures) -> Filled:
    value = figures.of(cell.indicator_id, unit, window).get(None)
    if value is None or not value.is_given:
        return Filled(cell, None, _why(cell, unit, window, figures))
    return Filled(cell, value.text if cell.indicator.kind == FigureKind.TEXT else value.number)


def _note(cell: BookCell, unit: int, window: ReportingWindow, figures: _Figures) -> str | None:
    value = figures.of(cell.indicator_id, unit, window).get(cell.item_id)
    return (reason_of(value) or None) if value else None


def _why(cell: BookCell, unit: int, window: ReportingWindow, figures: _Figures) -> str:
    rows = figures.of(cell.indicator_id, unit, window)
    reason = next((value.missing for value in rows.values() if value.missing), "")
    if reason:
        return _("Không có số liệu: {reason}").format(reason=reason)
    if cell.unit_id and cell.unit:
        message = _("{unit} chưa gửi số liệu {window}.")
        return message.format(unit=cell.unit.name, window=window.label)
    return _("Chưa có số liệu {window}.").format(window=window.label)
