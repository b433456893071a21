"""The demo data: loaded through the verbs, once; what the real cases say comes out in the reports."""

from collections import Counter
from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import call_command

from accounts.models import User
from common import clock
from common.periods import Kind, Period
from conferences.enums import Status
from conferences.models import Conference, Vote
from conferences.services.prior import states
from demo import seeding
from demo.accounts import ACCOUNTS, PASSWORD, table
from demo.case_m import history
from demo.cases import case_a, case_b, case_d
from figures.models import Fact
from notices.models import Notice
from organizations import roles
from organizations.enums import Role
from organizations.models import Body, Unit
from reports import dashboard
from steering.enums import TaskStatus
from steering.models import Committee, ProgressReport, Task, TaskState
from tests.factories.accounts import UserFactory
from tests.papers.reading import TaggedPdf

# Loading takes its time: one worker does it for the whole module.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded"), pytest.mark.xdist_group("demo")]

REVIEWS = {"D": case_d.NINE_MONTHS, "B": case_b.CONFERENCE, "A": case_a.YEAR_END}
REPORTS = {"D": ("cu-khoi", "2020-9M"), "A": ("dam-ha", "2020-Y")}


def held(meeting) -> Conference:
    return Conference.objects.get(host__code=meeting.host, starts_at=meeting.starts_at)


def spaced(text: str) -> str:
    return " ".join(text.split())


def counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models() if model._meta.managed}


# -- loading


def test_a_second_run_changes_nothing_and_asks_little(seeded, django_assert_max_num_queries):
    before = counts()
    with django_assert_max_num_queries(5 * len(seeding.PARTS)):
        again = seeding.seed()

    assert seeded == [part.name for part in seeding.PARTS]
    assert again == []
    assert counts() == before


def test_a_part_that_is_missing_after_a_crash_is_made_up_for():
    assert [part.is_loaded() for part in seeding.PARTS] == [True] * len(seeding.PARTS)


# -- who signs in


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.username)
def test_every_printed_account_signs_in_with_its_roles(account, rf):
    user = authenticate(rf.get("/"), username=account.username, password=PASSWORD)

    assert user is not None
    assert account.username in table()
    expected = {grant.role for grant in account.grants} or {Role.SYSTEM_ADMIN}
    assert roles.held(user) == expected


def test_all_roles_can_be_tried():
    assert {grant.role for account in ACCOUNTS for grant in account.grants} | {Role.SYSTEM_ADMIN} == set(Role)


def test_people_of_the_history_do_not_sign_in():
    others = User.objects.exclude(username__in=[account.username for account in ACCOUNTS])

    assert others.exists()
    assert not any(user.has_usable_password() for user in others)


# -- the real cases


@pytest.mark.parametrize("case", REVIEWS)
def test_conclusions_are_tasks_with_lead_and_due_date(case):
    meeting = REVIEWS[case]
    conclusions = held(meeting).conclusions.select_related("task__lead").order_by("order")

    told = [(c.text, c.task.lead.code, c.task.due_on) for c in conclusions]
    assert told == [(c.text, c.lead, c.due_on) for c in meeting.conclusions]


@pytest.mark.parametrize("case", REVIEWS)
def test_figures_are_facts_as_they_were_typed(case):
    meeting = REVIEWS[case]
    facts = Fact.objects.from_source("conferences.conference", held(meeting).pk).select_related("indicator")

    assert {fact.indicator.code: fact.display() for fact in facts} == {f.indicator: f.typed for f in meeting.figures}


@pytest.mark.parametrize("case", REPORTS)
def test_the_report_holds_every_figure_and_every_conclusion_with_lead_and_due_date(case, tmp_path):
    unit, period = REPORTS[case]
    output, meeting = tmp_path / "report.pdf", REVIEWS[case]
    call_command("render_report", unit=unit, kind="committee", period=period, output=output, verbosity=0)
    text = TaggedPdf(output.read_bytes()).document.all_text

    for figure in meeting.figures:
        assert figure.typed in text
        assert spaced(figure.note) in text
    for conclusion in meeting.conclusions:
        lead = Body.objects.get(code=conclusion.lead).name
        assert spaced(conclusion.text) in text
        assert lead in text
        assert f"{conclusion.due_on:%d/%m/%Y}" in text
    for opinion in meeting.opinions:
        assert opinion.text.rstrip(".") in text


def test_the_next_conference_opens_with_the_conclusions_as_they_stood_on_its_day():
    prior = states(held(case_d.YEAR_END))

    assert [one.conclusion.text for one in prior] == [c.text for c in case_d.NINE_MONTHS.conclusions]
    stood = Counter(one.state for one in prior)
    assert stood == {TaskStatus.DONE: 2, TaskStatus.IN_PROGRESS: 3, TaskStatus.ASSIGNED: 1}
    assert any(one.is_overdue for one in states(held(case_a.YEAR_END)))


# -- units over time


def test_quang_loi_reports_for_2019_stay_where_they_were():
    year, home = Period.of_year(2019), Unit.objects.get(code="quang-loi")
    facts = Fact.objects.filter(period=year.code).exclude(source_kind="conferences.conference")

    assert {fact.unit for fact in facts} == {home}
    assert {"4,26 %", "17 kiến nghị", "6/7 vụ"} == {fact.display() for fact in facts.select_related("indicator")}
    assert home.last_day == date(2019, 12, 31)
    assert home.parent_on(date(2019, 6, 1)) == Unit.objects.get(code="dam-ha")


def test_successors_read_what_their_predecessors_left():
    reader = UserFactory(member_of=Unit.objects.get(code="quang-tan-2025"), role=Role.AUDITOR)
    left = Task.objects.get(lead__code="ubnd-quang-loi")

    assert Task.objects.visible_to(reader).filter(pk=left.pk).exists()
    assert ProgressReport.objects.filter(task=left, reported_on__gte=date(2020, 1, 1)).exists()
    ward = UserFactory(member_of=Unit.objects.get(code="long-bien-2025"), role=Role.AUDITOR)
    assert Conference.objects.visible_to(ward).filter(pk=held(case_d.NINE_MONTHS).pk).exists()


def test_the_reader_of_history_opens_the_cases_and_the_commune_of_today_does_not():
    cases = {held(meeting).pk for meeting in REVIEWS.values()}
    reader, stranger = User.objects.get(username="lichsu"), User.objects.get(username="lanhdao")

    assert set(Conference.objects.visible_to(reader).filter(pk__in=cases).values_list("pk", flat=True)) == cases
    assert not Conference.objects.visible_to(stranger).filter(pk__in=cases).exists()


def test_the_district_level_is_over_and_names_came_back():
    today = clock.today()

    assert not Unit.objects.alive(today).filter(kind__level__code="district").exists()
    assert Unit.objects.filter(name="Đầm Hà").count() == 4
    ended = Unit.objects.exclude(valid__contains=today).select_related("ending_act")
    assert all("minh họa" in unit.ending_act.note or "thứ cấp" in unit.ending_act.note for unit in ended)
    villages = Unit.objects.get(code="tai-ly-say").parent_on(today), Unit.objects.get(code="khe-lanh").parent_on(today)
    assert [unit.code for unit in villages] == ["quang-tan-2025", "tien-yen-2025"]


# -- today


def test_the_commune_has_conferences_behind_and_ahead():
    by_state = Counter(Conference.objects.filter(host__unit__code="van-khe").values_list("status", flat=True))

    assert by_state[Status.COMPLETED] >= 2
    assert by_state[Status.PLANNED] == 2
    assert Conference.objects.filter(host__code="ban-chi-dao-song-van", status=Status.PLANNED).exists()
    assert not Conference.objects.filter(status=Status.PLANNED, starts_at__lte=clock.now()).exists()


def test_tasks_stand_in_every_state():
    tasks = Task.objects.filter(unit__code="van-khe")

    assert set(tasks.values_list("status", flat=True)) == set(TaskStatus.values)
    assert tasks.overdue(clock.today()).exists()
    assert ProgressReport.objects.filter(task__in=tasks, verdict="returned").exists()


def test_one_matter_of_the_village_passed_and_one_did_not():
    votes = Vote.objects.filter(conference__host__unit__code="van-khe").select_related("matter", "conference")

    assert sorted(vote.passed for vote in votes) == [False, True]


def test_the_committee_was_reorganised_and_has_ten_members():
    committee = Committee.objects.get(body__code="ban-chi-dao-van-khe")
    today = clock.today()

    assert committee.reorganisations.count() == 3
    assert 9 <= committee.members.on(today).exclude(position="support").count() <= 12
    assert committee.standing_body.code == "ban-xay-dung-dang-van-khe"


def test_the_inbox_has_news():
    for username in ("canbo", "giaiquyet", "lanhdao", "mattran", "thanhvien"):
        assert Notice.objects.filter(recipient__username=username).unread().exists(), username


def test_the_dashboard_of_the_province_is_alive():
    province, today = Unit.objects.get(code="song-van"), clock.today()
    period = Period.containing(today, Kind.QUARTER)
    board = dashboard.read(User.objects.get(username="lanhdaotinh"), province, period, "nhiem-vu")

    assert len(board.lines) == 5
    assert "xã Vân Sơn" in {one.name for one in board.silent.shown}
    before = board.trend.points[:-1]
    assert all(point.first and point.second for point in before)


def test_eight_quarters_of_work_lie_before_the_one_of_today():
    quarters = history.quarters_before(clock.today())
    since = TaskState.objects.filter(status=TaskStatus.DONE, task__unit__code="van-khe")

    assert len(quarters) == 8
    assert all(since.filter(since__range=(quarter.start, quarter.end)).exists() for quarter in quarters)
