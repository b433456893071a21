"""Letters, sealed cases, receptions and pending cases."""

from .letters import (
    Letter,
    LetterContent,
    LetterField,
    LetterSender,
    LetterStake,
    LetterStep,
    search_key_of,
)
from .sealed import SealedAccess, SealedCase, SealedOpening, SealedStep

__all__ = [
    "Letter",
    "LetterContent",
    "LetterField",
    "LetterSender",
    "LetterStake",
    "LetterStep",
    "SealedAccess",
    "SealedCase",
    "SealedOpening",
    "SealedStep",
    "search_key_of",
]
