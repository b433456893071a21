"""What this room keeps."""

from .coordination import (
    CoordinationProgramme,
    CoordinationStake,
    Party,
    ProgrammeContent,
    ProgrammeReview,
    ReviewedContent,
)

__all__ = [
    "CoordinationProgramme",
    "CoordinationStake",
    "Party",
    "ProgrammeContent",
    "ProgrammeReview",
    "ReviewedContent",
]
