"""Step 4: what the conference states in figures. They are facts of the unit, with the conference as their source."""

from datetime import date

from django.db import transaction

from accounts.models import User
from common.errors import Refused
from common.periods import Period
from conferences import events
from conferences.enums import Step
from conferences.models import Conference
from conferences.typed_figures import FIELD
from figures import services as figures
from figures.models import Fact, FactQuerySet, Indicator
from figures.services import Figure

from .shared import mark_saved, open_for, still_there

SOURCE = "conferences.conference"


def facts_of(conference: Conference) -> FactQuerySet:
    """The figures that the conference states, in the order in which they were stated."""
    return Fact.objects.standing().from_source(SOURCE, conference.pk).select_related("indicator").order_by("pk")


def usual_window(conference: Conference) -> Period:
    """The days that its figures are about: the period under review, else the year so far."""
    day = conference.last_day
    return conference.period_value or Period.between(date(day.year, 1, 1), day)


@transaction.atomic
def save_step_4_figures(*, conference: Conference, by: User) -> Conference:
    """Say that the figures are all there, or that none were given."""
    conference = open_for(conference, Step.FIGURES, by)
    mark_saved(conference, Step.FIGURES, by)
    return conference


@transaction.atomic
def add_figure(
    *, conference: Conference, indicator: Indicator, figure: Figure, window: Period | None = None, by: User
) -> Fact:
    """State a figure, over the conference's period unless it is about other days (an index of last year)."""
    conference = open_for(conference, Step.FIGURES, by)
    fact = figures.state(
        indicator=indicator,
        unit=conference.unit,
        window=window or usual_window(conference),
        figure=figure,
        by=by,
        source_kind=SOURCE,
        source_id=conference.pk,
    )
    mark_saved(conference, Step.FIGURES, by)
    events.line(events.ADDED, conference, Step.FIGURES, f"{indicator.name_vi}: {fact.display()}", by)
    return fact


@transaction.atomic
def edit_figure(*, conference: Conference, fact: Fact, figure: Figure, reason: str, by: User) -> Fact:
    """Correct a figure of this conference; its history keeps what it was."""
    conference = open_for(conference, Step.FIGURES, by)
    fact = _own(conference, fact)
    try:
        fact = figures.restate(fact=fact, figure=figure, reason=reason, by=by)
    except Refused as refused:
        raise Refused(refused.message, field=FIELD) from None
    mark_saved(conference, Step.FIGURES, by)
    events.line(events.EDITED, conference, Step.FIGURES, f"{fact.indicator.name_vi}: {fact.display()}", by)
    return fact


@transaction.atomic
def remove_figure(*, conference: Conference, fact: Fact, reason: str, by: User) -> None:
    """Take a figure back; it stays in the history and counts nowhere."""
    conference = open_for(conference, Step.FIGURES, by)
    fact = figures.withdraw(fact=_own(conference, fact), reason=reason, by=by)
    mark_saved(conference, Step.FIGURES, by)
    events.line(events.REMOVED, conference, Step.FIGURES, f"{fact.indicator.name_vi}: {fact.display()}", by)


def _own(conference: Conference, fact: Fact) -> Fact:
    return still_there(facts_of(conference), fact.pk)
