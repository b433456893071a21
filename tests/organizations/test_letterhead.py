"""How a body stands at the head of its papers, the same in every room."""

from datetime import date

import pytest

from common.official import Style
from common.periods import Period
from disclosures import paper_head
from organizations import letterhead
from organizations.enums import Family
from petitions.papers import base
from reports.gather import gather
from reports.heads import head_of
from reports.paper import draft
from tests.factories.organizations import BodyFactory, UnitFactory, days
from tests.factories.supervision import kind

pytestmark = pytest.mark.django_db
SAID = ("style", "superior", "issuer", "issuer_in_text", "place", "kept_in")


@pytest.fixture
def commune():
    return UnitFactory(name="Đầm Hà", kind__code="xa", kind__name_vi="xã")


@pytest.fixture
def council(commune):
    return BodyFactory(unit=commune, kind=kind("hdnd", Family.COUNCIL, "Hội đồng nhân dân"),
                       name="Hội đồng nhân dân xã Đầm Hà", symbol="HĐND")  # fmt: skip


@pytest.fixture
def authority(commune):
    return BodyFactory(unit=commune, kind=kind("ubnd", Family.STATE, "Ủy ban nhân dân"),
                       name="Ủy ban nhân dân xã Đầm Hà", symbol="UBND")  # fmt: skip


def test_papers_of_three_rooms_begin_alike(authority):
    report = draft(body=authority, kind="disclosure", period=Period.parse("2026-Q2"))

    of_report = head_of(report, gather(authority, Period.parse("2026-Q2")))
    of_petitions = base.paper(base.Words(issuer=authority), type_name="BÁO CÁO", subject="kết quả")
    of_disclosures = paper_head.head_of(authority, "BC", date(2026, 6, 30))

    heads = [[head[name] for name in SAID] for head in (of_report, of_disclosures)]
    heads.append([getattr(of_petitions, name) for name in SAID])
    assert heads[0] == heads[1] == heads[2]
    assert of_report["symbol"] == of_disclosures["symbol"] == of_petitions.symbol == "BC-UBND"
    assert of_disclosures["authority"] == of_petitions.authority == "TM. ỦY BAN NHÂN DÂN"


def test_an_office_stands_over_its_place(council):
    assert letterhead.named(council) == "Hội đồng nhân dân\nxã Đầm Hà"


def test_what_the_line_above_says_is_not_said_again(commune, council):
    committee = BodyFactory(unit=commune, parent=council, name=f"Ban Pháp chế {council.name}")
    head = letterhead.head_of(committee, "BC", date(2026, 6, 30))

    assert (head["superior"], head["issuer"]) == ("HỘI ĐỒNG NHÂN DÂN\nXÃ ĐẦM HÀ", "BAN PHÁP CHẾ")


def test_the_fronts_long_name_is_broken_where_its_words_part(commune):
    front = BodyFactory(unit=commune, name="Ủy ban Mặt trận Tổ quốc Việt Nam xã Đầm Hà")

    assert letterhead.named(front).splitlines() == ["Ủy ban Mặt trận", "Tổ quốc Việt Nam", "xã Đầm Hà"]


@pytest.mark.parametrize(
    ("code", "family", "day", "style", "kept", "name"),
    [
        ("ubnd", Family.STATE, date(2026, 5, 27), Style.STATE, "VT", "TM. CẢ TẬP THỂ"),
        ("mttq", Family.FRONT, date(2026, 5, 27), Style.STATE, "VT", "TM. CẢ TẬP THỂ"),
        ("dang-uy", Family.PARTY, date(2026, 5, 26), Style.PARTY_B, "Văn phòng", "T/M CẢ TẬP THỂ"),
        ("dang-uy", Family.PARTY, date(2026, 5, 27), Style.PARTY_C, "Văn phòng", "T/M CẢ TẬP THỂ"),
    ],
)
def test_layout_and_words_follow_the_family_and_the_day(commune, code, family, day, style, kept, name):
    head = letterhead.head_of(BodyFactory(unit=commune, kind=kind(code, family, code)), "BC", day)

    assert (head["style"], head["kept_in"]) == (style, kept)
    assert letterhead.in_name_of(head["style"], "cả tập thể") == name


def test_the_place_is_found_in_the_name_after_the_last_day_of_the_unit():
    ended = UnitFactory(name="Quảng Tân", kind__code="xa", kind__name_vi="xã", valid=days("2000-01-01", "2025-07-01"))

    assert letterhead.office_of(BodyFactory(unit=ended, name="Ủy ban nhân dân xã Quảng Tân")) == "Ủy ban nhân dân"
