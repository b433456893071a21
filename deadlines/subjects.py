"""Which records have clocks. This room knows none of them, so each registers itself in AppConfig.ready():

subjects.register(
    "steering.task",
    visible=lambda user: Task.objects.visible_to(user),
    may_change=policies.check_can_decide,    # (user, task): suspend, resume, extend; raises PermissionDenied
    moved=keep_due_dates,                    # (keys): due dates of these records' clocks changed; copy them
)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from accounts.models import User

type Moved = Callable[[Sequence[int]], None]


@dataclass(frozen=True)
class SubjectKind:
    """A sort of record that has clocks."""

    kind: str
    visible: Callable[[User], QuerySet[Any]]
    may_change: Callable[[User, Any], None]
    moved: Moved
    by_hand: bool

    def load(self, user: User, subject_id: int) -> Any | None:
        """The record if it exists for this person."""
        return self.visible(user).filter(pk=subject_id).first()


_kinds: dict[str, SubjectKind] = {}


def _nothing(_keys: Sequence[int]) -> None:
    return None


def register(
    kind: str,
    *,
    visible: Callable[[User], QuerySet[Any]],
    may_change: Callable[[User, Any], None],
    moved: Moved = _nothing,
    by_hand: bool = True,
) -> None:
    """Let records of a model have clocks.

    ``kind``: the model's label in small letters. ``visible(user)``: the records that exist for the person, who may
    also read how their limits are counted. ``may_change(user, record)``: raises PermissionDenied with the reason;
    asked before a clock is suspended, resumed or extended. ``moved(keys)``: called in the transaction that changed due
    dates, with the records locked before their clocks; it copies the dates to where the room's lists sort by them.
    ``by_hand=False``: the room's own pages suspend and extend; the clock's page only explains.
    """
    _kinds[kind] = SubjectKind(kind, visible, may_change, moved, by_hand)


def get(kind: str) -> SubjectKind:
    """The kind. Raises LookupError when no room registered it."""
    if kind not in _kinds:
        raise LookupError(f"{kind} may not have clocks: deadlines.subjects.register it in AppConfig.ready()")
    return _kinds[kind]


def kind_of(subject: Model) -> SubjectKind:
    """The kind of a record. Raises LookupError when its room did not register it."""
    return get(subject._meta.label_lower)


def registered() -> frozenset[str]:
    """All kinds that may have clocks."""
    return frozenset(_kinds)
