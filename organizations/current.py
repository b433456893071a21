"""The unit in view: named in the address (?don-vi=), never in the session, so that a link shows everyone the same."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from accounts.models import User
from common import frame

from . import roles, scope
from .enums import Role
from .models import Unit


def own_units(request: HttpRequest) -> list[Unit]:
    """The units of the person's memberships today, in the order in which they were given; no query of its own.

    A unit where somebody only runs the system stands last: it opens no records.
    """
    held = sorted(roles.memberships(cast(User, request.user)), key=lambda m: m.role == Role.SYSTEM_ADMIN)
    return list({m.unit_id: m.unit for m in held}.values())


def unit_within_reach(request: HttpRequest, code: str) -> Unit | None:
    """A unit whose records the person may see, or None."""
    reached = scope.reach_of(cast(User, request.user))
    return Unit.objects.filter(code=code, pk__in=reached).select_related("kind__level").first()


def unit_in_view(request: HttpRequest) -> Unit | None:
    """The unit that pages are about: the one in the address within the person's reach, else the person's first."""
    return cast("Unit | None", frame.of(request).unit)
