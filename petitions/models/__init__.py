"""Petitions, the papers that move them, and what came back."""

from .catalogues import CompetenceLevel, PetitionField
from .exchange import ImportedRow, ImportRun, PetitionExport
from .handovers import Handover, HandoverItem
from .petitions import Petition, Petitioner, PetitionStake, PetitionState, RaisedAgain
from .publishing import Publication, Slip
from .referrals import Referral, ReferralItem, ReferralStake
from .results import Answer, Claim, Contest, Pressing
from .saved import SavedFilter
from .supervision import Recommendation, SupervisedPetition, Supervision, SupervisionStake

__all__ = [
    "Answer",
    "Claim",
    "CompetenceLevel",
    "Contest",
    "Handover",
    "HandoverItem",
    "ImportRun",
    "ImportedRow",
    "Petition",
    "PetitionExport",
    "PetitionField",
    "PetitionStake",
    "PetitionState",
    "Petitioner",
    "Pressing",
    "Publication",
    "RaisedAgain",
    "Recommendation",
    "Referral",
    "ReferralItem",
    "ReferralStake",
    "SavedFilter",
    "Slip",
    "SupervisedPetition",
    "Supervision",
    "SupervisionStake",
]
