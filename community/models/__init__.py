"""What this room keeps."""

from .consultations import (
    Consultation,
    ConsultationMatter,
    ConsultationStake,
    ConsultationWay,
    OpinionCount,
    OpinionNote,
)
from .contributions import Contribution, ContributionProject, ContributionProjectStake, Spending
from .decisions import Decision, DecisionStake, Sitting, VillageResult
from .elections import Candidate, Election, ElectionStake
from .mediation import (
    MediationCount,
    MediationKind,
    MediationReport,
    MediationReportStake,
    MediationTeam,
    MediationTeamStake,
)

__all__ = [
    "Candidate",
    "Consultation",
    "ConsultationMatter",
    "ConsultationStake",
    "ConsultationWay",
    "Contribution",
    "ContributionProject",
    "ContributionProjectStake",
    "Decision",
    "DecisionStake",
    "Election",
    "ElectionStake",
    "MediationCount",
    "MediationKind",
    "MediationReport",
    "MediationReportStake",
    "MediationTeam",
    "MediationTeamStake",
    "OpinionCount",
    "OpinionNote",
    "Sitting",
    "Spending",
    "VillageResult",
]
