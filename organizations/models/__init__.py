"""Units and bodies over time, who belongs to them, and the two tables derived from that."""

from .acts import LegalAct, Term
from .bodies import Body, BodyHeir, BodyKind, BodySuccession
from .changes import UnitChange
from .derived import Ancestry, Derivation, Reach, UnitHeir
from .memberships import Membership
from .units import Placement, Unit, UnitCode, UnitKind, UnitLevel, UnitName, UnitSuccession

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
    "UnitChange",
    "UnitCode",
    "UnitHeir",
    "UnitKind",
    "UnitLevel",
    "UnitName",
    "UnitSuccession",
]
