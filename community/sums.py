"""Totals of contributions. Each unit is added up for itself: đồng, m², days of labour; goods are counted and valued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from .enums_contributions import Given
from .models import Contribution, ContributionProject, Spending


@dataclass(frozen=True)
class Part:
    """One sort: how many lines and households, the sum in its own unit; of goods the stated value."""

    sort: Given
    lines: int
    households: int
    total: Decimal | int | None
    unvalued: int = 0  # goods whose value nobody stated


@dataclass(frozen=True)
class Totals:
    """What came in by sort, what was spent, what is left."""

    parts: dict[str, Part]
    spent: int
    spent_lines: int

    @property
    def received(self) -> int:
        """Đồng."""
        part = self.parts.get(Given.MONEY)
        return int(part.total or 0) if part else 0

    @property
    def balance(self) -> int:
        """Đồng; below zero where more was spent than received."""
        return self.received - self.spent

    @property
    def land(self) -> Decimal | int:
        """Square metres."""
        return self._total(Given.LAND)

    @property
    def labour(self) -> Decimal | int:
        """Days of labour."""
        return self._total(Given.LABOUR)

    @property
    def goods(self) -> int:
        """Lines of crops and assets."""
        part = self.parts.get(Given.GOODS)
        return part.lines if part else 0

    def _total(self, sort: Given) -> Decimal | int:
        part = self.parts.get(sort)
        return (part.total or 0) if part else 0


_FIGURE = {Given.MONEY: "amount", Given.LAND: "area", Given.GOODS: "value", Given.LABOUR: "days"}


def within(lines: QuerySet[Any], first: date | None, last: date | None) -> QuerySet[Any]:
    """The lines of those days; open ends narrow nothing."""
    given = {"on__gte": first, "on__lte": last}
    return lines.filter(**{name: day for name, day in given.items() if day is not None})


def of(projects: QuerySet[ContributionProject], first: date | None = None, last: date | None = None) -> Totals:
    """Of the projects together, in these days; two queries."""
    keys = projects.order_by().values("pk")
    received = within(Contribution.objects.counted().filter(project__in=keys), first, last)
    rows = received.values("sort").annotate(
        lines=Count("pk"), homes=Sum("households"), valued=Count("value"),
        **{f"sum_{name}": Sum(name) for name in _FIGURE.values()},
    )  # fmt: skip
    parts = {}
    for row in rows:
        sort = Given(row["sort"])
        unvalued = row["lines"] - row["valued"] if sort == Given.GOODS else 0
        parts[sort.value] = Part(sort, row["lines"], row["homes"], row[f"sum_{_FIGURE[sort]}"], unvalued)
    spent = within(Spending.objects.counted().filter(project__in=keys), first, last)
    out = spent.aggregate(total=Sum("amount"), lines=Count("pk"))
    return Totals(parts, int(out["total"] or 0), out["lines"])


def annotated(projects: Any, first: date | None = None, last: date | None = None) -> Any:
    """Every project with its own sums, as columns of the list."""

    def total(lines: QuerySet[Any], name: str) -> Coalesce:
        own = within(lines.filter(project=OuterRef("pk")), first, last).order_by().values("project")
        whole = DecimalField(max_digits=30, decimal_places=2)
        return Coalesce(Subquery(own.annotate(whole=Sum(name)).values("whole"), output_field=whole), Decimal(0))

    received, spent = Contribution.objects.counted(), Spending.objects.counted()
    return projects.annotate(
        received=total(received, "amount"), spent=total(spent, "amount"), land=total(received, "area"),
        labour=total(received, "days"),
    )  # fmt: skip
