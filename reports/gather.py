"""Everything that a period report of a body stands on, read once, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from common import clock
from common.periods import Period
from conferences.models import Conclusion, Conference, Opinion
from figures.models import Fact, Indicator
from figures.registry import Counted, count
from organizations.models import Body
from steering.enums import TaskStatus
from steering.models import Committee, CommitteeMember, Reorganisation, Task

SOURCE = "conferences.conference"


@dataclass(frozen=True)
class CountedFigure:
    """A figure that the portal counts: the number, and the records behind it."""

    indicator: Indicator
    counted: Counted


@dataclass(frozen=True)
class Gathered:
    """A body's period, as the records stand on a day (``on``, the last day that the report may speak of)."""

    body: Body
    period: Period
    on: date
    committee: Committee | None
    members: list[CommitteeMember]
    reorganisations: list[Reorganisation]
    conferences: list[Conference]  # held by the body in the period, oldest first
    reviewed: list[Conference]  # those that review this very period
    facts: list[Fact]
    counted: list[CountedFigure]
    opinions: list[Opinion]
    conclusions: list[Conclusion]  # set by the conferences that review the period
    prior: list[Task]  # set before, and still open when the period began or set in it; with status_on, percent_on

    @property
    def head(self) -> CommitteeMember | None:
        """Who heads the committee at the end of the period."""
        return self.members[0] if self.members and self.members[0].position == "head" else None

    def prior_with(self, *states: TaskStatus) -> list[Task]:
        """The prior tasks that stand in one of these states on the day."""
        return [task for task in self.prior if task.status_on in states]  # type: ignore[attr-defined]

    @property
    def prior_overdue(self) -> list[Task]:
        """Prior tasks that were open after their last day."""
        open_states = {TaskStatus.ASSIGNED, TaskStatus.IN_PROGRESS, TaskStatus.REPORTED}
        return [t for t in self.prior if t.status_on in open_states and t.due_then < self.on]  # type: ignore[attr-defined]


def gather(body: Body, period: Period, *, on: date | None = None) -> Gathered:
    """Read the records of a body for a period. ``on`` defaults to the earlier of today and the period's end."""
    day = on or min(clock.today(), period.end)
    committee = Committee.objects.filter(body=body).select_related("body__unit__kind").first()
    conferences = _conferences(body, period)
    reviewed = [c for c in conferences if c.period == period.code] or conferences
    return Gathered(
        body=body,
        period=period,
        on=day,
        committee=committee,
        members=_members(committee, day),
        reorganisations=_reorganisations(committee, period),
        conferences=conferences,
        reviewed=reviewed,
        facts=_facts(body, period, reviewed),
        counted=_counted(body, period),
        opinions=_opinions(reviewed),
        conclusions=_conclusions(reviewed),
        prior=_prior(body, reviewed, period, day),
    )


def _conferences(body: Body, period: Period) -> list[Conference]:
    """Held in the period, or held later to review it (a year's review may be held in January)."""
    held = Conference.objects.took_place().filter(host=body)
    wanted = held.filter(Q(starts_at__date__range=(period.start, period.end)) | Q(period=period.code))
    return list(wanted.prefetch_related("kinds", "attendance").order_by("starts_at", "pk"))


def _members(committee: Committee | None, day: date) -> list[CommitteeMember]:
    if committee is None:
        return []
    return list(committee.members.on(day).in_official_order())


def _reorganisations(committee: Committee | None, period: Period) -> list[Reorganisation]:
    if committee is None:
        return []
    return list(committee.reorganisations.filter(on__range=(period.start, period.end)).order_by("on"))


def _facts(body: Body, period: Period, reviewed: Iterable[Conference]) -> list[Fact]:
    """What the body's reviews of the period state, and what was stated for the period without a conference."""
    from_reviews = Q(source_kind=SOURCE, source_id__in=[c.pk for c in reviewed])
    for_period = Q(body=body, period=period.code)
    return list(Fact.objects.standing().filter(from_reviews | for_period).for_list())


def _counted(body: Body, period: Period) -> list[CountedFigure]:
    indicators = Indicator.objects.in_use(period.end).exclude(counted="").for_list()
    return [
        CountedFigure(indicator, count(indicator.counted, unit=body.unit, body=body, window=period))
        for indicator in indicators
    ]


def _opinions(reviewed: Iterable[Conference]) -> list[Opinion]:
    opinions = Opinion.objects.filter(conference__in=[c.pk for c in reviewed])
    return list(opinions.select_related("body").order_by("conference__starts_at", "order", "pk"))


def _conclusions(reviewed: Iterable[Conference]) -> list[Conclusion]:
    conclusions = Conclusion.objects.filter(conference__in=[c.pk for c in reviewed])
    related = conclusions.select_related("lead", "task", "conference").prefetch_related("supporters")
    return list(related.order_by("conference__starts_at", "order", "pk"))


def _prior(body: Body, reviewed: Iterable[Conference], period: Period, day: date) -> list[Task]:
    """Tasks that the body had set before the reviews of the period, unless they were closed before it began."""
    own = Task.objects.filter(assigned_by=body, assigned_on__lte=day)
    of_reviews = own.exclude(conclusion__conference__in=[c.pk for c in reviewed])
    still = of_reviews.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=period.start))
    return list(still.as_of(day).select_related("lead").order_by("due_on", "pk"))
