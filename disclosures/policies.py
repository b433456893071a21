"""Who may record, show and decide on disclosures."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from .models import Disclosure, DisclosurePlan, Posting, PostingPlace

RECORDERS = (Role.OFFICIAL, Role.CLERK, Role.RECORDS_CLERK, Role.LEADER)
DECIDERS = (Role.CLERK, Role.LEADER)
READERS = tuple(role for role in Role if role is not Role.SYSTEM_ADMIN)

_AT_BODY = _("ở cơ quan công khai hoặc cơ quan kế thừa")


def may_open(user: User) -> bool:
    """Does the menu show disclosures? No query beyond the memberships."""
    return bool(roles.held(user) & set(READERS))


def may_record_somewhere(user: User) -> bool:
    """Do the pages offer to enter a disclosure? No query beyond the memberships."""
    return bool(roles.held(user) & set(RECORDERS))


@rule("disclosures.open", roles=RECORDERS, text=_AT_BODY)
@rule("disclosures.edit", roles=RECORDERS, text=_AT_BODY)
@rule("disclosures.put_up", roles=RECORDERS, text=_AT_BODY)
@rule("disclosures.prove", roles=RECORDERS, text=_AT_BODY)
@rule("disclosures.take_down", roles=RECORDERS, text=_AT_BODY)
@rule("disclosures.break_off", roles=RECORDERS, text=_AT_BODY)
@rule("disclosures.attach", roles=RECORDERS, text=_AT_BODY)
@rule("disclosures.ask_review", roles=RECORDERS, text=_AT_BODY)
def check_can_record(user: User, body: Body) -> None:
    """The people of the body that discloses write down what they put up, show and take down."""
    _need(roles.at_body(user, body), RECORDERS, _("Chỉ người của cơ quan công khai (hoặc cơ quan kế thừa) được ghi."))


@rule("disclosures.publish", roles=DECIDERS, text=_AT_BODY)
@rule("disclosures.withdraw", roles=DECIDERS, text=_AT_BODY)
@rule("disclosures.cancel", roles=DECIDERS, text=_AT_BODY)
@rule("disclosures.drop_place", roles=DECIDERS, text=_AT_BODY)
@rule("disclosures.plan.keep", roles=DECIDERS, text=_AT_BODY)
@rule("disclosures.plan.issue", roles=DECIDERS, text=_AT_BODY)
@rule("disclosures.place.keep", roles=DECIDERS, text=_AT_BODY)
@rule("disclosures.list.compile", roles=DECIDERS, text=_AT_BODY)
def check_can_decide(user: User, body: Body) -> None:
    """Clerks and leaders of that body decide what everybody sees, and keep its plan, places and lists."""
    _need(
        roles.at_body(user, body),
        DECIDERS,
        _("Chỉ cán bộ tổng hợp hoặc lãnh đạo của cơ quan công khai (hoặc cơ quan kế thừa) được quyết định."),
    )


def check_can_change(user: User, disclosure: Disclosure) -> None:
    """check_can_record for a disclosure, as clocks and files ask."""
    check_can_record(user, disclosure.body)


def check_can_decide_on(user: User, record: Disclosure | DisclosurePlan | PostingPlace) -> None:
    """check_can_decide for what belongs to a body."""
    check_can_decide(user, record.body)


def check_can_post(user: User, posting: Posting) -> None:
    """check_can_record for one place of a disclosure."""
    check_can_record(user, posting.disclosure.body)


def may_record(user: User, body: Body) -> bool:
    """check_can_record as a question."""
    return bool(roles.at_body(user, body) & set(RECORDERS))


def may_decide(user: User, body: Body) -> bool:
    """check_can_decide as a question."""
    return bool(roles.at_body(user, body) & set(DECIDERS))


def _need(held: frozenset[Role], wanted: Iterable[Role], reason: str | Promise) -> None:
    if not held & set(wanted):
        raise PermissionDenied(str(reason))
