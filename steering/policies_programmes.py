"""Who may plan a committee's year, set its working rules, and name the theme of a unit's year."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import roles

from .models import Committee
from .policies import ORGANISERS, may_organise

_AT_COMMITTEE = _("ở Ban Chỉ đạo hoặc cơ quan thường trực của Ban")


@rule("steering.programme.edit", roles=ORGANISERS, text=_AT_COMMITTEE)
@rule("steering.programme.carry_over", roles=ORGANISERS, text=_AT_COMMITTEE)
@rule("steering.working_rules.issue", roles=ORGANISERS, text=_AT_COMMITTEE)
@rule("steering.assignment.issue", roles=ORGANISERS, text=_AT_COMMITTEE)
def check_can_plan(user: User, committee: Committee) -> None:
    """The committee's people and those of its standing body."""
    if not may_organise(user, committee):
        raise PermissionDenied(
            _now("Chỉ người của Ban Chỉ đạo hoặc cơ quan thường trực mới được sửa chương trình, quy chế của Ban.")
        )


@rule("steering.theme.set", roles=ORGANISERS, text=_("ở đơn vị"))
def check_can_set_theme(user: User, unit_id: int) -> None:
    """People of the unit."""
    if not roles.at_unit(user, unit_id) & set(ORGANISERS):
        raise PermissionDenied(_now("Chỉ người của đơn vị mới được ghi chủ đề năm của đơn vị."))
