"""Who may know of a pending case, and who keeps it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from .models import Case
from .models.cases import READERS

KEEPERS = (Role.OFFICIAL, Role.CLERK, Role.LEADER)
DECIDERS = (Role.CLERK, Role.LEADER)

_AT_LEAD = _("ở cơ quan chủ trì vụ việc hoặc cơ quan kế thừa")


def may_open_list(user: User) -> bool:
    """Does the menu show cases? No query beyond the memberships."""
    return bool(roles.held(user) & set(READERS))


@rule(
    "letters.case.read",
    roles=READERS,
    text=_("ở cơ quan chủ trì, phối hợp hoặc giám sát vụ việc; với người khác vụ việc không tồn tại"),
)
def check_can_open_list(user: User) -> None:
    """Which cases each of them sees is decided by Case.objects.visible_to."""
    if not may_open_list(user):
        raise PermissionDenied(_now("Hồ sơ vụ việc chỉ dành cho người trực tiếp theo dõi vụ việc."))


def may_open_case_somewhere(user: User) -> bool:
    """Does the list offer to open a case? No query beyond the memberships."""
    return bool(roles.held(user) & set(KEEPERS))


@rule("letters.case.open", roles=KEEPERS, text=_("ở cơ quan chủ trì"))
def check_can_open(user: User, lead: Body) -> None:
    """A body's own people open a case that it leads."""
    _need(roles.at_body(user, lead), KEEPERS)


@rule("letters.case.edit", roles=KEEPERS, text=_AT_LEAD)
@rule("letters.case.link", roles=KEEPERS, text=_AT_LEAD)
@rule("letters.case.unlink", roles=KEEPERS, text=_AT_LEAD)
def check_can_keep(user: User, case: Case, held: frozenset[Role] | None = None) -> None:
    """The leading body's people keep the case; ``held``: their roles there, where a page has asked already."""
    _need(roles.at_body(user, case.lead) if held is None else held, KEEPERS)


@rule("letters.case.close", roles=DECIDERS, text=_AT_LEAD)
@rule("letters.case.reopen", roles=DECIDERS, text=_AT_LEAD)
def check_can_decide(user: User, case: Case, held: frozenset[Role] | None = None) -> None:
    """Whether the matter is over is decided by the leading body's clerks and leaders."""
    held = roles.at_body(user, case.lead) if held is None else held
    if not held & set(DECIDERS):
        raise PermissionDenied(
            _now("Chỉ lãnh đạo, chuyên viên tổng hợp của cơ quan chủ trì mới được kết thúc hoặc mở lại vụ việc.")
        )


def _need(held: frozenset[Role], wanted: tuple[Role, ...]) -> None:
    if not held & set(wanted):
        raise PermissionDenied(_now("Chỉ người của cơ quan chủ trì mới được cập nhật vụ việc."))
