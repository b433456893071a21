"""Who may state figures."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body, Unit

STATERS = (Role.OFFICIAL, Role.CLERK, Role.LEADER)


@rule("figures.fact.state", roles=STATERS, text=_("ở cơ quan hoặc đơn vị có số liệu"))
def check_can_state(user: User, unit: Unit, body: Body | None) -> None:
    """People of the body state its figures; those of the unit state the unit's."""
    held = roles.at_body(user, body) if body else roles.at_unit(user, unit.pk)
    if not held & set(STATERS):
        raise PermissionDenied(_now("Chỉ người của cơ quan, đơn vị có số liệu mới được ghi số liệu này."))
