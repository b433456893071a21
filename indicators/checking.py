"""Do the figures of a submission keep the checks of its form? Stored figures only: freeze first, then ask.

A comparison with a figure that nobody knows (nothing typed, no window before, the unit did not exist then) cannot be
judged and says nothing. Five queries, whatever the number of checks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from django.utils.translation import gettext as _

from common.names import in_page_language
from figures.enums import FigureKind
from figures.models import BreakdownItem, Indicator

from . import expressions, windows
from .enums import SENT_UP, CheckKind, Severity
from .expressions import Comparison, Part, Reference, When, shown
from .models import Check, Explanation, ReportingWindow, Submission, Value

FEWEST, MOST = 4, 8  # earlier windows that an outlier is judged against
_FAR = Fraction(9, 2)  # times the median deviation; three standard deviations of a normal distribution
_SMALL_COUNT = 3  # counts that differ by so little are not unusual


@dataclass(frozen=True)
class Finding:
    """A check that the figures break. ``explained``: why they are right nevertheless; empty: nobody said."""

    check: Check
    severity: Severity
    message: str
    explained: str


def findings(submission: Submission) -> list[Finding]:
    """The checks that the stored figures break, in the order of the form; sentences that name the figures."""
    checks = list(submission.version.checks.all())
    if not checks:
        return []
    wanted = {check: _read(check) for check in checks}
    known = _Known(submission, {ref for found in wanted.values() for ref in found.references})
    explained = dict(Explanation.objects.filter(submission=submission).values_list("check_rule_id", "text"))
    found = []
    for check, one in wanted.items():
        message = known.outlier(one.references[0]) if one.is_outlier else known.broken(one.comparisons)
        if message:
            own = in_page_language(check, "message")
            said = f"{own} {message}" if own else message
            found.append(Finding(check, Severity(check.severity), said, explained.get(check.pk, "")))
    return found


def is_unusual(value: Fraction, earlier: list[Fraction], *, least: int = 0) -> bool:
    """Farther from the middle of the earlier figures than their own spread explains, and than half the middle."""
    if len(earlier) < FEWEST:
        return False
    middle = median(earlier)
    spread = median(abs(one - middle) for one in earlier)
    return abs(value - middle) > max(_FAR * spread, abs(middle) / 2, Fraction(least))


@dataclass(frozen=True)
class _Read:
    """A check that was read: comparisons, or one figure to be judged against its history."""

    is_outlier: bool
    comparisons: list[Comparison]
    references: list[Reference]


def _read(check: Check) -> _Read:
    if check.kind == CheckKind.OUTLIER:
        return _Read(True, [], [expressions.reference(check.expression)])
    comparisons = expressions.parse(check.expression)
    return _Read(False, comparisons, sorted(expressions.references(comparisons), key=str))


class _Known:
    """What is known about the figures that the checks of a submission name."""

    def __init__(self, submission: Submission, wanted: set[Reference]) -> None:
        self.submission = submission
        self.indicators = _indicators(wanted)
        self.items = _items(wanted, self.indicators)
        self.earlier = _earlier(submission)
        own = [one.window for one in self.earlier]
        self.at = {When.THIS: submission.pk} | {
            when: self._of(window) for when, window in _windows(submission.window, own).items() if window
        }
        self.history = [
            one.pk for one in self.earlier
            if one.state in SENT_UP and one.window.span == submission.window.span
            and one.window.end < submission.window.start
        ][:MOST]  # fmt: skip
        self.values = _values({*self.at.values(), *self.history}, self.indicators.values())
        self.figures = {ref: self._figure(ref, self.at.get(ref.when)) for ref in wanted}
        self.names = {ref: self._name(ref) for ref in wanted}

    def broken(self, comparisons: list[Comparison]) -> str:
        """The sentences of the comparisons that do not hold."""
        checked = expressions.check(comparisons, self.figures)
        wrong = [expressions.sentence(one, self.figures, self.names) for one in checked if not one.holds]
        return " ".join(wrong)

    def outlier(self, ref: Reference) -> str:
        """The sentence of a figure that is unlike those of the unit's earlier windows."""
        value, indicator = self.figures[ref], self.indicators.get(ref.code)
        figures = [self._figure(ref, submission) for submission in self.history]
        earlier = [figure for figure in figures if figure is not None]
        if value is None or indicator is None:
            return ""
        if not is_unusual(value, earlier, least=_SMALL_COUNT if indicator.kind == FigureKind.COUNT else 0):
            return ""
        words = _("{name} ({value}) khác thường so với {count} kỳ trước (từ {least} đến {most}, ở giữa là {middle}).")
        return words.format(
            name=self.names[ref], value=shown(value), count=len(earlier), least=shown(min(earlier)),
            most=shown(max(earlier)), middle=shown(median(earlier)),
        )  # fmt: skip

    def _of(self, window: ReportingWindow) -> int:
        return next(one.pk for one in self.earlier if one.window_id == window.pk)

    def _figure(self, ref: Reference, submission: int | None) -> Fraction | None:
        indicator = self.indicators.get(ref.code)
        if indicator is None or submission is None:
            return None
        if indicator.part is not None and indicator.whole is not None:
            part, whole = (self._sum(one, submission) for one in (indicator.part, indicator.whole))
            return _of_ratio(ref.part, part, whole)
        if indicator.kind == FigureKind.RATIO:
            return _typed_ratio(ref.part, self.values.get((submission, indicator.pk), {}).get(None))
        if ref.item:
            item = self.items.get((indicator.breakdown_id or 0, ref.item))
            value = self.values.get((submission, indicator.pk), {}).get(item.pk) if item else None
            return _number(value)
        return self._sum(indicator, submission)

    def _sum(self, indicator: Indicator, submission: int) -> Fraction | None:
        """Its figure; of one that is broken down what its items came to."""
        rows = self.values.get((submission, indicator.pk), {})
        split = indicator.breakdown_id is not None
        own = [_number(value) for item, value in rows.items() if (item is not None) is split]
        given = [number for number in own if number is not None]
        return sum(given, Fraction(0)) if given else None

    def _name(self, ref: Reference) -> str:
        indicator = self.indicators.get(ref.code)
        if indicator is None:
            return ref.code
        item = self.items.get((indicator.breakdown_id or 0, ref.item))
        more = [str(item) if item else "", expressions.WHEN_LABELS.get(ref.when), expressions.PART_LABELS.get(ref.part)]
        return ", ".join([indicator.name, *(str(one) for one in more if one)])


def _of_ratio(asked: Part, part: Fraction | None, whole: Fraction | None) -> Fraction | None:
    match asked:
        case Part.PART:
            return part
        case Part.WHOLE:
            return whole
    return 100 * part / whole if part is not None and whole else None


def _typed_ratio(asked: Part, value: Value | None) -> Fraction | None:
    if value is None:
        return None
    if asked is Part.FIGURE and value.number is not None:
        return Fraction(value.number)
    part, whole = value.part, value.whole
    return _of_ratio(asked, None if part is None else Fraction(part), None if whole is None else Fraction(whole))


def _number(value: Value | None) -> Fraction | None:
    return None if value is None or value.number is None else Fraction(value.number)


# -- queries


def _indicators(wanted: Iterable[Reference]) -> dict[str, Indicator]:
    found = Indicator.objects.filter(code__in={ref.code for ref in wanted}).select_related("part", "whole")
    return {one.code: one for one in found}


def _items(wanted: set[Reference], indicators: Mapping[str, Indicator]) -> dict[tuple[int, str], BreakdownItem]:
    if not any(ref.item for ref in wanted):
        return {}
    used = [one.breakdown_id for one in indicators.values() if one.breakdown_id]
    found = BreakdownItem.objects.filter(breakdown__in=used, code__in={ref.item for ref in wanted})
    return {(one.breakdown_id, one.code): one for one in found}


def _earlier(submission: Submission) -> list[Submission]:
    """The unit's submissions on the same form for other windows up to the end of this one, the newest first."""
    own = Submission.objects.filter(form=submission.form_id, unit=submission.unit_id).exclude(pk=submission.pk)
    ended = own.filter(window__days__endswith__lte=submission.window.days.upper)
    return list(ended.select_related("window").order_by("-window__days__endswith", "pk")[:200])


def _windows(window: ReportingWindow, others: list[ReportingWindow]) -> dict[When, ReportingWindow | None]:
    year_before = windows.year_before(window.code)
    return {
        When.PREVIOUS: windows.just_before(window, others),
        When.YEAR_BEFORE: next((one for one in others if one.code == year_before), None),
        When.INNER: windows.inner(window, others),
    }


def _values(submissions: set[int], indicators: Iterable[Indicator]) -> dict[tuple[int, int], dict[int | None, Value]]:
    """(submission, indicator) → item or None → its figure."""
    keys = {key for one in indicators for key in (one.pk, one.part_id, one.whole_id) if key}
    found: dict[tuple[int, int], dict[int | None, Value]] = defaultdict(dict)
    for value in Value.objects.filter(submission__in=submissions, indicator__in=keys):
        found[value.submission_id, value.indicator_id][value.item_id] = value
    return found
