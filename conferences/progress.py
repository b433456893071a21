"""What is saved, what is missing, what comes next: read by pages, by completion and by the state itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .enums import Presence, Status, Step
from .models import Conference, StepSave

RESULTS = tuple(step for step in Step if step is not Step.PAPERS)  # papers may follow days later


@dataclass(frozen=True)
class Missing:
    """Something that must be written before the conference can be completed, and where."""

    step: Step
    text: str


def saves_of(conference: Conference) -> dict[Step, StepSave]:
    """The saved steps, one query."""
    rows = StepSave.objects.filter(conference=conference).select_related("saved_by")
    return {Step(row.step): row for row in rows}


def missing(conference: Conference, saved: Iterable[Step] | None = None) -> list[Missing]:
    """What is still to be written, in the order of the steps; an empty step counts once it was saved as empty.

    Two queries at most; none for what ``saved`` tells already.
    """
    known = set(saves_of(conference) if saved is None else saved)
    found = [
        Missing(step, _("Chưa lưu bước “{step}”.").format(step=step.label)) for step in RESULTS if step not in known
    ]
    found += _missing_general(conference)
    if Step.ATTENDANCE in known and not _somebody_came(conference):
        found.append(Missing(Step.ATTENDANCE, _("Chưa ghi ai có mặt.")))
    return sorted(found, key=lambda one: one.step)


def is_recorded(conference: Conference) -> bool:
    """Whether nothing is missing."""
    return conference.status != Status.PLANNED and not missing(conference)


def first_open_step(saved: Iterable[Step]) -> Step:
    """Where to go on: the first step that nobody saved, else the last."""
    known = set(saved)
    return next((step for step in Step if step not in known), Step.PAPERS)


def _missing_general(conference: Conference) -> list[Missing]:
    found = []
    if conference.ends_at is None:
        found.append(Missing(Step.GENERAL, _("Chưa ghi giờ kết thúc.")))
    if not conference.chair_name:
        found.append(Missing(Step.GENERAL, _("Chưa ghi người chủ trì.")))
    return found


def _somebody_came(conference: Conference) -> bool:
    return (
        conference.attendance.filter(present__gt=0).exists()
        or conference.members.filter(state=Presence.PRESENT).exists()
    )
