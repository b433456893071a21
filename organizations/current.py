"""The unit in view: named in the address (?don-vi=), never in the session, so that a link shows everyone the same."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from accounts.models import User
from common import frame

from . import roles
from .models import Reach, Unit


def own_units(request: HttpRequest) -> list[Unit]:
    """The units of the person's memberships today, in the order in which they were given; no query of its own."""
    user = cast(User, request.user)
    return list({m.unit_id: m.unit for m in roles.memberships(user)}.values())


def unit_within_reach(request: HttpRequest, code: str) -> Unit | None:
    """A unit that one of the person's units reaches, or None."""
    own = [unit.pk for unit in own_units(request)]
    reached = Reach.objects.filter(source__in=own).values("target")
    return Unit.objects.filter(code=code, pk__in=reached).select_related("kind__level").first()


def unit_in_view(request: HttpRequest) -> Unit | None:
    """The unit that pages are about: the one in the address within the person's reach, else the person's first."""
    return cast("Unit | None", frame.of(request).unit)
