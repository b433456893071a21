"""Which bodies make reports of a kind."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from common.periods import Period
from organizations.models import Ancestry, Body, Reach, Unit

from .enums import Issuer
from .models import ReportKind

_WHICH = {
    Issuer.ANY: Q(),
    Issuer.COMMITTEE: Q(committee__isnull=False),
    Issuer.COUNCIL: Q(kind__code="hdnd"),
    Issuer.DISCLOSING: Q(kind__code="ubnd"),
    Issuer.FRONT: Q(kind__code="mttq"),
    Issuer.INSPECTORS: Q(boards__isnull=False) | Q(boards_set_up__isnull=False),  # most boards are no bodies
}


def issuers_of(kind: ReportKind) -> QuerySet[Body]:
    """Bodies of any time and place that make reports of the kind."""
    return Body.objects.filter(_WHICH[Issuer(kind.issuer)]).distinct()


def issuers_under(kind: ReportKind, unit: Unit, period: Period) -> QuerySet[Body]:
    """Those that existed on the period's last day in the unit or under it, as the map stood that day.

    A place that has left for another superior since is not among them: its records are no longer the unit's to read.
    """
    then = Ancestry.objects.filter(ancestor=unit, valid__contains=period.end)
    now = Reach.objects.filter(source=unit)
    return issuers_of(kind).filter(
        Q(unit__in=then.values("descendant")), Q(unit__in=now.values("target")), valid__contains=period.end
    )
