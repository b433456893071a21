"""Committees and what they set: tasks from assignment to confirmed result; the papers by which bodies direct others."""

from .committees import Committee, CommitteeKind, CommitteeMember, CommitteeStake, Reorganisation
from .directing import Citation, DirectingPaper, DirectingPaperStake, Implementation, PaperKind
from .programmes import (
    AssignedMember,
    AssignmentNotice,
    ProgrammeItem,
    WorkingRules,
    WorkProgramme,
    YearTheme,
)
from .regulations import Regulation, RegulationStake, RegulationType
from .tasks import ProgressReport, Task, TaskStake, TaskState, TaskSupporter

__all__ = [
    "AssignedMember",
    "AssignmentNotice",
    "Citation",
    "Committee",
    "CommitteeKind",
    "CommitteeMember",
    "CommitteeStake",
    "DirectingPaper",
    "DirectingPaperStake",
    "Implementation",
    "PaperKind",
    "ProgrammeItem",
    "ProgressReport",
    "Regulation",
    "RegulationStake",
    "RegulationType",
    "Reorganisation",
    "Task",
    "TaskStake",
    "TaskState",
    "TaskSupporter",
    "WorkProgramme",
    "WorkingRules",
    "YearTheme",
]
