"""Who may keep movements, the register of models, and commendations."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.models import Body

from .models import Commendation, LocalModel, Movement
from .policies import KEEPERS

_AT_LAUNCHER = _("ở cơ quan phát động")
_AT_REGISTRAR = _("ở cơ quan đăng ký, quản lý mô hình")
_AT_RECORDER = _("ở cơ quan ghi khen thưởng")


def may_act_for(user: User, body: Body) -> bool:
    """Does the person keep records of the body?"""
    return bool(roles.at_body(user, body) & set(KEEPERS))


@rule("movements.movement.launch", roles=KEEPERS, text=_AT_LAUNCHER)
@rule("movements.movement.edit", roles=KEEPERS, text=_AT_LAUNCHER)
@rule("movements.movement.end", roles=KEEPERS, text=_AT_LAUNCHER)
@rule("movements.movement.targets", roles=KEEPERS, text=_AT_LAUNCHER)
@rule("movements.movement.attach", roles=KEEPERS, text=_AT_LAUNCHER)
def check_can_launch(user: User, body: Body) -> None:
    """People of the body that launches it."""
    if not may_act_for(user, body):
        raise PermissionDenied(_now("Chỉ người của cơ quan phát động mới được ghi phong trào."))


@rule("movements.model.register", roles=KEEPERS, text=_AT_REGISTRAR)
@rule("movements.model.edit", roles=KEEPERS, text=_AT_REGISTRAR)
@rule("movements.model.check", roles=KEEPERS, text=_AT_REGISTRAR)
@rule("movements.model.spread", roles=KEEPERS, text=_AT_REGISTRAR)
@rule("movements.model.end", roles=KEEPERS, text=_AT_REGISTRAR)
@rule("movements.model.attach", roles=KEEPERS, text=_AT_REGISTRAR)
def check_can_register(user: User, body: Body) -> None:
    """People of the body that keeps the register."""
    if not may_act_for(user, body):
        raise PermissionDenied(_now("Chỉ người của cơ quan đăng ký, quản lý mới được ghi mô hình này."))


@rule("movements.commendation.record", roles=KEEPERS, text=_AT_RECORDER)
@rule("movements.commendation.edit", roles=KEEPERS, text=_AT_RECORDER)
def check_can_commend(user: User, body: Body) -> None:
    """People of the body that records it."""
    if not may_act_for(user, body):
        raise PermissionDenied(_now("Chỉ người của cơ quan ghi khen thưởng mới được ghi, sửa."))


def check_can_attach_to_movement(user: User, movement: Movement) -> None:
    """As correcting it."""
    check_can_launch(user, movement.launched_by)


def check_can_attach_to_model(user: User, model: LocalModel) -> None:
    """As correcting it."""
    check_can_register(user, model.registrar)


def may_edit_commendation(user: User, one: Commendation) -> bool:
    """check_can_commend as a question."""
    return may_act_for(user, one.registrar)
