"""What the portal counts about petitions. Each count lists its petitions through the filter of the page it links to.

Given a body: petitions to that council. Given a unit alone: to the councils of the unit and of all that it reaches.
Results are counted as they stood at the end of the window (or today, if it has not ended) of all petitions that were
received by then, not only of those received in the window.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from common import clock
from common.periods import Period
from figures.registry import Counting, CountingQuery, counted
from organizations.models import Body, Unit

from .classes import Part, ResultClass
from .filters import AS_CONSOLIDATED, AS_RECEIVED, PetitionFilter
from .models import Petition


@counted("petitions.received")
def received(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Petitions received in the window, each as it came."""
    return _counted(unit, _of(unit, body, window, received_in=window, basis=AS_RECEIVED))


@counted("petitions.consolidated")
def consolidated(unit: Unit, body: Body | None, window: Period) -> Counting:
    """The same after consolidation: duplicates once, parts of a split petition each."""
    return _counted(unit, _of(unit, body, window, received_in=window, basis=AS_CONSOLIDATED))


@counted("petitions.transferred")
def transferred(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Petitions first transferred in the window."""
    return _counted(unit, replace(_of(unit, body, window, transferred_in=window), on=None))


@counted("petitions.answered")
def answered(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Petitions whose current run was answered in the window; answered is not settled."""
    return _counted(unit, replace(_of(unit, body, window, answered_in=window), on=None))


@counted("petitions.raised_again")
def raised_again(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Petitions received in the window that came up before."""
    return _counted(unit, _of(unit, body, window, received_in=window, raised=True, basis=AS_CONSOLIDATED))


@counted("petitions.overdue")
def overdue(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Petitions unanswered after their last day at the end of the window."""
    return _counted(unit, _of(unit, body, window, on_time=Part.OVERDUE.value))


def _standing(result: ResultClass) -> CountingQuery:
    def count(unit: Unit, body: Body | None, window: Period) -> Counting:
        return _counted(unit, _of(unit, body, window, result=result.value))

    return count


for _result in (ResultClass.RESOLVED, ResultClass.EXPLAINED, ResultClass.IN_PROGRESS, ResultClass.NOT_RESOLVED):
    counted(f"petitions.{_result.value}")(_standing(_result))


def _of(unit: Unit, body: Body | None, window: Period, **more: Any) -> PetitionFilter:
    chosen = PetitionFilter(on=_past_day(window), **more)
    return replace(chosen, council=body.code) if body else replace(chosen, under=unit.code)


def _past_day(window: Period) -> date | None:
    return window.end if window.end < clock.today() else None


def _counted(unit: Unit, chosen: PetitionFilter) -> Counting:
    return Counting(chosen.apply(Petition.objects.all()), chosen.url(unit))
