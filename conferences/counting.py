"""Figures that the portal counts from conferences, each with the page that lists exactly what was counted.

Given a body: what its own conferences brought. Given a unit alone: those of all bodies of the unit and below.
"""

from django.urls import reverse

from common.periods import Period
from figures.registry import Counting, counted
from organizations.models import Body, Unit

from .filters import ConferenceFilter
from .models import Conclusion, Conference, Opinion


@counted("conferences.held")
def held(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Conferences that began in the window."""
    chosen = _filter(unit, body, window)
    return Counting(Conference.objects.filter(chosen.condition()), chosen.url(reverse("conferences:list"), unit))


@counted("conferences.opinions")
def opinions(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Opinions given at conferences of the window."""
    chosen = _filter(unit, body, window)
    rows = Opinion.objects.filter(chosen.condition("conference__"))
    return Counting(rows, chosen.url(reverse("conferences:opinions"), unit))


@counted("conferences.conclusions")
def conclusions(unit: Unit, body: Body | None, window: Period) -> Counting:
    """Conclusions drawn at conferences of the window."""
    chosen = _filter(unit, body, window)
    rows = Conclusion.objects.filter(chosen.condition("conference__"))
    return Counting(rows, chosen.url(reverse("conferences:conclusions"), unit))


def _filter(unit: Unit, body: Body | None, window: Period) -> ConferenceFilter:
    return ConferenceFilter.held_within(window, unit=unit, host=body.code if body else "")
