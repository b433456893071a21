"""Who may take in and handle letters, read who sent them, and open sealed cases."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from .models import Letter, LetterContent, SealedAccess, SealedCase

INTAKE = (Role.OFFICIAL, Role.CLERK, Role.RECORDS_CLERK, Role.LEADER)
HANDLERS = (Role.OFFICIAL, Role.CLERK, Role.ANSWERER, Role.LEADER)
SENDER_READERS = (Role.OFFICIAL, Role.CLERK, Role.RECORDS_CLERK, Role.ANSWERER, Role.LEADER)
SEALED_DECIDERS = (Role.LEADER,)
READERS = tuple(role for role in Role if role is not Role.SYSTEM_ADMIN)

_AT_HOLDER = _("ở cơ quan đang giải quyết hoặc cơ quan kế thừa")
_AT_SEALED = _("ở cơ quan giữ hồ sơ niêm phong hoặc cơ quan kế thừa; với mọi người khác hồ sơ không tồn tại")


def may_open(user: User) -> bool:
    """Does the menu show letters? No query beyond the memberships."""
    return bool(roles.held(user) & set(READERS))


def may_take_in_somewhere(user: User) -> bool:
    """Does the list offer to enter a letter? No query beyond the memberships."""
    return bool(roles.held(user) & set(INTAKE))


@rule("letters.letter.receive", roles=INTAKE, text=_("ở cơ quan tiếp nhận đơn"))
def check_can_receive(user: User, body: Body) -> None:
    """A body's own people enter the letters that it received."""
    _need(roles.at_body(user, body), INTAKE, _("Chỉ người của cơ quan tiếp nhận mới được nhập đơn."))


@rule("letters.letter.correct", roles=INTAKE, text=_("ở cơ quan tiếp nhận đơn hoặc cơ quan kế thừa"))
def check_can_correct(user: User, letter: Letter) -> None:
    """The receiving body's people correct what they typed."""
    _need(roles.at_body(user, letter.body), INTAKE, _("Chỉ người của cơ quan tiếp nhận mới được sửa đơn."))


@rule("letters.content.take_in", roles=HANDLERS, text=_AT_HOLDER)
@rule("letters.content.accept", roles=HANDLERS, text=_AT_HOLDER)
@rule("letters.content.guide", roles=HANDLERS, text=_AT_HOLDER)
@rule("letters.content.transfer", roles=HANDLERS, text=_AT_HOLDER)
@rule("letters.content.give_back", roles=HANDLERS, text=_AT_HOLDER)
@rule("letters.content.file", roles=HANDLERS, text=_AT_HOLDER)
@rule("letters.content.settle", roles=HANDLERS, text=_AT_HOLDER)
@rule("letters.content.send", roles=HANDLERS, text=_AT_HOLDER)
@rule("letters.content.answer", roles=HANDLERS, text=_AT_HOLDER)
@rule("letters.content.suspend", roles=HANDLERS, text=_AT_HOLDER)
@rule("letters.content.resume", roles=HANDLERS, text=_AT_HOLDER)
@rule("letters.content.terminate", roles=HANDLERS, text=_AT_HOLDER)
@rule("letters.content.report_back", roles=HANDLERS, text=_AT_HOLDER)
def check_can_handle(user: User, content: LetterContent) -> None:
    """The people of the body that holds a content handle it."""
    if not may_handle(roles.at_body(user, content.holder)):
        raise PermissionDenied(_now("Chỉ người của cơ quan đang giải quyết (hoặc cơ quan kế thừa) mới được xử lý."))


def may_handle(held: frozenset[Role]) -> bool:
    """check_can_handle as a question, for pages that have asked for the roles at the holder."""
    return bool(held & set(HANDLERS))


@rule("letters.sender.read", roles=SENDER_READERS, text=_("ở cơ quan tiếp nhận hoặc cơ quan đang giải quyết đơn"))
def may_read_sender(held: Iterable[frozenset[Role]]) -> bool:
    """Only the people of the receiving body and of the bodies that hold it; ``held``: their roles at each of these."""
    return bool(frozenset().union(*held) & set(SENDER_READERS))


# -- sealed cases


def sealed_for(user: User) -> QuerySet[SealedCase]:
    """The sealed cases that exist for a person: a leader of the body that has or had it, and whom a leader named."""
    today = clock.today()
    named = SealedAccess.objects.filter(case=OuterRef("pk"), user=user).filter(Q(until=None) | Q(until__gte=today))
    led = roles.bodies_of(user, SEALED_DECIDERS)
    mine = Q(Exists(named)) | Q(holder__in=led) | Q(body__in=led)
    return SealedCase.objects.filter(mine).select_related("body__unit", "holder__unit").order_by("received_on", "pk")


@rule(
    "letters.sealed.open", roles=SEALED_DECIDERS, text=_("ở cơ quan giữ hồ sơ, và người được lãnh đạo giao đích danh")
)
def check_can_open(user: User, case: SealedCase) -> None:
    """The leader of the body that holds it, and whom a leader named, read what is sealed."""
    if not may_unseal(user, case):
        raise PermissionDenied(_now("Hồ sơ đã chuyển; chỉ lãnh đạo cơ quan giữ hồ sơ và người được giao mới mở được."))


def may_unseal(user: User, case: SealedCase) -> bool:
    """check_can_open as a question."""
    if may_decide(user, case):
        return True
    access = SealedAccess.objects.filter(case=case, user=user).first()
    return access is not None and access.lasts(clock.today())


@rule("letters.sealed.verify_more", roles=SEALED_DECIDERS, text=_AT_SEALED)
@rule("letters.sealed.accept", roles=SEALED_DECIDERS, text=_AT_SEALED)
@rule("letters.sealed.transfer", roles=SEALED_DECIDERS, text=_AT_SEALED)
@rule("letters.sealed.notify", roles=SEALED_DECIDERS, text=_AT_SEALED)
@rule("letters.sealed.extend", roles=SEALED_DECIDERS, text=_AT_SEALED)
@rule("letters.sealed.conclude", roles=SEALED_DECIDERS, text=_AT_SEALED)
@rule("letters.sealed.file", roles=SEALED_DECIDERS, text=_AT_SEALED)
@rule("letters.sealed.grant", roles=SEALED_DECIDERS, text=_AT_SEALED)
@rule("letters.sealed.erase", roles=SEALED_DECIDERS, text=_AT_SEALED)
def check_can_decide(user: User, case: SealedCase) -> None:
    """The leader of the body that holds it decides; rights follow the body's successors (Law 25/2018 Article 12)."""
    if not may_decide(user, case):
        raise PermissionDenied(_now("Chỉ lãnh đạo cơ quan giữ hồ sơ mới được thực hiện bước này."))


def may_decide(user: User, case: SealedCase) -> bool:
    """check_can_decide as a question."""
    return bool(roles.at_body(user, case.holder) & set(SEALED_DECIDERS))


def _need(held: frozenset[Role], wanted: Iterable[Role], reason: str | Promise) -> None:
    if not held & set(wanted):
        raise PermissionDenied(str(reason))
