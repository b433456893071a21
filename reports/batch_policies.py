"""Who may have many papers made at once. Each check raises PermissionDenied with a reason that the page can show."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body, Unit

BATCHERS = frozenset({Role.CLERK, Role.LEADER})
SCHEDULERS = frozenset({Role.CLERK})
PRINTERS = frozenset({Role.CLERK, Role.RECORDS_CLERK, Role.LEADER})


@rule("reports.batch.ask", roles=BATCHERS, text=gettext_lazy("ở đơn vị, cho các cơ quan của đơn vị và cấp dưới"))
def check_can_batch(user: User, unit: Unit) -> None:
    """Clerks and leaders of a unit have the reports of all its bodies and of those below built in one action."""
    if not roles.at_unit(user, unit.pk) & BATCHERS:
        raise PermissionDenied(_("Chỉ chuyên viên tổng hợp hoặc lãnh đạo của đơn vị mới dựng được báo cáo hàng loạt."))


def check_may_batch(user: User) -> None:
    """The form opens for people who hold one of these roles somewhere; where, check_can_batch() asks."""
    if not roles.held(user) & BATCHERS:
        raise PermissionDenied(_("Chỉ chuyên viên tổng hợp hoặc lãnh đạo của đơn vị mới dựng được báo cáo hàng loạt."))


@rule("reports.book.print", roles=PRINTERS, text=gettext_lazy("ở đơn vị; sổ ghi những gì người yêu cầu được xem"))
def check_can_print(user: User, unit: Unit) -> None:
    """Those who keep a unit's registers print them; nobody finds more in a book than on the pages."""
    if not roles.at_unit(user, unit.pk) & PRINTERS:
        raise PermissionDenied(_("Chỉ chuyên viên tổng hợp, văn thư hoặc lãnh đạo của đơn vị mới in được sổ."))


def check_may_print(user: User) -> None:
    """The form opens for people who hold one of these roles somewhere; where, check_can_print() asks."""
    if not roles.held(user) & PRINTERS:
        raise PermissionDenied(_("Chỉ chuyên viên tổng hợp, văn thư hoặc lãnh đạo của đơn vị mới in được sổ."))


@rule("reports.schedule.make", roles=SCHEDULERS, text=gettext_lazy("ở cơ quan báo cáo"))
def check_can_schedule(user: User, body: Body) -> None:
    """Clerks of a body say which of its reports the portal begins by itself."""
    if not roles.at_body(user, body) & SCHEDULERS:
        raise PermissionDenied(_("Chỉ chuyên viên tổng hợp của cơ quan mới đặt được lịch lập báo cáo."))


def check_may_schedule(user: User) -> None:
    """The form opens for people who hold one of these roles somewhere; where, check_can_schedule() asks."""
    if not roles.held(user) & SCHEDULERS:
        raise PermissionDenied(_("Chỉ chuyên viên tổng hợp của cơ quan mới đặt được lịch lập báo cáo."))
