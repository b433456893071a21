"""Whom a conference concerns."""

from conferences.enums import Status
from conferences.models import Conference
from organizations.enums import Why
from organizations.models import Body
from organizations.scope import StakeSpec, write_stakes


def write(conference: Conference) -> None:
    """The host's unit always; bodies that its tasks bind at once; bodies that came once it is completed."""
    wanted = {StakeSpec.of(conference.host, Why.ORIGIN)}
    wanted |= {StakeSpec.of(body, Why.HOLDER) for body in leads(conference)}
    wanted |= {StakeSpec.of(body, Why.SUPPORTER) for body in supporters(conference)}
    if conference.status == Status.COMPLETED:
        wanted |= {StakeSpec.of(body, Why.SUPPORTER) for body in guests(conference)}
    write_stakes(conference, wanted)


def leads(conference: Conference) -> list[Body]:
    """Bodies that lead a task of the conference."""
    return _bodies(pk__in=conference.conclusions.values("lead"))


def supporters(conference: Conference) -> list[Body]:
    """Bodies that help with a task of the conference."""
    return _bodies(pk__in=conference.conclusions.filter(supporters__isnull=False).values("supporters"))


def guests(conference: Conference) -> list[Body]:
    """Bodies of which somebody came."""
    return _bodies(pk__in=conference.attendance.filter(present__gt=0, body__isnull=False).values("body"))


def _bodies(**which: object) -> list[Body]:
    return list(Body.objects.filter(**which).select_related("unit__kind").order_by("unit_id", "sort_key", "pk"))
