"""The forms that bodies of a unit answer for: what is to be filled in first, then everything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from accounts.models import User
from organizations.enums import Why
from organizations.models import Unit, UnitHeir
from organizations.scope import reach_of

from .enums import EDITABLE
from .models import LockException, Submission, SubmissionStake

TODO, ALL = "can-lam", "tat-ca"


@dataclass(frozen=True)
class MineFilter:
    """What the list shows: what is still to be filled in, one state, or everything; of one form."""

    state: str = TODO
    form: int | None = None

    def apply(self, stakes: QuerySet[SubmissionStake]) -> QuerySet[SubmissionStake]:
        if self.form:
            stakes = stakes.filter(form_id=self.form)
        if self.state == TODO:
            return stakes.filter(state__in=EDITABLE).order_by("due_on", "record")
        if self.state != ALL:
            stakes = stakes.filter(state=self.state)
        return stakes.order_by("-due_on", "-record")


def held_by(user: User, unit: Unit | None) -> QuerySet[SubmissionStake]:
    """Stakes of the bodies of the unit, and of units that it took over from, in what they answer for."""
    if unit is None:
        return SubmissionStake.objects.none()
    heirs = UnitHeir.objects.filter(heir=unit).values("unit")
    within_reach = Exists(reach_of(user).filter(target=unit))
    return SubmissionStake.objects.filter(within_reach, unit__in=heirs, why=Why.HOLDER, until=None)


def rows_of(keys: Any) -> list[Submission]:
    """The submissions of a page in its order, each with the day until which it was opened again; one query."""
    wanted = list(keys)
    related = ("form", "window", "unit__kind", "body__unit")
    openings = LockException.objects.filter(submission=OuterRef("pk"), round=OuterRef("round")).order_by("-pk")
    opened = Subquery(openings.values("until")[:1])
    found = Submission.objects.select_related(*related).annotate(opened_until=opened).in_bulk(wanted)
    return [found[key] for key in wanted]
