"""Plain records of the people of a commune, made by the verbs that people use.

decision = planned(body, village_of(body.unit), by=clerk)          a village meeting on 20/10/2025 about contributions
entered(decision, sat(60, 20), households=90, by=clerk)            its village of 90 households: 60 for, 20 against
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from accounts.models import User
from common.periods import Period
from community.enums_mediation import CaseResult
from community.models import (
    Consultation,
    ConsultationMatter,
    ConsultationWay,
    Contribution,
    ContributionProject,
    Decision,
    Election,
    MediationKind,
    MediationReport,
    MediationTeam,
    Spending,
)
from community.services import consultations, contributions, decision_results, decisions, elections, mediation
from community.services.contributions import Got, Spent, Wanted
from community.services.decision_results import Sat
from community.services.decisions import Plan
from community.services.mediation import TeamWanted
from conferences.models import DecisionMatter
from documents import services as documents
from organizations.enums import Role
from organizations.models import Body, Unit

from .accounts import UserFactory
from .organizations import UnitFactory

HELD_ON = date(2025, 10, 20)
SIGNER = "Lò Văn Xôm, Trưởng bản"


def matter(item: int) -> DecisionMatter:
    """A matter by its number in Article 15."""
    return DecisionMatter.objects.get(item=item)


def village_of(unit: Unit, name: str = "Suối Vân") -> Unit:
    """One more village of a commune."""
    village: Unit = UnitFactory(kind__code="thon", name=name, parent=unit)
    return village


def keeper_of(body: Body) -> User:
    """Somebody who enters what the people decided."""
    user: User = UserFactory(member_of=body.unit, role=Role.CLERK)
    return user


def planned(body: Body, *villages: Unit, by: User, **changed: Any) -> Decision:
    """A decision through the verb."""
    wanted = {"text": "Mức đóng góp làm đường bản", "how": "meeting", "starts_on": HELD_ON, "matter": matter(1)}
    return decisions.plan(keeper=body, wanted=Plan(**(wanted | {"villages": villages} | changed)), by=by)


def sat(
    in_favour: int, against: int = 0, *, represented: int | None = None, on: date = HELD_ON, place: str = ""
) -> Sat:
    """One meeting; everybody who came voted unless said otherwise."""
    return Sat(on, in_favour + against if represented is None else represented, in_favour, against, place)


def entered(decision: Decision, *sittings: Sat, households: int, by: User, **more: Any) -> Decision:
    """The figures of the decision's first village that has none."""
    result = decision.results.filter(represented=None).order_by("pk")[0]
    decision_results.enter(result=result, households=households, sittings=sittings, signed_by=SIGNER, by=by, **more)
    decision.refresh_from_db()
    return decision


def with_minutes[R: (Decision, Election)](decision: R, by: User) -> R:
    """The photographed sheet is attached."""
    upload = ContentFile("Biên bản họp".encode(), name="bien-ban.txt")
    documents.attach(owner=decision, upload=upload, by=by, no_state_secret=True)
    return decision


def sent_decision(body: Body, item: int, *, recogniser: Body, by: User) -> Decision:
    """A decision that passed and waits for its recognition."""
    made = planned(body, village_of(body.unit), by=by, matter=matter(item))
    entered(made, sat(80, 5), households=90, by=by)
    with_minutes(made, by)
    return decision_results.send(
        decision=made, on=HELD_ON, by=by, recogniser=recogniser, received_on=HELD_ON,
    )  # fmt: skip


def consultation_of(body: Body, *, by: User) -> Consultation:
    """A draft that is put to the people in two forms."""
    ways = list(ConsultationWay.objects.order_by("rank", "pk")[:2])
    return consultations.draft(
        keeper=body, matter=ConsultationMatter.objects.get(code="quy-hoach-quy-dat"), title="Quy hoạch sử dụng đất",
        ways=ways, by=by,
    )  # fmt: skip


def election_of(
    body: Body, village: Unit, *, by: User, election_on: date, names: Sequence[str] = (), **more: Any
) -> Election:
    """An election that is planned, with its candidates."""
    made = elections.plan(keeper=body, village=village, election_on=election_on, by=by, **more)
    return elections.nominate(election=made, names=names, by=by) if names else made


def sent_election(body: Body, *, by: User) -> Election:
    """An election that waits for its recognition."""
    made = election_of(body, village_of(body.unit), by=by, election_on=HELD_ON, names=["Lò Văn Xôm"])
    elections.enter(election=made, households=90, represented=80, votes={1: 60}, signed_by=SIGNER, by=by)
    return elections.send(election=with_minutes(made, by), on=HELD_ON, recogniser=body, received_on=HELD_ON, by=by)


def passed_decision(body: Body, *, by: User, village: Unit | None = None) -> Decision:
    """A village passed what every household contributes."""
    return entered(planned(body, village or village_of(body.unit), by=by), sat(80, 5), households=90, by=by)


def project_of(decision: Decision, *, by: User, **changed: Any) -> ContributionProject:
    """A road that the people of a decision contribute to."""
    values: dict[str, Any] = {"title": "Đường bê tông ngõ bản", "starts_on": HELD_ON} | changed
    return contributions.open_project(keeper=decision.keeper, decision=decision, wanted=Wanted(**values), by=by)


def received(project: ContributionProject, sort: str, *, by: User, **figures: Any) -> Contribution:
    """One line of that sort, on the day of the decision."""
    values: dict[str, Any] = {"sort": sort, "on": HELD_ON} | figures
    return contributions.receive(project=project, got=Got(**values), by=by)


def spent(project: ContributionProject, amount: int, *, by: User, **more: Any) -> Spending:
    """One line spent, with its voucher."""
    values: dict[str, Any] = {"on": HELD_ON, "purpose": "Mua xi măng", "voucher": "Phiếu chi 01 ngày 20/10/2025"} | more
    return contributions.spend(project=project, spent=Spent(amount=amount, **values), by=by)


def team_of(body: Body, village: Unit, *, by: User, **changed: Any) -> MediationTeam:
    """A team of five, two of them women."""
    values: dict[str, Any] = {"name": "Tổ hòa giải", "members": 5, "women": 2, "founded_on": HELD_ON} | changed
    return mediation.enter_team(keeper=body, village=village, wanted=TeamWanted(**values), by=by)


def numbers(**by_code: tuple[int, int, int]) -> dict[MediationKind, dict[str, int | None]]:
    """Settled, not settled, still going, by type of case: numbers(khac=(1, 0, 0))."""
    return {
        MediationKind.objects.get(code=code.replace("_", "-")): dict(zip(CaseResult.values, row, strict=True))
        for code, row in by_code.items()
    }


def mediated(body: Body, village: Unit, period: str, *, by: User, **rows: tuple[int, int, int]) -> MediationReport:
    """The figures of a village for a period."""
    figures = numbers(**(rows or {"mau_thuan": (3, 1, 1)}))
    return mediation.enter(keeper=body, village=village, period=Period.parse(period), figures=figures, by=by)
