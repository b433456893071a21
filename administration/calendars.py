"""What administrators see of the working calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from accounts.models import User
from common import clock
from deadlines import subjects
from deadlines.models import CalendarChange, CalendarDay, CalendarMove, CalendarYear
from deadlines.proposals import LAST_YEAR
from jobs.models import Job
from organizations import policies as organizations

AHEAD = 2  # years after this one that are listed, accepted or not
SHOWN_CHANGES = 10


@dataclass(frozen=True)
class YearLine:
    """A year: how many days it has, and whether somebody accepted them."""

    year: int
    days: int
    accepted: CalendarYear | None


@dataclass(frozen=True)
class MoveLine:
    """A move; with the title and the link only for whoever may read the record."""

    move: CalendarMove
    readable: bool


def years() -> list[YearLine]:
    """From the first year that has days or was accepted to the year after next, the newest first; two queries."""
    counted = CalendarDay.objects.filter(unit=None).values_list("day__year").annotate(days=Count("pk"))
    days: dict[int, int] = dict(counted.order_by())
    accepted = {row.year: row for row in CalendarYear.objects.select_related("accepted_by")}
    this = clock.today().year
    known = {*days, *accepted, this}
    last = max(*known, min(this + AHEAD, LAST_YEAR))
    return [YearLine(year, days.get(year, 0), accepted.get(year)) for year in range(last, min(known) - 1, -1)]


def changes_for(user: User) -> QuerySet[CalendarChange]:
    """Changes of the calendars that the person keeps, the newest first."""
    changes = CalendarChange.objects.select_related("unit__kind", "created_by", "applied_by", "undoes").order_by("-pk")
    if organizations.is_system_admin(user):
        return changes
    return changes.filter(unit__in=organizations.administered_units(user).values("pk"))


def days_for(user: User) -> QuerySet[CalendarDay]:
    """Days of the calendars that the person keeps."""
    days = CalendarDay.objects.select_related("unit__kind").order_by("-day", "pk")
    if organizations.is_system_admin(user):
        return days
    return days.filter(unit__in=organizations.administered_units(user).values("pk"))


def own_days_for(user: User) -> QuerySet[CalendarDay]:
    """Of these, the days of units."""
    return days_for(user).filter(unit__isnull=False)


def moves_of(change: CalendarChange) -> QuerySet[CalendarMove]:
    """The moves with their clocks, in one order."""
    moves = change.moves.select_related("clock__kind", "clock__body__unit", "clock__unit")
    return moves.order_by("clock_id")


def lines_of(user: User, moves: Iterable[CalendarMove]) -> list[MoveLine]:
    """A query for each sort of record on the page. Running the system opens no record, so its title stays closed."""
    moves = list(moves)
    wanted = defaultdict(set)
    for move in moves:
        wanted[move.clock.subject_kind].add(move.clock.subject_id)
    readable: set[tuple[str, int]] = set()
    for kind, keys in sorted(wanted.items()):
        seen = subjects.get(kind).visible(user).filter(pk__in=keys).values_list("pk", flat=True)
        readable |= {(kind, key) for key in seen}
    return [MoveLine(move, (move.clock.subject_kind, move.clock.subject_id) in readable) for move in moves]


def jobs_of(change: CalendarChange) -> tuple[Job | None, Job | None]:
    """The unfinished job of the change, and the last one when it failed."""
    own = Job.objects.filter(kind__startswith="deadlines.calendar_", key=str(change.pk)).order_by("-pk")
    last: Job | None = own.first()
    if last is None:
        return None, None
    return (last, None) if not last.is_finished else (None, last if last.error else None)
