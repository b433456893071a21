"""Everything that a period report of a body stands on: each part is read once, by whoever first asks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q, Sum

from common import clock
from common.numbers import percent as percent_of
from common.numbers import show
from common.periods import Period
from conferences.models import Attendance, Conclusion, Conference, Opinion
from figures.models import Fact, Indicator
from figures.registry import Counted, count_all
from indicators.models import FormLine, Submission, Value
from indicators.showing import Shown, shown
from organizations.models import Body
from steering.enums import TaskStatus
from steering.models import Committee, CommitteeMember, Reorganisation, Task

from .models import Report
from .told import Ledger, Told

SOURCE = "conferences.conference"
OWN = ("conferences.", "steering.", "programmes.")
"""Counts of what a committee does itself."""
FORMULA_LENGTH = 500


@dataclass(frozen=True)
class CountedFigure:
    """A figure that the portal counts: the number, and the records behind it."""

    indicator: Indicator
    counted: Counted

    @property
    def told(self) -> Told:
        """The figure as a sentence tells it: "04"."""
        return Told(
            key=f"counted:{self.indicator.counted}",
            label=self.indicator.name_vi,
            text=two(self.counted.number),
            number=Decimal(self.counted.number),
            formula=formula_of(self.indicator, "Số hồ sơ trên Cổng"),
            row_kind=self.counted.kind,
            rows=self.counted.keys,
            url=self.counted.url,
        )

    @property
    def text(self) -> str:
        """The figure as a table tells it: "4 hội nghị"."""
        return f"{show(self.counted.number)} {self.indicator.measure_vi}".strip()


@dataclass(frozen=True)
class SubmittedFigure:
    """A figure of a form that the unit's bodies approved for the very period."""

    submission: Submission
    indicator: Indicator
    shown: Shown

    @property
    def text(self) -> str:
        """The figure with its parts: "53 mô hình (Kinh tế: 20; Môi trường: 33)"."""
        parts = "; ".join(f"{name}: {figure}" for name, figure in self.shown.parts if figure != "0")
        return f"{self.shown.figure} ({parts})" if parts else self.shown.figure

    @property
    def told(self) -> Told:
        """The figure as a paper tells it: nobody counts it, the approved form states it."""
        return Told(
            key=submitted_key(self.submission.pk, self.indicator.code),
            label=self.indicator.name_vi,
            text=self.text,
            formula=f"Số liệu đã duyệt của biểu “{self.submission.form.name_vi}”",
            source_kind="indicators.submission",
            source_id=self.submission.pk,
            url=self.submission.get_absolute_url(),
        )


def fact_told(fact: Fact, key: str, url: str) -> Told:
    """A stated figure as a paper tells it, exactly as it was typed."""
    return Told(
        key=key,
        label=fact.indicator.name_vi,
        text=fact.display(),
        number=fact.percent,
        formula=formula_of(fact.indicator, "Số liệu được ghi nhận"),
        source_kind="figures.fact",
        source_id=fact.pk,
        url=url,
    )


def formula_of(indicator: Indicator, otherwise: str) -> str:
    """How the figure is found, in one line."""
    divided = " / ".join(part for part in (indicator.numerator_vi, indicator.denominator_vi) if part)
    return (indicator.definition_vi or divided or otherwise)[:FORMULA_LENGTH]


def two(number: int) -> str:
    """Counts below ten are written with a zero, which leaves no room for another digit: 04."""
    return f"{number:02d}" if 0 <= number < 10 else show(number)


def submitted_key(submission: int, indicator: str) -> str:
    """The key of a form's figure in a paper."""
    return f"submitted:{submission}:{indicator}"


class Gathered:
    """A body's period, as the records stand on a day (``on``, the last day that the report may speak of).

    A page that shows one section pays for the parts of that section alone; each part is one query, or two with what
    hangs on its rows, whatever their number.
    """

    def __init__(self, body: Body, period: Period, on: date, conference: Conference | None = None) -> None:
        self.body, self.period, self.on, self.conference = body, period, on, conference
        self.ledger = Ledger()
        self.families: dict[str, dict[str, Told]] = {}  # what reports.own has counted
        self._found: dict[str, Counted] = {}
        self._made: dict[str, Any] = {}

    def once[T](self, name: str, make: Callable[[], T]) -> T:
        """What several sections stand on is read by whoever first asks for it."""
        if name not in self._made:
            self._made[name] = make()
        made: T = self._made[name]
        return made

    @cached_property
    def committee(self) -> Committee | None:
        """The committee that the body is, if it is one."""
        return Committee.objects.filter(body=self.body).first()

    @cached_property
    def hosts(self) -> list[Body]:
        """Whose conferences the report speaks of: a council meets in its standing committee, too."""
        standing = Body.objects.filter(unit=self.body.unit_id, kind__code="thuong-truc-hdnd", parent=self.body)
        return [self.body, *standing] if self.body.kind.code == "hdnd" else [self.body]

    @cached_property
    def members(self) -> list[CommitteeMember]:
        """Who sat on the committee on the day, in official order."""
        found = CommitteeMember.objects.filter(committee__body=self.body)
        return list(found.on(self.on).in_official_order())

    @cached_property
    def reorganisations(self) -> list[Reorganisation]:
        """Decisions of the period that changed who sits there."""
        within = Reorganisation.objects.filter(on__range=(self.period.start, self.period.end))
        return list(within.filter(committee__body=self.body).order_by("on"))

    @cached_property
    def conferences(self) -> list[Conference]:
        """What the report draws on: held in the period, or held later to review it (a year's review in January);
        oldest first. How many were held is what ``held`` says.
        """
        took_place = Conference.objects.took_place().filter(host__in=self.hosts)
        within = Q(starts_at__date__range=(self.period.start, self.period.end))
        return list(took_place.filter(within | Q(period=self.period.code)).order_by("starts_at", "pk"))

    @property
    def held(self) -> list[Conference]:
        """Those that were held in the period: the only ones that count as its conferences."""
        return [c for c in self.conferences if self.period.start <= c.held_on <= self.period.end]

    @property
    def reviewed_after(self) -> list[Conference]:
        """Those that were held after the period to review it: told apart, counted in their own period."""
        return [c for c in self.conferences if c.held_on > self.period.end]

    @property
    def earlier_reviews(self) -> list[Conference]:
        """Those that looked at a period which was over before this one: their conclusions are the ones of before."""
        return [c for c in self.held if c.period and Period.parse(c.period).end < self.period.end]

    @property
    def reviews_when(self) -> str:
        """The days of the reviews where one was held after the period: what they bring is not the period's count."""
        return ", ".join(f"{c.held_on:%d/%m/%Y}" for c in self.reviewed) if self.reviewed_after else ""

    @cached_property
    def came(self) -> dict[int, int]:
        """How many people came to each of the conferences, where that was counted."""
        rows = Attendance.objects.filter(conference__in=self.conferences).order_by()
        return dict(rows.values_list("conference").annotate(Sum("present")))

    @property
    def reviewed(self) -> list[Conference]:
        """Conferences that review this very period; without one, all that were held in it."""
        return [c for c in self.conferences if c.period == self.period.code] or self.conferences

    @cached_property
    def facts(self) -> list[Fact]:
        """What the reviews of this period state, and what was stated for it elsewhere.

        A conference that reviews another period states that period's figures; one that reviews none states its own.
        """
        own = [c.pk for c in self.conferences if c.period in {self.period.code, ""}]
        from_reviews = Q(source_kind=SOURCE, source_id__in=own)
        for_period = Q(body__in=self.hosts, period=self.period.code)
        return list(Fact.objects.standing().filter(from_reviews | for_period).for_list())

    @cached_property
    def submissions(self) -> list[Submission]:
        """Approved forms of the very period: those of the whole unit for a committee, a body's own otherwise."""
        sent = Submission.objects.sent_up().filter(unit=self.body.unit_id, window__code=self.period.code)
        if self.committee is None:
            sent = sent.filter(body=self.body)
        return list(sent.for_list())

    @cached_property
    def submitted(self) -> list[SubmittedFigure]:
        """The figures of these forms, in the order of the forms; two queries. What was not given is left out."""
        by_key = {submission.pk: submission for submission in self.submissions}
        return submitted_figures(by_key) if by_key else []

    @cached_property
    def stated(self) -> dict[int, Told]:
        """The facts as figures, by fact. The first of an indicator bears its code; another one its own key behind."""
        told: dict[int, Told] = {}
        taken: set[str] = set()
        for fact in sorted(self.facts, key=lambda fact: fact.period != self.period.code):  # this period's first
            key = f"fact:{fact.indicator.code}"
            key = f"{key}:{fact.pk}" if key in taken else key
            taken.add(key)
            told[fact.pk] = fact_told(fact, key, self._page_of(fact))
        return {fact.pk: told[fact.pk] for fact in self.facts}

    def _page_of(self, fact: Fact) -> str:
        held = {conference.pk: conference for conference in self.conferences}
        review = held.get(fact.source_id) if fact.source_kind == SOURCE and fact.source_id else None
        return review.get_absolute_url() if review else ""

    @cached_property
    def indicators(self) -> list[Indicator]:
        """What may be counted or worked out on the period's last day."""
        in_use = Indicator.objects.in_use(self.period.end).select_related("part", "whole")
        return list(in_use.filter(~Q(counted="") | Q(part__isnull=False)).for_list())

    @cached_property
    def counted(self) -> list[CountedFigure]:
        """Every figure that the portal counts itself: three queries."""
        indicators = [indicator for indicator in self.indicators if indicator.counted]
        found = self.count({indicator.counted for indicator in indicators})
        return [CountedFigure(indicator, found[indicator.counted]) for indicator in indicators]

    def count(self, names: Set[str]) -> dict[str, Counted]:
        """The counts of these queries; each is asked once."""
        self._found |= self._count(names - self._found.keys())
        return {name: self._found[name] for name in names}

    def count_of(self, name: str) -> CountedFigure | None:
        """One counted figure by the name of its query; None for one that is not in use."""
        indicator = next((one for one in self.indicators if one.counted == name), None)
        return CountedFigure(indicator, self.count({name})[name]) if indicator else None

    def number(self, name: str) -> int:
        """One counted figure by the name of its query."""
        return self.count({name})[name].number

    @cached_property
    def ratios(self) -> list[Told]:
        """One count over another, where there is something to divide by."""
        asked = [i for i in self.indicators if i.part and i.whole and i.part.counted and i.whole.counted]
        self.count({one.counted for indicator in asked for one in (indicator.part, indicator.whole) if one})
        return [told for indicator in asked if (told := self._ratio(indicator))]

    def ratio_of(self, code: str) -> Told | None:
        """One of them by the code of its indicator."""
        indicator = next((one for one in self.indicators if one.code == code and one.part and one.whole), None)
        return self._ratio(indicator) if indicator else None

    def _ratio(self, indicator: Indicator) -> Told | None:
        names = [one.counted for one in (indicator.part, indicator.whole) if one and one.counted]
        if len(names) < 2:
            return None
        part, whole = (self.count(set(names))[name] for name in names)
        if not whole.number:
            return None
        percent = percent_of(part.number, whole.number, indicator.decimals)
        return Told(
            key=f"ratio:{indicator.code}",
            label=indicator.name_vi,
            text=f"{show(part.number)}/{show(whole.number)} ({show(percent)} %)",
            number=percent,
            formula=formula_of(indicator, "Tử số chia cho mẫu số"),
            row_kind=whole.kind,
            rows=whole.keys,
            url=whole.url,
        )

    @cached_property
    def opinions(self) -> list[Opinion]:
        """What was said at the reviews."""
        said = Opinion.objects.filter(conference__in=self.reviewed)
        return list(said.select_related("body").order_by("conference__starts_at", "order", "pk"))

    @cached_property
    def conclusions(self) -> list[Conclusion]:
        """What the reviews concluded, with the tasks that it became."""
        drawn = Conclusion.objects.filter(conference__in=self.reviewed)
        related = drawn.select_related("lead", "task", "conference").prefetch_related("supporters")
        return list(related.order_by("conference__starts_at", "order", "pk"))

    @cached_property
    def prior(self) -> list[Task]:
        """Tasks set before the period, and those that reviews of earlier periods set in it; with status_on.

        Those that were closed before the period are left out. What else was set in the period is the period's own.
        """
        set_before = Q(assigned_on__lt=self.period.start) | Q(conclusion__conference__in=self.earlier_reviews)
        own = Task.objects.filter(set_before, assigned_by__in=self.hosts, assigned_on__lte=self.on)
        before = own.exclude(conclusion__conference__in=self.reviewed)
        still = before.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=self.period.start))
        return list(still.as_of(self.on).select_related("lead").order_by("due_on", "pk"))

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

    def _count(self, names: Set[str]) -> dict[str, Counted]:
        """A committee counts what it holds, sets and plans itself; all else it directs in the whole of its unit."""
        own = {name for name in names if self.committee is None or name.startswith(OWN)}
        unit, window = self.body.unit, self.period
        return count_all(own, unit=unit, body=self.body, window=window) | count_all(
            names - own, unit=unit, window=window
        )


def submitted_figures(submissions: dict[int, Submission]) -> list[SubmittedFigure]:
    """What these submissions say, by submission and in the order of its form."""
    values: dict[tuple[int, int], list[Value]] = defaultdict(list)
    rows = Value.objects.filter(submission__in=submissions).select_related("item")
    for value in rows.order_by("item__rank", "pk"):
        values[value.submission_id, value.indicator_id].append(value)
    lines: dict[int, list[Indicator]] = defaultdict(list)
    versions = {submission.version_id for submission in submissions.values()}
    for line in FormLine.objects.filter(version__in=versions).select_related("indicator"):
        lines[line.version_id].append(line.indicator)
    said = [
        SubmittedFigure(submission, indicator, shown(indicator, values[submission.pk, indicator.pk]))
        for submission in submissions.values()
        for indicator in lines[submission.version_id]
    ]
    return [one for one in said if one.shown.figure]


def gather(body: Body, period: Period, *, on: date | None = None, conference: Conference | None = None) -> Gathered:
    """The records of a body for a period. ``on`` defaults to the earlier of today and the period's end."""
    return Gathered(body, period, on or _last_day(period), conference)


def _last_day(period: Period) -> date:
    return min(clock.today(), period.end)


def last_day_of(report: Report) -> date:
    """The last day that a report speaks of: records behind its figures are shown as they stood at its end."""
    return _last_day(report.period_value)


def gather_for(report: Report) -> Gathered:
    """What a report stands on: its body's records of its period, and the conference that it is about."""
    return gather(report.body, report.period_value, conference=report.conference if report.conference_id else None)
