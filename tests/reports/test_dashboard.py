"""The dashboard: every number opens the list that it counts, the worst stands first, who is silent is named."""

import re
from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from common import clock
from common.periods import Period
from disclosures.models import Disclosure
from disclosures.services.disclosures import open_disclosure
from organizations import closure, roles
from organizations.enums import Role
from organizations.models import Body, Unit
from petitions.enums import Outcome, PetitionStatus
from petitions.models import Petition, PetitionState
from reports import dashboard
from reports.dashboard.board import Dashboard
from reports.dashboard.own import body_of
from steering.models import Committee, Task, TaskState
from tests.factories.accounts import UserFactory
from tests.factories.disclosures import boards_of, item, recorder_of, up
from tests.factories.organizations import BodyFactory, MembershipFactory, UnitFactory, days
from tests.factories.petitions import CouncilFactory, petition_at
from tests.factories.reports import ReportFactory
from tests.factories.steering import CommitteeFactory, TaskFactory

_S = PetitionStatus
QUARTER = Period.quarter(2020, 4)

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(db):
    """A province with two communes: in one somebody is late with everything, in the other one petition waits."""
    with time_machine.travel("2020-11-02 09:00 +0700", tick=False):
        yield _province()


@transaction.atomic
def _province():
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
    return above


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
    assert {str(item.kind) for item in page.context["oldest"]} == {"kiến nghị", "nhiệm vụ", "việc công khai"}
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


# -- a body that answers


@pytest.fixture
def office(province):
    """The People's Committee of the commune that is late."""
    return Body.objects.get(code="ubnd-quang-lam")


@pytest.fixture
def answerer(office, client):
    user = UserFactory(member_of=office, role=Role.ANSWERER)
    client.force_login(user)
    return user


@pytest.mark.parametrize("period", [QUARTER, Period.quarter(2020, 3)], ids=["now", "past"])
def test_a_body_that_answers_sees_what_waits_with_it(office, answerer, client, period):
    wrong = []
    for matter in dashboard.MATTERS:
        board = dashboard.read_own(office, office.unit, period, matter)
        found = numbers(board)
        assert found or period != QUARTER, matter
        wrong += [(matter, number, url) for number, url in found if listed(client, url) != number]
        assert [line.label for line in board.lines] == ["UBND"]
        assert board.silent is None
    assert wrong == []
    cards = {card.label: card for card in board.cards}
    assert list(cards) == [
        "Kiến nghị chờ trả lời", "Kiến nghị quá hạn trả lời", "Trả lời đúng hạn", "Nhiệm vụ chưa xong"
    ]  # fmt: skip
    counted = {label: int(card.value) for label, card in cards.items() if card.value.isdigit()}
    assert counted == {label: listed(client, cards[label].url) for label in counted}
    if period == QUARTER:
        assert counted == {"Kiến nghị chờ trả lời": 1, "Kiến nghị quá hạn trả lời": 1, "Nhiệm vụ chưa xong": 1}


def test_the_items_of_a_body_that_answers_are_its_own_with_those_who_wait_for_them(office, answerer, client):
    page = client.get(reverse("reports:dashboard"))
    items = page.context["oldest"]

    assert page.context["body"] == office
    assert [item.due_on for item in items] == sorted(item.due_on for item in items)
    assert {(str(item.kind), item.who.partition(" ")[0]) for item in items} == {
        ("kiến nghị", "Hội"), ("nhiệm vụ", "Ban"), ("việc công khai", "")
    }  # fmt: skip
    assert "Đơn vị chưa gửi báo cáo" not in page.content.decode()


def test_whoever_answers_and_does_something_else_or_looks_at_another_unit_sees_the_unit(office, province):
    both = UserFactory(member_of=office, role=Role.ANSWERER)
    assert body_of(both, office.unit) == office
    assert body_of(both, province) is None
    MembershipFactory(user=both, unit=office.unit, role=Role.MEMBER)
    roles.forget(both)
    assert body_of(both, office.unit) is None


# -- what is kept


def _renames_commune():
    unit = Unit.objects.get(code="quang-lam")
    unit.name = "Quảng Lâm Đông"
    unit.save()


def _renames_office():
    Body.objects.filter(code="ubnd-quang-lam").update(short_name="Ủy ban")


def _founds_commune():
    UnitFactory(name="Ba Chẽ", kind__code="xa", code="ba-che", parent=Unit.objects.get(code="quang-ninh"))
    CouncilFactory(unit=Unit.objects.get(code="ba-che"))
    closure.rebuild()


def _gives_a_task():
    office = Body.objects.get(code="ubnd-quang-lam")
    TaskFactory(lead=office, assigned_by=office)


def _receives_a_petition():
    petition_at(_S.RECEIVED, council=Body.objects.get(kind__code="hdnd", unit__code="duc-yen"))


def _founds_a_committee():
    CommitteeFactory(commune=Unit.objects.get(code="duc-yen"))


def _hands_in_a_report():
    ReportFactory(body=Committee.objects.get(unit__code="duc-yen").body, period="2020-Q4", submitted=True)


def _returns_a_claim():
    claimed = Petition.objects.get(status=_S.CLAIMED)
    PetitionState.objects.create(petition=claimed, since=clock.today(), status=_S.ACCEPTED, holder=claimed.holder)
    Petition.objects.filter(pk=claimed.pk).update(status=_S.ACCEPTED, outcome="")


def _opens_a_task_again():
    done = Task.objects.get(status="done")
    TaskState.objects.create(task=done, since=clock.today(), status="progress", percent=50)
    Task.objects.filter(pk=done.pk).update(status="progress", percent=50, closed_on=None)


def _writes(model, wanted, **fields):
    """Columns as a verb writes them, one of the records at a time."""

    def change():
        key = model.objects.filter(**wanted).order_by("pk").values("pk")[:1]
        assert model.objects.filter(pk__in=key).update(**fields)

    change.__name__ = f"{model.__name__} {wanted} {fields}"
    return change


ADDRESSES = ["", "xem=nhiem-vu", "xem=cong-khai", "ky=2020-Q3", "don-vi=quang-lam&xem=nhiem-vu"]
CHANGES = [
    _receives_a_petition,
    _returns_a_claim,
    _writes(Petition, {"status": _S.ACCEPTED, "answered_on": None}, answer_due_on=date(2021, 1, 1)),
    _writes(Petition, {"status": _S.ANSWERED}, answered_on=date(2020, 10, 30)),
    _writes(Task, {"status": "assigned"}, due_on=date(2021, 1, 1)),
    _opens_a_task_again,
    _gives_a_task,
    _writes(Disclosure, {"status": "waiting"}, due_on=date(2020, 12, 31)),
    _writes(Disclosure, {"status": "waiting"}, decided_on=date(2020, 7, 1)),
    _writes(Committee, {}, valid=days("2000-01-01", "2020-06-01")),
    _founds_a_committee,
    _hands_in_a_report,
    _renames_commune,
    _renames_office,
    _founds_commune,
]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_kept_page_equals_a_new_one_after_every_change(province):
    """Of the province, of the commune and of the body that answers; one story, because committed rows cost a flush."""
    cache.clear()
    office = Body.objects.get(code="ubnd-quang-lam")
    member, answerer = (Client() for _reader in range(2))
    member.force_login(UserFactory(member_of=province, role=Role.MEMBER))
    answerer.force_login(UserFactory(member_of=office, role=Role.ANSWERER))
    pages = [(member, address) for address in ADDRESSES] + [(answerer, ""), (answerer, "xem=cong-khai")]

    def drawn():
        url = reverse("reports:dashboard")
        return [str(client.get(f"{url}?{address}").context["parts"]) for client, address in pages]

    first = before = drawn()
    for change in CHANGES:
        with transaction.atomic():
            change()
        now = drawn()
        cache.clear()
        fresh = drawn()
        assert [pair for pair in zip(now, fresh, strict=True) if pair[0] != pair[1]] == [], change.__name__
        assert now != before, f"{change.__name__} changes nothing that anybody sees"
        before = now
    assert all(one != other for one, other in zip(first, before, strict=True))


@pytest.mark.django_db(transaction=True)
def test_while_nothing_changes_a_page_asks_who_reads_what_has_changed_and_what_is_oldest(
    reader, client, django_assert_num_queries
):
    cache.clear()
    for _visit in range(2):  # the second keeps the frame's statements, too
        client.get(reverse("reports:dashboard"))
    with django_assert_num_queries(6):  # four of the frame
        client.get(reverse("reports:dashboard"))


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
