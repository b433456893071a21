"""Who may take personal data out of what was frozen."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role

from .models import Report

ERASERS = frozenset({Role.UNIT_ADMIN})


@rule("reports.frozen.erase", roles=ERASERS, text=gettext_lazy("ở đơn vị của cơ quan báo cáo, có lý do"))
def check_can_erase(user: User, report: Report) -> None:
    """The administrator of the unit whose body reports."""
    if not roles.at_unit(user, report.unit_id) & ERASERS:
        raise PermissionDenied(_("Chỉ quản trị đơn vị của cơ quan báo cáo mới xóa được dữ liệu cá nhân đã chốt."))
