"""Steps of a record of this room: from which states a step starts, where it leads. Knows no database and no users."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _now

from common.errors import Refused


@dataclass(frozen=True)
class Step[S: TextChoices]:
    """From which states a step starts, where it leads, and how its button reads."""

    sources: frozenset[S]
    target: S | None  # None: the step leaves the state as it is
    label: str | Promise


def may[S: TextChoices](steps: Mapping[str, Step[S]], state: str, name: str) -> bool:
    """Does the state allow the step?"""
    return state in steps[name].sources


def moved[S: TextChoices](steps: Mapping[str, Step[S]], state: str, name: str) -> S:
    """The state after the step, or Refused with the one that stands in the way."""
    step = steps[name]
    kind = type(next(iter(step.sources)))
    if state not in step.sources:
        message = _now("Không thể thực hiện “{step}” khi hồ sơ {state}.")
        raise Refused(message.format(step=step.label, state=kind(state).label))
    return step.target or kind(state)
