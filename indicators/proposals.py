"""What the portal proposes for the lines of a submission, with the records behind each figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from figures import registry

from .enums import Source
from .models import FormLine, Submission


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A figure that the portal found, and what it stands on."""

    number: Decimal
    source: Source
    query: str = ""
    keys: tuple[int, ...] = ()
    url: str = ""


def propose(submission: Submission, lines: Iterable[FormLine]) -> dict[tuple[int, int | None], Proposal]:
    """By indicator and item: what the portal counted for the window's own days."""
    found = {}
    for line in lines:
        if line.source == Source.COUNTED and line.indicator.counted:
            counted = registry.count(line.indicator.counted, unit=submission.unit, window=submission.window.counted)
            found[line.indicator_id, None] = Proposal(
                number=Decimal(counted.number), source=Source.COUNTED, query=line.indicator.counted,
                keys=counted.keys, url=counted.url,
            )  # fmt: skip
    return found
