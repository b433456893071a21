"""The history of a clock as its page shows it, with the papers that the reader may see."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from documents.models import OfficialDocument

from .models import Clock, ClockStep

SHOWN = 50


@dataclass(frozen=True)
class PastStep:
    """A step; ``paper`` is its document if the reader may see it, ``has_paper`` says that there is one."""

    step: ClockStep
    paper: OfficialDocument | None
    has_paper: bool


def steps_of(clock: Clock, user: User) -> list[PastStep]:
    """The newest steps, newest first; two queries."""
    steps = list(clock.steps.select_related("by").order_by("-pk")[:SHOWN])
    papers = papers_seen(user, [step.document_id for step in steps])
    return [PastStep(step, papers.get(step.document_id or 0), step.document_id is not None) for step in steps]


def papers_seen(user: User, keys: list[int | None]) -> dict[int, OfficialDocument]:
    """Of these documents the ones that exist for the person; no query without documents."""
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {}
    seen = OfficialDocument.objects.visible_to(user).filter(pk__in=wanted).select_related("type", "issuer__kind")
    return {paper.pk: paper for paper in seen}
