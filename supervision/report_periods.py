"""Which reports a board owes by now: quarter, half-year, year (Decree 59/2023/NĐ-CP Articles 14(3), 22(3))."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from common.periods import Period

from .enums import BoardSort
from .models import Board, BoardReport

SINCE = date(2023, 8, 15)
"""The decree is in force; before it, no period is asked for. Investment boards have no fixed period (INSP-13)."""
MOST_YEARS = 6


def owed(board: Board, today: date) -> list[Period]:
    """The whole periods of the board's term that have ended; the newest first."""
    if board.sort == BoardSort.INVESTMENT:
        return []
    first = max(board.valid.lower, SINCE)
    last = min(today, board.ends_on or today) - timedelta(days=1)
    years = range(max(first.year, last.year - MOST_YEARS + 1), last.year + 1)
    periods = [period for year in years for period in _of_year(year)]
    kept = [period for period in periods if period.start >= first and period.end <= last]
    return sorted(kept, key=lambda period: (-period.end.toordinal(), -period.start.toordinal()))


def missing(board: Board, reports: Iterable[BoardReport], today: date) -> list[Period]:
    """Of these, the ones without a report."""
    sent = {report.period_code for report in reports}
    return [period for period in owed(board, today) if period.code not in sent]


def _of_year(year: int) -> list[Period]:
    return [*(Period.quarter(year, number) for number in (1, 2, 3, 4)), Period.half(year, 1), Period.of_year(year)]
