"""Who may do what with a report. Each check raises PermissionDenied with a reason that the page can show.

``at``: the roles that the person holds at the body, for pages that ask for them once and check many steps.
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from .models import Report, ReportApproval

type Held = frozenset[Role] | None

WRITERS = frozenset({Role.CLERK, Role.OFFICIAL})
APPROVERS = frozenset({Role.LEADER})
ISSUERS = frozenset({Role.RECORDS_CLERK})
DECIDERS = (Role.OFFICIAL, Role.CLERK, Role.RECORDS_CLERK, Role.LEADER)
"""The roles that a step of approval may ask for."""
RECORDERS = WRITERS | ISSUERS
"""They record what was decided on paper."""
ENDERS = ISSUERS | APPROVERS
PRACTICE_KEEPERS = frozenset({Role.UNIT_ADMIN})


@rule("reports.report.write", roles=WRITERS, text=gettext_lazy("ở cơ quan báo cáo, khi báo cáo đang soạn"))
def check_can_write(user: User, body: Body, at: Held = None) -> None:
    """Reporting officers and officials of the body (or of its successor) write its report."""
    if not held_at(user, body, at) & WRITERS:
        raise PermissionDenied(_("Chỉ chuyên viên tổng hợp của cơ quan báo cáo mới soạn được báo cáo này."))


@rule(
    "reports.report.recall",
    roles=WRITERS,
    text=gettext_lazy("ở cơ quan báo cáo, khi báo cáo đã trình và chưa ai duyệt"),
)
def check_can_recall(user: User, report: Report, at: Held = None) -> None:
    """Whoever writes the report takes back what was handed in."""
    if not held_at(user, report.body, at) & WRITERS:
        raise PermissionDenied(_("Chỉ người soạn của cơ quan báo cáo mới rút lại được báo cáo đã trình."))


@rule("reports.report.start", roles=WRITERS, text=gettext_lazy("ở bất kỳ cơ quan nào"))
def check_may_start(user: User) -> None:
    """The page that begins a report opens for people who write reports somewhere."""
    if not roles.held(user) & WRITERS:
        raise PermissionDenied(_("Chỉ chuyên viên tổng hợp hoặc cán bộ nhập liệu mới lập được báo cáo."))


@rule("reports.report.build", roles=WRITERS | APPROVERS, text=gettext_lazy("ở cơ quan báo cáo"))
def check_can_build(user: User, report: Report, at: Held = None) -> None:
    """Whoever writes or approves it asks for its file; others read the files that were built."""
    if not held_at(user, report.body, at) & (WRITERS | APPROVERS):
        raise PermissionDenied(_("Chỉ người soạn hoặc lãnh đạo của cơ quan báo cáo mới dựng được tệp."))


@rule("reports.report.approve", roles=DECIDERS, text=gettext_lazy("ở cơ quan báo cáo, đúng vai trò của bước chờ duyệt"))
def check_can_decide(user: User, report: Report, step: ReportApproval, at: Held = None) -> None:
    """Whoever holds the role of the step at the body approves, or sends back with a reason."""
    if Role(step.role) not in held_at(user, report.body, at):
        message = _("Bước “{step}” do {role} của {body} quyết định.")
        role = Role(step.role).label.lower()
        raise PermissionDenied(message.format(step=step, role=role, body=report.body.name))


@rule(
    "reports.report.approve_on_paper",
    roles=RECORDERS,
    text=gettext_lazy("ở cơ quan báo cáo, kèm bản chụp có chữ ký"),
)
def check_can_record_paper(user: User, report: Report, at: Held = None) -> None:
    """A step decided on paper is recorded by those who write the report or keep the papers, with the scanned slip."""
    if not held_at(user, report.body, at) & RECORDERS:
        raise PermissionDenied(_("Chỉ người soạn hoặc văn thư của cơ quan báo cáo mới ghi nhận duyệt trên giấy."))


@rule("reports.report.attach", roles=RECORDERS | APPROVERS, text=gettext_lazy("ở cơ quan báo cáo"))
def check_can_attach(user: User, report: Report) -> None:
    """Scanned slips and other files of a report come from those who make it."""
    if not roles.at_body(user, report.body) & (RECORDERS | APPROVERS):
        raise PermissionDenied(_("Chỉ người của cơ quan báo cáo mới đính kèm được tệp vào báo cáo này."))


@rule(
    "reports.report.take_back",
    roles=ENDERS,
    text=gettext_lazy("ở cơ quan báo cáo, khi báo cáo đã duyệt hoặc đã chuyển ký"),
)
def check_can_take_back(user: User, report: Report, at: Held = None) -> None:
    """An approved report, or one that was handed over for signing, goes back to its writers."""
    if not held_at(user, report.body, at) & ENDERS:
        raise PermissionDenied(_("Chỉ văn thư hoặc lãnh đạo của cơ quan báo cáo mới trả lại báo cáo này."))


@rule("reports.report.issue", roles=ISSUERS, text=gettext_lazy("ở cơ quan báo cáo, khi báo cáo đã duyệt"))
def check_can_issue(user: User, report: Report, at: Held = None) -> None:
    """The records clerk hands over for signing, records what was signed, or takes the portal's number."""
    if not held_at(user, report.body, at) & ISSUERS:
        raise PermissionDenied(_("Chỉ văn thư của cơ quan báo cáo mới ban hành được báo cáo này."))


@rule("reports.report.withdraw", roles=ENDERS, text=gettext_lazy("ở cơ quan báo cáo, khi báo cáo đã ban hành"))
def check_can_withdraw(user: User, report: Report, at: Held = None) -> None:
    """An issued report is taken back by whoever issues, or by the leader."""
    if not held_at(user, report.body, at) & ENDERS:
        raise PermissionDenied(_("Chỉ văn thư hoặc lãnh đạo của cơ quan báo cáo mới thu hồi báo cáo này."))


@rule("reports.report.publish", roles=APPROVERS, text=gettext_lazy("ở cơ quan báo cáo, khi báo cáo đã ban hành"))
def check_can_publish(user: User, report: Report, at: Held = None) -> None:
    """The leader decides whether citizens read the figures."""
    if not held_at(user, report.body, at) & APPROVERS:
        raise PermissionDenied(_("Chỉ lãnh đạo của cơ quan báo cáo mới công bố cho người dân."))


@rule("reports.practice.keep", roles=PRACTICE_KEEPERS, text=gettext_lazy("ở đơn vị của cơ quan"))
def check_can_keep_practice(user: User, body: Body, at: Held = None) -> None:
    """The administrator of the unit says through whose hands a body's reports go and who numbers them."""
    if not held_at(user, body, at) & PRACTICE_KEEPERS:
        raise PermissionDenied(_("Chỉ quản trị đơn vị mới sửa được quy trình duyệt và cách cấp số."))


@rule(
    "reports.report.after_issue",
    roles=WRITERS | ENDERS,
    text=gettext_lazy("ở cơ quan báo cáo, khi báo cáo đã ban hành"),
)
def check_can_follow_up(user: User, report: Report, at: Held = None) -> None:
    """The page of what comes after issuing opens for whoever may take one of its steps."""
    if not held_at(user, report.body, at) & (WRITERS | ENDERS):
        raise PermissionDenied(_("Chỉ người của cơ quan báo cáo mới thu hồi, thay thế, công bố báo cáo này."))


@rule("reports.outline.send", roles={Role.CLERK}, text=gettext_lazy("ở cơ quan giao đề cương"))
def check_can_outline(user: User, body: Body, at: Held = None) -> None:
    """Reporting officers of a body make its outlines and send them to the units below."""
    if Role.CLERK not in held_at(user, body, at):
        raise PermissionDenied(_("Chỉ chuyên viên tổng hợp của cơ quan giao mới soạn, giao được đề cương này."))


@rule("reports.outline.begin", roles={Role.CLERK}, text=gettext_lazy("ở bất kỳ cơ quan nào"))
def check_may_outline(user: User) -> None:
    """An outline is begun by whoever sends them for some body."""
    if Role.CLERK not in roles.held(user):
        raise PermissionDenied(_("Chỉ chuyên viên tổng hợp mới soạn được đề cương."))


def held_at(user: User, body: Body, at: Held = None) -> frozenset[Role]:
    """The roles of a person at a body (or its successor)."""
    return roles.at_body(user, body) if at is None else at


def allows(check: object, *args: object) -> bool:
    """Whether a check passes; for showing or hiding a button."""
    try:
        check(*args)  # type: ignore[operator]
    except PermissionDenied:
        return False
    return True
