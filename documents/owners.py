"""Which records may have files. This room knows none of them, so each registers itself in AppConfig.ready():

    owners.register(
        "conferences.conference",
        visible=lambda user: Conference.objects.visible_to(user),
        may_attach=policies.check_can_attach,      # (user, conference); raises PermissionDenied with the reason
        unit_id=lambda conference: conference.unit_id,
    )

The record's model needs get_absolute_url(): people come back to it after an upload.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet

from accounts.models import User


@dataclass(frozen=True)
class OwnerKind:
    """A sort of record that may have files."""

    kind: str
    visible: Callable[[User], QuerySet[Any]]
    may_attach: Callable[[User, Any], None]
    unit_id: Callable[[Any], int | None]

    def load(self, user: User, owner_id: int) -> Any | None:
        """The record if it exists for this person."""
        return self.visible(user).filter(pk=owner_id).first()


_kinds: dict[str, OwnerKind] = {}


def _no_unit(_owner: Any) -> int | None:
    return None


def register(
    kind: str,
    *,
    visible: Callable[[User], QuerySet[Any]],
    may_attach: Callable[[User, Any], None],
    unit_id: Callable[[Any], int | None] = _no_unit,
) -> None:
    """Let records of a model have files.

    ``kind``: the model's label in small letters. ``visible(user)``: the records that exist for the person, who may
    also read their files. ``may_attach(user, record)``: raises PermissionDenied with the reason; asked before a file
    is added or removed. ``unit_id(record)``: under which unit the history is kept.
    """
    _kinds[kind] = OwnerKind(kind, visible, may_attach, unit_id)


def registered() -> frozenset[str]:
    """All kinds that may have files."""
    return frozenset(_kinds)


def find(kind: str) -> OwnerKind | None:
    """The kind, or None for an unknown one (an address typed by hand)."""
    return _kinds.get(kind)


def kind_of(owner: Model) -> OwnerKind:
    """The kind of a record. Raises LookupError when its room did not register it."""
    label = owner._meta.label_lower
    if label not in _kinds:
        raise LookupError(f"{label} may not have files: documents.owners.register it in AppConfig.ready()")
    return _kinds[label]


def may_attach(user: User, owner: Model) -> bool:
    """Whether a page offers the form; the services check again."""
    try:
        kind_of(owner).may_attach(user, owner)
    except PermissionDenied:
        return False
    return True
