"""Who below discloses as the law says; every number is the length of the list that it opens."""

from datetime import date

import pytest
from django.test import Client

from common.periods import Period
from disclosures import compliance, list_paper, listing
from disclosures.filters import DisclosureFilter
from disclosures.models import Disclosure
from disclosures.services import lists, postings
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.disclosures import boards_of, disclosure_of, recorder_of, up
from tests.factories.organizations import BodyFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

QUARTER = Period.parse("2026-Q4")


@pytest.fixture
def province():
    """Three communes: one in time and with a gap, one late and behind, one silent."""
    province = UnitFactory(code="tinh-x", kind__code="tinh", name="Quảng Ninh")
    communes = [UnitFactory(code=f"xa-{n}", name=name, parent=province) for n, name in enumerate(("An", "Bình", "Cao"))]
    for commune in communes[:2]:
        body = BodyFactory(unit=commune, code=f"ubnd-{commune.code}")
        boards_of(body)
        clerk = recorder_of(body)
        first = disclosure_of(body, 1, on=date(2026, 10, 1), by=clerk)
        if commune is communes[0]:
            (posting, _other) = up(first, date(2026, 10, 5), by=clerk)
            postings.break_off(posting=posting, on=date(2026, 10, 20), reason="Bão", by=clerk)
        else:
            up(first, date(2026, 10, 9), by=clerk)
            disclosure_of(body, 2, on=date(2026, 10, 1), by=clerk)
    return province


def numbers(row):
    return [cell.number for cell in row.cells]


def test_whoever_is_behind_stands_first_and_the_silent_last(province):
    leader = UserFactory(member_of=province, role=Role.LEADER)

    table = compliance.of_unit(province, QUARTER, leader)

    assert [(row.unit.name, numbers(row)) for row in table.rows] == [
        ("Bình", [2, 0, 1, 1, 0, 0]),
        ("An", [1, 1, 0, 0, 0, 1]),
        ("Cao", [0, 0, 0, 0, 0, 0]),
    ]
    assert numbers(table.total) == [3, 1, 1, 1, 0, 1]
    assert table.silent == 1


def test_every_number_is_the_length_of_its_list(province):
    leader = UserFactory(member_of=province, role=Role.LEADER)
    client = Client()
    client.force_login(leader)

    table = compliance.of_unit(province, QUARTER, leader)

    for row in [table.total, *table.rows]:
        for cell in row.cells:
            typed = dict(pair.split("=", 1) for pair in cell.url.partition("?")[2].split("&"))
            chosen = DisclosureFilter.read({name: value.replace("%2F", "/") for name, value in typed.items()})
            assert chosen.apply(Disclosure.objects.in_unit(row.unit)).count() == cell.number, cell.url
    assert client.get(table.total.cells[0].url).status_code == 200


def test_a_neighbour_sees_no_table(province):
    stranger = UserFactory(member_of=UnitFactory(code="tinh-y", kind__code="tinh"), role=Role.LEADER)

    assert compliance.of_unit(province, QUARTER, stranger).rows == []


def test_the_list_of_a_quarter_is_frozen_and_its_posting_is_owed(committee, boards, clerk):
    up(disclosure_of(committee, on=date(2026, 10, 1), by=clerk), date(2026, 10, 5), by=clerk)

    first = lists.compile_list(body=committee, quarter=QUARTER, by=clerk)
    second = lists.compile_list(body=committee, quarter=QUARTER, by=clerk)

    assert (first.version, second.version, first.rows) == (1, 2, 1)
    assert second.disclosure.replaces == first.disclosure
    assert second.disclosure.item.number == 0
    assert second.disclosure.due_on == date(2026, 11, 27)
    assert second.disclosure.postings.filter(status="planned").count() == len(boards)
    assert second.disclosure.files.get().name == "danh-sach-cong-khai-2026-Q4-2.pdf"
    assert len(listing.of_body(committee, QUARTER).lines) == 1


def test_list_and_report_are_papers_that_say_what_the_page_says(committee, boards, clerk):
    import subprocess

    up(disclosure_of(committee, on=date(2026, 10, 1), by=clerk), date(2026, 10, 5), by=clerk)
    disclosure_of(committee, 12, on=date(2026, 10, 1), by=clerk, title="Mức thu phí chợ")
    client = Client()
    client.force_login(clerk)

    said = {}
    for which in ("danh-sach", "bao-cao"):
        answer = client.get(f"/cong-khai/noi-bo/danh-sach/{committee.code}/2026-Q4/{which}.pdf")
        text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.content, capture_output=True, check=True)
        said[which] = " ".join(text.stdout.decode().split())

    assert "DANH SÁCH" in said["danh-sach"]
    assert "05/10/2026" in said["danh-sach"]
    assert "Mức thu phí chợ" not in said["danh-sach"]
    assert "Trong kỳ có 2 việc phải công khai" in said["bao-cao"]
    assert "đúng hạn: 1; chậm: 0; quá hạn, chưa đủ nơi: 1" in said["bao-cao"]
    assert "Mức thu phí chợ; hạn công khai 08/10/2026" in said["bao-cao"]


def test_the_list_names_the_days_of_each_place_and_what_fell_out(committee, boards, clerk):
    posted = disclosure_of(committee, on=date(2026, 10, 1), by=clerk)
    (main,) = up(posted, date(2026, 10, 2), by=clerk, at=boards[0])
    up(posted, date(2026, 10, 5), by=clerk)
    postings.break_off(posting=main, on=date(2026, 10, 20), reason="Bão", by=clerk)

    row = list_paper.list_of(listing.of_body(committee, QUARTER)).opening[0].rows[0]

    assert row[3] == (
        "Niêm yết: Bảng tin trụ sở UBND (từ 02/10/2026, bị gián đoạn 20/10/2026); "
        "Nhà văn hóa thôn Đồng Tâm (từ 05/10/2026)."
    )


def test_the_report_goes_to_the_council_and_adds_up(committee, boards, clerk):
    up(disclosure_of(committee, on=date(2026, 10, 1), by=clerk), date(2026, 10, 5), by=clerk)
    disclosure_of(committee, 12, on=date(2026, 11, 19), by=clerk)

    report = list_paper.report_of(listing.of_body(committee, QUARTER))

    assert report.addressees == ("Hội đồng nhân dân xã Vân Khê",)
    assert report.recipients[0] == "Như trên"
    assert report.issuer == "ỦY BAN NHÂN DÂN\nXÃ VÂN KHÊ"
    assert (report.authority, report.position) == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert report.sections[0].blocks[1].rows[-1] == ("Tổng cộng", "2", "1", "0", "0", "1")
