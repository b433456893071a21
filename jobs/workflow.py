"""Which step may follow which. No database, no users."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from common.errors import Refused

from .enums import JobState as S
from .models import Job


@dataclass(frozen=True)
class Step:
    """From which states a step leads where."""

    sources: frozenset[S]
    target: S


STEPS = {
    "claim": Step(frozenset({S.QUEUED}), S.RUNNING),
    "requeue": Step(frozenset({S.RUNNING}), S.QUEUED),
    "finish": Step(frozenset({S.RUNNING}), S.SUCCEEDED),
    "fail": Step(frozenset({S.RUNNING}), S.FAILED),
    "cancel": Step(frozenset({S.QUEUED, S.RUNNING}), S.CANCELLED),
}


def move(job: Job, name: str) -> None:
    """Take a step. Raises Refused when the job's state does not allow it."""
    step = STEPS[name]
    if job.state not in step.sources:
        raise Refused(_("Việc này đã kết thúc."))
    job.state = step.target
