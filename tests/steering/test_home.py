"""Việc cần làm: what a person can act on, oldest due first."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import home as registry
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory
from tests.factories.steering import TaskFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

WORK, JUDGE = "Nhiệm vụ phải thực hiện", "Chờ xác nhận hoàn thành"


def sections(client) -> dict[str, list[str]]:
    response = client.get("/")
    assert response.status_code == 200
    return {section.title: [item.url for item in section.items] for section in response.context["sections"]}


@pytest.fixture
def tasks(committee, front):
    common = {"assigned_by": committee, "lead": front}
    return {
        "later": TaskFactory(**common, due_on=date(2020, 12, 1)),
        "late": TaskFactory(**common, working=True, due_on=date(2020, 10, 1)),
        "reported": TaskFactory(**common, reported=True),
        "done": TaskFactory(**common, done=True),
        "other lead": TaskFactory(assigned_by=committee, lead=BodyFactory(unit=front.unit)),
    }


def urls(tasks, *names) -> list[str]:
    return [tasks[name].get_absolute_url() for name in names]


def test_the_lead_bodys_people_see_what_they_work_on_oldest_due_first(client, reporter, tasks):
    client.force_login(reporter)

    found = sections(client)

    assert found[WORK] == urls(tasks, "late", "later")
    assert JUDGE not in found
    assert "quá hạn 32 ngày" in client.get("/").content.decode()


def test_the_assigning_bodys_people_see_what_waits_for_them(client, clerk, tasks):
    client.force_login(clerk)

    found = sections(client)

    assert found[JUDGE] == urls(tasks, "reported")
    assert WORK not in found


def test_people_of_the_whole_unit_see_both(client, committee, tasks):
    client.force_login(UserFactory(member_of=committee.unit, role=Role.LEADER))

    found = sections(client)

    assert set(found[WORK]) == set(urls(tasks, "late", "later", "other lead"))
    assert found[JUDGE] == urls(tasks, "reported")


@pytest.mark.parametrize("role", [Role.MEMBER, Role.AUDITOR, Role.SUPERVISOR])
def test_people_who_may_not_act_have_nothing_to_do_here(client, committee, tasks, role):
    client.force_login(UserFactory(member_of=committee.unit, role=role))

    found = sections(client)

    assert WORK not in found
    assert JUDGE not in found


def test_ten_are_shown_and_all_are_counted_in_the_same_number_of_queries(client, reporter, committee, front):
    def cost() -> int:
        client.get("/")
        with CaptureQueriesContext(connection) as caught:
            client.get("/")
        return len(caught)

    client.force_login(reporter)
    for _ in range(11):
        TaskFactory(assigned_by=committee, lead=front)
    few = cost()
    for _ in range(100):
        TaskFactory(assigned_by=committee, lead=front)

    work = next(s for s in client.get("/").context["sections"] if s.title == WORK)
    assert (len(work.items), work.total) == (10, 111)
    assert few == cost()


def test_rooms_bring_their_own_sections_and_buttons(client, clerk, monkeypatch):
    monkeypatch.setattr(registry, "_registry", registry._Registry())
    registry.register_section(20, lambda request: registry.Section("Sau", [], 0))
    registry.register_section(10, lambda request: registry.Section("Trước", [registry.Item("Việc", "/x/")], 1))
    registry.register_section(5, lambda request: None)
    registry.register_action(10, lambda request: registry.Action("Ghi kết quả hội nghị", "/hoi-nghi/moi/"))
    registry.register_action(20, lambda request: None)
    client.force_login(clerk)

    page = client.get("/").content.decode()

    assert page.index("Trước") < page.index("Sau")
    assert 'href="/hoi-nghi/moi/"' in page


def test_nothing_to_do_says_so(client, monkeypatch):
    monkeypatch.setattr(registry, "_registry", registry._Registry())
    client.force_login(UserFactory())

    assert "không có việc nào chờ" in client.get("/").content.decode()
