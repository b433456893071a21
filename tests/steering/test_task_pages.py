"""The list of tasks and the page of one task: what is shown to whom, in how many queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations import closure
from organizations.enums import Role
from organizations.models import UnitSuccession
from steering.enums import TaskStatus
from steering.models import Task
from steering.services import extend
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, LegalActFactory, UnitFactory, days
from tests.factories.steering import ProgressReportFactory, TaskFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

FRAME, LIST, DETAIL = 4, 6, 12
URL = "/nhiem-vu/"


def queries(client, url: str) -> int:
    client.get(url)  # the first visit fills the process's caches
    with CaptureQueriesContext(
        connection,
    ) as caught:
        response = client.get(url)
    assert response.status_code == 200, response
    return len(caught)


@pytest.fixture
def tasks(committee, front):
    def make(number: int) -> list[Task]:
        return [TaskFactory(assigned_by=committee, lead=front) for _ in range(number)]

    return make


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def as_reporter(client, reporter):
    client.force_login(reporter)
    return client


def shown(client, **query) -> set[str]:
    response = client.get(URL, query)
    assert response.status_code == 200
    return {row.task.code for row in response.context["rows"]}


# -- the list


def test_the_list_makes_the_same_queries_for_three_rows_and_for_three_hundred(as_clerk, tasks):
    tasks(3)
    few = queries(as_clerk, URL)

    tasks(297)
    many = queries(as_clerk, URL)

    assert few == many <= FRAME + LIST


def test_the_list_shows_25_a_page_in_the_order_of_due_dates(as_clerk, tasks):
    for number, task in enumerate(tasks(30)):
        Task.objects.filter(pk=task.pk).update(due_on=date(2020, 12, 31 - number % 7))

    first = as_clerk.get(URL)
    second = as_clerk.get(URL, {"page": 2})

    due = [row.due_on for row in [*first.context["rows"], *second.context["rows"]]]
    assert len(first.context["rows"]) == 25
    assert due == sorted(due)
    assert "30 nhiệm vụ" in first.content.decode()


@pytest.mark.parametrize(
    ("member_of", "sees"),
    [("province", True), ("ward", True), ("village", False), ("ward beside", False), ("nowhere", False)],
)
def test_tasks_are_visible_to_their_units_and_to_units_above(client, member_of, sees):
    province = UnitFactory(kind__code="tinh")
    ward = UnitFactory(parent=province)
    units = {
        "province": province,
        "ward": ward,
        "village": UnitFactory(parent=ward, kind__code="thon"),
        "ward beside": UnitFactory(parent=province),
    }
    task = TaskFactory(assigned_by=BodyFactory(unit=ward))
    client.force_login(UserFactory(member_of=units.get(member_of)))

    assert (task.code in shown(client)) is sees
    assert client.get(task.get_absolute_url()).status_code == (200 if sees else 404)


def test_running_the_system_opens_no_records(client, committee, front):
    task = TaskFactory(assigned_by=committee, lead=front)
    client.force_login(UserFactory(member_of=committee.unit, role=Role.SYSTEM_ADMIN))

    assert shown(client) == set()
    assert client.get(task.get_absolute_url()).status_code == 404


def test_the_successor_of_the_lead_bodys_unit_reads_all_and_acts_on_open_tasks(client):
    gone = UnitFactory(name="Quảng Lợi", valid=days("2000-01-01", "2020-10-01"))
    committee, lead = BodyFactory(unit=gone), BodyFactory(unit=gone)
    open_task = TaskFactory(assigned_by=committee, lead=lead)
    done_task = TaskFactory(assigned_by=committee, lead=lead, done=True)
    heir = UnitFactory(name="Quảng Tân")
    UnitSuccession.objects.create(predecessor=gone, successor=heir, on=date(2020, 10, 1), act=LegalActFactory())
    closure.rebuild()
    client.force_login(UserFactory(member_of=heir))

    assert shown(client, **{"trang-thai": ""}) == {open_task.code, done_task.code}
    url = reverse("steering:report", args=[open_task.code])
    sent = {"text": "Đã nhận bàn giao", "percent": "20", "reported_on": "02/11/2020"}
    assert client.post(url, sent).status_code == 302
    open_task.refresh_from_db()
    assert open_task.percent == 20


def test_the_list_narrows_to_the_unit_in_view(client):
    district = UnitFactory(kind__code="huyen")
    wards = [UnitFactory(parent=district, code=f"xa-{n}") for n in (1, 2)]
    tasks = [TaskFactory(assigned_by=BodyFactory(unit=ward)) for ward in wards]
    client.force_login(UserFactory(member_of=district))

    assert shown(client) == {task.code for task in tasks}
    assert shown(client, **{"don-vi": "xa-2"}) == {tasks[1].code}


@pytest.fixture
def variety(committee, front):
    other = BodyFactory(unit=front.unit, code="dang-uy", name="Đảng ủy phường")
    common = {"assigned_by": committee}
    return {
        "fresh": TaskFactory(title="Giải phóng mặt bằng", lead=front, **common),
        "working": TaskFactory(title="Vệ sinh môi trường", lead=front, working=True, **common),
        "reported": TaskFactory(lead=other, reported=True, **common),
        "done": TaskFactory(lead=front, done=True, **common),
        "cancelled": TaskFactory(lead=front, cancelled=True, **common),
        "late": TaskFactory(lead=front, due_on=date(2020, 11, 1), **common),
        "today": TaskFactory(lead=front, due_on=date(2020, 11, 2), **common),
        "later": TaskFactory(lead=front, due_on=date(2020, 12, 1), **common),
        "late but done": TaskFactory(lead=front, done=True, due_on=date(2020, 10, 1), **common),
    }


FILTERS = [
    ({"trang-thai": "assigned"}, {"fresh", "late", "today", "later"}),
    ({"trang-thai": "progress"}, {"working"}),
    ({"trang-thai": "reported"}, {"reported"}),
    ({"trang-thai": "done"}, {"done", "late but done"}),
    ({"trang-thai": "cancelled"}, {"cancelled"}),
    ({"trang-thai": "open"}, {"fresh", "working", "reported", "late", "today", "later"}),
    ({"han": "overdue"}, {"late"}),
    ({"han": "month"}, {"fresh", "working", "reported", "late", "today"}),
    ({"chu-tri": "dang-uy"}, {"reported"}),
    ({"giao": "bcd-cu-khoi", "trang-thai": "done"}, {"done", "late but done"}),
    ({"giao": "nobody"}, set()),
    ({"q": "giải phóng"}, {"fresh"}),
    ({"q": "GIAI PHONG  mat"}, {"fresh"}),
    ({"q": "ve sinh"}, {"working"}),
    ({"q": "50%_"}, set()),
    ({"trang-thai": "progress", "q": "giải"}, set()),
]


@pytest.mark.parametrize(("query", "expected"), FILTERS)
def test_each_filter_shows_exactly_its_tasks(as_clerk, variety, query, expected):
    assert shown(as_clerk, **query) == {variety[name].code for name in expected}


def test_a_task_is_found_by_its_code(as_clerk, variety):
    code = variety["late"].code

    assert shown(as_clerk, q=code.lower()) == {code}


NOT_UNDERSTOOD = [
    {"trang-thai": "x"},
    {"han": "x"},
    {"ngay": "31/02/2020"},
    {"ky": "2020-Z", "moc": "giao"},
    {"moc": "x"},
    {"page": "abc", "trang-thai": ""},
    {"page": "999", "trang-thai": ""},
    {"q": "x" * 5000},
]


def test_an_address_that_asks_for_nothing_shows_what_is_open(as_clerk, variety):
    still = {task.code for task in variety.values() if task.is_open}

    assert shown(as_clerk) == still
    assert shown(as_clerk, page="1") == still
    assert shown(as_clerk, **{"trang-thai": ""}) > still


@pytest.mark.parametrize("query", NOT_UNDERSTOOD)
def test_a_filter_that_cannot_be_read_narrows_nothing(as_clerk, variety, query):
    assert shown(as_clerk, **query) == {task.code for task in variety.values()}


def test_the_list_shows_another_day_as_it_stood_then(as_clerk, variety):
    Task.objects.filter(pk=variety["done"].pk).update(due_on=date(2020, 10, 5))

    rows = {row.task.code: row for row in as_clerk.get(URL, {"ngay": "10/10/2020"}).context["rows"]}

    assert {row.state for row in rows.values()} == {TaskStatus.ASSIGNED}
    assert "tính đến hết ngày 10/10/2020" in as_clerk.get(URL, {"ngay": "10/10/2020"}).content.decode()
    assert shown(as_clerk, ngay="10/10/2020", han="overdue") == {variety["done"].code, variety["late but done"].code}
    assert shown(as_clerk, ngay="22/09/2020") == set()


def test_a_state_and_a_month_are_those_of_the_day_shown(as_clerk, variety, clerk):
    extend(task=variety["later"], due_on=date(2021, 1, 31), reason="dịch", by=clerk)

    assert shown(as_clerk, ngay="20/10/2020", **{"trang-thai": "reported"}) == {variety["reported"].code}
    assert shown(as_clerk, ngay="20/10/2020", **{"trang-thai": "done"}) == set()
    assert shown(as_clerk, ngay="20/10/2020", han="month") == {variety["late but done"].code}
    assert shown(as_clerk, ngay="01/11/2020", **{"trang-thai": "progress"}) == {variety["working"].code}
    due = {row.task.code: row.due_on for row in as_clerk.get(URL, {"ngay": "01/11/2020"}).context["rows"]}
    assert due[variety["later"].code] == date(2020, 12, 1)


def test_htmx_gets_the_results_alone(as_clerk, variety):
    page = as_clerk.get(URL, headers={"HX-Request": "true"}).content.decode()

    assert variety["fresh"].code in page
    assert "<html" not in page
    assert 'id="ket-qua"' not in page


def test_an_empty_list_says_what_would_be_here(as_clerk):
    assert "Chưa có nhiệm vụ nào" in as_clerk.get(URL).content.decode()
    assert "khớp với bộ lọc" in as_clerk.get(URL, {"q": "gì đó"}).content.decode()


def test_only_people_who_may_set_tasks_are_offered_to(client, committee, as_clerk):
    assert reverse("steering:assign") in as_clerk.get(URL).content.decode()

    client.force_login(UserFactory(member_of=committee, role=Role.MEMBER))
    assert reverse("steering:assign") not in client.get(URL).content.decode()


# -- one task


def test_the_page_of_a_task_stays_within_its_budget_whatever_it_holds(as_reporter, committee, front):
    plain = TaskFactory(assigned_by=committee, lead=front)
    few = queries(as_reporter, plain.get_absolute_url())

    rich = TaskFactory(assigned_by=committee, lead=front, supporters=[BodyFactory(unit=front.unit) for _ in range(20)])
    for _ in range(50):
        ProgressReportFactory(task=rich)
    many = queries(as_reporter, rich.get_absolute_url())

    assert many <= FRAME + DETAIL
    assert few <= many


def test_the_page_shows_the_record_its_reports_and_its_chain(as_clerk, committee, front):
    task = TaskFactory(
        assigned_by=committee, lead=front, reported=True, period_note="hằng tháng", note="Kèm biên bản",
        origin_text="Công văn số 12",
    )  # fmt: skip

    page = as_clerk.get(task.get_absolute_url()).content.decode()

    for words in (task.title, committee.name, front.name, "30/11/2020", "hằng tháng", "Kèm biên bản", "Công văn số 12",
                  "Đã tổ chức kiểm tra", "Chờ xác nhận", "1 báo cáo, minh chứng"):  # fmt: skip
        assert words in page


def test_buttons_are_for_those_who_may_and_reasons_for_those_who_may_not(as_clerk, committee, front, reporter):
    task = TaskFactory(assigned_by=committee, lead=front, reported=True)
    url = task.get_absolute_url()

    context = as_clerk.get(url).context
    assert [action.name for action in context["allowed"]] == ["sign_off", "send_back", "extend", "edit", "cancel"]
    assert context["denied"] == []

    as_clerk.force_login(reporter)
    context = as_clerk.get(url).context
    assert context["allowed"] == []
    assert any("Xác nhận hoàn thành" in labels and "cơ quan giao" in reason for reason, labels in context["denied"])


def test_the_main_button_of_the_lead_body_is_to_report(as_reporter, committee, front):
    task = TaskFactory(assigned_by=committee, lead=front)

    assert [a.name for a in as_reporter.get(task.get_absolute_url()).context["allowed"]] == ["progress"]


def test_a_closed_task_offers_no_steps_and_says_when_it_ended(as_clerk, committee, front):
    task = TaskFactory(assigned_by=committee, lead=front, done=True)

    response = as_clerk.get(task.get_absolute_url())

    assert response.context["allowed"] == response.context["denied"] == []
    assert "20/11/2020" in response.content.decode()


def test_an_unknown_code_is_not_found(as_clerk):
    assert as_clerk.get("/nhiem-vu/NV-1999-0001/").status_code == 404


def test_nobody_reads_tasks_without_signing_in(client, committee, front):
    task = TaskFactory(assigned_by=committee, lead=front)

    for url in (URL, task.get_absolute_url(), reverse("home")):
        response = client.get(url)
        assert response.status_code == 302
        assert "/tai-khoan/" in response.url or "login" in response.url
