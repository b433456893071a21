"""Who may comment on the words of a report."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common.rules import rule
from organizations.enums import Role

from .models import Report
from .policies import APPROVERS, WRITERS, Held, held_at

COMMENTERS = WRITERS | APPROVERS | {Role.MEMBER}


@rule("reports.report.comment", roles=COMMENTERS, text=gettext_lazy("ở cơ quan báo cáo, khi báo cáo chưa chuyển ký"))
def check_can_comment(user: User, report: Report, at: Held = None) -> None:
    """Whoever writes the report, approves it or sits on the body says what should be said otherwise."""
    if not held_at(user, report.body, at) & COMMENTERS:
        raise PermissionDenied(_("Chỉ người của cơ quan báo cáo mới góp ý được cho báo cáo này."))
