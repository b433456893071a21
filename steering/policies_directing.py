"""Who may keep the register of directing papers, and who says how they are carried out."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from .models import DirectingPaper, Implementation

KEEPERS = (Role.OFFICIAL, Role.CLERK, Role.RECORDS_CLERK, Role.LEADER)
IMPLEMENTERS = (Role.OFFICIAL, Role.CLERK, Role.RECORDS_CLERK, Role.ANSWERER, Role.LEADER)

_AT_UNIT = _("ở đơn vị vào sổ văn bản")


def may_register_somewhere(user: User) -> bool:
    """Does the list offer to enter a paper? No query beyond the memberships."""
    return bool(roles.held(user) & set(KEEPERS))


def may_register(user: User, unit_id: int) -> bool:
    """check_can_register as a question."""
    return bool(roles.at_unit(user, unit_id) & set(KEEPERS))


@rule("steering.paper.register", roles=KEEPERS, text=_AT_UNIT)
def check_can_register(user: User, unit_id: int) -> None:
    """People of the unit keep its register."""
    if not may_register(user, unit_id):
        raise PermissionDenied(_now("Chỉ người của đơn vị mới được vào sổ văn bản chỉ đạo của đơn vị."))


@rule("steering.paper.edit", roles=KEEPERS, text=_AT_UNIT)
@rule("steering.paper.end", roles=KEEPERS, text=_AT_UNIT)
@rule("steering.paper.add_holders", roles=KEEPERS, text=_AT_UNIT)
@rule("steering.paper.attach", roles=KEEPERS, text=_AT_UNIT)
def check_can_keep(user: User, paper: DirectingPaper) -> None:
    """The unit that entered the paper keeps its entry and says who must carry it out."""
    if not may_register(user, paper.unit_id):
        raise PermissionDenied(_now("Chỉ người của đơn vị vào sổ mới được sửa văn bản chỉ đạo này."))


@rule("steering.implementation.report", roles=IMPLEMENTERS, text=_("ở cơ quan thực hiện, hoặc đơn vị vào sổ nhập thay"))
def check_can_implement(user: User, one: Implementation) -> None:
    """The body itself says by which paper; the unit that keeps the register may enter it on its behalf."""
    here = roles.at_body(user, one.body) & set(IMPLEMENTERS)
    if not here and not may_register(user, one.paper.unit_id):
        raise PermissionDenied(_now("Chỉ cơ quan thực hiện hoặc đơn vị vào sổ văn bản mới được ghi kết quả thực hiện."))


def bodies_reported_by(user: User, bodies: Sequence[Body]) -> set[int]:
    """Keys of those of the bodies for which check_can_implement holds without the register."""
    held = roles.at_bodies(user, bodies)
    return {key for key, own in held.items() if own & set(IMPLEMENTERS)}
