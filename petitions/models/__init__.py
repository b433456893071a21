"""Petitions, the papers that move them, and what came back."""

from .catalogues import CompetenceLevel, PetitionField
from .petitions import Petition, Petitioner, PetitionStake, PetitionState, RaisedAgain
from .referrals import Referral, ReferralItem, ReferralStake
from .results import Answer, Claim, Contest, Pressing

__all__ = [
    "Answer",
    "Claim",
    "CompetenceLevel",
    "Contest",
    "Petition",
    "PetitionField",
    "PetitionStake",
    "PetitionState",
    "Petitioner",
    "Pressing",
    "RaisedAgain",
    "Referral",
    "ReferralItem",
    "ReferralStake",
]
