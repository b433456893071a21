"""What the portal counts about receptions and pending cases, each through the same filter as the page it links to.

Given a body: its own receptions, the cases that it leads. Given a unit alone: those that concern the unit or one that
it reaches. Nothing is counted by person.
"""

from __future__ import annotations

from common import clock
from common.periods import Period
from figures.registry import Counting, counted
from organizations.models import Body, Unit

from .enums_reception import DayState, VisitState
from .filters_cases import CaseFilter
from .filters_reception import OWED, DayFilter, VisitFilter
from .models import Case, ReceptionDay, Visit


@counted("reception.days_held")
def days_held(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Days on which citizens were received."""
    wanted = DayFilter(first=window.start, last=window.end, body=_code(body), state=DayState.HELD)
    return Counting(wanted.apply(ReceptionDay.objects.in_unit(unit)), wanted.url(unit))


@counted("reception.visits")
def visits(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Lines of the book."""
    return _visits(unit, VisitFilter(first=window.start, last=window.end, body=_code(body)))


@counted("reception.groups")
def groups(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Visits of five people or more with one matter."""
    return _visits(unit, VisitFilter(first=window.start, last=window.end, body=_code(body), groups=True))


@counted("reception.owed")
def owed(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Visits of the window after which the person still waits to be told."""
    return _visits(unit, VisitFilter(first=window.start, last=window.end, body=_code(body), state=OWED))


@counted("reception.told")
def told(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Visits of the window after which the person was told how it stands."""
    return _visits(unit, VisitFilter(first=window.start, last=window.end, body=_code(body), state=VisitState.TOLD))


@counted("cases.opened")
def cases_opened(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Cases opened in the window; who opens the number sees those of them that the person may know of."""
    return _cases(unit, CaseFilter(first=window.start, last=window.end, lead=_code(body)))


@counted("cases.pending")
def cases_pending(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Cases open at the end of the window, or today if it has not ended."""
    return _cases(unit, CaseFilter(pending_on=min(window.end, clock.today()), lead=_code(body)))


def _code(body: Body | None) -> str:
    return body.code if body else ""


def _visits(unit: Unit, wanted: VisitFilter) -> Counting:
    return Counting(wanted.apply(Visit.objects.in_unit(unit)), wanted.url(unit))


def _cases(unit: Unit, wanted: CaseFilter) -> Counting:
    return Counting(wanted.apply(Case.objects.in_unit(unit)), wanted.url(unit))
