"""Units and bodies over time, who belongs to them, and the two tables derived from that."""

from .acts import LegalAct, Term
from .bodies import Body, BodyHeir, BodyKind, BodySuccession
from .memberships import Membership
from .units import (
    Ancestry,
    Derivation,
    Placement,
    Reach,
    Unit,
    UnitCode,
    UnitHeir,
    UnitKind,
    UnitLevel,
    UnitName,
    UnitSuccession,
)

__all__ = [
    "Ancestry",
    "Body",
    "BodyHeir",
    "BodyKind",
    "BodySuccession",
    "Derivation",
    "LegalAct",
    "Membership",
    "Placement",
    "Reach",
    "Term",
    "Unit",
    "UnitCode",
    "UnitHeir",
    "UnitKind",
    "UnitLevel",
    "UnitName",
    "UnitSuccession",
]
