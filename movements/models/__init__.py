"""What this room keeps."""

from .catalogues import ModelField, MovementKind
from .coordination import (
    CoordinationProgramme,
    CoordinationStake,
    Party,
    ProgrammeContent,
    ProgrammeReview,
    ReviewedContent,
)
from .movements import Movement, MovementStake, MovementTarget
from .register import (
    Commendation,
    CommendationStake,
    LocalModel,
    LocalModelStake,
    ModelCheck,
    ModelSpread,
)

__all__ = [
    "Commendation",
    "CommendationStake",
    "CoordinationProgramme",
    "CoordinationStake",
    "LocalModel",
    "LocalModelStake",
    "ModelCheck",
    "ModelField",
    "ModelSpread",
    "Movement",
    "MovementKind",
    "MovementStake",
    "MovementTarget",
    "Party",
    "ProgrammeContent",
    "ProgrammeReview",
    "ReviewedContent",
]
