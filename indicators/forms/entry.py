"""What comes back from the entry page: read place by place, so that one bad figure holds back no other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from common.text import clean_line, show_unreadable
from figures import typed
from figures.services import Figure
from indicators.grid import PROPOSED, Cell, Grid, mark_of, seen_of
from indicators.models import Submission
from indicators.proposals import Proposal, propose
from indicators.services.entry import Entered, Entry, EntryRefused, enter

FIGURE, REASON, SEEN = "f-", "g-", "r-"  # how the names of the fields begin
_LONGEST = 5000  # characters that are looked at; every field holds fewer


@dataclass
class Sent:
    """What became of a page that was sent: how many places were stored; the others are marked in the grid."""

    saved: list[Cell] = field(default_factory=list)


def send(*, submission: Submission, grid: Grid, data: Mapping[str, str], by: User) -> Sent:
    """Store what was typed on the page. Raises Refused when the form is closed as a whole.

    Places that the page did not carry, or that nobody touched, are left alone. Afterwards each cell shows what is
    stored, or what was typed together with the reason why it is not.
    """
    touched = [cell for cell in grid.cells.values() if _take_over(cell, data)]
    entries = dict(_read(submission, touched))
    refused: Mapping[str, str] = {}
    try:
        entered = enter(submission=submission, entries=entries.values(), by=by) if entries else Entered()
    except EntryRefused as some:
        entered, refused = some.entered, some.messages
    except Refused as closed:
        _blame(touched, closed)
        raise
    for key, message in refused.items():
        grid.cells[key].error = message
    by_place = {cell.place: cell for cell in touched}
    for conflict in entered.conflicts:
        cell = by_place[conflict.entry.key]
        cell.theirs, cell.seen = conflict.value, cell.token(conflict.value)
    sent = Sent()
    for value in entered.saved:
        cell = by_place[value.indicator_id, value.item_id]
        cell.value = value
    for key in entries:
        cell = grid.cells[key]
        if not cell.is_unsaved:
            cell.show_stored()
            sent.saved.append(cell)
    return sent


def show_again(grid: Grid, data: Mapping[str, str], why: str) -> None:
    """Show what was typed, nothing of it stored, with the reason beside each place."""
    _blame([cell for cell in grid.cells.values() if _take_over(cell, data)], Refused(why))


def _blame(cells: Iterable[Cell], refused: Refused) -> None:
    for cell in cells:
        cell.error = cell.error or str(refused)


def take_offers(grid: Grid, data: Mapping[str, str]) -> dict[str, str]:
    """The page as sent, with the portal's figure in every place that is empty and has one."""
    filled = dict(data.items())
    for cell in grid.offers:
        name = FIGURE + cell.key
        if name in filled and not filled[name].strip() and not filled.get(REASON + cell.key, "").strip():
            filled[name] = cell.proposed
    return filled


def _take_over(cell: Cell, data: Mapping[str, str]) -> bool:
    """Show what was typed; whether anybody typed here at all."""
    figure, reason = data.get(FIGURE + cell.key), data.get(REASON + cell.key)
    if figure is None and reason is None:
        return False
    figure = cell.figure if figure is None or not cell.takes_figure else figure
    reason = cell.reason if reason is None else reason
    figure, reason = figure[:_LONGEST], reason[:_LONGEST]
    seen = data.get(SEEN + cell.key, "")
    if mark_of(figure, reason) in {seen_of(seen)[1], seen_of(cell.seen)[1]}:
        return False  # as it was shown, or as it is stored by now
    figure = figure if cell.takes_figure else ""
    cell.figure, cell.reason, cell.seen = show_unreadable(figure), show_unreadable(reason), seen[:20]
    if figure != cell.figure or reason != cell.reason:
        cell.error = _("Nội dung có ký tự không đọc được.")
    return True


def _read(submission: Submission, touched: Iterable[Cell]) -> Iterable[tuple[str, Entry]]:
    """Entries of what can be read; what cannot says so in its cell."""
    touched = list(touched)
    reasoned = [cell.line for cell in touched if cell.reason.strip() and cell.line.source in PROPOSED]
    proposals = propose(submission, {line.pk: line for line in reasoned}.values()) if reasoned else {}
    for cell in touched:
        if cell.error:
            continue
        try:
            figure = _figure(cell)
        except Refused as refused:
            cell.error = str(refused)
            continue
        yield cell.key, _entry(cell, figure, clean_line(cell.reason), proposals.get(cell.place))


def _entry(cell: Cell, figure: Figure | None, reason: str, proposal: Proposal | None) -> Entry:
    """The one remark says why there is no figure, or why it is not the portal's, or is a plain note."""
    is_other = proposal is not None and figure is not None and not proposal.agrees(figure)
    noted = figure if figure is None or is_other else replace(figure, note=reason)
    return Entry(
        indicator=cell.indicator, item=cell.item, figure=noted, missing=reason if figure is None else "",
        override=reason if is_other else "", seen=seen_of(cell.seen)[0],
    )  # fmt: skip


def _figure(cell: Cell) -> Figure | None:
    line = clean_line(cell.figure)
    return typed.read(cell.indicator, line) if line else None
