"""Committees and what they set: tasks from assignment to confirmed result."""

from .committees import Committee, CommitteeKind, CommitteeMember, CommitteeStake, Reorganisation
from .directing import Citation, DirectingPaper, DirectingPaperStake, Implementation, PaperKind
from .tasks import ProgressReport, Task, TaskStake, TaskState, TaskSupporter

__all__ = [
    "Citation",
    "Committee",
    "CommitteeKind",
    "CommitteeMember",
    "CommitteeStake",
    "DirectingPaper",
    "DirectingPaperStake",
    "Implementation",
    "PaperKind",
    "ProgressReport",
    "Reorganisation",
    "Task",
    "TaskStake",
    "TaskState",
    "TaskSupporter",
]
