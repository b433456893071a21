"""What the entry page reads: five queries and the proposals, whatever the number of lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from figures.models import BreakdownItem

from .enums import Span
from .grid import ADDED, Grid, Place, lay_out
from .models import FormLine, ReportingWindow, Submission, Value
from .proposals import propose

CUMULATED = (Span.MONTH, Span.QUARTER, Span.HALF)  # spans of which a year has several
_MOST_EARLIER = 12  # a year of months


@dataclass(kw_only=True)
class Beside:
    """Earlier windows of the same sort: the last one's figures, the year's sums, the windows that are missing."""

    window: ReportingWindow | None = None
    previous: dict[Place, Value] = field(default_factory=dict)
    before: dict[Place, Decimal] = field(default_factory=dict)
    gaps: list[ReportingWindow] = field(default_factory=list)


def lines_of(submission: Submission) -> list[FormLine]:
    """The lines of the submission's version in the order of the form."""
    return list(
        submission.version.lines.select_related("section", "indicator").order_by("section__order", "order", "pk")
    )


def grid_of(submission: Submission, *, beside: Beside | None = None, proposing: bool = False) -> Grid:
    """The form as it stands. Without ``beside`` and proposals it is what saving and refreshing need: three queries."""
    lines = lines_of(submission)
    values = {(value.indicator_id, value.item_id): value for value in submission.values.select_related("typed_by")}
    return lay_out(
        lines, _items(submission, lines), values, proposals=propose(submission, lines) if proposing else None,
        previous=beside.previous if beside else None, before=beside.before if beside else None,
    )  # fmt: skip


def beside_of(submission: Submission) -> Beside:
    """What the same unit stated on the same form for the windows before; two queries."""
    window = submission.window
    same = ReportingWindow.objects.filter(
        regime=window.regime_id, span=window.span, days__endswith__lt=window.days.upper
    )
    earlier = list(same.order_by("-days__endswith", "days__startswith", "pk")[:_MOST_EARLIER])
    found = Beside(window=earlier[0] if earlier else None)
    of_year = [one for one in earlier if one.end.year == window.end.year] if window.span in CUMULATED else []
    values = Value.objects.filter(
        submission__form=submission.form_id, submission__unit=submission.unit_id,
        submission__window__in={one.pk for one in [*earlier[:1], *of_year]},
    ).select_related("indicator")  # fmt: skip
    told = set()
    for value in values:
        place = (value.indicator_id, value.item_id)
        told.add(value.window_id)
        if found.window is not None and value.window_id == found.window.pk:
            found.previous[place] = value
        if (
            value.number is not None
            and value.indicator.kind in ADDED
            and value.window_id in {one.pk for one in of_year}
        ):
            found.before[place] = found.before.get(place, Decimal(0)) + value.number
    found.gaps = [one for one in reversed(of_year) if one.pk not in told]
    return found


def _items(submission: Submission, lines: Iterable[FormLine]) -> dict[int, list[BreakdownItem]]:
    """The parts of the lines' breakdowns on the last day of the window."""
    wanted = {line.indicator.breakdown_id for line in lines if line.indicator.breakdown_id}
    found: dict[int, list[BreakdownItem]] = defaultdict(list)
    if wanted:
        for item in BreakdownItem.objects.filter(breakdown__in=wanted, valid__contains=submission.window.end):
            found[item.breakdown_id].append(item)
    return found
