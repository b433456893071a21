"""Conferences, who came, and what they brought; sessions of councils."""

from .attendance import Attendance, MemberAttendance
from .conference import Conference, ConferenceQuerySet, ConferenceStake, StepSave
from .kinds import ConferenceKind, DecisionMatter
from .results import Conclusion, ConferencePaper, Opinion, PriorState, Vote
from .session_lines import Questioning, SessionPaper, Verification
from .sessions import (
    CouncilSession,
    CouncilSessionQuerySet,
    CouncilSessionStake,
    CouncilTerm,
    SessionNumbering,
)

__all__ = [
    "Attendance",
    "Conclusion",
    "Conference",
    "ConferenceKind",
    "ConferencePaper",
    "ConferenceQuerySet",
    "ConferenceStake",
    "CouncilSession",
    "CouncilSessionQuerySet",
    "CouncilSessionStake",
    "CouncilTerm",
    "DecisionMatter",
    "MemberAttendance",
    "Opinion",
    "PriorState",
    "Questioning",
    "SessionNumbering",
    "SessionPaper",
    "StepSave",
    "Verification",
    "Vote",
]
