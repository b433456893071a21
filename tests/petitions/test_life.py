"""From what was said to a verified end, and back when the voters do not agree."""

from datetime import date

import pytest

from common.errors import Refused
from deadlines.enums import LimitUnit
from deadlines.models import Clock, Rule
from documents.models import Receipt
from petitions import detail, services
from petitions.enums import ItemState, Outcome, PetitionStatus, Rung, Source
from petitions.models import Petition, ReferralItem
from tests.factories.deadlines import OwnLimitFactory
from tests.factories.documents import OfficialDocumentFactory
from tests.factories.organizations import BodyFactory
from tests.factories.organizations import days as since_day
from tests.factories.petitions import PetitionFactory, keeper_of, paper, petition_at, referral_of, settler_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

_S = PetitionStatus


def fresh(petition: Petition) -> Petition:
    return Petition.objects.select_related("council__unit", "holder").get(pk=petition.pk)


@pytest.mark.parametrize("status", [_S.TRANSFERRED, _S.ACCEPTED, _S.ANSWERED, _S.CLAIMED, _S.VERIFIED, _S.CLOSED])
def test_every_state_is_reached_by_its_verb_with_paper_and_history(council, office, status):
    petition = petition_at(status, council=council, holder=office)

    assert petition.status == status
    assert petition.states.order_by("since", "pk").last().status == status


def test_a_referral_starts_the_clock_on_the_day_of_its_paper_and_the_answer_stops_it(council, office, keeper, settler):
    petition = PetitionFactory(council=council, consolidated=True)
    referral_of(petition, to=office, by=keeper, due_on=date(2020, 9, 18))
    petition = fresh(petition)
    assert (petition.due_on, petition.answer_due_on, petition.holder) == (date(2020, 9, 18), date(2020, 9, 18), office)

    services.answer(petition=petition, text="Đã sửa.", document=paper(office, date(2020, 9, 10)), by=settler)

    petition = fresh(petition)
    assert (petition.due_on, petition.answer_due_on, petition.answered_on) == (
        None, date(2020, 9, 18), date(2020, 9, 10),
    )  # fmt: skip
    assert not Clock.objects.of(petition).live().exists()


def test_one_document_transfers_many_petitions_to_many_bodies(council, office, keeper):
    other = BodyFactory(unit=council.unit, name="Công an xã", short_name="Công an xã")
    petitions = [PetitionFactory(council=council, consolidated=True) for _ in range(3)]
    referral = services.draft_referral(sender=council, title="Sau kỳ họp thứ 11", by=keeper)
    services.fill(referral=referral, wanted=dict(zip(petitions, [office, office, other], strict=True)), by=keeper)

    services.send(referral=referral, document=paper(council, date(2020, 7, 20)), by=keeper)

    assert [fresh(row).holder for row in petitions] == [office, office, other]
    assert {fresh(row).status for row in petitions} == {_S.TRANSFERRED}


def test_a_paper_signed_before_the_portal_was_written_keeps_its_day(council, office, keeper):
    petition = PetitionFactory(council=council, received_on=date(2020, 7, 6))
    like = PetitionFactory(council=council, consolidated=True)
    services.consolidate(petition=petition, field=like.field, level=like.level, wording="Sửa đường", by=keeper)
    referral = services.draft_referral(sender=council, title="Sau kỳ họp", by=keeper)
    services.fill(referral=referral, wanted={fresh(petition): office}, by=keeper)

    with pytest.raises(Refused, match="ngày tiếp nhận"):
        services.send(referral=referral, document=paper(council, date(2020, 7, 5)), by=keeper)
    services.send(referral=referral, document=paper(council, date(2020, 7, 20)), by=keeper)

    stood = list(petition.states.order_by("since", "pk").values_list("status", "since"))
    assert stood[-2:] == [(_S.CONSOLIDATED, date(2020, 7, 20)), (_S.TRANSFERRED, date(2020, 7, 20))]


def test_a_draft_paper_transfers_nothing(council, office, keeper):
    petition = PetitionFactory(council=council, consolidated=True)
    referral = services.draft_referral(sender=council, title="Chuyển", by=keeper)
    services.fill(referral=referral, wanted={petition: office}, by=keeper)

    with pytest.raises(Refused, match="số và ngày"):
        services.send(referral=referral, document=OfficialDocumentFactory(issuer=council), by=keeper)

    assert fresh(petition).status == _S.CONSOLIDATED


def test_a_petition_stands_in_one_live_referral_only(council, office, keeper):
    petition = PetitionFactory(council=council, consolidated=True)
    first = services.draft_referral(sender=council, title="Đợt 1", by=keeper)
    services.fill(referral=first, wanted={petition: office}, by=keeper)
    second = services.draft_referral(sender=council, title="Đợt 2", by=keeper)

    with pytest.raises(Refused, match=first.code):
        services.fill(referral=second, wanted={petition: office}, by=keeper)


def test_acceptance_records_the_incoming_number_once_for_the_document(council, office, keeper, settler):
    petitions = [PetitionFactory(council=council, consolidated=True) for _ in range(2)]
    referral = referral_of(*petitions, to=office, by=keeper)

    for petition in petitions:
        services.accept(petition=petition, by=settler, on=date(2020, 7, 22), incoming_number=45)

    assert Receipt.objects.get(document=referral.document, body=office).incoming_number == 45
    assert {fresh(row).status for row in petitions} == {_S.ACCEPTED}


def test_a_refusal_names_the_competent_body_and_transfers_in_the_same_step(council, office, keeper, settler):
    petition = PetitionFactory(council=council, consolidated=True)
    referral_of(petition, to=office, by=keeper, due_on=date(2020, 9, 18))
    police = BodyFactory(unit=council.unit, name="Công an xã")

    services.refuse(
        petition=petition, reason="Thuộc Công an xã", to=police, document=paper(office, date(2020, 7, 27)),
        by=settler,
    )  # fmt: skip

    petition = fresh(petition)
    assert (petition.status, petition.holder) == (_S.TRANSFERRED, police)
    assert list(ReferralItem.objects.filter(petition=petition).order_by("pk").values_list("state", flat=True)) == [
        ItemState.REFUSED, ItemState.SENT,
    ]  # fmt: skip
    assert Petition.objects.visible_to(settler).filter(pk=petition.pk).exists()  # who held it keeps reading


@pytest.mark.parametrize(
    ("asked", "days", "sent_on", "due"),
    [
        (date(2020, 9, 18), None, date(2020, 7, 27), date(2020, 9, 18)),  # the council's own day stays
        (date(2020, 7, 30), None, date(2020, 8, 10), date(2020, 8, 20)),  # it is over: ten days again, as given first
        (date(2020, 7, 27), None, date(2020, 7, 27), date(2020, 8, 3)),
        (date(2020, 9, 18), 30, date(2020, 7, 27), date(2020, 8, 26)),  # the province's rule, from the new document
        (None, 30, date(2020, 7, 27), date(2020, 8, 26)),
        (None, None, date(2020, 7, 27), None),  # nobody ever set a limit
    ],
)
def test_who_gets_a_petition_from_a_body_that_is_not_competent_has_a_limit_too(
    council, office, keeper, settler, asked, days, sent_on, due
):
    if days:
        general = Rule.objects.national().get(code="PET-22")
        since = {"valid": since_day("2017-01-01"), "counted_in": LimitUnit.CALENDAR_DAY}
        OwnLimitFactory(unit=council.unit, replaces=general, amount=days, **since)
    petition = PetitionFactory(council=council, consolidated=True)
    referral_of(petition, to=office, by=keeper, due_on=asked)
    police = BodyFactory(unit=council.unit, name="Công an xã")

    services.refuse(
        petition=petition, reason="Thuộc Công an xã", to=police, document=paper(office, sent_on), by=settler
    )

    petition = fresh(petition)
    assert (petition.holder, petition.due_on) == (police, due)
    running = Clock.objects.of(petition).live().values_list("body", "started_on", "due_on")
    assert list(running) == ([(police.pk, sent_on, due)] if due else [])
    assert petition.answer_due_on == (due or asked)
    assert detail.has_no_limit(petition) is (due is None)


def test_resolved_needs_evidence(council, office, settler):
    petition = petition_at(_S.ANSWERED, council=council, holder=office)

    with pytest.raises(Refused, match="minh chứng"):
        services.claim(petition=petition, outcome=Outcome.RESOLVED, text="Đã làm xong.", by=settler)

    services.claim(
        petition=petition, outcome=Outcome.RESOLVED, text="Đã làm xong.", evidence=paper(office, date(2020, 8, 20)),
        by=settler,
    )  # fmt: skip
    assert fresh(petition).status == _S.CLAIMED


def test_in_progress_needs_a_promised_day_and_is_followed_until_then(council, office):
    petition = petition_at(_S.VERIFIED, council=council, holder=office, outcome=Outcome.IN_PROGRESS)

    assert (petition.status, petition.outcome, petition.due_on) == (
        _S.ANSWERED, Outcome.IN_PROGRESS, date(2020, 12, 15),
    )  # fmt: skip


def test_what_is_sent_back_loses_its_outcome_and_gets_a_new_day(council, office, keeper):
    petition = petition_at(_S.CLAIMED, council=council, holder=office)

    services.send_back(petition=petition, reason="Cử tri chưa được thông tin", by=keeper, due_on=date(2020, 11, 20))

    petition = fresh(petition)
    assert (petition.status, petition.outcome, petition.due_on) == (_S.ANSWERED, "", date(2020, 11, 20))


def test_a_contested_petition_keeps_its_number_and_starts_a_new_run_once(council, office, keeper, settler):
    petition = petition_at(_S.CLOSED, council=council, holder=office)

    services.contest(petition=petition, reason="Đường vẫn hỏng", by=keeper, due_on=date(2020, 12, 1))

    again = fresh(petition)
    assert (again.code, again.status, again.run, again.outcome) == (petition.code, _S.ACCEPTED, 2, "")
    assert (again.due_on, again.answered_on, again.closed_on) == (date(2020, 12, 1), None, None)
    assert Clock.objects.of(again).filter(kind__code="petitions.answer").count() == 2

    services.answer(petition=again, text="Đã làm lại.", document=paper(office, date(2020, 11, 2)), by=settler)
    services.claim(petition=again, outcome=Outcome.EXPLAINED, text="Đã thông tin.", by=settler)
    services.verify(petition=again, by=keeper)
    with pytest.raises(Refused, match="không mở lại lần nữa"):
        services.contest(petition=again, reason="Vẫn hỏng", by=keeper)


def test_the_ladder_is_climbed_never_descended(council, office, keeper):
    petition = petition_at(_S.ACCEPTED, council=council, holder=office)
    services.press(petition=petition, rung=Rung.EXPLAIN, document=paper(council, date(2020, 10, 1)), by=keeper)

    with pytest.raises(Refused, match="không lùi lại"):
        services.press(petition=petition, rung=Rung.URGE, document=paper(council, date(2020, 10, 2)), by=keeper)


def test_an_opinion_becomes_one_petition_for_each_council(council, keeper):
    from tests.factories.conferences import OpinionFactory

    opinion = OpinionFactory(conference__host=council)
    petition = services.take_opinion(opinion=opinion, council=council, by=keeper)

    assert (petition.source, petition.received_on) == (Source.MEETING, opinion.conference.held_on)
    with pytest.raises(Refused, match=petition.code):
        services.take_opinion(opinion=opinion, council=council, by=keeper)


def test_only_the_councils_side_judges_and_only_the_holders_side_settles(council, office):
    from django.core.exceptions import PermissionDenied

    petition = petition_at(_S.CLAIMED, council=council, holder=office)

    with pytest.raises(PermissionDenied):
        services.verify(petition=petition, by=settler_of(office))
    with pytest.raises(PermissionDenied):
        services.answer(petition=petition, text="x", document=paper(office, date(2020, 9, 1)), by=keeper_of(council))


def test_naming_ones_own_commune_opens_no_council_but_those_above_it(council):
    from django.core.exceptions import PermissionDenied

    from organizations.enums import Role
    from tests.factories.accounts import UserFactory
    from tests.factories.organizations import UnitFactory
    from tests.factories.petitions import CouncilFactory

    district = UnitFactory(kind__code="huyen", name="Đầm Hà")
    own = UnitFactory(parent=district, name="Dực Yên")
    official = UserFactory(member_of=own, role=Role.OFFICIAL)
    said = {"source": Source.MEETING, "text": "Sửa đường", "received_on": date(2020, 7, 6), "place_unit": own}

    assert services.take(council=CouncilFactory(unit=district), by=official, **said).place_unit == own
    with pytest.raises(PermissionDenied):
        services.take(council=council, by=official, **said)
