"""Which clocks a change of the calendar touches, where they move, and how that is written: no query per clock.

A count looks at no day outside of [start, due] (for a limit before an event, [due, start]), so a clock is touched only
when an edited day, or a day of the accepted year, lies within.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import batched, groupby
from operator import itemgetter

from django.apps import apps
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest, Least

from common import clock as wall
from organizations.models import Ancestry

from . import calendars, subjects
from .counting import Calendar, Count
from .enums import ClockState, LimitUnit, StepKind
from .models import CalendarChange, CalendarMove, Clock, ClockStep, Extension, Suspension
from .services import clocks

CHUNK = 5_000

type Tell = Callable[[int, int], None]
"""How many of how many are done."""

type Move = tuple[int, date, date]
type Records = set[tuple[str, int]]


@dataclass(frozen=True)
class Recount:
    """A clock as it is stored, and what the calendar says now."""

    clock: Clock
    count: Count

    @property
    def moves(self) -> bool:
        """Does its due date change?"""
        return self.clock.due_on != self.count.due

    @property
    def move(self) -> Move:
        """Which clock, from when, to when."""
        return self.clock.pk, self.clock.due_on, self.count.due

    @property
    def differs(self) -> bool:
        """Does anything stored change?"""
        clock, count = self.clock, self.count
        return self.moves or (clock.nominal_on, clock.provisional) != (count.nominal, count.provisional)


def touched(change: CalendarChange) -> QuerySet[Clock]:
    """Live clocks of the change's units whose count looks at one of its days."""
    first, last = Least("started_on", "due_on"), Greatest("started_on", "due_on")
    within = Q(pk__in=[])
    for begin, end in spans(change):
        within |= Q(first__lte=end, last__gte=begin)
    in_working_days = Extension.objects.filter(clock=OuterRef("pk"), counted_in=LimitUnit.WORKING_DAY)
    found = Clock.objects.live().annotate(first=first, last=last).filter(within)
    found = found.filter(Q(rule__isnull=False) | Exists(in_working_days))
    if change.unit_id is not None:
        below = Ancestry.objects.filter(ancestor=change.unit_id, valid__contains=wall.today())
        found = found.filter(unit__in=below.values("descendant"))
    return found


def spans(change: CalendarChange) -> list[tuple[date, date]]:
    """The days of the change as first and last days; of a year that becomes accepted, or no longer is, all days."""
    years = {year for year in (change.accepts_year, change.gives_up_year) if year is not None}
    days = change.edits.exclude(day__year__in=years).values_list("day", flat=True)
    return [(day, day) for day in days] + [(date(year, 1, 1), date(year, 12, 31)) for year in years]


def lock_records(found: QuerySet[Clock]) -> list[int]:
    """Lock the records of these clocks, always in one order, before anybody locks a clock; the clocks' keys."""
    rows = list(found.order_by("pk").values_list("pk", "subject_kind", "subject_id"))
    for kind, keys in _by_kind({(kind, subject_id) for _pk, kind, subject_id in rows}):
        model = apps.get_model(kind)
        for chunk in batched(keys, CHUNK):
            locked = model._base_manager.select_for_update(no_key=True).filter(pk__in=chunk).order_by("pk")
            list(locked.values_list("pk"))
    return [pk for pk, *_record in rows]


def recounts(keys: Sequence[int], tell: Tell, *, lock: bool = False) -> Iterator[list[Recount]]:
    """Count these clocks with the calendar of the table, chunk by chunk; those that ended meanwhile are left out."""
    units = Clock.objects.filter(pk__in=keys).order_by().values_list("unit_id", flat=True).distinct()
    known = calendars.of_units(units)
    for done, chunk in enumerate(batched(keys, CHUNK)):
        tell(done * CHUNK, len(keys))
        yield _recount(chunk, known, lock=lock)


def _recount(keys: Sequence[int], known: dict[int, Calendar], *, lock: bool) -> list[Recount]:
    rows = Clock.objects.live().filter(pk__in=keys).order_by("pk")
    if lock:
        rows = rows.select_for_update(no_key=True)
    extensions, suspensions = defaultdict(list), defaultdict(list)
    found = list(rows)
    for extension in Extension.objects.filter(clock__in=keys).order_by("on", "pk"):
        extensions[extension.clock_id].append(extension)
    for suspension in Suspension.objects.filter(clock__in=keys):
        suspensions[suspension.clock_id].append(suspension)
    return [
        Recount(row, clocks.recounted(row, known[row.unit_id], extensions.get(row.pk, ()), suspensions.get(row.pk, ())))
        for row in found
    ]


def write(found: Sequence[Recount], change: CalendarChange) -> Records:
    """Store the new dates, one step for each clock that moves, and the move itself; the records of those that moved."""
    moved = [row for row in found if row.moves]
    _write_dates([row for row in found if row.differs])
    now, today = wall.now(), wall.today()
    ClockStep.objects.bulk_create(
        ClockStep(
            clock_id=row.clock.pk, kind=StepKind.RECOUNTED, on=today, at=now, due_from=row.clock.due_on,
            due_to=row.count.due, reason=change.reason, by=change.applied_by, change=change,
        )
        for row in moved
    )  # fmt: skip
    write_moves(change, [row.move for row in moved])
    return {(row.clock.subject_kind, row.clock.subject_id) for row in moved}


def write_moves(change: CalendarChange, moves: Iterable[Move]) -> None:
    """Keep the moves; of a clock that moved a second time, where it ended."""
    CalendarMove.objects.bulk_create(
        (CalendarMove(change=change, clock_id=pk, due_from=due_from, due_to=due_to) for pk, due_from, due_to in moves),
        update_conflicts=True,
        update_fields=["due_to"],
        unique_fields=["change", "clock"],
    )


def tell_rooms(moved: Records) -> None:
    """Each room copies the dates of its records, once for all of them."""
    for kind, keys in _by_kind(moved):
        subjects.get(kind).moved(keys)


def _by_kind(records: Records) -> list[tuple[str, list[int]]]:
    """Always in one order, so that two who lock records do not wait for each other."""
    return [(kind, [key for _kind, key in same]) for kind, same in groupby(sorted(records), key=itemgetter(0))]


def _write_dates(changed: Sequence[Recount]) -> None:
    """One statement. A running clock that moved may owe reminders from today on."""
    if not changed:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE deadlines_clock c
            SET nominal_on = n.nominal_on, due_on = n.due_on, provisional = n.provisional,
                next_reminder_on = CASE WHEN c.state = %s AND c.due_on <> n.due_on THEN %s::date
                                        ELSE c.next_reminder_on END
            FROM unnest(%s::bigint[], %s::date[], %s::date[], %s::boolean[]) AS n (id, nominal_on, due_on, provisional)
            WHERE c.id = n.id
            """,
            [
                ClockState.RUNNING.value,
                wall.today(),
                [row.clock.pk for row in changed],
                [row.count.nominal for row in changed],
                [row.count.due for row in changed],
                [row.count.provisional for row in changed],
            ],
        )
