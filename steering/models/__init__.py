"""Committees and what they set: tasks from assignment to confirmed result."""

from .committees import Committee, CommitteeKind, CommitteeMember, CommitteeStake, Reorganisation
from .tasks import ProgressReport, Task, TaskStake, TaskState, TaskSupporter

__all__ = [
    "Committee",
    "CommitteeKind",
    "CommitteeMember",
    "CommitteeStake",
    "ProgressReport",
    "Reorganisation",
    "Task",
    "TaskStake",
    "TaskState",
    "TaskSupporter",
]
