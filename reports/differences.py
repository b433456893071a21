"""What became of the figures of an issued report: it keeps its own, and its page shows where they differ by now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from accounts.models import User
from common import chain
from common.chain import ChainLink
from common.names import in_portal_language
from indicators.enums import SENT_UP
from indicators.models import Submission

from .gather import Gathered, submitted_figures
from .models import Report, ReportedFigure

_UNIT = ("submission__form", "submission__window", "submission__unit", "submission__version", "indicator")


@dataclass(frozen=True)
class Difference:
    """A figure that reads otherwise by now; ``now`` is empty where it was taken away."""

    kept: ReportedFigure
    now: str


@dataclass(frozen=True)
class Differences:
    """Figures that were approved anew with another value, and forms that are open again: their figures may change."""

    changed: list[Difference]
    reopened: list[Submission]

    def __bool__(self) -> bool:
        return bool(self.changed or self.reopened)


@in_portal_language
def keep(report: Report, gathered: Gathered) -> None:
    """Remember every figure of a form that the report takes over, in the words of the paper."""
    ReportedFigure.objects.bulk_create(
        ReportedFigure(
            report=report, submission=one.submission, round=one.submission.round, indicator=one.indicator,
            order=order, figure=one.text,
        )
        for order, one in enumerate(gathered.submitted, 1)
    )  # fmt: skip


@in_portal_language
def differences(report: Report) -> Differences:
    """The report against what the forms say now; three queries, none where no form stands behind it.

    A form that is open again shows no figures before they are approved.
    """
    kept = list(report.figures.select_related(*_UNIT))
    forms = {row.submission_id: row.submission for row in kept}
    approved = {pk: form for pk, form in forms.items() if form.state in SENT_UP}
    said = submitted_figures(approved) if approved else []
    now = {(one.submission.pk, one.indicator.pk): one.text for one in said}
    rows = [
        Difference(row, now.get((row.submission_id, row.indicator_id), ""))
        for row in kept
        if row.submission_id in approved
    ]
    return Differences(
        [row for row in rows if row.now != row.kept.figure], [form for pk, form in forms.items() if pk not in approved]
    )


def register() -> None:
    """Called once at start-up."""
    chain.register_restricted("indicators.submission", reports_of, place=20)


def reports_of(keys: Sequence[int], reader: User) -> Mapping[int, Iterable[ChainLink]]:
    """The issued reports that took figures of a submission over; one query, and one for the reports."""
    pairs = ReportedFigure.objects.filter(submission__in=keys).order_by("submission", "report")
    found = list(pairs.values_list("submission", "report").distinct())
    if not found:
        return {}
    wanted = {report for _submission, report in found}
    reports = Report.objects.visible_to(reader).select_related("outline").in_bulk(wanted)
    links: dict[int, list[ChainLink]] = defaultdict(list)
    for submission, pk in found:
        if report := reports.get(pk):
            links[submission].append(ChainLink(str(report), report.get_absolute_url(), str(report.state.label)))
    return links
