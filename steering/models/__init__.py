"""Committees and what they set: tasks from assignment to confirmed result."""

from .committees import Committee, CommitteeKind, CommitteeMember, CommitteeStake, Reorganisation
from .tasks import ProgressReport, Task, TaskExtension, TaskStake, TaskState, TaskSupporter

__all__ = [
    "Committee",
    "CommitteeKind",
    "CommitteeMember",
    "CommitteeStake",
    "ProgressReport",
    "Reorganisation",
    "Task",
    "TaskExtension",
    "TaskStake",
    "TaskState",
    "TaskSupporter",
]
