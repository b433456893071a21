"""One document transfers hundreds of petitions: the same as one by one, in seconds, and never twice."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from common.errors import Refused
from deadlines.models import Clock, ClockStep
from documents.models import OfficialDocument
from organizations.models import Body
from petitions import addressing, services
from petitions.enums import PetitionStatus
from petitions.models import CompetenceLevel, Petition, PetitionStake, PetitionState
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.petitions import CouncilFactory, PetitionFactory, keeper_of, paper, referral_of

pytestmark = pytest.mark.usefixtures("today")

SENT_ON = date(2020, 7, 20)


def drafted(council: Body, petitions: list[Petition], bodies: list[Body], by, title="Sau kỳ họp thứ 11"):
    referral = services.draft_referral(sender=council, title=title, by=by, due_on=date(2020, 9, 18))
    wanted = {petition: bodies[number % len(bodies)] for number, petition in enumerate(petitions)}
    services.fill(referral=referral, wanted=wanted, by=by)
    return referral


def left_behind(petition: Petition, document: OfficialDocument) -> dict[str, object]:
    """Everything that a transfer writes about a petition, without keys and times."""
    [clock] = Clock.objects.of(petition)
    row = Petition.objects.values(
        "status", "holder", "run", "due_on", "answer_due_on", "transferred_on", "outcome", "closed_on"
    )
    events = Event.objects.filter(subject_kind="petitions.petition", subject_id=petition.pk).order_by("pk")
    names = "kind", "unit_id", "actor_id", "actor_name", "data"
    return {
        "row": row.get(pk=petition.pk),
        "states": list(
            PetitionState.objects.filter(petition=petition).order_by("pk").values_list(
                "since", "status", "holder", "run", "note"
            )
        ),
        "stakes": sorted(
            PetitionStake.objects.filter(record=petition).values_list("unit", "body", "why", "status", "due_on")
        ),
        "items": list(petition.items.values_list("state", "to", "run", "decided_on")),
        "clock": [
            getattr(clock, name)
            for name in (
                "run", "unit_id", "body_id", "above_id", "duty", "rule_id", "fixed_on", "started_on", "due_on", "state",
                "next_reminder_on",
            )
        ] + [clock.title.replace(petition.code, ""), clock.url == petition.get_absolute_url()],
        "paper": clock.paper_id == document.pk,
        "steps": list(ClockStep.objects.filter(clock=clock).values_list("kind", "on", "due_from", "due_to", "by")),
        "events": [
            {**event, "data": {**event["data"], "document": None}} for event in events.values(*names)
        ],
    }  # fmt: skip


@pytest.mark.django_db
def test_many_are_transferred_as_if_each_had_been_sent_alone(council, office, keeper):
    police = BodyFactory(unit=council.unit, name="Công an xã", short_name="Công an xã")
    alone, together = ([PetitionFactory(council=council, consolidated=True) for _ in range(4)] for _ in range(2))
    singly = []
    for number, petition in enumerate(alone):
        document = paper(council, SENT_ON)
        referral = drafted(council, [petition], [(office, police)[number % 2]], keeper)
        services.send(referral=referral, document=document, by=keeper)
        singly.append(left_behind(petition, document))

    document = paper(council, SENT_ON)
    services.send(referral=drafted(council, together, [office, police], keeper), document=document, by=keeper)

    assert [left_behind(petition, document) for petition in together] == singly


@pytest.mark.django_db
def test_303_petitions_are_transferred_in_seconds_and_statements_hardly_grow(council, keeper):
    bodies = [BodyFactory(unit=council.unit, name=f"Phòng {number}") for number in range(3)]
    few = drafted(council, [PetitionFactory(council=council, consolidated=True) for _ in range(3)], bodies, keeper)
    author = UserFactory(member_of=council.unit)
    many = [PetitionFactory(council=council, consolidated=True, created_by=author) for _ in range(303)]
    referral, costs = drafted(council, many, bodies, keeper), []

    for one in (few, referral):
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as asked:
            services.send(referral=one, document=paper(council, SENT_ON), by=keeper)
        costs.append((len(asked), time.perf_counter() - began))

    assert Petition.objects.filter(status=PetitionStatus.TRANSFERRED).count() == 306
    assert costs[1][0] - costs[0][0] <= 30  # ten for each hundred, not twenty-five for each
    assert costs[1][1] < 3


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_the_second_is_told_which_referral_has_it():
    with transaction.atomic():
        petition = PetitionFactory(consolidated=True)
        council, office = petition.council, BodyFactory(unit=petition.council.unit)
        people = [keeper_of(council) for _ in range(2)]
    drafts = [services.draft_referral(sender=council, title=f"Đợt {n}", by=by) for n, by in enumerate(people)]
    begin = Barrier(2)

    def choose(number):
        begin.wait(timeout=10)
        try:
            services.fill(referral=drafts[number], wanted={petition: office}, by=people[number])
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(choose, range(2)))

    first = said.index("")
    assert drafts[first].code in said[1 - first]
    assert petition.items.get().referral_id == drafts[first].pk


@pytest.mark.django_db
def test_a_petition_of_the_level_above_is_proposed_to_that_level_whatever_was_chosen_before():
    province = UnitFactory(kind__code="tinh", name="Quảng Ninh")
    commune = UnitFactory(parent=province, name="Đường Hoa")
    council, office, above = CouncilFactory(unit=commune), BodyFactory(unit=commune), BodyFactory(unit=province)
    levels = {code: CompetenceLevel.objects.get(code=code) for code in ("tinh", "xa")}
    by = keeper_of(council)
    for level in levels.values():
        referral_of(PetitionFactory(council=council, consolidated=True, level=level), to=office, by=by)
    waiting = {code: PetitionFactory(council=council, level=level) for code, level in levels.items()}

    assert addressing.proposals(council, waiting.values()) == {waiting["tinh"]: above, waiting["xa"]: office}
