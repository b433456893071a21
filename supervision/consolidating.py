"""The monthly reports of a period put together for a committee: a line for each regulation type, a column for each
month. A month that has ended without a report is missing, and a type that a report does not name was not supervised;
neither is zero.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch

from common import clock
from common.periods import Period
from steering.models import Committee, RegulationType

from .models import Finding, MonthlyFinding, MonthlyReport, Recommendation, Supervision
from .models.monthly import months_of


@dataclass(frozen=True)
class Month:
    """One month and the reports on it; none after its end: it is missing."""

    period: Period
    reports: list[MonthlyReport]

    @property
    def is_missing(self) -> bool:
        return not self.reports and self.period.end < clock.today()

    @property
    def is_ahead(self) -> bool:
        """It has not ended, and nobody has reported on it."""
        return not self.reports and not self.is_missing


@dataclass(frozen=True)
class Cell:
    """What was reported on one type for one month; None where nothing was."""

    month: Month
    checks: int | None
    shortcomings: int = 0


@dataclass(frozen=True)
class Line:
    """One regulation type over the months."""

    kind: RegulationType
    cells: list[Cell]
    findings: list[MonthlyFinding]

    @property
    def months(self) -> int:
        """In how many months it was supervised."""
        return sum(cell.checks is not None for cell in self.cells)

    @property
    def checks(self) -> int:
        return sum(cell.checks or 0 for cell in self.cells)

    @property
    def shortcomings(self) -> int:
        return sum(finding.shortcomings for finding in self.findings)

    @property
    def recommendations(self) -> int:
        return sum(finding.recommendations for finding in self.findings)

    @property
    def worded(self) -> list[MonthlyFinding]:
        """The findings that say something."""
        return [finding for finding in self.findings if finding.text]


@dataclass(frozen=True)
class Consolidated:
    """What a committee knows of a period: months, lines by type, and the supervisions that ended in it."""

    committee: Committee
    window: Period
    months: list[Month]
    lines: list[Line]
    supervisions: list[Supervision]

    @property
    def received(self) -> int:
        """For how many months there is a report."""
        return sum(bool(month.reports) for month in self.months)

    @property
    def missing(self) -> list[Period]:
        return [month.period for month in self.months if month.is_missing]

    @property
    def totals(self) -> tuple[int, int, int]:
        """Checks, shortcomings, recommendations of all types."""
        return (
            sum(line.checks for line in self.lines),
            sum(line.shortcomings for line in self.lines),
            sum(line.recommendations for line in self.lines),
        )


def of(committee: Committee, window: Period) -> Consolidated:
    """At most seven queries, whatever the period."""
    reports = list(MonthlyReport.objects.to_committee(committee).about(window).select_related("body").order_by("pk"))
    by_month: dict[tuple[int, int], list[MonthlyReport]] = defaultdict(list)
    for report in reports:
        by_month[report.year, report.month].append(report)
    months = [Month(one, by_month[one.start.year, one.start.month]) for one in months_of(window)]
    return Consolidated(committee, window, months, _lines(reports, months), _supervisions(committee, window))


def _lines(reports: list[MonthlyReport], months: list[Month]) -> list[Line]:
    rows = MonthlyFinding.objects.filter(report__in=reports).select_related("type", "report")
    by_type: dict[RegulationType, list[MonthlyFinding]] = defaultdict(list)
    for finding in rows.order_by("report__year", "report__month", "pk"):
        by_type[finding.type].append(finding)
    kinds = sorted(by_type, key=lambda kind: (kind.rank, kind.pk))
    return [Line(kind, [_cell(month, by_type[kind]) for month in months], by_type[kind]) for kind in kinds]


def _cell(month: Month, findings: list[MonthlyFinding]) -> Cell:
    own = [one for one in findings if (one.report.year, one.report.month) == _number(month.period)]
    if not own:
        return Cell(month, None)
    return Cell(month, sum(one.checks for one in own), sum(one.shortcomings for one in own))


def _number(month: Period) -> tuple[int, int]:
    return month.start.year, month.start.month


def _supervisions(committee: Committee, window: Period) -> list[Supervision]:
    """Supervisions within the committee's unit that ended in the period, with what was found and asked."""
    ended = Supervision.objects.in_unit(committee.unit).carried_out_within(window.start, window.end)
    findings = Prefetch("findings", Finding.objects.select_related("type").order_by("pk"))
    asked = Prefetch("recommendations", Recommendation.objects.select_related("to").order_by("order"))
    return list(ended.select_related("body", "board").prefetch_related(findings, asked).order_by("ended_on", "pk"))
