"""Conferences, who came, and what they brought."""

from .attendance import Attendance, MemberAttendance
from .conference import Conference, ConferenceQuerySet, ConferenceStake, StepSave
from .kinds import ConferenceKind, DecisionMatter
from .results import Conclusion, ConferencePaper, Opinion, PriorState, Vote

__all__ = [
    "Attendance",
    "Conclusion",
    "Conference",
    "ConferenceKind",
    "ConferencePaper",
    "ConferenceQuerySet",
    "ConferenceStake",
    "DecisionMatter",
    "MemberAttendance",
    "Opinion",
    "PriorState",
    "StepSave",
    "Vote",
]
