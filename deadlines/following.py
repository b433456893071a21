"""Tracked limits as records with a clock: this room's own subject and duty."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock as wall
from organizations import roles
from organizations.models import Body

from . import duties, policies, subjects
from .enums import RuleTopic
from .models import Clock, Rule, TrackedLimit
from .models.clocks import ClockQuerySet

SUBJECT = "deadlines.trackedlimit"
KIND = "deadlines.tracked"
DUTY = "deadlines.tracked"
KEPT_APART = (RuleTopic.DENUNCIATION,)  # the files of these are secret: nothing of them stands in a common list


def register() -> None:
    """Called once at start-up."""
    duties.register(DUTY, _("Thực hiện"), roles=policies.TRACKERS)
    subjects.register(
        SUBJECT,
        visible=lambda user: TrackedLimit.objects.visible_to(user).select_related("body__unit"),
        may_change=policies.check_can_change,
    )


def clocks_of(limits: QuerySet[TrackedLimit]) -> ClockQuerySet:
    """The clocks of these limits; each has one."""
    return Clock.objects.filter(subject_kind=SUBJECT, subject_id__in=limits.values("pk"))


def may_follow(rule: Rule) -> bool:
    """Whether what the rule is about may stand in the list of tracked limits."""
    return rule.topic not in KEPT_APART


def bodies_for(user: User) -> list[Body]:
    """The bodies whose limits the person may follow today; one query."""
    own = [m for m in roles.memberships(user) if m.role in policies.TRACKERS]
    places = Q(pk__in=[m.body_id for m in own if m.body_id]) | Q(unit__in=[m.unit_id for m in own if not m.body_id])
    if not own:
        return []
    bodies = Body.objects.alive(wall.today()).filter(places).select_related("unit__kind")
    return list(bodies.order_by("unit__sort_key", "kind__rank", "sort_key", "pk"))
