"""Forms that wait to be taken in, with what differs from the period before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from figures.display import number as shown_number
from figures.enums import FigureKind
from organizations.enums import Why
from organizations.models import Unit, UnitHeir
from organizations.scope import reach_of

from .enums import SubmissionState
from .models import ReportingWindow, Submission, SubmissionStake, Value

MOST = 3  # changes that a row names
_ADDED = (FigureKind.COUNT, FigureKind.SUM, FigureKind.LAST)

type Totals = Mapping[int, tuple[str, Decimal]]  # by indicator: its name and figure


@dataclass(frozen=True)
class Change:
    """A figure beside that of the period before, which may be unknown."""

    name: str
    before: str
    now: str


@dataclass(frozen=True)
class Row:
    """A form that waits: the figures that changed most, how many others changed, how many differ from counts."""

    submission: Submission
    changes: list[Change]
    others: int
    overridden: int
    mine: bool


def waiting(user: User, unit: Unit | None) -> QuerySet[Submission]:
    """What was sent up to bodies of the unit, and of units that it took over from; the earliest first."""
    if unit is None:
        return Submission.objects.none()
    heirs = UnitHeir.objects.filter(heir=unit).values("unit")
    assigned = SubmissionStake.objects.filter(
        Exists(reach_of(user).filter(target=unit)), unit__in=heirs, why=Why.ASSIGNER, until=None,
        state=SubmissionState.APPROVED,
    )  # fmt: skip
    return Submission.objects.filter(pk__in=assigned.values("record")).order_by("sent_on", "pk")


def with_window_before(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """Each with the key of the window of the same sort before its own."""
    earlier = ReportingWindow.objects.filter(
        regime=OuterRef("window__regime"), span=OuterRef("window__span"),
        days__endswith__lt=OuterRef("window__days__endswith"),
    )  # fmt: skip
    before = Subquery(earlier.order_by("-days__endswith", "days__startswith", "pk").values("pk")[:1])
    related = ("form__issuer", "window", "unit__kind", "body")
    return rows.select_related(*related).annotate(window_before=before)


def rows_of(submissions: Iterable[Submission], received: Mapping[int, bool]) -> list[Row]:
    """The page as people read it; one query. ``received``: by issuer, whether the person takes its forms in."""
    shown = list(submissions)
    figures, overridden = _figures(shown)
    return [
        _row(
            one,
            figures[one.form_id, one.unit_id, one.window_id],
            figures[one.form_id, one.unit_id, vars(one)["window_before"]],
            overridden[one.pk],
            received.get(one.form.issuer_id, False),
        )
        for one in shown
    ]


def _figures(shown: list[Submission]) -> tuple[Mapping[tuple[int, int, int | None], Totals], Mapping[int, int]]:
    """By form, unit and window the figures that can be compared, items added up; and how many were overridden."""
    asked = Q(pk=None)
    for one in shown:
        asked |= Q(
            submission__form=one.form_id, unit=one.unit_id, window__in=[one.window_id, vars(one)["window_before"]]
        )
    totals: dict[tuple[int, int, int | None], dict[int, tuple[str, Decimal]]] = defaultdict(dict)
    overridden: dict[int, int] = defaultdict(int)
    compared = Q(indicator__kind__in=_ADDED, number__isnull=False)
    rows = Value.objects.filter(asked, compared | ~Q(override=""))
    for value in rows.select_related("indicator").annotate(form=F("submission__form")).order_by("pk"):
        overridden[value.submission_id] += value.is_overridden
        if value.indicator.kind not in _ADDED or value.number is None:
            continue
        of_form = totals[vars(value)["form"], value.unit_id, value.window_id]
        _name, known = of_form.get(value.indicator_id, ("", Decimal()))
        of_form[value.indicator_id] = (value.indicator.name, known + value.number)
    return totals, overridden


def _row(submission: Submission, now: Totals, before: Totals, overridden: int, mine: bool) -> Row:
    """The figures that moved farthest, seen from what they were."""
    moved = [(_distance(before.get(key), number), key) for key, (_name, number) in now.items()]
    changed = sorted((row for row in moved if row[0] > 0), key=lambda row: (-row[0], row[1]))
    named = [_change(now[key], before.get(key)) for _far, key in changed[:MOST]]
    return Row(submission, named, max(0, len(changed) - MOST), overridden, mine)


def _distance(before: tuple[str, Decimal] | None, now: Decimal) -> Decimal:
    """0 for the same figure and for one that has nothing to be compared with."""
    if before is None:
        return Decimal()
    return abs(now - before[1]) / max(abs(before[1]), Decimal(1))


def _change(now: tuple[str, Decimal], before: tuple[str, Decimal] | None) -> Change:
    return Change(now[0], shown_number(before[1]) if before else "–", shown_number(now[1]))
