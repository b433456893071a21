"""Who may record regulations, and who keeps the list of their types."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body, Unit
from organizations.policies import administers, administers_anything, is_system_admin

from .models import Regulation, RegulationType
from .policies_directing import KEEPERS

_ADMINS = (Role.SYSTEM_ADMIN, Role.UNIT_ADMIN)
_AT_BODY = _("ở cơ quan ban hành quy chế")
_TYPES = _("loại dùng cho đơn vị: ở đơn vị đó hoặc cấp trên; loại dùng chung: quản trị hệ thống")


def may_adopt_somewhere(user: User) -> bool:
    """Does the list offer to record a regulation? No query beyond the memberships."""
    return bool(roles.held(user) & set(KEEPERS))


@rule("steering.regulation.adopt", roles=KEEPERS, text=_AT_BODY)
@rule("steering.regulation.edit", roles=KEEPERS, text=_AT_BODY)
@rule("steering.regulation.review", roles=KEEPERS, text=_AT_BODY)
@rule("steering.regulation.end", roles=KEEPERS, text=_AT_BODY)
@rule("steering.regulation.attach", roles=KEEPERS, text=_AT_BODY)
def check_can_adopt(user: User, body: Body) -> None:
    """People of the body that adopts it."""
    if not may_adopt(user, body):
        raise PermissionDenied(_now("Chỉ người của cơ quan ban hành mới được ghi quy chế của cơ quan."))


def may_adopt(user: User, body: Body) -> bool:
    """check_can_adopt as a question."""
    return bool(roles.at_body(user, body) & set(KEEPERS))


def check_can_attach(user: User, regulation: Regulation) -> None:
    """As correcting it."""
    check_can_adopt(user, regulation.body)


@rule("steering.regulation_type.read", roles=_ADMINS, text=_("ở bất kỳ đơn vị nào"))
def check_can_see_types(user: User) -> None:
    """Administrators."""
    if not administers_anything(user):
        raise PermissionDenied(_now("Chỉ quản trị đơn vị và quản trị hệ thống mới được xem trang này."))


@rule("steering.regulation_type.add", roles=_ADMINS, text=_TYPES)
@rule("steering.regulation_type.edit", roles=_ADMINS, text=_TYPES)
def check_can_keep_types(user: User, unit: Unit | None) -> None:
    """Types of a unit: its administrators and those above. Types for everybody: whoever runs the portal."""
    if is_system_admin(user) or (unit is not None and administers(user, unit)):
        return
    raise PermissionDenied(_now("Chỉ quản trị của đơn vị dùng loại quy chế này mới được thêm, sửa."))


def may_keep(user: User, kind: RegulationType) -> bool:
    """check_can_keep_types as a question."""
    try:
        check_can_keep_types(user, kind.unit)
    except PermissionDenied:
        return False
    return True
