"""Questions about stated figures that reports and pages ask."""

from django.db.models import Q

from common.periods import Period
from organizations.models import Ancestry, Body, Unit

from .models import Fact, FactQuerySet, Indicator


def facts_for(body: Body, period: Period) -> FactQuerySet:
    """What was stated for a body, or for its unit as a whole, about days that all lie in the period."""
    of_body = Q(body=body) | Q(body=None, unit=body.unit_id)
    return Fact.objects.standing().within(period).filter(of_body).for_list()


def as_reported(indicator: Indicator, unit: Unit, period: Period) -> FactQuerySet:
    """What the unit and those that stood under it on the period's last day stated about that period.

    The map is that of the time: figures of 2019 of a commune that was merged in 2020 stay its own.
    """
    under = Ancestry.objects.filter(ancestor=unit, valid__contains=period.end).values("descendant")
    return Fact.objects.standing().filter(indicator=indicator, valid=period.range, unit__in=under).for_list()
