"""Which outline a report follows, and which ones a unit sees."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from common.periods import Period
from organizations import roles
from organizations.enums import Role
from organizations.models import Ancestry, Body, Unit

from .models import Outline

SENDERS = frozenset({Role.CLERK})


def outline_for(kind: str, body: Body, period: Period) -> Outline:
    """The outline of a kind of report for a body and a period. Raises LookupError when there is none.

    The map of the period's last day says who stands above the body. Of several senders the nearest wins; of its
    outlines the one for this very period, else the one that holds from the latest day; without any, the standard.
    """
    sent: Any = sent_to(body.unit, period.end).filter(kind__code=kind, period__in=("", period.code))
    standard = Outline.objects.filter(kind__code=kind, body=None, valid__contains=period.end)
    chosen: Outline | None = (
        sent.order_by("depth", "-period", "-valid__startswith", "-pk").select_related("kind__type").first()
        or standard.order_by("-valid__startswith", "pk").select_related("kind__type").first()
    )
    if chosen is None:
        raise LookupError(f"no outline for {kind} on {period.end}")
    return chosen


def sent_to(unit: Unit, on: date) -> QuerySet[Outline]:
    """What bodies above a unit, or in it, have sent and what holds on a day; ``depth``: how many levels above."""
    above = Ancestry.objects.filter(descendant=unit, valid__contains=on)
    depth = above.filter(ancestor=OuterRef("body__unit")).values("depth")[:1]
    sent = Outline.objects.filter(sent_at__isnull=False, valid__contains=on, body__unit__in=above.values("ancestor"))
    return sent.annotate(depth=Subquery(depth))


def drafts_of(user: User) -> QuerySet[Outline]:
    """Outlines that a person may still change: of the bodies for which the person sends them."""
    return Outline.objects.filter(sent_at=None, body__in=senders_of(user))


def senders_of(user: User) -> QuerySet[Body]:
    """The bodies in whose name a person sends outlines down."""
    held = [one for one in roles.memberships(user) if one.role in SENDERS]
    units = [one.unit_id for one in held if one.body_id is None]
    bodies = [one.body_id for one in held if one.body_id is not None]
    return (Body.objects.filter(unit__in=units) | Body.objects.filter(pk__in=bodies)).distinct().for_list()
