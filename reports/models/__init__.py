"""What reports there are, one report, how it is approved, what was frozen of it, and many at once."""

from .approvals import ReportApproval, ReportNumbering, ReportStep
from .batches import Batch, BatchItem, Schedule, ScheduledRun
from .books import Book
from .editions import Edition, FrozenFigure, FrozenRow, ReportFile, SignedCopy, WordChange, WordCopy
from .kinds import Outline, OutlineSection, ReportKind
from .reports import Report, ReportQuerySet, ReportStake, SectionComment, SectionText

__all__ = [
    "Batch",
    "BatchItem",
    "Book",
    "Edition",
    "FrozenFigure",
    "FrozenRow",
    "Outline",
    "OutlineSection",
    "Report",
    "ReportApproval",
    "ReportFile",
    "ReportKind",
    "ReportNumbering",
    "ReportQuerySet",
    "ReportStake",
    "ReportStep",
    "Schedule",
    "ScheduledRun",
    "SectionComment",
    "SectionText",
    "SignedCopy",
    "WordChange",
    "WordCopy",
]
