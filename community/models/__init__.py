"""What this room keeps."""

from .decisions import Decision, DecisionStake, Sitting, VillageResult

__all__ = ["Decision", "DecisionStake", "Sitting", "VillageResult"]
