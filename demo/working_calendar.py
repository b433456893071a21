"""The working calendar of the demo: 2019 to 2027 accepted, year by year, as the system administrator would."""

from __future__ import annotations

from dataclasses import replace

from deadlines import applying, comparing, proposals
from deadlines.calendar_checks import Edit
from deadlines.comparing import Line
from deadlines.models import CalendarYear
from deadlines.proposals import Proposal
from deadlines.services import calendar

from .building import founder

YEARS = range(2019, 2028)

UNREAD = "chưa đối chiếu văn bản"


def is_loaded() -> bool:
    return CalendarYear.objects.filter(year=YEARS[-1]).exists()


def load() -> None:
    """Each year is one change. 24/11 stays out: it is policy, and not yet law (CAL-07)."""
    by = founder()
    for year in YEARS:
        edits = [_edit(line, line.proposal) for line in comparing.compare(year) if line.by_itself and line.proposal]
        change = calendar.draft_change(
            edits, f"Lịch làm việc năm {year}", by=by, accepts_year=year, basis=_basis(year)
        )  # fmt: skip
        applying.carry_out(change.pk, by)


def _edit(line: Line, proposal: Proposal) -> Edit:
    """The article of the law is certain; which days it made of them each year comes from the package."""
    edit = line.edit(proposal.basis)
    return replace(edit, source=f"{edit.source}; {UNREAD}")


def _basis(year: int) -> str:
    return f"{proposals.basis_of_year(year)}; ngày cụ thể lấy từ {proposals.source()}, {UNREAD} của năm"
