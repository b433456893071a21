"""Who signs a paper, and in whose name: as the kind of the body does, and as its people are known."""

import pytest
import time_machine

from common.official import Style
from common.periods import Period
from organizations.models import BodyKind
from reports import services, signers
from reports.paper import compose, draft
from steering.enums import Position
from supervision.enums import BoardPosition
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.steering import CommitteeFactory, CommitteeMemberFactory
from tests.factories.supervision import board_of, front_of, keeper_of

YEAR = Period.of_year(2024)


@pytest.fixture
def commune(db):
    return UnitFactory(name="Quảng Lâm", kind__code="xa", kind__name_vi="xã", code="quang-lam")


def lines(paper):
    return [paper.authority, *paper.position_lines, paper.signer]


@pytest.mark.django_db
def test_every_kind_of_body_signs_as_somebody():
    """A kind that the tables do not know would sign as the head of an agency."""
    known = signers.COLLECTIVES.keys() | signers.HEADS.keys()
    general = {"don-vi-su-nghiep", "co-quan-khoi-mttq"}  # of many sorts: a centre, a station, a joint office

    assert {*BodyKind.objects.values_list("code", flat=True)} - known == general, "whose head has which title?"
    assert not signers.COLLECTIVES.keys() & signers.HEADS.keys()


@pytest.mark.parametrize(
    ("kind", "name", "style", "authority", "position"),
    [
        ("ubnd", "Ủy ban nhân dân xã Quảng Lâm", Style.STATE, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("hdnd", "Hội đồng nhân dân xã Quảng Lâm", Style.STATE, "TM. THƯỜNG TRỰC HĐND", "CHỦ TỊCH"),
        ("thuong-truc-hdnd", "Thường trực Hội đồng nhân dân", Style.STATE, "TM. THƯỜNG TRỰC HĐND", "CHỦ TỊCH"),
        ("ban-hdnd", "Ban Pháp chế Hội đồng nhân dân xã Quảng Lâm", Style.STATE, "TM. BAN PHÁP CHẾ", "TRƯỞNG BAN"),
        ("mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam xã Quảng Lâm", Style.STATE, "TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"),
        ("dang-uy", "Đảng ủy xã Quảng Lâm", Style.PARTY_B, "T/M ĐẢNG ỦY", "BÍ THƯ"),
        ("huyen-uy", "Huyện ủy Quảng Lâm", Style.PARTY_B, "T/M HUYỆN ỦY", "BÍ THƯ"),
        ("ban-dan-van", "Ban Dân vận Huyện ủy Quảng Lâm", Style.PARTY_B, "", "TRƯỞNG BAN"),
        ("phong-kinh-te", "Phòng Kinh tế xã Quảng Lâm", Style.STATE, "", "TRƯỞNG PHÒNG"),
        ("don-vi-su-nghiep", "Trung tâm Y tế", Style.STATE, "", "THỦ TRƯỞNG CƠ QUAN"),
    ],
)  # fmt: skip
def test_a_body_signs_in_the_name_of_its_collective_or_by_its_head_alone(
    commune, kind, name, style, authority, position
):
    body = BodyFactory(unit=commune, kind=BodyKind.objects.get(code=kind), name=name)

    assert signers.of_body(body, style) == signers.Signing(authority, position, "")


@pytest.mark.parametrize(
    ("seated", "signs"),
    [
        ((), ["T/M BAN CHỈ ĐẠO", "TRƯỞNG BAN", ""]),
        ((Position.MEMBER,), ["T/M BAN CHỈ ĐẠO", "TRƯỞNG BAN", ""]),
        ((Position.DEPUTY, Position.HEAD), ["T/M BAN CHỈ ĐẠO", "TRƯỞNG BAN", "head"]),
        (
            (Position.DEPUTY, Position.STANDING_DEPUTY),
            ["T/M BAN CHỈ ĐẠO", "PHÓ TRƯỞNG BAN THƯỜNG TRỰC", "standdep"],
        ),
    ],
    ids=["nobody", "member", "head", "deputies"],
)
def test_a_partys_committee_is_signed_for_by_its_head_else_by_its_first_deputy(commune, seated, signs):
    committee = CommitteeFactory(commune=commune)
    for position in seated:
        CommitteeMemberFactory(committee=committee, position=position, full_name=position.value)

    assert lines(compose(draft(body=committee.body, kind="committee", period=YEAR)).paper) == signs


def test_the_deputy_of_a_state_committee_signs_for_its_head():
    people = [(BoardPosition.MEMBER, "A"), (BoardPosition.DEPUTY, "B")]

    signing = signers.of_people(Style.STATE, "Ban Thanh tra nhân dân", people)
    assert signing == signers.Signing("TM. BAN THANH TRA NHÂN DÂN", "KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN", "B")


def test_a_board_of_the_people_signs_itself_by_its_head(commune):
    front = front_of(commune)
    with time_machine.travel("2024-12-16 09:00 +0700", tick=False):
        board_of(front, keeper_of(commune))
        paper = compose(draft(body=front, kind="inspectors", period=YEAR)).paper

    assert lines(paper) == ["TM. BAN THANH TRA NHÂN DÂN", "TRƯỞNG BAN", "Lò Văn Đầu"]


def test_what_was_typed_stands_in_place_of_what_is_usual(commune):
    report = draft(body=front_of(commune), kind="front", period=YEAR)
    assert lines(compose(report).paper) == ["TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH", ""]

    report.authority, report.signer_position = "TM. BAN THƯỜNG TRỰC; KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"
    report.signer_name = "Lò Thị Hoa"
    assert lines(compose(report).paper) == ["TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lò Thị Hoa"]


def test_minutes_are_signed_by_the_secretary_and_by_who_chaired(desk):
    minutes = services.start_about(conference=desk.conference, kind="conference-minutes", by=desk.clerk)
    minutes.conference.chair_name = "Đỗ Thị Ngân"
    notice = services.start_about(conference=desk.conference, kind="conference-notice", by=desk.clerk)

    signed, told = compose(minutes).paper, compose(notice).paper

    assert (signed.beside, lines(signed)) == ("THƯ KÝ", ["", "CHỦ TRÌ", "Đỗ Thị Ngân"])
    assert any(block.text.startswith("Thư ký: ") for block in signed.sections[0].blocks)
    assert (told.beside, lines(told)) == ("", ["T/M BAN CHỈ ĐẠO", "TRƯỞNG BAN", "Đỗ Thị Ngân"])
