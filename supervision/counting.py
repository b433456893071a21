"""What the portal counts about supervision, through the same filters as the pages that it links to.

Given a body: what it supervised, or reported. Given a unit alone: what concerns the unit and those below.
"""

from __future__ import annotations

from django.urls import reverse

from common.periods import Period
from figures.registry import Counting, counted
from organizations.models import Body, Unit

from .enums import RecommendationStatus
from .filters import IN_TIME, RecommendationFilter, SupervisionFilter
from .models import MonthlyReport, Recommendation, Supervision


@counted("supervision.carried_out")
def carried_out(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Supervisions that ended in the window."""
    wanted = SupervisionFilter(ended_in=window, body=body.code if body else "")
    return Counting(wanted.apply(Supervision.objects.in_unit(unit)), wanted.url(unit))


@counted("supervision.recommended")
def recommended(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Recommendations that bodies received in the window."""
    return _recommendations(unit, body, window, "")


@counted("supervision.answered_in_time")
def answered_in_time(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Of these, the ones answered by their last day."""
    return _recommendations(unit, body, window, IN_TIME)


@counted("supervision.recommendations_done")
def recommendations_done(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Of these, the ones that were carried out."""
    return _recommendations(unit, body, window, RecommendationStatus.DONE)


@counted("supervision.monthly_reports")
def monthly_reports(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Monthly reports about months within the window."""
    rows = MonthlyReport.objects.in_unit(unit).about(window)
    if body is not None:
        rows = rows.filter(body=body)
    return Counting(rows, f"{reverse('supervision:monthly')}?don-vi={unit.code}&ky={window.code}")


def _recommendations(unit: Unit, body: Body | None, window: Period, state: str) -> Counting:
    wanted = RecommendationFilter(sent_in=window, state=state, body=body.code if body else "")
    rows = Recommendation.objects.filter(supervision__in=Supervision.objects.in_unit(unit))
    return Counting(wanted.apply(rows), wanted.url(unit))
