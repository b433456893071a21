"""Which clocks wait for a person, and how many of them are urgent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, F, Func, IntegerField, Q, When
from django.utils.translation import ngettext

from accounts.models import User
from common import clock as wall
from common import frame
from common.text import nfc
from organizations import roles
from organizations.enums import Role

from . import duties
from .enums import Bound, ClockState, Due
from .models import Clock
from .models.clocks import ClockQuerySet

SOON = timedelta(days=7)


def actionable(user: User) -> ClockQuerySet:
    """Live clocks on which the person may act: of bodies where they hold a role of the duty, or of their predecessors.

    Costs one query beyond the memberships, found by the index clock_to_do.
    """
    mine = _mine(roles.held(user), lambda own: roles.is_mine("body_id", user, own))
    return Clock.objects.live().filter(mine) if mine else Clock.objects.none()


def _mine(held: frozenset[Role], at: Callable[[frozenset[Role]], Func]) -> Q | None:
    """Duties that the person's roles answer for alike are asked for together; ``at``: is the body one where somebody
    holds one of the roles?"""
    codes: dict[frozenset[Role], list[str]] = defaultdict(list)
    for duty in duties.registered():
        if own := held.intersection(duty.roles):
            codes[own].append(duty.code)
    found: Q | None = None
    for own, named in codes.items():
        here = Q(at(own), duty__in=named)
        found = here if found is None else found | here
    return found


def by_place(clocks: ClockQuerySet, today: date) -> ClockQuerySet:
    """Adds ``place``, the number of the part of the list (enums.Due) in which a clock stands. Oldest first.

    A minimum is never overdue: once its time is over, it may end today.
    """
    parts = [
        When(state=ClockState.SUSPENDED, then=Due.PAUSED.place),
        When(Q(due_on__lt=today) & ~Q(bound=Bound.MINIMUM), then=Due.OVERDUE.place),
        When(due_on__lte=today, then=Due.TODAY.place),
        When(due_on__lte=today + SOON, then=Due.WEEK.place),
    ]
    place = Case(*parts, default=Due.LATER.place, output_field=IntegerField())
    return clocks.annotate(place=place).order_by("place", "due_on", "pk")


@dataclass(frozen=True)
class Share:
    """How many clocks of a kind wait for one thing in one part of the list; ``matched``: of them with the words."""

    due: Due
    kind: str
    name_vi: str
    name_en: str
    duty: str
    count: int
    matched: int


def shares(user: User, words: str = "") -> list[Share]:
    """Everything that waits for the person, counted by part, kind and duty; one query."""
    placed = by_place(actionable(user), wall.today())
    ordered = placed.order_by(F("place"), "kind__rank", "kind__code", "duty")
    named = ordered.values_list(F("place"), "kind__code", "kind__name_vi", "kind__name_en", "duty")
    rows = named.annotate(count=Count("pk"), matched=Count("pk", filter=with_words(words)))
    return [Share(Due.at(place), *rest) for place, *rest in rows]


def with_words(words: str) -> Q:
    """Clocks whose title contains the words, whatever their accents."""
    return Q(title__unaccent__icontains=nfc(words)) if words else Q()


def urgent(held: frozenset[Role]) -> Mapping[str, Any]:
    """Expressions that count what the person is late with and what ends today; both in the index clock_owed alone."""
    mine = _mine(held, lambda own: roles.is_theirs("body_id", frame.PERSON, frame.TODAY, own))
    if mine is None:
        return {}
    owed = Clock.objects.running().filter(mine).exclude(bound=Bound.MINIMUM)
    return {
        "todo_overdue": frame.how_many(owed.filter(due_on__lt=frame.TODAY)),
        "todo_today": frame.how_many(owed.filter(due_on=frame.TODAY)),
    }


def show_urgent(numbers: Mapping[str, int]) -> frame.Count:
    """The number beside "Việc cần làm": what cannot wait until tomorrow, red when some of it is late."""
    overdue, today = numbers["todo_overdue"], numbers["todo_today"]
    words = ngettext("việc đến hạn hôm nay", "việc đến hạn hôm nay", today)
    if overdue:
        words = ngettext(
            "việc quá hạn hoặc đến hạn hôm nay, trong đó %(n)s việc quá hạn",
            "việc quá hạn hoặc đến hạn hôm nay, trong đó %(n)s việc quá hạn",
            overdue,
        ) % {"n": overdue}
    return frame.Count(overdue + today, words, urgent=overdue > 0)
