"""Plans and supervisions, boards of the people, monthly reports of the Front, drafts that it speaks on."""

from .boards import Board, BoardMember, BoardProgramme, BoardReport, BoardSize, BoardStake
from .criticism import Criticism, CriticismStake, DraftOpinion
from .monthly import MonthlyFinding, MonthlyReport, MonthlyReportStake
from .plans import PlanLine, SupervisionPlan, SupervisionPlanStake
from .supervisions import Finding, Recommendation, Supervision, SupervisionStake, TeamMember

__all__ = [
    "Board",
    "BoardMember",
    "BoardProgramme",
    "BoardReport",
    "BoardSize",
    "BoardStake",
    "Criticism",
    "CriticismStake",
    "DraftOpinion",
    "Finding",
    "MonthlyFinding",
    "MonthlyReport",
    "MonthlyReportStake",
    "PlanLine",
    "Recommendation",
    "Supervision",
    "SupervisionPlan",
    "SupervisionPlanStake",
    "SupervisionStake",
    "TeamMember",
]
