"""What the desk shows above its list: which bodies have sent their report of a period, and how far own drafts are."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.models import User
from common.periods import Period
from organizations import roles
from organizations.models import Body, Unit

from .enums import ENDED, ReportStatus
from .issuers import issuers_under
from .models import Report, ReportKind
from .policies import WRITERS

NOBODY_BEGAN = ""
MOST_NAMED = 12
MOST_DRAFTS = 6


@dataclass(frozen=True)
class Draft:
    """A report that the person writes, and how far it is."""

    report: Report
    written: int
    sections: int
    remarks: int


@dataclass(frozen=True)
class Board:
    """One kind of report for one period, in the unit and everything under it."""

    kind: ReportKind
    period: Period
    issued: int
    under_way: int
    drafting: int
    silent: list[Body]
    expected: int

    @property
    def silent_count(self) -> int:
        """Bodies that have not begun."""
        return self.expected - self.issued - self.under_way - self.drafting

    @property
    def unnamed(self) -> int:
        """Silent bodies that are not listed."""
        return self.silent_count - len(self.silent)


def board_of(unit: Unit, kind: ReportKind, period: Period) -> Board:
    """Two queries, whatever the number of bodies; a report that was withdrawn counts as not there.

    An issued report holds until the one that replaces it is issued.
    """
    same = Report.objects.filter(body=OuterRef("pk"), kind=kind, period=period.code).exclude(status__in=ENDED)
    issued_first = Case(When(status=ReportStatus.ISSUED, then=0), default=1)
    found = Subquery(same.order_by(issued_first, "-pk").values("status")[:1])
    bodies = issuers_under(kind, unit, period)
    counted = Body.objects.filter(pk__in=bodies.values("pk")).annotate(status=Coalesce(found, Value(NOBODY_BEGAN)))
    counts = dict(counted.order_by().values_list("status").annotate(Count("pk")))
    under_way = {ReportStatus.SUBMITTED, ReportStatus.APPROVED, ReportStatus.SIGNING}
    return Board(
        kind=kind,
        period=period,
        issued=counts.get(ReportStatus.ISSUED, 0),
        under_way=sum(counts.get(status, 0) for status in under_way),
        drafting=counts.get(ReportStatus.DRAFT, 0),
        silent=list(counted.filter(status=NOBODY_BEGAN).order_by("sort_key", "pk")[:MOST_NAMED]),
        expected=sum(counts.values()),
    )


def own_drafts(user: User) -> list[Draft]:
    """Drafts that wait for the person's words, the newest period first: one query."""
    writing = [m for m in roles.memberships(user) if m.role in WRITERS]
    if not writing:
        return []
    units = [m.unit_id for m in writing if m.body_id is None]
    bodies = [m.body_id for m in writing if m.body_id]
    drafts = Report.objects.filter(Q(unit__in=units) | Q(body__in=bodies), status=ReportStatus.DRAFT)
    counted = drafts.annotate(
        written=Count("texts", filter=~Q(texts__text=""), distinct=True),
        all_sections=Count("outline__sections", distinct=True),
        remarks=Count("comments", filter=Q(comments__settled_at=None), distinct=True),
    )
    newest = counted.select_related("kind", "body").order_by(F("window__endswith").desc(), "pk")[:MOST_DRAFTS]
    return [Draft(one, one.written, one.all_sections, one.remarks) for one in newest]  # type: ignore[attr-defined]
