"""What pages ask of yearly plans: each line with what was disclosed by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from organizations.models import Unit

from .enums import DisclosureStatus
from .models import Disclosure, DisclosurePlan, PlanLine

MOST_SHOWN = 3


class LineState(TextChoices):
    """Where a line of the plan stands on a day; worked out, never stored."""

    DONE = "done", _("Đã thực hiện")
    BEGUN = "begun", _("Đang thực hiện")
    MISSED = "missed", _("Quá tháng, chưa thực hiện")
    AHEAD = "ahead", _("Chưa thực hiện")

    @property
    def tone(self) -> str:
        """The badge's colour and icon."""
        return {"done": "ok", "begun": "info", "missed": "late", "ahead": ""}[self.value]


@dataclass(frozen=True)
class LineRow:
    """A line with its forms and time in words, its state, and the disclosures made by it."""

    line: PlanLine
    forms: str
    when: str
    state: LineState
    disclosures: list[Disclosure]

    @property
    def shown(self) -> list[Disclosure]:
        """The newest few: a line may hold one for every month."""
        return self.disclosures[-MOST_SHOWN:]

    @property
    def more(self) -> int:
        """How many stand behind them."""
        return max(0, len(self.disclosures) - MOST_SHOWN)


def lines_of(plan: DisclosurePlan, today: date) -> list[LineRow]:
    """The lines in their order; three queries."""
    lines = plan.lines.select_related("item__catalogue", "responsible").prefetch_related("forms")
    made: dict[int, list[Disclosure]] = {}
    counted = Disclosure.objects.filter(plan_line__plan=plan).exclude(status=DisclosureStatus.CANCELLED)
    for row in counted.order_by("decided_on", "pk").defer("search_key", "pairs"):
        made.setdefault(row.plan_line_id or 0, []).append(row)
    return [_row(plan, line, made.get(line.pk, []), today) for line in lines]


def _row(plan: DisclosurePlan, line: PlanLine, made: list[Disclosure], today: date) -> LineRow:
    month = _now("tháng {month}").format(month=line.month) if line.month else ""
    when = "; ".join(part for part in (month, line.time_note) if part)
    return LineRow(line, "; ".join(form.name for form in line.forms.all()), when, _state(plan, line, made, today), made)


def _state(plan: DisclosurePlan, line: PlanLine, made: list[Disclosure], today: date) -> LineState:
    if made:
        done = all(row.completed_on is not None and row.completed_on <= today for row in made)
        return LineState.DONE if done else LineState.BEGUN
    if line.month and (plan.year, line.month) < (today.year, today.month):
        return LineState.MISSED
    return LineState.AHEAD


def plans_in(user: User, unit: Unit | None) -> QuerySet[DisclosurePlan, Any]:
    """The plans of the unit in view, the newest first, each with how many lines it has and how many were begun."""
    if unit is None:
        return DisclosurePlan.objects.none()
    begun = Exists(Disclosure.objects.filter(plan_line=OuterRef("lines")).exclude(status=DisclosureStatus.CANCELLED))
    seen = DisclosurePlan.objects.visible_to(user).filter(body__unit=unit)
    counted = seen.annotate(line_count=Count("lines"), begun_count=Count("lines", filter=Q(begun)))
    return counted.select_related("body", "document__type").order_by("-year", "body__sort_key", "pk")
