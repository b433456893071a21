"""The verbs of units, bodies and roles. Every ``on`` is a first day: of the new name, or of being no more.

Raises PermissionDenied (who), Refused with the name of the form field (what is impossible).
"""

from .acts import record_act
from .bodies import create_body, end_body, succeed_body
from .founding import found_installation
from .mergers import Part, abolish_level, end_unit, merge_units, split_unit
from .people import end_role, grant_role
from .units import NewUnit, create_unit, move_unit, rename_unit, set_official_code

__all__ = [
    "NewUnit",
    "Part",
    "abolish_level",
    "create_body",
    "create_unit",
    "end_body",
    "end_role",
    "end_unit",
    "found_installation",
    "grant_role",
    "merge_units",
    "move_unit",
    "record_act",
    "rename_unit",
    "set_official_code",
    "split_unit",
    "succeed_body",
]
