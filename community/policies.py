"""Who enters what the people decided, and who recognises it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.rules import rule
from organizations import roles
from organizations.enums import Role
from organizations.models import Body

from .models import Consultation, ContributionProject, Decision, Election, MediationReport, MediationTeam

KEEPERS = (Role.OFFICIAL, Role.CLERK, Role.LEADER, Role.FRONT)
DISCLOSERS = (Role.OFFICIAL, Role.CLERK, Role.LEADER)
RECOGNISERS = (Role.CLERK, Role.LEADER, Role.FRONT)
READERS = tuple(role for role in Role if role is not Role.SYSTEM_ADMIN)

_AT_KEEPER = _("ở cơ quan theo dõi hồ sơ, hoặc ở chính thôn, tổ dân phố")
_AT_RECOGNISER = _("ở cơ quan công nhận")


def may_open(user: User) -> bool:
    """Does the menu show this room? No query beyond the memberships."""
    return bool(roles.held(user) & set(READERS))


def may_keep_somewhere(user: User) -> bool:
    """Do the lists offer to begin something? No query beyond the memberships."""
    return bool(roles.held(user) & set(KEEPERS))


@rule("community.decision.plan", roles=KEEPERS, text=_AT_KEEPER)
@rule("community.contribution.open", roles=KEEPERS, text=_AT_KEEPER)
@rule("community.mediation.enter", roles=KEEPERS, text=_AT_KEEPER)
def check_can_plan(user: User, keeper: Body) -> None:
    """The people of a body of the commune, or of the village itself, begin a record."""
    _need(roles.at_body(user, keeper))


@rule("community.decision.edit", roles=KEEPERS, text=_AT_KEEPER)
@rule("community.decision.notify", roles=KEEPERS, text=_AT_KEEPER)
@rule("community.decision.enter", roles=KEEPERS, text=_AT_KEEPER)
@rule("community.decision.send", roles=KEEPERS, text=_AT_KEEPER)
@rule("community.decision.cancel", roles=KEEPERS, text=_AT_KEEPER)
def check_can_keep(user: User, decision: Decision) -> None:
    """The keeper's people, and those of the village that decides."""
    held = roles.at_body(user, decision.keeper)
    if not held & set(KEEPERS) and decision.place_id != decision.unit_id:
        held = roles.at_unit(user, decision.place_id)
    _need(held)


@rule("community.decision.recognise", roles=RECOGNISERS, text=_AT_RECOGNISER)
@rule("community.decision.refuse", roles=RECOGNISERS, text=_AT_RECOGNISER)
@rule("community.decision.convention", roles=RECOGNISERS, text=_AT_RECOGNISER)
def check_can_recognise(user: User, decision: Decision) -> None:
    """Article 21(2): the commune's People's Committee or Front."""
    _need_recogniser(user, decision.recogniser)


@rule("community.consultation.keep", roles=KEEPERS, text=_("ở cơ quan theo dõi hồ sơ"))
def check_can_keep_own(user: User, record: Consultation) -> None:
    """A consultation is held by a body of the commune; its people publish, count and answer."""
    _need(roles.at_body(user, record.keeper))


@rule("community.election.keep", roles=KEEPERS, text=_AT_KEEPER)
def check_can_keep_election(user: User, election: Election) -> None:
    """The keeper's people, and those of the village that elects."""
    held = roles.at_body(user, election.keeper)
    if not held & set(KEEPERS):
        held = roles.at_unit(user, election.village_id)
    _need(held)


@rule("community.election.recognise", roles=RECOGNISERS, text=_AT_RECOGNISER)
def check_can_recognise_election(user: User, election: Election) -> None:
    """Article 21(2): the commune's People's Committee."""
    _need_recogniser(user, election.recogniser)


@rule("community.contribution.keep", roles=KEEPERS, text=_AT_KEEPER)
def check_can_keep_project(user: User, project: ContributionProject) -> None:
    """The keeper's people, and those of the village where it was decided, write what was received and spent."""
    held = roles.at_body(user, project.keeper)
    if not held & set(KEEPERS) and project.decision.place_id != project.unit_id:
        held = roles.at_unit(user, project.decision.place_id)
    _need(held)


@rule("community.contribution.disclose", roles=DISCLOSERS, text=_("ở Ủy ban nhân dân theo dõi hồ sơ"))
def check_can_disclose_project(user: User, project: ContributionProject) -> None:
    """Who may open disclosures of the body that keeps the project."""
    if not roles.at_body(user, project.keeper) & set(DISCLOSERS):
        raise PermissionDenied(_now("Chỉ người của Ủy ban nhân dân theo dõi hồ sơ mới được lập việc công khai."))


@rule("community.mediation.edit", roles=KEEPERS, text=_AT_KEEPER)
def check_can_keep_mediation(user: User, record: MediationReport | MediationTeam) -> None:
    """The keeper's people, and those of the village whose figures they are."""
    held = roles.at_body(user, record.keeper)
    if not held & set(KEEPERS) and record.village_id != record.unit_id:
        held = roles.at_unit(user, record.village_id)
    _need(held)


def check_can_attach(user: User, decision: Decision) -> None:
    """Photographs of signed sheets belong to whoever keeps the record."""
    check_can_keep(user, decision)


def _need(held: frozenset[Role]) -> None:
    if not held & set(KEEPERS):
        raise PermissionDenied(_now("Chỉ người của cơ quan theo dõi hồ sơ hoặc của thôn, tổ dân phố mới được ghi."))


def _need_recogniser(user: User, body: Body | None) -> None:
    if body is None or not roles.at_body(user, body) & set(RECOGNISERS):
        raise PermissionDenied(_now("Chỉ cơ quan công nhận (Ủy ban nhân dân hoặc Mặt trận cấp xã) mới được thực hiện."))
