"""The very first unit and the very first administrator."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from organizations import closure, events, roles
from organizations.enums import Role
from organizations.models import LegalAct, Membership, Unit
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
