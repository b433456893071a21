"""What the portal counts about regulations, through the same filter as the page that it links to.

Given a body: those that it adopted. Given a unit alone: those of its bodies and of the units that it reaches.
"""

from __future__ import annotations

from common import clock
from common.periods import Period
from figures.registry import Counting, counted
from organizations.models import Body, Unit

from .filters_regulations import RegulationFilter
from .models import Regulation


@counted("regulations.adopted")
def adopted(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Regulations adopted in the window."""
    return _counted(unit, RegulationFilter(issued_in=window, body=_code(body)))


@counted("regulations.in_force")
def in_force(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Regulations in force at the end of the window, or today if it has not ended."""
    return _counted(unit, RegulationFilter(on=min(window.end, clock.today()), body=_code(body)))


def _code(body: Body | None) -> str:
    return body.code if body else ""


def _counted(unit: Unit, wanted: RegulationFilter) -> Counting:
    return Counting(wanted.apply(Regulation.objects.in_unit(unit)), wanted.url(unit))
