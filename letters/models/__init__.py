"""Letters, sealed cases, receptions and pending cases."""

from .cases import Case, CaseBody, CaseField, CaseLink, CaseStage, CaseStake
from .letters import (
    Letter,
    LetterContent,
    LetterField,
    LetterSender,
    LetterStake,
    LetterStep,
    search_key_of,
)
from .reception import ReceptionDay, ReceptionDayStake, ReceptionDuty, Visit, VisitStake
from .sealed import SealedAccess, SealedCase, SealedOpening, SealedStep

__all__ = [
    "Case",
    "CaseBody",
    "CaseField",
    "CaseLink",
    "CaseStage",
    "CaseStake",
    "Letter",
    "LetterContent",
    "LetterField",
    "LetterSender",
    "LetterStake",
    "LetterStep",
    "ReceptionDay",
    "ReceptionDayStake",
    "ReceptionDuty",
    "SealedAccess",
    "SealedCase",
    "SealedOpening",
    "SealedStep",
    "Visit",
    "VisitStake",
    "search_key_of",
]
