"""What the portal counts about disclosures, each through the same filter as the page that it links to.

A disclosure belongs to the window in which its decision fell, and is judged as it stood on the window's last day, or
today while the window runs.
"""

from __future__ import annotations

from common import clock
from common.periods import Period
from figures.registry import Counting, counted
from organizations.models import Body, Unit

from .enums import Timeliness
from .filters import GAP, DisclosureFilter
from .models import Disclosure


@counted("disclosures.decided")
def decided(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Contents that a decision of the window made due."""
    return _disclosures(unit, body, window)


@counted("disclosures.on_time")
def on_time(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Those that were up at every place by their day."""
    return _disclosures(unit, body, window, timeliness=Timeliness.ON_TIME)


@counted("disclosures.late")
def late(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Those that were up at every place after their day."""
    return _disclosures(unit, body, window, timeliness=Timeliness.LATE)


@counted("disclosures.missing")
def missing(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Those whose day has passed while a place is still without."""
    return _disclosures(unit, body, window, timeliness=Timeliness.MISSING)


@counted("disclosures.gaps")
def gaps(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Those that fell out somewhere before their minimum had ended."""
    return _disclosures(unit, body, window, mark=GAP)


def _disclosures(unit: Unit, body: Body | None, window: Period, *, timeliness: str = "", mark: str = "") -> Counting:
    day = min(window.end, clock.today())
    wanted = DisclosureFilter(
        body=body.code if body else "", decided_in=window, on=day, timeliness=timeliness, mark=mark
    )
    return Counting(wanted.apply(Disclosure.objects.in_unit(unit)), wanted.url(unit))
