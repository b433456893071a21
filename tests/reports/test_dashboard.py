"""The dashboard: every number opens the list that it counts, the worst stands first, who is silent is named."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from common.periods import Period
from disclosures.models import Disclosure
from disclosures.services.disclosures import open_disclosure
from organizations import closure
from organizations.enums import Role
from organizations.models import Unit
from petitions.enums import Outcome, PetitionStatus
from reports import dashboard
from reports.dashboard.board import Dashboard
from tests.factories.accounts import UserFactory
from tests.factories.disclosures import boards_of, item, recorder_of, up
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.petitions import CouncilFactory, petition_at
from tests.factories.steering import CommitteeFactory, TaskFactory

_S = PetitionStatus
QUARTER = Period.quarter(2020, 4)

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    """A province with two communes: in one somebody is late with everything, in the other one petition waits."""
    with time_machine.travel("2020-11-02 09:00 +0700", tick=False):
        above = UnitFactory(name="Quảng Ninh", kind__code="tinh", code="quang-ninh")
        late, calm = (
            UnitFactory(name=name, kind__code="xa", code=code, parent=above)
            for name, code in (("Quảng Lâm", "quang-lam"), ("Dực Yên", "duc-yen"))
        )
        council = CouncilFactory(unit=late)
        office = BodyFactory(unit=late, code="ubnd-quang-lam", name="Ủy ban nhân dân xã Quảng Lâm", short_name="UBND")
        closure.rebuild()
        for status in (_S.RECEIVED, _S.CLAIMED, _S.CLOSED, _S.ANSWERED):
            petition_at(status, council=council, holder=office)
        petition_at(_S.VERIFIED, council=council, holder=office, outcome=Outcome.RESOLVED)
        petition_at(_S.VERIFIED, council=council, holder=office, outcome=Outcome.NOT_RESOLVED)
        petition_at(_S.ACCEPTED, council=council, holder=office, due_on=date(2020, 9, 18))
        petition_at(_S.RECEIVED, council=CouncilFactory(unit=calm))
        TaskFactory(lead=office, assigned_by=CommitteeFactory(unit=late).body, due_on=date(2020, 10, 1))
        TaskFactory(lead=office, assigned_by=office, done=True, closed_on=date(2020, 10, 20))
        TaskFactory(lead=office, assigned_by=office, cancelled=True, closed_on=date(2020, 10, 20))
        boards_of(office)
        clerk = recorder_of(office)
        for put_up in (True, False):
            disclosure = open_disclosure(
                body=office, item=item(1, "xa-2007"), title=f"Dự toán {put_up}", decision=f"{put_up}",
                decided_on=date(2020, 10, 5), by=clerk,
            )  # fmt: skip
            # The law of that year gave no number of days.
            Disclosure.objects.filter(pk=disclosure.pk).update(due_on=date(2020, 10, 9))
            if put_up:
                up(disclosure, date(2020, 10, 7), by=clerk)
        yield above


@pytest.fixture
def reader(province, client):
    user = UserFactory(member_of=province, role=Role.MEMBER)
    client.force_login(user)
    return user


def listed(client, url: str) -> int:
    """How many records the list behind a number has."""
    return client.get(url).context["page"].paginator.count


def numbers(board: Dashboard) -> list[tuple[int, str]]:
    """Every number of the page with its list."""
    rows = board.chart(board.lines).rows
    bars = [(cell.value, cell.url) for row in rows for cell in row.cells] + [(row.total, row.total_url) for row in rows]
    quarters = [
        pair
        for point in board.trend.points
        for pair in ((point.first, point.first_url), (point.second, point.second_url))
    ]
    return [(number, url) for number, url in bars + quarters if url]


@pytest.mark.parametrize("period", [QUARTER, Period.quarter(2020, 3)], ids=["now", "past"])
def test_every_number_opens_the_list_that_it_counts(province, reader, client, period):
    """Of the province and of one of its communes, of all three matters: one test, because the records are many."""
    wrong = []
    for unit in Unit.objects.filter(code__in=["quang-ninh", "quang-lam"]):
        for matter in dashboard.MATTERS:
            board = dashboard.read(reader, unit, period, matter)
            found = numbers(board)
            assert found or period != QUARTER, (unit, matter)
            wrong += [(unit.code, number, url) for number, url in found if listed(client, url) != number]
        for card in board.cards:
            counted = card.value if "%" not in card.value else card.note.partition("thiếu ")[2]
            first = re.search(r"[0-9]+", counted)
            wrong += [(unit.code, card)] if first and int(first[0]) != listed(client, card.url) else []
    assert wrong == []


def test_the_four_figures_the_worst_unit_and_the_silent_ones(province, reader, client):
    board = dashboard.read(reader, province, QUARTER)

    values = {card.label: card.value for card in board.cards}
    assert values == {
        "Kiến nghị đã giải quyết, giải trình": "2/8",
        "Kiến nghị quá hạn trả lời": "1",
        "Nhiệm vụ đã hoàn thành": "1/2",
        "Công khai đúng hạn trong kỳ": "50,0 %",
    }
    assert [line.label for line in board.lines] == ["xã Quảng Lâm", "xã Dực Yên"]
    assert [(one.name, one.what) for one in board.silent.shown] == [("xã Quảng Lâm", "báo cáo của Ban Chỉ đạo")]

    page = client.get(reverse("reports:dashboard"))
    assert [item.due_on for item in page.context["oldest"]] == sorted(item.due_on for item in page.context["oldest"])
    assert {str(item.kind) for item in page.context["oldest"]} == {"Kiến nghị", "Nhiệm vụ", "Công khai"}
    assert "số liệu lúc 09:00 02/11/2020" in page.content.decode()


def test_whoever_supervises_for_the_council_sees_what_waits_for_a_verdict(province):
    board = dashboard.read(UserFactory(member_of=province, role=Role.SUPERVISOR), province, QUARTER)

    assert [card.label for card in board.cards] == [
        "Kiến nghị đã giải quyết, giải trình",
        "Chờ xác nhận kết quả",
        "Kiến nghị quá hạn trả lời",
        "Trả lời đúng hạn",
    ]
    assert board.cards[1].value == "1"


def test_running_the_system_opens_no_figures(province, client):
    client.force_login(UserFactory(member_of=province, role=Role.SYSTEM_ADMIN))
    page = client.get(reverse("reports:dashboard"))

    assert page.status_code == 200
    assert "oldest" not in page.context
    assert "xã Quảng Lâm" not in page.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "?ky=2020-Q9",
        "?ky=0001-Q1",
        "?ky=9999-Y&xem=cong-khai",
        "?ky=x&xem=x&page=-1",
        "?xem=nhiem-vu&page=999&la=1",
    ],
)
def test_any_address_gives_a_page(reader, client, address):
    assert client.get(reverse("reports:dashboard") + address).status_code == 200
