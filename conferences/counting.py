"""Figures that the portal counts from conferences, each with the page that lists exactly what was counted.

Given a body: what its own conferences brought. Given a unit alone: those of all bodies of the unit and below.
"""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from common.periods import Period
from figures.registry import Counted, counted
from organizations.models import Body, Unit

from .filters import ConferenceFilter
from .models import Conclusion, Conference, Opinion


@counted("conferences.held")
def held(unit: Unit, body: Body | None, window: Period) -> Counted:
    """Conferences that began in the window."""
    chosen = _filter(unit, body, window)
    return _counted(Conference.objects.filter(chosen.condition()), chosen.url(reverse("conferences:list"), unit))


@counted("conferences.opinions")
def opinions(unit: Unit, body: Body | None, window: Period) -> Counted:
    """Opinions given at conferences of the window."""
    chosen = _filter(unit, body, window)
    rows = Opinion.objects.filter(chosen.condition("conference__"))
    return _counted(rows, chosen.url(reverse("conferences:opinions"), unit))


@counted("conferences.conclusions")
def conclusions(unit: Unit, body: Body | None, window: Period) -> Counted:
    """Conclusions drawn at conferences of the window."""
    chosen = _filter(unit, body, window)
    rows = Conclusion.objects.filter(chosen.condition("conference__"))
    return _counted(rows, chosen.url(reverse("conferences:conclusions"), unit))


def _filter(unit: Unit, body: Body | None, window: Period) -> ConferenceFilter:
    return ConferenceFilter.held_within(window, unit=unit, host=body.code if body else "")


def _counted(rows: QuerySet[Any], url: str) -> Counted:
    keys = tuple(rows.order_by("pk").values_list("pk", flat=True))
    return Counted(len(keys), keys, url)
