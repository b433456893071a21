"""Việc cần làm: everything with a clock that a person can act on, oldest first; the number beside it in the menu."""

import re
from copy import copy
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import home as rooms
from deadlines import queries, todo
from deadlines.enums import Bound, ClockState, Due, LimitUnit
from deadlines.models import Clock
from deadlines.services import clocks
from organizations import closure
from organizations.enums import Role
from organizations.models import BodySuccession, UnitSuccession
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import CalendarDayFactory, ClockFactory, RuleFactory, TrackedLimitFactory
from tests.factories.organizations import BodyFactory, LegalActFactory, MembershipFactory, UnitFactory, days
from tests.factories.steering import CommitteeBodyFactory, TaskFactory

from .places import on

pytestmark = pytest.mark.django_db

TODAY = date(2020, 11, 2)


@pytest.fixture(autouse=True)
def today():
    with on(2020, 11, 2, 9):
        yield


@pytest.fixture
def ward():
    return UnitFactory(name="Cự Khối", kind__code="phuong")


@pytest.fixture
def committee(ward):
    return CommitteeBodyFactory(unit=ward, name="Ban Chỉ đạo phường")


@pytest.fixture
def front(ward):
    return BodyFactory(unit=ward, name="Ủy ban MTTQ phường")


@pytest.fixture
def reporter(front):
    return UserFactory(member_of=front, role=Role.OFFICIAL)


@pytest.fixture
def clerk(committee):
    return UserFactory(member_of=committee, role=Role.CLERK)


@pytest.fixture
def tasks(committee, front):
    sides = {"assigned_by": committee, "lead": front}
    return {
        "later": TaskFactory(**sides, due_on=date(2020, 12, 1)),
        "late": TaskFactory(**sides, working=True, due_on=date(2020, 10, 1)),
        "reported": TaskFactory(**sides, reported=True),
        "done": TaskFactory(**sides, done=True),
        "cancelled": TaskFactory(**sides, cancelled=True),
        "other lead": TaskFactory(assigned_by=committee, lead=BodyFactory(unit=front.unit)),
    }


def urls(tasks, *names) -> list[str]:
    return [tasks[name].get_absolute_url() for name in names]


def waiting(user) -> list[str]:
    return list(todo.found(user).values_list("url", flat=True))


def limit(body, due_on: date, **fields) -> Clock:
    """A limit of the body to a named day."""
    return ClockFactory(subject=TrackedLimitFactory(body=body), fixed_on=due_on, **fields)


def page(client, user, query: str = "") -> str:
    client.force_login(user)
    response = client.get(f"/{query}")
    assert response.status_code == 200
    return response.content.decode()


# -- who sees what


def test_the_lead_body_works_and_the_assigning_body_confirms(reporter, clerk, tasks):
    assert waiting(reporter) == urls(tasks, "late", "later")
    assert waiting(clerk) == urls(tasks, "reported")


def test_people_of_the_whole_unit_see_what_every_body_of_it_must_do(ward, tasks):
    leader = UserFactory(member_of=ward, role=Role.LEADER)

    assert set(waiting(leader)) == set(urls(tasks, "late", "later", "reported", "other lead"))


@pytest.mark.parametrize("role", [Role.MEMBER, Role.AUDITOR, Role.SUPERVISOR, Role.SYSTEM_ADMIN])
def test_roles_without_a_duty_have_nothing_to_do(ward, tasks, role):
    assert waiting(UserFactory(member_of=ward, role=role)) == []


def test_a_role_counts_where_it_is_held_and_nowhere_else(ward, committee, front, tasks):
    elsewhere = UserFactory(member_of=UnitFactory(), role=Role.LEADER)
    official = UserFactory(member_of=committee, role=Role.OFFICIAL)  # officials report and do not confirm
    both = UserFactory(member_of=committee, role=Role.CLERK)
    MembershipFactory(user=both, unit=ward, body=front, role=Role.OFFICIAL)

    assert waiting(elsewhere) == []
    assert waiting(official) == []
    assert set(waiting(both)) == set(urls(tasks, "late", "later", "reported"))


def test_who_takes_over_from_a_body_takes_over_its_work():
    old = BodyFactory(valid=days("2000-01-01", "2020-10-15"))
    heir = BodyFactory(valid=days("2020-10-15"))
    BodySuccession.objects.create(predecessor=old, successor=heir, on=old.valid.upper, act=LegalActFactory())
    closure.rebuild()
    task = TaskFactory(lead=old)

    assert waiting(UserFactory(member_of=heir, role=Role.OFFICIAL)) == [task.get_absolute_url()]


def test_who_takes_over_a_merged_unit_takes_over_the_work_of_its_bodies():
    old = UnitFactory(valid=days("2000-01-01", "2020-10-15"))
    new = UnitFactory(valid=days("2020-10-15"))
    UnitSuccession.objects.create(predecessor=old, successor=new, on=old.valid.upper, act=LegalActFactory())
    closure.rebuild()
    task = TaskFactory(lead=BodyFactory(unit=old, valid=old.valid))

    assert waiting(UserFactory(member_of=new, role=Role.LEADER)) == [task.get_absolute_url()]
    assert waiting(UserFactory(member_of=BodyFactory(unit=new), role=Role.LEADER)) == []


def test_a_person_without_any_role_has_an_empty_list_that_says_so(client):
    assert "không có việc nào chờ" in page(client, UserFactory())


def test_the_answer_is_the_same_as_the_verbs_would_give(reporter, clerk, tasks):
    from django.core.exceptions import PermissionDenied

    from steering.policies import check_can_decide, check_can_report

    for user in (reporter, clerk):
        for name in ("late", "later", "reported", "other lead"):
            check = check_can_decide if name == "reported" else check_can_report
            try:
                check(user, tasks[name])
            except PermissionDenied:
                assert urls(tasks, name)[0] not in waiting(user)
            else:
                assert urls(tasks, name)[0] in waiting(user)


# -- order and parts


def test_what_is_oldest_stands_first_and_what_is_suspended_last(front, reporter):
    rule = RuleFactory(amount=30)
    paused = ClockFactory(subject=TrackedLimitFactory(body=front), rule=rule, on=date(2020, 10, 26))
    clocks.suspend(paused, on=date(2020, 10, 27), reason="chờ bổ sung", by=reporter)
    on_day = {offset: limit(front, TODAY + timedelta(days=offset)) for offset in (30, 8, 7, 1, 0, -1, -20)}

    found = list(todo.found(reporter))
    parts = todo.parts(found, dict.fromkeys(Due, 0))

    assert found == [*(on_day[offset] for offset in sorted(on_day)), paused]
    assert [(part.due, len(part.rows)) for part in parts] == [
        (Due.OVERDUE, 2), (Due.TODAY, 1), (Due.WEEK, 2), (Due.LATER, 2), (Due.PAUSED, 1),
    ]  # fmt: skip


def test_a_minimum_is_never_late_and_may_end_today_when_its_time_is_over(front, reporter):
    rule = RuleFactory(amount=30, counted_in=LimitUnit.CALENDAR_DAY, bound=Bound.MINIMUM, rolls=False)
    over = ClockFactory(subject=TrackedLimitFactory(body=front), rule=rule, on=date(2020, 9, 1))

    [part] = todo.parts(todo.found(reporter), {Due.TODAY: 1})

    assert (part.due, part.rows[0].clock) == (Due.TODAY, over)
    assert part.rows[0].left.words == "đã đủ thời gian tối thiểu"


def test_working_days_left_are_counted_by_the_calendar_of_the_unit(ward, front, reporter):
    rule = RuleFactory(amount=5, counted_in=LimitUnit.WORKING_DAY)
    ClockFactory(subject=TrackedLimitFactory(body=front), rule=rule, on=date(2020, 11, 2))
    assert words(reporter) == "còn 5 ngày làm việc"

    CalendarDayFactory(day=date(2020, 11, 4), unit=ward)
    CalendarDayFactory(day=date(2020, 11, 5), unit=UnitFactory())

    assert words(reporter) == "còn 4 ngày làm việc"


def words(user) -> str:
    [part] = todo.parts(todo.found(user), dict.fromkeys(Due, 1))
    return part.rows[0].left.words


# -- the page


def test_a_row_says_what_to_do_for_whom_until_when(client, front, reporter, tasks):
    shown = page(client, reporter)

    assert shown.index(urls(tasks, "late")[0]) < shown.index(urls(tasks, "later")[0])
    for said in ("Quá hạn", "Báo cáo kết quả", f"{front.name} · Ban Chỉ đạo phường theo dõi", "quá hạn 32 ngày",
                 "01/10/2020", "còn 29 ngày"):  # fmt: skip
        assert said in shown, said


def test_a_limit_by_an_unchecked_rule_and_a_provisional_count_are_marked(client, front, reporter):
    ClockFactory(subject=TrackedLimitFactory(body=front), rule=RuleFactory(status="second"), on=TODAY)

    shown = page(client, reporter)

    assert "Tạm tính" in shown
    assert "theo nguồn thứ cấp" in shown


def test_filters_narrow_by_part_kind_duty_and_words(client, front, reporter, tasks):
    late = limit(front, date(2020, 10, 20), title="Niêm yết công khai dự toán")

    def shown(query: str) -> list[str]:
        client.force_login(reporter)
        parts = client.get(f"/{query}").context["parts"]
        return [row.clock.url for part in parts for row in part.rows]

    assert shown("") == [*urls(tasks, "late"), late.url, *urls(tasks, "later")]
    assert shown("?han=overdue") == [*urls(tasks, "late"), late.url]
    assert shown("?han=later") == urls(tasks, "later")
    assert shown("?loai=deadlines.tracked") == [late.url]
    assert shown("?viec=steering.report&han=overdue") == urls(tasks, "late")
    assert shown("?q=cong+KHAI+du+toan") == [late.url]
    assert shown("?q=niêm yết&han=later") == []


@pytest.mark.parametrize(
    "query", ["?han=khong-co&loai=x&viec=y", "?page=99999", "?page=x", "?loai=" + "x" * 3000, "?q=%25_%27"]
)
def test_bad_filters_narrow_nothing_and_break_nothing(client, reporter, tasks, query):
    page(client, reporter, query)


def test_nothing_found_by_a_filter_says_so_and_keeps_the_filters(client, reporter, tasks):
    shown = page(client, reporter, "?q=khong+co+viec+nay")

    assert "Không có việc nào khớp với bộ lọc." in shown
    assert 'value="khong co viec nay"' in shown


def test_long_lists_come_in_pages_with_counts_of_the_whole(client, front, reporter):
    for offset in range(30):
        limit(front, TODAY + timedelta(days=offset - 3))
    client.force_login(reporter)

    first, second = (client.get(f"/?page={number}").context for number in (1, 2))

    assert [sum(len(part.rows) for part in context["parts"]) for context in (first, second)] == [25, 5]
    assert [(part.due, part.count) for part in first["parts"]] == [
        (Due.OVERDUE, 3), (Due.TODAY, 1), (Due.WEEK, 7), (Due.LATER, 19),
    ]  # fmt: skip
    assert client.get("/?han=week").context["page"].paginator.count == 7


def test_the_results_alone_answer_htmx(client, reporter, tasks):
    client.force_login(reporter)

    shown = client.get("/?han=overdue", headers={"hx-request": "true"}).content.decode()

    assert urls(tasks, "late")[0] in shown
    assert "<html" not in shown


def test_the_page_costs_the_same_for_few_and_for_many(client, front, reporter):
    def cost() -> int:
        client.get("/")
        with CaptureQueriesContext(connection) as caught:
            client.get("/")
        return len(caught)

    client.force_login(reporter)
    rule = RuleFactory()
    ClockFactory(subject=TrackedLimitFactory(body=front), rule=rule, on=TODAY)
    few = cost()
    for _ in range(40):
        ClockFactory(subject=TrackedLimitFactory(body=front), rule=rule, on=TODAY)

    assert cost() == few


def test_rooms_add_sections_and_buttons(client, clerk, monkeypatch):
    monkeypatch.setattr(rooms, "_registry", rooms._Registry())
    rooms.register_section(20, lambda request: rooms.Section("Sau", [], 0))
    rooms.register_section(10, lambda request: rooms.Section("Trước", [rooms.Item("Việc", "/x/")], 1))
    rooms.register_section(5, lambda request: None)
    rooms.register_action(10, lambda request: rooms.Action("Ghi kết quả hội nghị", "/hoi-nghi/moi/"))
    rooms.register_action(20, lambda request: None)

    shown = page(client, clerk)

    assert shown.index("Trước") < shown.index("Sau")
    assert 'href="/hoi-nghi/moi/"' in shown
    assert "không có việc nào chờ" not in shown


# -- the number in the menu


def counted(client, user):
    client.force_login(user)
    nav = client.get("/tai-khoan/").context["frame"].nav
    return next(item.count for item in nav if item.url == "/")


def test_the_menu_counts_what_cannot_wait_until_tomorrow_and_says_how_much_is_late(client, front, reporter):
    assert counted(client, reporter).number == 0

    limit(front, TODAY)
    limit(front, TODAY + timedelta(days=1))
    calm = counted(client, reporter)
    assert (calm.number, calm.words, calm.urgent) == (1, "việc đến hạn hôm nay", False)

    limit(front, TODAY - timedelta(days=1))
    late = counted(client, reporter)
    assert (late.number, late.urgent) == (2, True)
    assert late.words == "việc quá hạn hoặc đến hạn hôm nay, trong đó 1 việc quá hạn"


def test_the_menu_counts_neither_ended_nor_suspended_clocks_nor_minimums(client, front, reporter):
    minimum = RuleFactory(amount=5, counted_in=LimitUnit.CALENDAR_DAY, bound=Bound.MINIMUM, rolls=False)
    ClockFactory(subject=TrackedLimitFactory(body=front), rule=minimum, on=date(2020, 9, 1))
    clocks.stop(limit(front, date(2020, 10, 1)), on=TODAY, by=reporter)
    paused = ClockFactory(subject=TrackedLimitFactory(body=front), rule=RuleFactory(), on=date(2020, 10, 1))
    clocks.suspend(paused, on=date(2020, 10, 2), reason="chờ", by=reporter)

    assert paused.state == ClockState.SUSPENDED
    assert counted(client, reporter).number == 0


def test_the_menu_of_a_system_administrator_has_no_such_line(client):
    user = UserFactory(member_of=UnitFactory(), role=Role.SYSTEM_ADMIN)
    client.force_login(user)

    nav = client.get("/tai-khoan/").context["frame"].nav

    assert "/" not in [item.url for item in nav]


def test_a_persons_clocks_are_found_by_their_bodies_however_many_others_there_are(ward, front, clerk):
    MembershipFactory(user=clerk, unit=ward, role=Role.LEADER)
    other = limit(BodyFactory(), TODAY)
    bodies = [other.body, *(BodyFactory(unit=other.unit) for _ in range(60))]
    many = [copy(other) for _ in range(6_000)]
    for number, clock in enumerate(many):
        clock.pk, clock.subject_id, clock.body = None, 1_000_000 + number, bodies[number % len(bodies)]
    Clock.objects.bulk_create(many, batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE deadlines_clock")

    plan = queries.actionable(clerk).order_by().explain()

    assert re.search(r"on deadlines_clock.*\n *Index Cond: \(+body_id = ANY", plan), plan
    assert "Seq Scan" not in plan, plan
