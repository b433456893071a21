"""Plain petitions of July 2020 to the council of a unit. They come with their state and stakes, as verbs write them.

petition = PetitionFactory(council=council)                 received on 06/07/2020
petition = PetitionFactory(council=council, consolidated=True)
petition = petition_at(PetitionStatus.ANSWERED, holder=body)   walked there through the verbs, each with its paper
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import factory

from accounts.models import User
from documents.models import OfficialDocument
from organizations import scope
from organizations.enums import Family, Role, Why
from organizations.models import Body
from petitions import services
from petitions.enums import ChosenFor, Outcome, PetitionStatus, Source
from petitions.models import CompetenceLevel, Petition, PetitionField, PetitionState, Referral, Supervision
from petitions.services import supervising
from petitions.services.supervising import Plan

from .accounts import UserFactory
from .documents import OfficialDocumentFactory
from .organizations import BodyFactory

RECEIVED_ON = date(2020, 7, 6)
SENT_ON = date(2020, 7, 20)


class CouncilFactory(BodyFactory):
    """The People's Council of a unit."""

    code = factory.Sequence(lambda n: f"hdnd-kn-{n}")
    kind__code = "hdnd"
    kind__family = Family.COUNCIL
    name = factory.LazyAttribute(lambda o: f"Hội đồng nhân dân {o.unit.kind.name_vi} {o.unit.name}")
    short_name = "HĐND"
    symbol = "HĐND"


class PetitionFactory(factory.django.DjangoModelFactory[Petition]):
    """Received at a voter meeting; ``consolidated=True`` makes it ready to be transferred."""

    class Meta:
        model = Petition

    class Params:
        consolidated = factory.Trait(
            status=PetitionStatus.CONSOLIDATED,
            wording="Đề nghị sửa chữa đường trục thôn Tân Hợp",
            field=factory.LazyFunction(lambda: PetitionField.objects.get(code="giao-thong")),
            level=factory.LazyFunction(lambda: CompetenceLevel.objects.get(code="xa")),
        )

    code = factory.Sequence(lambda n: f"CT-2020-{n + 1:05d}")
    council = factory.SubFactory(CouncilFactory)
    source = Source.MEETING
    received_on = RECEIVED_ON
    text = "Đường trục thôn Tân Hợp hỏng nặng, đề nghị sửa chữa trước mùa mưa."
    place = "thôn Tân Hợp"
    created_by = factory.LazyAttribute(lambda o: UserFactory(member_of=o.council.unit))

    @classmethod
    def _create(cls, model_class: type[Petition], *args: Any, **fields: Any) -> Petition:
        petition: Petition = super()._create(model_class, *args, **fields)
        PetitionState.objects.create(petition=petition, since=petition.received_on, status=petition.status)
        scope.write_stakes(petition, [scope.StakeSpec.of(petition.council, Why.ORIGIN)])
        return petition


def petitions_of(council: Body, count: int, by: User, **fields: Any) -> list[Petition]:
    """Many alike, written together."""
    rows = PetitionFactory.build_batch(count, council=council, created_by=by, **fields)
    for row in rows:
        row.fill_search(row.code, row.wording, row.text, row.place)
    made = Petition.objects.bulk_create(rows)
    PetitionState.objects.bulk_create(
        PetitionState(petition=row, since=row.received_on, status=row.status) for row in made
    )
    scope.write_stakes_of({row: [scope.StakeSpec.of(council, Why.ORIGIN)] for row in made})
    return made


def paper(issuer: Body, on: date, **fields: Any) -> OfficialDocument:
    """An official document of a body with number and date."""
    return OfficialDocumentFactory(issuer=issuer, issued=True, issued_on=on, year=on.year, **fields)


def keeper_of(council: Body) -> User:
    """A person who may do everything on the council's side."""
    return UserFactory(member_of=council, role=Role.LEADER)


def settler_of(body: Body) -> User:
    """A person who may do everything on the holder's side."""
    return UserFactory(member_of=body, role=Role.ANSWERER)


def referral_of(*petitions: Petition, to: Body, by: User, on: date = SENT_ON, due_on: date | None = None) -> Referral:
    """A referral that was sent."""
    council = petitions[0].council
    referral = services.draft_referral(sender=council, title="Chuyển kiến nghị của cử tri", by=by, due_on=due_on)
    services.fill(referral=referral, wanted=dict.fromkeys(petitions, to), by=by)
    return services.send(referral=referral, document=paper(council, on), by=by)


_ORDER = [
    PetitionStatus.CONSOLIDATED,
    PetitionStatus.TRANSFERRED,
    PetitionStatus.ACCEPTED,
    PetitionStatus.ANSWERED,
    PetitionStatus.CLAIMED,
    PetitionStatus.VERIFIED,
    PetitionStatus.CLOSED,
]


def petition_at(
    status: PetitionStatus,
    *,
    holder: Body | None = None,
    outcome: Outcome = Outcome.EXPLAINED,
    due_on: date | None = date(2020, 9, 18),
    **fields: Any,
) -> Petition:
    """A petition that was walked to a state through the verbs, a week for each step from 20/07/2020 on."""
    if status == PetitionStatus.RECEIVED:
        return PetitionFactory(**fields)
    petition = PetitionFactory(consolidated=True, **fields)
    holder = holder or BodyFactory(unit=petition.council.unit)
    keeper, settler = keeper_of(petition.council), settler_of(holder)
    week = {step: SENT_ON + timedelta(weeks=place - 1) for place, step in enumerate(_ORDER)}
    verbs = {
        PetitionStatus.TRANSFERRED: lambda: referral_of(petition, to=holder, by=keeper, due_on=due_on),
        PetitionStatus.ACCEPTED: lambda: services.accept(
            petition=petition, by=settler, on=week[PetitionStatus.ACCEPTED]
        ),
        PetitionStatus.ANSWERED: lambda: services.answer(
            petition=petition,
            text="Ủy ban nhân dân xã đã bố trí kinh phí sửa chữa trong quý III.",
            document=paper(holder, week[PetitionStatus.ANSWERED]),
            by=settler,
        ),
        PetitionStatus.CLAIMED: lambda: services.claim(
            petition=petition,
            outcome=outcome,
            text="Đã thông tin đến cử tri.",
            on=week[PetitionStatus.CLAIMED],
            promised_on=date(2020, 12, 15) if outcome == Outcome.IN_PROGRESS else None,
            evidence=paper(holder, week[PetitionStatus.CLAIMED]) if outcome == Outcome.RESOLVED else None,
            by=settler,
        ),
        PetitionStatus.VERIFIED: lambda: services.verify(
            petition=petition, by=keeper, on=week[PetitionStatus.VERIFIED]
        ),
        PetitionStatus.CLOSED: lambda: services.close(
            petition=petition, told_on=week[PetitionStatus.CLOSED], how="tại hội nghị tiếp xúc cử tri", by=keeper
        ),
    }
    for step in _ORDER[1 : _ORDER.index(status) + 1]:
        verbs[step]()
    petition.refresh_from_db()
    return petition


def supervision_of(chosen: list[Petition], by: User) -> Supervision:
    """A supervision that is under way, over petitions that were sent."""
    planned = Plan(title="Giám sát giải quyết kiến nghị", starts_on=date(2020, 9, 1), ends_on=date(2020, 9, 30))
    supervision = supervising.plan(council=chosen[0].council, planned=planned, by=by)
    supervising.choose(supervision=supervision, petitions=chosen, why=ChosenFor.UNSETTLED, by=by)
    return supervising.start(supervision=supervision, by=by)
