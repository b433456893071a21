"""The real cases, recorded through the verbs: every figure comes out as it went in, every conclusion is a task."""

from datetime import date

import pytest

from conferences import services
from conferences.enums import Status
from conferences.models import Conference
from conferences.services.prior import states
from demo.cases import case_a, case_b, case_d
from organizations.enums import Role
from steering import services as steering
from steering.enums import TaskStatus
from steering.models import Task
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory

from . import recording


def figures_of(conference: Conference) -> dict[str, str]:
    return {fact.indicator.code: fact.display() for fact in services.facts_of(conference)}


@pytest.fixture
def district(db):
    province = UnitFactory(code="quang-ninh", name="Quảng Ninh", kind__code="tinh")
    return UnitFactory(code="dam-ha", name="Đầm Hà", kind__code="huyen", parent=province)


def test_case_a_figures_come_out_exactly_as_they_went_in(district):
    committee = recording.committee(case_a.COMMITTEE, district)
    clerk = UserFactory(member_of=district, role=Role.CLERK)

    review = recording.record(case_a.YEAR_END, committee.body, clerk)

    assert review.status == Status.COMPLETED
    assert review.title == "Hội nghị tổng kết năm 2020"
    assert figures_of(review) == {stated.indicator: stated.typed for stated in case_a.YEAR_END.figures}


def test_case_a_conclusions_become_tasks_with_lead_and_due_date(district):
    committee = recording.committee(case_a.COMMITTEE, district)

    review = recording.record(case_a.YEAR_END, committee.body, UserFactory(member_of=district, role=Role.CLERK))

    tasks = list(Task.objects.filter(conclusion__conference=review).order_by("conclusion__order"))
    expected = case_a.YEAR_END.conclusions
    assert [task.title for task in tasks] == [one.text for one in expected]
    assert [(task.lead.code, task.due_on) for task in tasks] == [(one.lead, one.due_on) for one in expected]
    assert {task.assigned_on for task in tasks} == {date(2020, 12, 18)}


def test_case_b_is_one_event_of_several_kinds_and_keeps_the_figure_of_the_term(district):
    host = BodyFactory(code="thuong-truc-hdnd-dam-ha", unit=district, name="Thường trực HĐND huyện Đầm Hà")

    conference = recording.record(case_b.CONFERENCE, host, UserFactory(member_of=district, role=Role.CLERK))

    assert conference.title == "Hội nghị chuyên đề và giao ban quý III năm 2020"
    assert conference.kinds.count() == 3
    assert figures_of(conference) == {"kien-nghi-cu-tri-nhiem-ky": "303 kiến nghị"}
    assert conference.opinions.count() == 3
    assert conference.conclusions.count() == 7


def test_case_d_four_opinions_and_six_conclusions_the_last_of_them_every_month(ward):
    review = recording.record(case_d.NINE_MONTHS, ward.host, ward.official)

    assert review.code == "HN-2020-0923-cu-khoi"
    assert review.opinions.count() == 4
    assert figures_of(review)["y-kien-thao-luan"] == "4 ý kiến"
    assert Task.objects.filter(conclusion__conference=review).count() == 6
    assert review.conclusions.get(order=6).task.period_note == "hằng tháng"


def test_the_next_conference_opens_with_the_conclusions_and_their_state_on_its_day(ward):
    review = recording.record(case_d.NINE_MONTHS, ward.host, ward.official)
    task = review.conclusions.get(order=3).task
    steering.report_progress(
        task=task, text="Đã giám sát, có thông báo.", percent=100, reported_on=date(2020, 11, 20), by=ward.clerk
    )
    steering.sign_off(task=task, on=date(2020, 11, 24), by=ward.clerk)

    following = recording.start(case_d.YEAR_END, ward.host, ward.official)

    found = states(following)
    assert following.previous == review
    assert [prior.conclusion.order for prior in found] == [1, 2, 3, 4, 5, 6]
    assert found[2].state == TaskStatus.DONE
    assert found[2].note == "Đã giám sát, có thông báo."
    assert found[3].is_overdue  # due on 15/12, the conference is on 22/12
    assert not found[0].is_overdue


def test_what_was_on_the_table_stays_when_a_task_is_corrected_later(ward):
    review = recording.record(case_d.NINE_MONTHS, ward.host, ward.official)
    year_end = recording.record(case_d.YEAR_END, ward.host, ward.official)
    task = review.conclusions.get(order=1).task

    steering.report_progress(task=task, text="Báo cáo sau.", percent=80, reported_on=date(2020, 12, 1), by=ward.clerk)

    assert states(year_end)[0].state == TaskStatus.ASSIGNED
    assert states(year_end)[0].note == ""
