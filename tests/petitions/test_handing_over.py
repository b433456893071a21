"""A district ends: its open petitions go on at the communes and the province, and may come back."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from common.errors import Refused
from deadlines.models import Clock
from organizations import services as map_services
from organizations.enums import Role, Why
from organizations.models import Body, UnitLevel
from petitions import services
from petitions.enums import HandoverSide, HandoverStatus, ItemState, MoveState, PetitionStatus
from petitions.models import HandoverItem, Petition, PetitionStake, PetitionState
from petitions.services import handing_over
from petitions.succeeding import ended_units
from tests.factories.accounts import UserFactory
from tests.factories.conferences import CouncilTermFactory
from tests.factories.organizations import BodyFactory, LegalActFactory, UnitFactory, days
from tests.factories.petitions import (
    CouncilFactory,
    PetitionFactory,
    keeper_of,
    paper,
    petition_at,
    referral_of,
    settler_of,
)

pytestmark = pytest.mark.django_db

ENDED = date(2025, 7, 1)
_S = PetitionStatus


class District:
    """A district under a province, with three communes; on 01/07/2025 its level ends, nobody is named its heir."""

    def __init__(self):
        self.province = UnitFactory(code="tinh-a", kind__code="tinh", name="Quảng Ninh")
        self.unit = UnitFactory(code="huyen-a", kind__code="huyen", name="Đầm Hà", parent=self.province)
        self.communes = [UnitFactory(code=f"xa-{n}", name=f"Xã {n}", parent=self.unit) for n in range(3)]
        self.council, self.office = self._bodies(self.unit)
        self.above = self._bodies(self.province)
        self.below = [self._bodies(commune) for commune in self.communes]
        self.judge = UserFactory(member_of=self.above[0], role=Role.LEADER)

    def _bodies(self, unit):
        return CouncilFactory(unit=unit, code=f"hdnd-{unit.code}"), BodyFactory(unit=unit, code=f"ubnd-{unit.code}")

    def petitions(self):
        """Held in each of the communes and nowhere in particular, and one that was never sent."""
        kept = {"council": self.council, "holder": self.office}
        held = [petition_at(_S.ACCEPTED, place_unit=unit, **kept) for unit in self.communes]
        held.append(petition_at(_S.ANSWERED, **kept))
        return [*held, PetitionFactory(council=self.council, place_unit=self.communes[1], consolidated=True)]

    def end(self):
        level = UnitLevel.objects.get(code="district")
        admin = UserFactory(member_of=self.province, role=Role.SYSTEM_ADMIN)
        map_services.abolish_level(level=level, on=ENDED, act=LegalActFactory(), by=admin)
        self.unit.refresh_from_db()


@pytest.fixture
def district():
    with time_machine.travel("2025-08-04 09:00 +0700", tick=False):
        yield District()


def snapshot():
    """Where every petition stands, whom it concerns, and its clocks."""
    rows = Petition.objects.order_by("pk").values_list(
        "pk", "status", "council", "holder", "due_on", "answer_due_on", "run"
    )
    stakes = PetitionStake.objects.filter(until=None).exclude(why=Why.SUPPORTER)
    clocks = Clock.objects.order_by("pk").values_list("pk", "body", "above", "due_on", "state", "duty", "ended_on")
    return list(rows), sorted(stakes.values_list("record", "unit", "body", "why")), list(clocks)


def drafted(district):
    return handing_over.draft_succession(
        unit=district.unit, on=ENDED, reason="Kết thúc hoạt động cấp huyện", by=district.judge
    )


def test_open_petitions_of_an_ended_district_go_to_the_communes_and_the_province_and_come_back(district):
    petitions = district.petitions()
    district.end()
    before = snapshot()
    [ended] = ended_units([district.unit.pk])
    assert (ended.followed, ended.held) == (5, 4)

    handover = drafted(district)

    proposed = {(row.petition_id, row.side): row.to_body for row in handover.items.select_related("to_body")}
    for number in range(3):
        assert proposed[petitions[number].pk, HandoverSide.COUNCIL] == district.below[number][0]
        assert proposed[petitions[number].pk, HandoverSide.HOLDER] == district.below[number][1]
    assert proposed[petitions[3].pk, HandoverSide.HOLDER] == district.above[1]
    assert snapshot() == before  # a list to confirm, nothing more

    handing_over.apply(handover=handover, by=district.judge)

    rows, stakes, clocks = snapshot()
    bodies = [(*pair,) for pair in (*district.below, district.above)]
    assert [(row[2], row[3]) for row in rows[:4]] == [(council.pk, office.pk) for council, office in bodies]
    assert (rows[4][2], rows[4][3]) == (district.below[1][0].pk, None)
    assert [row[1:2] + row[4:] for row in rows] == [row[1:2] + row[4:] for row in before[0]]  # due dates go on
    live = [(clock[1], clock[2]) for clock in clocks if clock[4] == "running"]
    assert live == [(office.pk, council.pk) for council, office in district.below]
    assert [clock[3:] for clock in clocks] == [clock[3:] for clock in before[2]]
    assert not {district.council.pk, district.office.pk} & {stake[2] for stake in stakes}
    keeper, settler = keeper_of(district.below[0][0]), settler_of(district.below[0][1])
    services.answer(
        petition=petitions[0], text="Đã sửa", document=paper(district.below[0][1], date(2025, 7, 9)), by=settler
    )
    assert Petition.objects.visible_to(keeper).filter(pk=petitions[0].pk).exists()

    handing_over.undo(handover=handover, reason="Sai danh sách", by=district.judge)

    after = snapshot()
    assert (after[0][1:], after[2][1:]) == (before[0][1:], before[2][1:])
    assert [stake for stake in after[1] if stake[0] != petitions[0].pk] == [
        stake for stake in before[1] if stake[0] != petitions[0].pk
    ]
    kept = handover.items.filter(state=MoveState.KEPT)
    assert {row.petition for row in kept} == {petitions[0]}  # answered since: stays, and the list says so
    assert all(row.note for row in kept)
    handover.refresh_from_db()
    assert handover.status == HandoverStatus.UNDONE
    assert PetitionState.objects.filter(petition=petitions[1]).count() == 5  # nothing of its past is lost
    with pytest.raises(Refused):
        handing_over.undo(handover=handover, reason="Lần nữa", by=district.judge)


def test_drafts_of_an_ended_council_go_on_and_drafts_to_an_ended_body_are_redirected(district):
    keeper = keeper_of(district.council)
    near, far = (
        PetitionFactory(council=district.council, consolidated=True, place_unit=district.communes[n]) for n in (0, 1)
    )
    also = PetitionFactory(council=district.council, consolidated=True, place_unit=district.communes[0])
    draft = services.draft_referral(sender=district.council, title="Chuyển", by=keeper)
    services.fill(referral=draft, wanted=dict.fromkeys([near, also, far], district.office), by=keeper)
    district.end()
    handover = drafted(district)

    handing_over.apply(handover=handover, by=district.judge)

    draft.refresh_from_db()
    assert draft.sender == district.below[0][0]
    items = {item.petition_id: (item.state, item.to) for item in draft.items.all()}
    assert items[near.pk] == items[also.pk] == (ItemState.DRAFT, district.below[0][1])
    assert items[far.pk][0] == ItemState.DROPPED

    handing_over.undo(handover=handover, reason="Sai", by=district.judge)
    draft.refresh_from_db()
    assert draft.sender == district.council
    assert {(item.state, item.to) for item in draft.items.all()} == {(ItemState.DRAFT, district.office)}


def test_only_who_judges_around_the_ended_unit_hands_over_and_every_line_needs_a_receiver(district):
    district.petitions()
    district.end()
    with pytest.raises(PermissionDenied):
        handing_over.draft_succession(unit=district.unit, on=ENDED, reason="x", by=keeper_of(CouncilFactory()))
    handover = drafted(district)
    line = handover.items.first()
    handing_over.choose(handover=handover, to={line.pk: None}, by=district.judge)

    with pytest.raises(Refused, match="Còn 1 dòng"):
        handing_over.apply(handover=handover, by=district.judge)
    with pytest.raises(Refused, match="chưa xác nhận"):
        drafted(district)


@pytest.mark.usefixtures("today")
def test_a_new_term_takes_over_what_is_open_by_one_list(council, office, keeper):
    old = [petition_at(_S.ACCEPTED, council=council, holder=office), PetitionFactory(council=council)]
    petition_at(_S.CLOSED, council=council, holder=office)
    term = CouncilTermFactory(council=council, number=20, valid=days("2020-10-15", "2025-10-15"))

    handover = handing_over.draft_term(term=term, reason="Kỳ họp thứ nhất", by=keeper)
    handing_over.apply(handover=handover, by=keeper)

    assert set(HandoverItem.objects.filter(state=MoveState.MOVED).values_list("petition", flat=True)) == {
        row.pk for row in old
    }
    with pytest.raises(Refused, match="Không có"):
        handing_over.draft_term(term=term, reason="Lần nữa", by=keeper)
    handing_over.undo(handover=handover, reason="Sai", by=keeper)
    assert not HandoverItem.objects.exclude(state=MoveState.RETURNED).exists()


@pytest.mark.usefixtures("today")
def test_by_decision_everything_a_body_holds_passes_to_another(council, office, keeper):
    petition = PetitionFactory(council=council, consolidated=True)
    referral = referral_of(petition, to=office, by=keeper)
    police = BodyFactory(unit=council.unit, name="Công an xã")
    handover = handing_over.draft_manual(body=office, to=police, on=date(2020, 10, 1), reason="QĐ 12", by=keeper)

    handing_over.apply(handover=handover, by=keeper)

    petition.refresh_from_db()
    assert petition.holder == police
    assert petition.items.get().to == office  # the paper stays as it was written
    assert Body.objects.filter(pk__in=referral.stakes.filter(until=None).values("body")).contains(police)
