"""What pages ask: everything they touch, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from common import clock
from organizations import roles
from organizations.models import Body, Unit

from .enums import Position, TaskStatus
from .models import Committee, CommitteeMember, ProgressReport, Reorganisation, Task
from .models.committees import CommitteeQuerySet
from .models.tasks import TaskQuerySet
from .policies import ASSIGNERS

COMMITTEE_BODY = "ban-chi-dao"  # the kind of body (organizations.BodyKind) that a steering committee is


@dataclass(frozen=True)
class TaskRow:
    """A task as a list shows it, today or on another day.

    Lists select keys first and their rows then, so that what a row shows is worked out for one page alone.
    """

    task: Task
    state: TaskStatus
    percent: int
    due_on: date
    closed_on: date | None


def rows(keys: Iterable[int], on: date | None = None) -> list[TaskRow]:
    """Tasks in the order of their keys, with their state at the end of a day, else with today's; one query."""
    tasks = Task.objects.filter(pk__in=list(keys)).for_list()
    return [_row(task) for task in (tasks.as_of(on) if on else tasks)]


def _row(task: Task) -> TaskRow:
    then = vars(task)
    state = TaskStatus(then.get("status_on") or task.status)
    closed_on = task.closed_on if not state.is_open else None
    percent = then.get("percent_on", task.percent)
    return TaskRow(task, state, percent, then.get("due_then") or task.due_on, closed_on)


def for_detail(tasks: TaskQuerySet) -> TaskQuerySet:
    """Both bodies with their units and kinds, supporters, reports with who wrote and judged them: three queries."""
    reports = ProgressReport.objects.select_related("reported_by", "verdict_by", "body").order_by("-reported_on", "-pk")
    supporters = Body.objects.order_by("sort_key", "pk")
    return tasks.select_related("unit__kind", "lead__unit__kind", "assigned_by__unit__kind").prefetch_related(
        Prefetch("reports", queryset=reports), Prefetch("supporters", queryset=supporters)
    )


def assigners_of(user: User) -> list[Body]:
    """The bodies in whose name the person may set tasks today, those of the first membership first; one query."""
    own = [m for m in roles.memberships(user) if m.role in ASSIGNERS]
    units = [m.unit_id for m in own if not m.body_id]
    bodies = [m.body_id for m in own if m.body_id]
    if not own:
        return []
    found = Body.objects.alive(clock.today()).filter(Q(unit__in=units) | Q(pk__in=bodies)).select_related("unit__kind")
    return list(found.order_by("unit__sort_key", "kind__rank", "sort_key", "pk"))


@dataclass(frozen=True)
class Step:
    """One decision about a committee, and whom it moved."""

    decision: Reorganisation
    joined: list[CommitteeMember]
    left: list[CommitteeMember]
    changed: list[CommitteeMember]


def steps_of(committee: Committee) -> list[Step]:
    """The decisions about a committee, newest first; three queries."""
    members = CommitteeMember.objects.in_official_order()
    people = Prefetch("joined", queryset=members), Prefetch("left", queryset=members)
    decisions = committee.reorganisations.select_related("decision__type", "decision__issuer__kind")
    return [_step(decision) for decision in decisions.prefetch_related(*people).order_by("-on")]


def _step(decision: Reorganisation) -> Step:
    """Who leaves and joins under the same name on the same day has changed place."""
    joined, left = list(decision.joined.all()), list(decision.left.all())
    both = {member.name_key for member in joined} & {member.name_key for member in left}
    return Step(
        decision,
        [member for member in joined if member.name_key not in both],
        [member for member in left if member.name_key not in both],
        [member for member in joined if member.name_key in both],
    )


def with_head(committees: CommitteeQuerySet, day: date) -> CommitteeQuerySet:
    """Adds ``head_name`` and ``size`` as on a day, without the support team."""
    sitting = CommitteeMember.objects.filter(committee=OuterRef("pk"), valid__contains=day)
    head = sitting.filter(position=Position.HEAD).values("full_name")[:1]
    members = sitting.exclude(position=Position.SUPPORT).order_by().values("committee").annotate(n=Count("pk"))
    return committees.annotate(head_name=Subquery(head), size=Coalesce(Subquery(members.values("n")), 0))


def bodies_without_committee(unit: Unit) -> list[Body]:
    """Bodies of the unit that may become a committee: of a kind that is one, and not yet a committee."""
    bodies = Body.objects.alive(clock.today()).filter(unit=unit, kind__code=COMMITTEE_BODY, committee__isnull=True)
    return list(bodies.order_by("sort_key", "pk"))
