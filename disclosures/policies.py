"""Who may record, show and decide on disclosures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from .models import Disclosure, DisclosurePlan, PostingPlace

RECORDERS = (Role.OFFICIAL, Role.CLERK, Role.RECORDS_CLERK, Role.LEADER)
DECIDERS = (Role.CLERK, Role.LEADER)
READERS = tuple(role for role in Role if role is not Role.SYSTEM_ADMIN)

_AT_BODY = _("ở cơ quan công khai hoặc cơ quan kế thừa")
_AT_BODY_OR_RESPONSIBLE = _("ở cơ quan công khai, bộ phận thực hiện hoặc cơ quan kế thừa")
_NOT_RECORDER = _("Chỉ người của cơ quan công khai (hoặc cơ quan kế thừa) được ghi.")
_NOT_DECIDER = _("Chỉ cán bộ tổng hợp hoặc lãnh đạo của cơ quan công khai (hoặc cơ quan kế thừa) được quyết định.")


def may_open(user: User) -> bool:
    """Does the menu show disclosures? No query beyond the memberships."""
    return bool(roles.held(user) & set(READERS))


def may_record_somewhere(user: User) -> bool:
    """Do the pages offer to enter a disclosure? No query beyond the memberships."""
    return bool(roles.held(user) & set(RECORDERS))


@rule("disclosures.open", roles=RECORDERS, text=_AT_BODY)
@rule("disclosures.edit", roles=RECORDERS, text=_AT_BODY)
@rule("disclosures.attach", roles=RECORDERS, text=_AT_BODY)
@rule("disclosures.ask_review", roles=RECORDERS, text=_AT_BODY)
def check_can_record(user: User, body: Body) -> None:
    """The people of the body that discloses say what it has to disclose and what people read."""
    _need(roles.at_body(user, body), RECORDERS, _NOT_RECORDER)


@rule("disclosures.put_up", roles=RECORDERS, text=_AT_BODY_OR_RESPONSIBLE)
@rule("disclosures.prove", roles=RECORDERS, text=_AT_BODY_OR_RESPONSIBLE)
@rule("disclosures.take_down", roles=RECORDERS, text=_AT_BODY_OR_RESPONSIBLE)
@rule("disclosures.break_off", roles=RECORDERS, text=_AT_BODY_OR_RESPONSIBLE)
def check_can_carry_out(user: User, disclosure: Disclosure) -> None:
    """The people of that body, and of the one that carries it out, write down what they put up, show and take down."""
    Standing.of(user, disclosure).need_to_carry_out()


@dataclass(frozen=True)
class Standing:
    """The roles of a person at the body that discloses, and at the one that carries it out; asked for once."""

    at_body: frozenset[Role]
    at_responsible: frozenset[Role]

    @classmethod
    def of(cls, user: User, disclosure: Disclosure) -> Standing:
        """At most two queries."""
        responsible = disclosure.responsible or disclosure.body
        held = roles.at_bodies(user, [disclosure.body, responsible])
        return cls(held[disclosure.body_id], held[responsible.pk])

    def need_to_record(self) -> None:
        """check_can_record()."""
        _need(self.at_body, RECORDERS, _NOT_RECORDER)

    def need_to_carry_out(self) -> None:
        """check_can_carry_out()."""
        _need(self.at_body | self.at_responsible, RECORDERS, _NOT_RECORDER)

    def need_to_decide(self) -> None:
        """check_can_decide()."""
        _need(self.at_body, DECIDERS, _NOT_DECIDER)


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
    _need(roles.at_body(user, body), DECIDERS, _NOT_DECIDER)


def check_can_change(user: User, disclosure: Disclosure) -> None:
    """check_can_record for a disclosure, as clocks ask."""
    check_can_record(user, disclosure.body)


def check_can_decide_on(user: User, record: Disclosure | DisclosurePlan | PostingPlace) -> None:
    """check_can_decide for what belongs to a body."""
    check_can_decide(user, record.body)


def may_record(user: User, body: Body) -> bool:
    """check_can_record as a question."""
    return bool(roles.at_body(user, body) & set(RECORDERS))


def may_decide(user: User, body: Body) -> bool:
    """check_can_decide as a question."""
    return bool(roles.at_body(user, body) & set(DECIDERS))


def _need(held: frozenset[Role], wanted: Iterable[Role], reason: str | Promise) -> None:
    if not held & set(wanted):
        raise PermissionDenied(str(reason))
