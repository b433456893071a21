"""Who may do what with conferences. Reading needs no check here: what a person may not see does not exist for them."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from .models import Conference

RECORDERS = (Role.OFFICIAL, Role.CLERK)
COMPLETERS = (*RECORDERS, Role.LEADER)
REOPENERS = (Role.CLERK, Role.LEADER)
PAPER_KEEPERS = (*RECORDERS, Role.RECORDS_CLERK)
FILE_KEEPERS = (*COMPLETERS, Role.RECORDS_CLERK)


@rule("conferences.conference.plan", roles=RECORDERS, text=_("ở cơ quan tổ chức hoặc cả đơn vị"))
def check_can_plan(user: User, host: Body) -> None:
    """People of the host, or of its whole unit, plan its conferences and start to record them."""
    if not _holds(user, host, RECORDERS):
        raise PermissionDenied(
            _now("Chỉ cán bộ nhập liệu, chuyên viên tổng hợp của cơ quan tổ chức mới được lập hội nghị này.")
        )


@rule("conferences.conference.record", roles=RECORDERS, text=_("ở cơ quan tổ chức hoặc cả đơn vị, khi chưa hoàn tất"))
def check_can_record(user: User, conference: Conference) -> None:
    """People of the host, or of a body that took over from it, write the results."""
    if not _holds(user, conference.host, RECORDERS):
        raise PermissionDenied(
            _now("Chỉ cán bộ nhập liệu, chuyên viên tổng hợp của cơ quan tổ chức mới được ghi hội nghị này.")
        )


@rule("conferences.conference.cancel", roles=COMPLETERS, text=_("ở cơ quan tổ chức hoặc cả đơn vị, khi còn dự kiến"))
def check_can_cancel(user: User, conference: Conference) -> None:
    """A planned conference is called off by the people who planned it or by a leader."""
    if not _holds(user, conference.host, COMPLETERS):
        raise PermissionDenied(_now("Chỉ người của cơ quan tổ chức mới được hủy hội nghị này."))


@rule("conferences.conference.complete", roles=COMPLETERS, text=_("ở cơ quan tổ chức hoặc cả đơn vị"))
def check_can_complete(user: User, conference: Conference) -> None:
    """Whoever recorded it, or a leader of the host, says that it is complete."""
    if not _holds(user, conference.host, COMPLETERS):
        raise PermissionDenied(_now("Chỉ người ghi hội nghị và lãnh đạo của cơ quan tổ chức mới được hoàn tất."))


@rule("conferences.conference.reopen", roles=REOPENERS, text=_("ở cơ quan tổ chức hoặc cả đơn vị, có lý do"))
def check_can_reopen(user: User, conference: Conference) -> None:
    """What was said to be complete is opened again by the clerk or a leader."""
    if not _holds(user, conference.host, REOPENERS):
        raise PermissionDenied(
            _now("Chỉ chuyên viên tổng hợp và lãnh đạo của cơ quan tổ chức mới được mở lại hội nghị đã hoàn tất.")
        )


@rule("conferences.conference.attach", roles=FILE_KEEPERS, text=_("ở cơ quan tổ chức hoặc cả đơn vị"))
def check_can_attach(user: User, conference: Conference) -> None:
    """Files are added by the people of the host, also after completion."""
    if not _holds(user, conference.host, FILE_KEEPERS):
        raise PermissionDenied(_now("Chỉ người của cơ quan tổ chức mới được thêm tệp vào hội nghị này."))


@rule("conferences.conference.paper", roles=PAPER_KEEPERS, text=_("ở cơ quan tổ chức hoặc cả đơn vị"))
def check_can_add_paper(user: User, conference: Conference) -> None:
    """Signed papers are entered by those who keep the host's papers, also after completion."""
    if not _holds(user, conference.host, PAPER_KEEPERS):
        raise PermissionDenied(_now("Chỉ cán bộ, văn thư của cơ quan tổ chức mới được ghi văn bản của hội nghị này."))


def may_open_list(user: User) -> bool:
    """Everybody who holds a role in a unit reads conferences; running the system alone gives no right to."""
    return bool(roles.held(user) - {Role.SYSTEM_ADMIN})


def may_start(user: User) -> bool:
    """Whether the person records conferences anywhere."""
    return bool(roles.held(user) & set(RECORDERS))


@rule("conferences.conference.start", roles=RECORDERS, text=_("ở bất kỳ cơ quan nào"))
def check_may_start(user: User) -> None:
    """The page that begins a conference opens for people who record somewhere."""
    if not may_start(user):
        raise PermissionDenied(_now("Chỉ cán bộ nhập liệu, chuyên viên tổng hợp mới được ghi kết quả hội nghị."))


def may(check: Callable[[User, Any], None], user: User, subject: Any) -> bool:
    """Whether a check of this module passes; for buttons, the services check again."""
    try:
        check(user, subject)
    except PermissionDenied:
        return False
    return True


def _holds(user: User, host: Body, wanted: tuple[Role, ...]) -> bool:
    """Asked once for each reading of the host: a page asks for every button."""
    known: dict[int, frozenset[Role]] = vars(host).setdefault("_held_by", {})
    if user.pk not in known:
        known[user.pk] = roles.at_body(user, host)
    return bool(known[user.pk] & set(wanted))
