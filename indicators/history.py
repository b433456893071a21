"""The history of an indicator at a unit: what it reported window by window, on what that stood and where it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, QuerySet

from accounts.models import User
from common import chain
from common.chain import ChainLink
from conferences.models import Conference
from figures.models import Fact, FactQuerySet, Indicator
from organizations.models import Unit
from organizations.scope import reach_of

from .models import Submission, Value, ValueSource
from .showing import Shown, shown

SUBMISSION = "indicators.submission"
CONFERENCE = "conferences.conference"


@dataclass(frozen=True)
class Reported:
    """One submission that gave the indicator a figure."""

    submission: Submission
    figure: Shown
    sources: list[ValueSource]  # what the portal had counted or rolled up, with the page of the records
    went: list[ChainLink]  # the forms above and the reports that took it over


@dataclass(frozen=True)
class Stated:
    """A figure that was stated outside forms: at a conference, by hand."""

    fact: Fact
    source: Conference | None


def submissions_of(user: User, indicator: Indicator, unit: Unit) -> QuerySet[Submission]:
    """The unit's submissions that have a figure of the indicator, the newest window first; none out of reach."""
    with_figure = Value.objects.filter(indicator=indicator, unit=unit).values("submission")
    return Submission.objects.filter(_reaches(user, unit), unit=unit, pk__in=with_figure).for_list()


def read(user: User, indicator: Indicator, submissions: Sequence[Submission]) -> list[Reported]:
    """Figures, sources and destinations of these submissions; a fixed number of queries."""
    keys = [submission.pk for submission in submissions]
    if not keys:
        return []
    values: dict[int, list[Value]] = {key: [] for key in keys}
    rows = Value.objects.filter(submission__in=keys, indicator=indicator).select_related("item")
    for value in rows.order_by("item__rank", "pk"):
        values[value.submission_id].append(value)
    sources: dict[int, list[ValueSource]] = {key: [] for key in keys}
    stood_on = ValueSource.objects.filter(value__submission__in=keys, value__indicator=indicator)
    for source in stood_on.select_related("value").order_by("pk"):
        sources[source.value.submission_id].append(source)
    went = chain.links(SUBMISSION, keys, reader=user)
    return [
        Reported(
            submission,
            shown(indicator, values[submission.pk]),
            sources[submission.pk],
            [link for link in went[submission.pk] if not link.current],
        )
        for submission in submissions
    ]


def facts_of(user: User, indicator: Indicator, unit: Unit, limit: int = 12) -> list[Stated]:
    """The newest figures stated for the unit outside forms, with the conference where that is what stated them."""
    stated: FactQuerySet = Fact.objects.standing().filter(_reaches(user, unit), indicator=indicator, unit=unit)
    facts = list(stated.select_related("indicator", "body").order_by("-valid", "pk")[:limit])
    wanted = {fact.source_id for fact in facts if fact.source_kind == CONFERENCE and fact.source_id}
    found = Conference.objects.visible_to(user).in_bulk(wanted) if wanted else {}
    return [Stated(fact, found.get(fact.source_id) if fact.source_kind == CONFERENCE else None) for fact in facts]


def _reaches(user: User, unit: Unit) -> Exists:
    """Asked once for the whole statement: whoever reaches a unit sees all that it reports."""
    return Exists(reach_of(user).filter(target=unit))
