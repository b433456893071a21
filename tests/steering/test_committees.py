"""Committees over time: founding, reorganising, ending; who may."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from audit.services import history
from common.errors import Refused
from organizations.enums import Role
from steering import services
from steering.enums import Position
from steering.models import Committee, CommitteeMember
from steering.queries import steps_of
from steering.services import MemberChange, MemberSpec
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory, days
from tests.factories.steering import CommitteeBodyFactory, CommitteeFactory, CommitteeKindFactory

pytestmark = pytest.mark.django_db

FOUNDED, CHANGED = date(2020, 3, 1), date(2020, 8, 1)
HEAD = MemberSpec(full_name="Nguyễn Văn An", position=Position.HEAD, office="Bí thư Đảng ủy")
DEPUTY = MemberSpec(full_name="Lê Thị Bình", position=Position.STANDING_DEPUTY, rank=10)
MEMBER = MemberSpec(full_name="Trần Văn Cường", sector="Nông nghiệp", rank=30)


def found(body, by=None, **fields) -> Committee:
    values = {
        "kind": CommitteeKindFactory(), "body": body, "on": FOUNDED, "decision_text": "QĐ 12-QĐ/ĐU ngày 01/3/2020",
        "members": [HEAD, MEMBER, DEPUTY], "by": by or UserFactory(member_of=body.unit),
    }  # fmt: skip
    return services.found_committee(**(values | fields))


@pytest.fixture
def board():
    return found(CommitteeBodyFactory(), standing_body=None)


@pytest.fixture
def clerk(board):
    return UserFactory(member_of=board.body, role=Role.CLERK, full_name="Phạm Thư Ký")


def reorganise(board, by, **fields):
    values = {"committee": board, "on": CHANGED, "decision_text": "QĐ 30", "by": by}
    return services.reorganise(**(values | fields))


def member(board, spec) -> CommitteeMember:
    return board.members.get(full_name=spec.full_name, left_by=None)


def names(board, day) -> list[str]:
    return [person.full_name for person in board.members.on(day).in_official_order()]


def test_members_stand_in_official_order():
    everyone = [
        MemberSpec(full_name="Tổ viên", position=Position.SUPPORT),
        MemberSpec(full_name="Ủy viên hai", rank=20),
        MemberSpec(full_name="Ủy viên một", rank=10),
        MemberSpec(full_name="Thường trực", position=Position.STANDING_MEMBER),
        MemberSpec(full_name="Phó ban", position=Position.DEPUTY),
        DEPUTY,
        HEAD,
    ]

    board = found(CommitteeBodyFactory(), members=everyone)

    expected = ["Nguyễn Văn An", "Lê Thị Bình", "Phó ban", "Thường trực", "Ủy viên một", "Ủy viên hai", "Tổ viên"]
    assert names(board, FOUNDED) == expected


def test_founding_is_the_first_decision_and_is_remembered(board):
    assert [step.decision.on for step in steps_of(board)] == [FOUNDED]
    assert "lập Ban Chỉ đạo theo QĐ 12-QĐ/ĐU ngày 01/3/2020, 3 thành viên" in history(board)[0].text
    assert [str(stake.unit_id) for stake in board.stakes.all()] == [str(board.unit_id)]


BAD_FOUNDINGS = [
    ("decision_text", {"decision_text": " "}),
    ("on", {"on": date(1999, 12, 31)}),
    ("full_name", {"members": [HEAD, MemberSpec(full_name=" ")]}),
    ("full_name", {"members": [HEAD, MemberSpec(full_name="nguyễn  văn AN")]}),
    ("position", {"members": [HEAD, MemberSpec(full_name="Người khác", position=Position.HEAD)]}),
]


@pytest.mark.parametrize(("field", "bad"), BAD_FOUNDINGS)
def test_an_impossible_committee_is_refused_beside_its_field(field, bad):
    with pytest.raises(Refused) as refused:
        found(CommitteeBodyFactory(), **bad)

    assert refused.value.field == field
    assert not Committee.objects.exists()


def test_the_same_account_sits_once():
    user = UserFactory()
    twice = [MemberSpec(full_name="Nguyễn Văn An", user=user), MemberSpec(full_name="Nguyễn An", user=user)]

    with pytest.raises(Refused, match="hai lần"):
        found(CommitteeBodyFactory(), members=twice)


def test_a_body_becomes_one_committee_and_a_unit_has_one_of_a_kind(board):
    with pytest.raises(Refused) as refused:
        found(board.body)
    assert refused.value.field == "body"

    with pytest.raises(Refused) as refused:
        found(CommitteeBodyFactory(unit=board.unit))
    assert refused.value.field == "kind"


def test_reorganising_keeps_who_sat_before(board, clerk):
    new = MemberSpec(full_name="Hoàng Thị Dung", office="Chủ tịch MTTQ")
    change = MemberChange(member(board, DEPUTY), MemberSpec(full_name="Lê Thị Bình", position=Position.HEAD))

    reorganise(board, clerk, join=[new], leave=[member(board, HEAD)], change=[change])

    assert names(board, date(2020, 7, 31)) == ["Nguyễn Văn An", "Lê Thị Bình", "Trần Văn Cường"]
    assert names(board, CHANGED) == ["Lê Thị Bình", "Trần Văn Cường", "Hoàng Thị Dung"]
    latest = steps_of(board)[0]
    assert [str(m) for m in latest.joined] == ["Hoàng Thị Dung"]
    assert [str(m) for m in latest.left] == ["Nguyễn Văn An"]
    assert [str(m) for m in latest.changed] == ["Lê Thị Bình"]
    assert "kiện toàn theo QĐ 30: thêm 1, thôi 1, thay đổi 1" in history(board)[0].text


BAD_CHANGES = [
    ("decision_text", {"decision_text": ""}),
    ("on", {"on": FOUNDED}),
    ("on", {"on": date(2019, 1, 1)}),
    ("full_name", {"join": [MemberSpec(full_name="TRẦN Văn Cường")]}),
    ("full_name", {"join": [MemberSpec(full_name="Hai Lần"), MemberSpec(full_name="Hai lần")]}),
    ("position", {"join": [MemberSpec(full_name="Trưởng mới", position=Position.HEAD)]}),
    (None, {"join": []}),
]


@pytest.mark.parametrize(("field", "bad"), BAD_CHANGES)
def test_an_impossible_reorganisation_is_refused_beside_its_field(board, clerk, field, bad):
    with pytest.raises(Refused) as refused:
        reorganise(board, clerk, **({"join": [MemberSpec(full_name="Hoàng Thị Dung")]} | bad))

    assert refused.value.field == field
    assert board.members.count() == 3


def test_decisions_are_entered_in_their_order(board, clerk):
    reorganise(board, clerk, join=[MemberSpec(full_name="Một")])

    for day in (CHANGED, date(2020, 7, 1)):
        with pytest.raises(Refused) as refused:
            reorganise(board, clerk, on=day, join=[MemberSpec(full_name="Hai")])
        assert refused.value.field == "on"


def test_who_left_may_come_back(board, clerk):
    reorganise(board, clerk, leave=[member(board, MEMBER)])
    reorganise(board, clerk, on=date(2020, 9, 1), join=[MEMBER])

    assert "Trần Văn Cường" not in names(board, CHANGED)
    assert "Trần Văn Cường" in names(board, date(2020, 9, 1))


def test_correcting_remembers_the_fields_and_the_standing_body_gets_a_stake(board, clerk):
    standing = BodyFactory(unit=UnitFactory())

    services.edit_committee(
        committee=board, term=None, standing_body=standing, decision_text=board.decision_text, by=clerk
    )

    assert "cơ quan thường trực" in history(board)[0].text
    assert standing.unit_id in board.stakes.values_list("unit", flat=True)
    for bad in ({"decision_text": ""}, {"standing_body": board.body}):
        values = {"term": None, "standing_body": standing, "decision_text": "QĐ 12"} | bad
        with pytest.raises(Refused):
            services.edit_committee(committee=board, by=clerk, **values)


def test_a_dissolved_committee_has_no_members_and_takes_no_changes(board, clerk):
    services.dissolve(committee=board, on=CHANGED, decision_text="QĐ 99", by=clerk)

    board.refresh_from_db()
    assert names(board, date(2020, 7, 31))
    assert names(board, CHANGED) == []
    assert not Committee.objects.alive(CHANGED).exists()
    with pytest.raises(Refused) as refused:
        reorganise(board, clerk, on=date(2020, 9, 1), join=[MemberSpec(full_name="Một")])
    assert refused.value.field == "on"
    assert found(CommitteeBodyFactory(unit=board.unit), on=CHANGED)


# -- who may

ORGANISERS = {Role.OFFICIAL, Role.CLERK, Role.LEADER}
VERBS = ["found", "reorganise", "edit", "dissolve"]


def attempt(verb, board, user) -> None:
    if verb == "found":
        found(CommitteeBodyFactory(unit=board.unit), user, kind=CommitteeKindFactory(code="khac"))
    elif verb == "reorganise":
        reorganise(board, user, join=[MemberSpec(full_name="Một")])
    elif verb == "edit":
        services.edit_committee(committee=board, term=None, standing_body=None, decision_text="QĐ 13", by=user)
    else:
        services.dissolve(committee=board, on=CHANGED, decision_text="QĐ 99", by=user)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("verb", VERBS)
def test_people_who_enter_gather_and_lead_keep_the_committee(verb, role, board):
    user = UserFactory(member_of=board.unit, role=role)

    if role in ORGANISERS:
        attempt(verb, board, user)
    else:
        with pytest.raises(PermissionDenied):
            attempt(verb, board, user)


@pytest.mark.parametrize("verb", VERBS)
def test_people_elsewhere_keep_no_committee_of_this_unit(verb, board):
    above, below = UnitFactory(kind__code="huyen"), UnitFactory(parent=board.unit, kind__code="thon")

    for place in (above, below, UnitFactory()):
        with pytest.raises(PermissionDenied):
            attempt(verb, board, UserFactory(member_of=place, role=Role.LEADER))


@pytest.mark.parametrize("verb", ["reorganise", "edit", "dissolve"])
def test_people_of_the_standing_body_keep_it_and_of_another_body_do_not(verb):
    body = CommitteeBodyFactory()
    standing = BodyFactory(unit=body.unit)
    board = found(body, standing_body=standing)

    with pytest.raises(PermissionDenied):
        attempt(verb, board, UserFactory(member_of=BodyFactory(unit=body.unit), role=Role.LEADER))
    attempt(verb, board, UserFactory(member_of=standing, role=Role.CLERK))


def test_the_people_of_the_successor_keep_the_committee_of_a_unit_that_is_no_more():
    from organizations import closure
    from organizations.models import UnitSuccession
    from tests.factories.organizations import LegalActFactory

    gone = UnitFactory(valid=days("2000-01-01", "2025-07-01"))
    board = CommitteeFactory(body=CommitteeBodyFactory(unit=gone), valid=days("2020-03-01", "2025-07-01"))
    heir = UnitFactory()
    UnitSuccession.objects.create(predecessor=gone, successor=heir, on=date(2025, 7, 1), act=LegalActFactory())
    closure.rebuild()
    user = UserFactory(member_of=heir)

    assert Committee.objects.visible_to(user).filter(pk=board.pk).exists()
    services.edit_committee(committee=board, term=None, standing_body=None, decision_text="QĐ sửa", by=user)
