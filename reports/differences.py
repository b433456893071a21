"""What became of the figures of an issued report: it keeps its own, and its page shows where they differ by now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F

from accounts.models import User
from common import chain
from common.chain import ChainLink
from common.names import in_portal_language
from indicators.enums import SENT_UP
from indicators.models import Submission

from .gather import submitted_figures, submitted_key
from .models import FrozenFigure, Report

SUBMISSION = "indicators.submission"
_UNIT = ("form", "window", "unit", "version")


@dataclass(frozen=True)
class Difference:
    """A figure that reads otherwise by now; ``now`` is empty where it was taken away."""

    kept: FrozenFigure
    submission: Submission
    now: str


@dataclass(frozen=True)
class Differences:
    """Figures that were approved anew with another value, and forms that are open again: their figures may change."""

    changed: list[Difference]
    reopened: list[Submission]

    def __bool__(self) -> bool:
        return bool(self.changed or self.reopened)


@in_portal_language
def differences(report: Report) -> Differences:
    """The frozen report against what the forms say now; one query where no form stands behind it.

    A form that is open again shows no figures before they are approved.
    """
    kept = list(FrozenFigure.objects.filter(edition=report.edition_id, source_kind=SUBMISSION))
    forms = Submission.objects.select_related(*_UNIT).in_bulk({row.source_id for row in kept}) if kept else {}
    approved = {pk: form for pk, form in forms.items() if form.state in SENT_UP}
    said = submitted_figures(approved) if approved else []
    now = {submitted_key(one.submission.pk, one.indicator.code): one.text for one in said}
    rows = [Difference(row, approved[row.source_id], now.get(row.key, "")) for row in kept if row.source_id in approved]
    return Differences(
        [row for row in rows if row.now != row.kept.text], [form for pk, form in forms.items() if pk not in approved]
    )


def register() -> None:
    """Called once at start-up."""
    chain.register_restricted("indicators.submission", reports_of, place=20)


def reports_of(keys: Sequence[int], reader: User) -> Mapping[int, Iterable[ChainLink]]:
    """The issued reports that took figures of a submission over; one query, and one for the reports."""
    told = FrozenFigure.objects.filter(source_kind=SUBMISSION, source_id__in=keys)
    current = told.filter(edition=F("edition__report__edition")).order_by("source_id", "edition__report")
    found = [(int(source or 0), pk) for source, pk in current.values_list("source_id", "edition__report").distinct()]
    if not found:
        return {}
    wanted = {report for _submission, report in found}
    reports = Report.objects.visible_to(reader).select_related("kind").in_bulk(wanted)
    links: dict[int, list[ChainLink]] = defaultdict(list)
    for submission, pk in found:
        if report := reports.get(pk):
            links[submission].append(ChainLink(str(report), report.get_absolute_url(), str(report.state.label)))
    return links
