"""What pages of reception and cases ask: a fixed number of queries, whatever the number of rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.periods import Period
from deadlines import calendars
from organizations import roles
from organizations.enums import Role
from organizations.models import Body, Unit

from . import reception_plan
from .enums_reception import DayKind, DayState, Handling, Matter
from .filters_reception import BY_DEPUTY, BY_HEAD, OWED, STILL_OWED, DayFilter, VisitFilter
from .models import ReceptionDay, ReceptionDuty, Visit
from .models.reception import GROUP_FROM, DayQuerySet
from .reception_plan import Held, TurnOut


def bodies_with(user: User, wanted: Iterable[Role]) -> list[Body]:
    """The bodies where the person holds one of the roles today, those of one unit together; one query."""
    allowed = set(wanted)
    own = [m for m in roles.memberships(user) if m.role in allowed]
    if not own:
        return []
    units = [m.unit_id for m in own if not m.body_id]
    bodies = [m.body_id for m in own if m.body_id]
    found = Body.objects.alive(clock.today()).filter(Q(unit__in=units) | Q(pk__in=bodies))
    return list(found.select_related("unit__kind").order_by("unit__sort_key", "kind__rank", "sort_key", "pk"))


def with_visits(days: DayQuerySet) -> DayQuerySet:
    """Adds ``visit_count`` and ``people_count``."""
    own = Visit.objects.filter(day=OuterRef("pk")).order_by().values("day")
    return days.annotate(
        visit_count=Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), 0),
        people_count=Coalesce(Subquery(own.annotate(n=Sum("people")).values("n")), 0),
    )


@dataclass(frozen=True)
class Mark:
    """What stands on one day of the month's sheet."""

    planned: int = 0
    held: int = 0
    cancelled: int = 0


def marks(days: DayQuerySet) -> dict[date, Mark]:
    """How many receptions stand on each day, by state; one query."""
    rows = days.order_by().values_list("on", "state").annotate(n=Count("pk"))
    found: dict[date, dict[str, int]] = defaultdict(dict)
    for on, state, number in rows:
        found[on][state] = number
    return {on: Mark(**states) for on, states in found.items()}


@dataclass(frozen=True)
class Line:
    """A number of the sheet with the page that lists what it counts."""

    label: str
    number: int
    url: str
    people: int | None = None


@dataclass(frozen=True)
class DutyLine:
    """How a head kept the days due; the days held open to their list."""

    duty: ReceptionDuty
    kept: TurnOut
    head_url: str
    deputy_url: str
    first: date
    last: date


@dataclass(frozen=True)
class Sheet:
    """The sheet of a body's receptions in a month or another period."""

    body: Body
    window: Period
    duties: list[DutyLine] = field(default_factory=list)
    days: list[Line] = field(default_factory=list)
    visits: list[Line] = field(default_factory=list)
    matters: list[Line] = field(default_factory=list)
    handlings: list[Line] = field(default_factory=list)


def sheet(body: Body, unit: Unit, window: Period) -> Sheet:
    """Count a body's receptions; six queries. Every number is counted with the filter of the page it opens."""
    return Sheet(
        body, window, _duty_lines(body, unit, window), _day_lines(body, unit, window), *_visit_lines(body, unit, window)
    )


def _duty_lines(body: Body, unit: Unit, window: Period) -> list[DutyLine]:
    duties = list(ReceptionDuty.objects.filter(body=body).in_force(window.start, window.end).order_by("office", "pk"))
    calendar = calendars.of_unit(body.unit_id)
    week = 7 * reception_plan.ONE_DAY
    held = ReceptionDay.objects.held().filter(duty__in=duties, on__range=(window.start - week, window.end + week))
    kept: dict[int | None, list[Held]] = defaultdict(list)
    for duty, on, by_head in held.values_list("duty", "on", "head_received"):
        kept[duty].append(Held(on, bool(by_head)))
    return [_duty_line(duty, body, unit, window, calendar.works, kept[duty.pk]) for duty in duties]


def _duty_line(
    duty: ReceptionDuty, body: Body, unit: Unit, window: Period, works: reception_plan.Works, held: Sequence[Held]
) -> DutyLine:
    slots = reception_plan.slots(duty.per, duty.times, window.start, window.end, works)
    slots = [slot for slot in slots if slot.last in duty.valid or slot.first in duty.valid]
    first = min((slot.first for slot in slots), default=window.start)
    last = max((slot.last for slot in slots), default=window.end)
    listed = DayFilter(first=first, last=last, body=body.code, state=DayState.HELD, duty=duty.pk)
    head, deputy = (DayFilter(**vars(listed) | {"by": who}).url(unit) for who in (BY_HEAD, BY_DEPUTY))
    return DutyLine(duty, reception_plan.turn_out(slots, held, clock.today()), head, deputy, first, last)


def _day_lines(body: Body, unit: Unit, window: Period) -> list[Line]:
    wanted = DayFilter(first=window.start, last=window.end, body=body.code)
    days = wanted.apply(ReceptionDay.objects.in_unit(unit)).order_by()
    counted = Counter(
        {(kind, state): n for kind, state, n in days.values_list("kind", "state").annotate(n=Count("pk"))}
    )
    base = vars(wanted)
    held = [
        Line(
            str(kind.label),
            counted[kind, DayState.HELD],
            DayFilter(**base | {"state": DayState.HELD, "kind": kind}).url(unit),
        )
        for kind in DayKind
    ]
    off = sum(counted[kind, DayState.CANCELLED] for kind in DayKind)
    cancelled = Line(str(DayState.CANCELLED.label), off, DayFilter(**base | {"state": DayState.CANCELLED}).url(unit))
    return [*held, cancelled]


def _visit_lines(body: Body, unit: Unit, window: Period) -> tuple[list[Line], list[Line], list[Line]]:
    wanted = VisitFilter(first=window.start, last=window.end, body=body.code)
    base = vars(wanted)
    found = wanted.apply(Visit.objects.in_unit(unit)).order_by()
    owed = VisitFilter(**base | {"state": OWED})
    groups = Q(people__gte=GROUP_FROM)
    rows = found.values_list("matter", "handling").annotate(
        n=Count("pk"),
        all=Sum("people"),
        groups=Count("pk", filter=groups),
        group_people=Coalesce(Sum("people", filter=groups), 0),
        owed=Count("pk", filter=Q(state__in=STILL_OWED)),
    )
    counted = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]

    def line(label: str, filtered: VisitFilter, number: str = "n", people: str = "all", **which: str) -> Line:
        own = [row for row in counted if all(row[name] == value for name, value in which.items())]
        return Line(label, sum(row[number] for row in own), filtered.url(unit), sum(row[people] for row in own))

    totals = [
        line(_("Lượt tiếp"), wanted),
        line(_("Đoàn từ 5 người"), VisitFilter(**base | {"groups": True}), "groups", "group_people"),
    ]
    waiting = line(_("Còn phải trả lời công dân"), owed, "owed")
    totals.append(Line(waiting.label, waiting.number, waiting.url))
    matters = [line(str(m.label), VisitFilter(**base | {"matter": m}), matter=m) for m in Matter]
    handlings = [line(str(h.label), VisitFilter(**base | {"handling": h}), handling=h) for h in Handling]
    return totals, matters, handlings


_COLUMNS = ("matter", "handling", "n", "all", "groups", "group_people", "owed")
