"""Who may do what with a report. Each check raises PermissionDenied with a reason that the page can show."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from .models import Report

WRITERS = frozenset({Role.CLERK, Role.OFFICIAL})
APPROVERS = frozenset({Role.LEADER})
ISSUERS = frozenset({Role.RECORDS_CLERK})


@rule("reports.report.write", roles=WRITERS, text=gettext_lazy("ở cơ quan báo cáo, khi báo cáo đang soạn"))
def check_can_write(user: User, body: Body) -> None:
    """Reporting officers and officials of the body (or of its successor) write its report."""
    if not roles.at_body(user, body) & WRITERS:
        raise PermissionDenied(_("Chỉ chuyên viên tổng hợp của cơ quan báo cáo mới soạn được báo cáo này."))


@rule("reports.report.start", roles=WRITERS, text=gettext_lazy("ở bất kỳ cơ quan nào"))
def check_may_start(user: User) -> None:
    """The page that begins a report opens for people who write reports somewhere."""
    if not roles.held(user) & WRITERS:
        raise PermissionDenied(_("Chỉ chuyên viên tổng hợp hoặc cán bộ nhập liệu mới lập được báo cáo."))


@rule("reports.report.build", roles=WRITERS | APPROVERS, text=gettext_lazy("ở cơ quan báo cáo"))
def check_can_build(user: User, report: Report) -> None:
    """Whoever writes or approves it asks for its file; others read the files that were built."""
    if not roles.at_body(user, report.body) & (WRITERS | APPROVERS):
        raise PermissionDenied(_("Chỉ người soạn hoặc lãnh đạo của cơ quan báo cáo mới dựng được tệp."))


@rule("reports.report.approve", roles=APPROVERS, text=gettext_lazy("ở cơ quan báo cáo, khi báo cáo đã trình"))
def check_can_approve(user: User, report: Report) -> None:
    """A leader of the body approves, or sends back with a reason."""
    if not roles.at_body(user, report.body) & APPROVERS:
        raise PermissionDenied(_("Chỉ lãnh đạo của cơ quan báo cáo mới duyệt hoặc trả lại báo cáo này."))


@rule("reports.report.issue", roles=ISSUERS, text=gettext_lazy("ở cơ quan báo cáo, khi báo cáo đã duyệt"))
def check_can_issue(user: User, report: Report) -> None:
    """The records clerk gives number and date."""
    if not roles.at_body(user, report.body) & ISSUERS:
        raise PermissionDenied(_("Chỉ văn thư của cơ quan báo cáo mới ban hành được báo cáo này."))


def allows(check: object, *args: object) -> bool:
    """Whether a check passes; for showing or hiding a button."""
    try:
        check(*args)  # type: ignore[operator]
    except PermissionDenied:
        return False
    return True
