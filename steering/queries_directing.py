"""What the pages of directing papers ask, in a fixed number of queries."""

from __future__ import annotations

from django.db.models import Exists

from accounts.models import User
from common import clock
from organizations.models import Body, BodyKind, Unit
from organizations.scope import reach_of

from .models import DirectingPaper, Implementation
from .models.directing import ImplementationQuerySet


def owed_in(user: User, unit: Unit) -> ImplementationQuerySet:
    """in_unit() for a list: asks once whether the person reaches the unit."""
    return Implementation.objects.in_unit(unit).filter(Exists(reach_of(user).filter(target=unit)))


def bodies_below(unit: Unit, kind: BodyKind) -> list[Body]:
    """The bodies of a kind in the units placed directly under a unit today."""
    today = clock.today()
    below = Body.objects.alive(today).filter(
        kind=kind, unit__placements__parent=unit, unit__placements__valid__contains=today
    )
    return list(below.select_related("unit").order_by("unit__sort_key", "pk"))


def replaceable(unit: Unit, but: DirectingPaper | None = None) -> list[DirectingPaper]:
    """Papers of the unit's register that still bind, the newest first."""
    papers = DirectingPaper.objects.filter(unit=unit).in_force(clock.today())
    if but is not None:
        papers = papers.exclude(pk=but.pk)
    return list(papers.for_list()[:100])
