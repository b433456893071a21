"""What the portal counts about directing papers, each through the same filter as the page it links to.

Given a body: papers that it issued, lines that it owes. Given a unit alone: those that concern the unit or one that it
reaches.
"""

from __future__ import annotations

from common.periods import Period
from figures.registry import Counting, counted
from organizations.models import Body, Unit

from .enums_directing import Carrying
from .filters_directing import MET, ImplementationFilter, PaperFilter
from .models import DirectingPaper, Implementation


@counted("directing.papers_issued")
def papers_issued(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Directing papers issued in the window."""
    wanted = PaperFilter(issued_in=window, issuer=_code(body))
    return Counting(wanted.apply(DirectingPaper.objects.in_unit(unit)), wanted.url(unit))


@counted("directing.implementing_owed")
def implementing_owed(unit: Unit, body: Body | None, window: Period) -> Counting:
    """What bodies owe to papers of the window."""
    return _lines(unit, ImplementationFilter(asked_in=window, body=_code(body)))


@counted("directing.implementing_met")
def implementing_met(unit: Unit, body: Body | None, window: Period) -> Counting:
    """The same for which an implementing paper was issued, or the work done without one."""
    return _lines(unit, ImplementationFilter(asked_in=window, body=_code(body), state=MET))


@counted("directing.implementing_late")
def implementing_late(unit: Unit, body: Body | None, window: Period) -> Counting:
    """The same that are late today."""
    return _lines(unit, ImplementationFilter(asked_in=window, body=_code(body), state=Carrying.LATE))


def _lines(unit: Unit, wanted: ImplementationFilter) -> Counting:
    return Counting(wanted.apply(Implementation.objects.in_unit(unit)), wanted.url(unit))


def _code(body: Body | None) -> str:
    return body.code if body else ""
