"""What the portal proposes for the lines of a submission, with the records behind each figure.

A counted line: what the registered query finds in the window's own days. A line that is rolled up: the sum of what the
units below sent on the form below. A computed line: the two other figures of the form. A typed line: what the unit
itself sent for shorter windows of the same form that fill this one, or else what conferences and other sources stated
about days within it. Counts and amounts add up over time; of a standing figure the newest counts; nothing else is
proposed from shorter windows, because percentages, ranks and words cannot be added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from django.apps import apps

from figures import registry
from figures.enums import FigureKind
from figures.models import Fact
from figures.services import Figure

from . import links
from .enums import SENT_UP, Source
from .models import Form, FormLine, ReportingWindow, Submission, Value
from .rollup import Key, RollUp, Total, percent, roll_up
from .windows import Days, tiling

FROM_WINDOWS, FROM_FACTS = "indicators.windows", "figures.facts"
"""Proposal.query of a typed line: the unit's own shorter windows, or facts that were stated elsewhere."""

_OVER_TIME = (FigureKind.COUNT, FigureKind.SUM)
_OF_WHOLE = (FigureKind.RATIO, FigureKind.RANK)  # of some of the days they say nothing about all of them


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A figure that the portal found, and what it stands on.

    ``keys``: the counted records; submissions where the figure is rolled up or comes from shorter windows; facts.
    """

    number: Decimal
    part: Decimal | None = None
    whole: Decimal | None = None
    source: Source
    query: str = ""
    keys: tuple[int, ...] = ()
    url: str = ""
    text: str = ""  # the class of a rank

    @property
    def figure(self) -> Figure:
        """As it would be typed: a ratio by its parts."""
        if self.part is not None and self.whole:
            return Figure(numerator=self.part, denominator=self.whole)
        return Figure(value=self.number, text=self.text)

    def agrees(self, figure: Figure) -> bool:
        """Whether what was typed says the same: its parts where it has parts, else its number."""
        if figure.numerator is not None:
            return (figure.numerator, figure.denominator) == (self.part, self.whole)
        return figure.value == self.number


type Proposals = dict[Key, Proposal]


def propose(submission: Submission, lines: Iterable[FormLine]) -> Proposals:
    """By indicator and item; a place for which nothing is known is not among them."""
    by_source: dict[str, list[FormLine]] = defaultdict(list)
    for line in lines:
        by_source[line.source].append(line)
    ways: list[tuple[Source, Callable[[Submission, list[FormLine]], Proposals]]] = [
        (Source.COUNTED, _counted), (Source.ROLLED, _rolled), (Source.TYPED, _known),
    ]  # fmt: skip
    found: Proposals = {}
    for source, way in ways:
        if by_source[source]:
            found |= way(submission, by_source[source])
    return found | _computed(submission, by_source[Source.COMPUTED], found)


def _counted(submission: Submission, lines: list[FormLine]) -> Proposals:
    known = registry.names()
    asked = {line.indicator_id: line.indicator.counted for line in lines if line.indicator.counted in known}
    answers = registry.count_all(set(asked.values()), unit=submission.unit, window=submission.window.counted)
    return {(indicator, None): _as_counted(query, answers[query]) for indicator, query in asked.items()}


def _as_counted(query: str, found: registry.Counted) -> Proposal:
    number = Decimal(found.number)
    return Proposal(number=number, source=Source.COUNTED, query=query, keys=found.keys, url=found.url)


def _rolled(submission: Submission, lines: list[FormLine]) -> Proposals:
    below = submission.form.below
    if below is None:
        return {}
    windows = windows_below(below, submission)
    sums = [
        roll_up(below, window, submission.unit, indicators=[line.indicator for line in lines]) for window in windows
    ]
    found: Proposals = {}
    for line in lines:
        for key in _places(line, sums):
            if proposal := _over_time(key, line, sums):
                found[key] = proposal
    return found


def _places(line: FormLine, sums: list[RollUp]) -> set[Key]:
    """Where the sums have something for the line: its items where it is broken down, whose whole is their sum."""
    keys = {key for one in sums for key in one.totals if key[0] == line.indicator_id}
    items = {key for key in keys if key[1] is not None}
    return items or keys


def windows_below(below: Form, submission: Submission) -> list[ReportingWindow]:
    """The same period of the form below; else the shorter ones that it reports and that fill this one."""
    window = submission.window
    same = ReportingWindow.objects.filter(regime=below.regime_id, code=window.code).first()
    if same and same.span in below.spans:
        return [same]
    within = ReportingWindow.objects.filter(
        regime=below.regime_id, span__in=below.spans, days__contained_by=window.days
    )
    return tiling(window, within)


def _over_time(key: Key, line: FormLine, sums: list[RollUp]) -> Proposal | None:
    """The totals of the windows that fill the period, in their order, as one."""
    totals = [one.totals.get(key) for one in sums]
    last = totals[-1]
    if last is None or last.number is None:
        return None
    kind = line.indicator.kind
    if len(totals) > 1 and kind != FigureKind.LAST:
        if kind not in _OVER_TIME or any(total is None or total.number is None for total in totals):
            return None
        number = sum((total.number for total in totals if total and total.number is not None), Decimal(0))
        last = Total(indicator=line.indicator, number=number, missing={})
    newest = sums[-1]
    return Proposal(
        number=_kept(line, last.number), part=last.part, whole=last.whole, source=Source.ROLLED, query=newest.form.code,
        keys=tuple(unit.submission_id for one in sums for unit in one.added if unit.submission_id),
        url=links.rolled_up(newest.form, newest.window, newest.unit, indicator=line.indicator),
    )  # fmt: skip


def _known(submission: Submission, lines: list[FormLine]) -> Proposals:
    """Typed lines: shorter windows of the same form first, else stated facts."""
    found = _from_windows(submission, lines)
    known = {indicator for indicator, _item in found}
    left = [line for line in lines if line.indicator_id not in known]
    return found | (_from_facts(submission, left) if left else {})


@dataclass(frozen=True)
class _Piece:
    """A shorter window as far as the unit lived in it, and what the unit sent for it."""

    start: date
    end: date
    submission: Submission


def _from_windows(submission: Submission, lines: list[FormLine]) -> Proposals:
    pieces = _pieces(submission)
    if not pieces:
        return {}
    given: dict[Key, dict[int, Decimal]] = defaultdict(dict)
    wanted = {line.indicator_id: line for line in lines if line.indicator.kind in (*_OVER_TIME, FigureKind.LAST)}
    values = Value.objects.filter(
        submission__in=[piece.submission for piece in pieces], indicator__in=wanted, number__isnull=False
    )
    for value in values:
        if value.number is not None:
            given[value.indicator_id, value.item_id][value.submission_id] = value.number
    newest = pieces[-1].submission
    found: Proposals = {}
    for key, numbers in given.items():
        is_last = wanted[key[0]].indicator.kind == FigureKind.LAST
        if newest.pk in numbers and (is_last or len(numbers) == len(pieces)):
            found[key] = Proposal(
                number=numbers[newest.pk] if is_last else sum(numbers.values(), Decimal(0)),
                source=Source.TYPED, query=FROM_WINDOWS, keys=tuple(sorted(numbers)), url=newest.get_absolute_url(),
            )  # fmt: skip
    return found


def _pieces(submission: Submission) -> list[_Piece]:
    """What the unit sent for shorter windows that fill this one, as far as the unit lived in it."""
    life, window = submission.unit.valid, submission.window
    first, last = max(life.lower, window.start), window.end
    if life.upper is not None:
        last = min(last, life.upper - timedelta(days=1))
    sent = Submission.objects.filter(
        form=submission.form_id, unit=submission.unit_id, state__in=SENT_UP,
        window__regime=window.regime_id, window__days__contained_by=window.days,
    ).exclude(pk=submission.pk)  # fmt: skip
    pieces = [
        _Piece(max(first, one.window.start), min(last, one.window.end), one) for one in sent.select_related("window")
    ]
    return tiling(Days(first, last), [piece for piece in pieces if piece.start <= piece.end])


@dataclass
class _Stated:
    """What was stated of an indicator about days within the window."""

    facts: list[Fact] = field(default_factory=list)

    @cached_property
    def chosen(self) -> list[Fact]:
        """A fact about the newest days for a standing figure; facts that share no day for what adds up; else one."""
        kind = self.facts[0].indicator.kind
        newest = self.facts[-1]
        same = [fact for fact in self.facts if fact.valid == newest.valid]
        if kind == FigureKind.LAST:
            return same if len(same) == 1 else []
        if kind in _OVER_TIME and all(one.valid.upper <= two.valid.lower for one, two in pairwise(self.facts)):
            return self.facts
        return self.facts if len(self.facts) == 1 else []


def _from_facts(submission: Submission, lines: list[FormLine]) -> Proposals:
    window = submission.window
    stated: dict[int, _Stated] = defaultdict(_Stated)
    kinds = (*_OVER_TIME, FigureKind.LAST, *_OF_WHOLE)
    wanted = {line.indicator_id: line for line in lines if line.indicator.kind in kinds}
    facts = (
        Fact.objects.standing()
        .within(window.counted)
        .filter(unit=submission.unit_id, body=None, indicator__in=wanted)
        .select_related("indicator")
        .order_by("valid", "pk")
    )
    for fact in facts:
        stated[fact.indicator_id].facts.append(fact)
    found: Proposals = {}
    for indicator, about in stated.items():
        chosen = about.chosen
        if chosen and (proposal := _stated(wanted[indicator], chosen, window)):
            found[indicator, None] = proposal
    return found


def _stated(line: FormLine, chosen: list[Fact], window: ReportingWindow) -> Proposal | None:
    newest = chosen[-1]
    numbers = [fact.percent for fact in chosen]
    if any(number is None for number in numbers):
        return None
    if line.indicator.kind in _OF_WHOLE and newest.valid != window.days:
        return None
    number = sum((number for number in numbers if number is not None), Decimal(0))
    return Proposal(
        number=_kept(line, number), part=newest.numerator, whole=newest.denominator, source=Source.TYPED,
        query=FROM_FACTS, keys=tuple(fact.pk for fact in chosen), url=_page_of(newest),
        text=newest.text if line.indicator.kind == FigureKind.RANK else "",
    )  # fmt: skip


def _page_of(fact: Fact) -> str:
    """The page of the record that stated it, where there is one."""
    if not fact.source_kind or fact.source_id is None:
        return ""
    record = apps.get_model(fact.source_kind)._default_manager.filter(pk=fact.source_id).first()
    return record.get_absolute_url() if record is not None and hasattr(record, "get_absolute_url") else ""


def _computed(submission: Submission, lines: list[FormLine], found: Proposals) -> Proposals:
    """From the figures of the form as they stand; from what is proposed where none is entered yet."""
    pairs = {
        line.indicator_id: (line, line.indicator.part_id, line.indicator.whole_id)
        for line in lines
        if line.indicator.part_id and line.indicator.whole_id
    }
    if not pairs:
        return {}
    proposed: dict[int, Decimal] = defaultdict(Decimal)
    for (indicator, _item), proposal in found.items():
        proposed[indicator] += proposal.number
    sums = proposed | _entered(submission, {pk for _line, *both in pairs.values() for pk in both if pk})
    made: Proposals = {}
    for key, (line, part, whole) in pairs.items():
        share = percent(sums.get(part or 0), sums.get(whole or 0))
        if share is not None:
            made[key, None] = Proposal(
                number=_kept(line, share), part=sums[part or 0], whole=sums[whole or 0], source=Source.COMPUTED
            )
    return made


def _entered(submission: Submission, indicators: set[int]) -> dict[int, Decimal]:
    """What is entered, per indicator as a whole: items add up, a figure without items stands for them."""
    whole: dict[int, Decimal] = {}
    items: dict[int, Decimal] = defaultdict(Decimal)
    for value in submission.values.filter(indicator__in=indicators, number__isnull=False):
        if value.number is None:
            continue
        if value.item_id is None:
            whole[value.indicator_id] = value.number
        else:
            items[value.indicator_id] += value.number
    return whole | items


def _kept(line: FormLine, number: Decimal | None) -> Decimal:
    """As many decimals as the indicator keeps: a share that is worked out has no end."""
    decimals = line.indicator.decimals if line.indicator.kind == FigureKind.RATIO else 6
    return round(number or Decimal(0), decimals)
