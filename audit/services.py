"""Remember: the fifth step of every verb."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Model

from common import clock

from .models import Event
from .sentences import registered, sentence


class Actor(Protocol):
    """Whoever does something: an account with a name."""

    pk: Any
    full_name: Any


@dataclass(frozen=True)
class Sentence:
    """An event as people read it."""

    at: datetime
    text: str
    by: str
    kind: str


def kind_of(subject: Model) -> str:
    """The name under which a record is known here, such as "steering.task"."""
    return subject._meta.label_lower


def record(kind: str, *, by: Actor | None, subject: Model, unit_id: int | None = None, **data: Any) -> Event:
    """Write what happened, in the transaction that did it. ``by=None`` means the portal itself.

    Raises LookupError for a kind without a sentence, so that no event is ever unreadable.
    """
    return record_many(kind, by=by, rows=[(subject, unit_id, data)])[0]


def record_many(
    kind: str, *, by: Actor | None, rows: Iterable[tuple[Model, int | None, Mapping[str, Any]]]
) -> list[Event]:
    """record() of the same thing for many records, each with its unit and its words, in one statement."""
    if kind not in registered():
        raise LookupError(f"no sentence is registered for {kind}")
    at = clock.now()
    return Event.objects.bulk_create(
        Event(
            at=at,
            kind=kind,
            actor_id=by.pk if by else None,
            actor_name=by.full_name if by else "",
            unit_id=unit_id,
            subject_kind=kind_of(subject),
            subject_id=subject.pk,
            data=dict(data),
        )
        for subject, unit_id, data in rows
    )


def history(subject: Model, limit: int = 50) -> list[Sentence]:
    """The newest events of a record, newest first, as sentences; one query."""
    events = Event.objects.filter(subject_kind=kind_of(subject), subject_id=subject.pk).order_by("-at", "-id")[:limit]
    return [Sentence(e.at, sentence(e.kind, e.actor_name, e.data), e.actor_name, e.kind) for e in events]
