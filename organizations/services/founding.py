"""The very first unit and the very first administrator."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from organizations import closure, events, roles
from organizations.enums import Role
from organizations.models import LegalAct, Membership, Unit, UnitKind
from organizations.timeline import days

from .units import NewUnit, add_unit


@transaction.atomic
def found_installation(*, unit: NewUnit, on: date, act: LegalAct, admin: User) -> Unit:
    """Make the top unit and appoint the first system administrator; refused once there is a unit.

    The only verb that asks for no right: before it, nobody has any.
    """
    closure.lock()
    if Unit.objects.exists():
        raise Refused(_("Cổng đã có đơn vị; hãy dùng tài khoản quản trị hệ thống."))
    founded = add_unit(unit, on=on, act=act)
    Membership.objects.create(user=admin, unit=founded, role=Role.SYSTEM_ADMIN, valid=days(on))
    roles.forget(admin)
    events.founded(founded, admin, on=on)
    return founded


def first_act(kind: UnitKind, name: str, on: date) -> LegalAct:
    """The entry that stands for whatever founded units before the portal knew of acts."""
    act, _new = LegalAct.objects.get_or_create(
        number=_("Dữ liệu ban đầu"),
        in_force_on=on,
        defaults={"title": _("Hiện trạng khi lập dữ liệu: {kind} {name}").format(kind=kind.name_vi, name=name)},
    )
    return act
