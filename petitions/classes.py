"""The classes by which petitions are reported. Each petition of the count stands in exactly one, so rows add up.

A result counts once the council has confirmed it: what a body merely claims waits for confirmation, and what it
answered without a result has none. (An answer is not a settlement: peers that mixed the two reported 99.87 % answered
where 8.79 % were resolved.)
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .enums import DONE, HELD, UNSENT, Outcome, PetitionStatus


class ResultClass(models.TextChoices):
    """A column of the table of figures."""

    RESOLVED = "resolved", _("Đã giải quyết xong")
    EXPLAINED = "explained", _("Đã giải trình, thông tin")
    IN_PROGRESS = "in_progress", _("Đang giải quyết")
    NOT_RESOLVED = "not_resolved", _("Chưa giải quyết")
    NOT_COMPETENT = "not_competent", _("Không thuộc thẩm quyền")
    CLAIMED = "claimed", _("Chờ xác nhận kết quả")
    NO_RESULT = "no_result", _("Chưa có kết quả")
    UNSENT = "unsent", _("Chưa chuyển")

    @property
    def is_settled(self) -> bool:
        """Whether councils count it as settled."""
        return self in SETTLED


SETTLED = (ResultClass.RESOLVED, ResultClass.EXPLAINED)
_FINAL = frozenset(Outcome) - {Outcome.IN_PROGRESS}


def class_of(status: str, outcome: str) -> ResultClass | None:
    """The class of a petition in that state; None for one that was set aside (grouped, split, cancelled)."""
    if status in DONE and outcome:
        return ResultClass(outcome)
    if status in UNSENT:
        return ResultClass.UNSENT
    if status == PetitionStatus.CLAIMED:
        return ResultClass.CLAIMED
    if status in HELD:
        return ResultClass.IN_PROGRESS if outcome == Outcome.IN_PROGRESS else ResultClass.NO_RESULT
    return None


def condition(wanted: ResultClass, *, status: str = "status", outcome: str = "outcome") -> Q:
    """The same as a condition on the columns of those names."""
    if wanted == ResultClass.UNSENT:
        return _in(status, UNSENT)
    if wanted == ResultClass.CLAIMED:
        return Q(**{status: PetitionStatus.CLAIMED})
    held = _in(status, [state for state in HELD if state != PetitionStatus.CLAIMED])
    in_progress = held & Q(**{outcome: Outcome.IN_PROGRESS})
    if wanted == ResultClass.NO_RESULT:
        return held & ~Q(**{outcome: Outcome.IN_PROGRESS})
    done = _in(status, DONE) & Q(**{outcome: wanted.value})
    return in_progress | done if wanted == ResultClass.IN_PROGRESS else done


def _in(name: str, values: Iterable[str]) -> Q:
    return Q(**{f"{name}__in": list(values)})


class Part(models.TextChoices):
    """What the on-time rate is made of. Only petitions with a limit take part."""

    IN_TIME = "in-time", _("trả lời trong hạn")
    ANSWERED = "answered", _("đã trả lời, có hạn")
    OVERDUE = "overdue", _("chưa trả lời, đã quá hạn")


def part_of_rate(
    part: Part, day: date, status: str = "status", answered_on: str = "answered_on", due_on: str = "answer_due_on"
) -> Q:
    """The petitions of a part at the end of a day, as a condition on the columns of those names."""
    dates = by_dates(part, day, answered_on, due_on)
    return Q(**{f"{status}__in": HELD}) & dates if part == Part.OVERDUE else dates


def by_dates(part: Part, day: date, answered_on: str, due_on: str) -> Q:
    """The same without the state: what is overdue must be held by somebody, too."""
    if part == Part.OVERDUE:
        unanswered = Q(**{f"{answered_on}__isnull": True}) | Q(**{f"{answered_on}__gt": day})
        return Q(**{f"{due_on}__lt": day}) & unanswered
    answered = Q(**{f"{due_on}__isnull": False, f"{answered_on}__lte": day})
    return answered & Q(**{f"{answered_on}__lte": F(due_on)}) if part == Part.IN_TIME else answered
