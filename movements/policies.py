"""Who may keep coordination programmes and say how their contents went."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from .models import CoordinationProgramme, ProgrammeContent

KEEPERS = (Role.OFFICIAL, Role.CLERK, Role.LEADER, Role.FRONT)
REPORTERS = (*KEEPERS, Role.ANSWERER)
# Running the system alone gives no right to read records (organizations.scope).
READERS = tuple(role for role in Role if role is not Role.SYSTEM_ADMIN)

_AT_PARTY = _("ở một cơ quan tham gia chương trình")


def may_open(user: User) -> bool:
    """Does the menu show the room? No query beyond the memberships."""
    return bool(roles.held(user) & set(READERS))


def may_keep_somewhere(user: User) -> bool:
    """Does a list offer to enter something? The form asks in whose name; no query beyond the memberships."""
    return bool(roles.held(user) & set(KEEPERS))


@rule("movements.programme.draft", roles=KEEPERS, text=_("ở cơ quan đầu mối"))
def check_can_draft(user: User, host: Body) -> None:
    """People of the body that keeps the entry."""
    if not roles.at_body(user, host) & set(KEEPERS):
        raise PermissionDenied(_now("Chỉ người của cơ quan đầu mối mới được lập chương trình phối hợp."))


@rule("movements.programme.edit", roles=KEEPERS, text=_AT_PARTY)
@rule("movements.programme.sign", roles=KEEPERS, text=_AT_PARTY)
@rule("movements.programme.review", roles=KEEPERS, text=_AT_PARTY)
@rule("movements.programme.carry_over", roles=KEEPERS, text=_AT_PARTY)
@rule("movements.programme.attach", roles=KEEPERS, text=_AT_PARTY)
@rule("movements.content.edit", roles=KEEPERS, text=_AT_PARTY)
def check_can_keep(user: User, programme: CoordinationProgramme) -> None:
    """People of any of the parties."""
    if not may_keep(user, programme):
        raise PermissionDenied(_now("Chỉ người của các cơ quan tham gia mới được sửa chương trình phối hợp này."))


def may_keep(user: User, programme: CoordinationProgramme) -> bool:
    """check_can_keep as a question."""
    return holds(user, [party.body for party in programme.parties.all()], KEEPERS)


@rule("movements.content.report", roles=REPORTERS, text=_("ở cơ quan chủ trì nội dung hoặc một cơ quan tham gia"))
def check_can_report(user: User, content: ProgrammeContent) -> None:
    """The body that leads the content; any party may enter it on its behalf."""
    here = roles.at_body(user, content.lead) & set(REPORTERS)
    if not here and not may_keep(user, content.programme):
        raise PermissionDenied(_now("Chỉ cơ quan chủ trì nội dung hoặc cơ quan tham gia mới được ghi kết quả."))


def holds(user: User, bodies: Iterable[Body], wanted: Iterable[Role]) -> bool:
    """Does the person hold one of the roles at one of the bodies?"""
    held = roles.at_bodies(user, bodies).values()
    return bool(frozenset().union(*held) & set(wanted))
