"""What the portal counts about programmes of work, through the same filter as the page that it links to.

Given a body: the programmes of the committee that it is. Given a unit alone: of the committees that concern it.
"""

from __future__ import annotations

from common.periods import Period
from figures.registry import Counting, counted
from organizations.models import Body, Unit

from .filters_programmes import DONE, ON_TIME, ItemFilter
from .models import Committee, ProgrammeItem


@counted("programmes.contents_due")
def contents_due(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Contents due in the window, without those that were dropped."""
    return _counted(unit, body, window, "")


@counted("programmes.contents_done")
def contents_done(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Of these, the ones that are done."""
    return _counted(unit, body, window, DONE)


@counted("programmes.contents_on_time")
def contents_on_time(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Of these, the ones done by their last day."""
    return _counted(unit, body, window, ON_TIME)


def _counted(unit: Unit, body: Body | None, window: Period, state: str) -> Counting:
    wanted = ItemFilter(due_in=window, state=state, committee=body.code if body else "")
    items = ProgrammeItem.objects.filter(programme__committee__in=Committee.objects.in_unit(unit))
    return Counting(wanted.apply(items), wanted.url(unit))
