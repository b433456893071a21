"""Case D by keyboard alone, from the sign-in page to the completed conference, and what becomes of it."""

from datetime import date

import pytest

from conferences.models import Conference
from demo.cases import case_d, plain
from demo.recording import take_steps
from figures.models import Indicator
from organizations.enums import Role
from steering.models import Task
from tests.conferences import recording
from tests.support import browser
from tests.support.browser import Desk

from . import places
from .checking import assert_recorded, assert_reported, report_text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("case-d")]
REVIEW = case_d.NINE_MONTHS


@pytest.fixture
def ward(transactional_db) -> places.Place:
    return places.ward()


def test_case_d_is_recorded_by_keyboard_and_comes_back_at_the_next_conference(chromium, ward, live_server):
    desk = Desk(chromium.new_context(viewport={"width": 1280, "height": 800}).new_page())
    complaints = browser.complaints_of(desk.page)

    desk.sign_in(f"{live_server.url}/", ward.people[Role.OFFICIAL].username)
    desk.tab_to("Ghi kết quả hội nghị")
    desk.press("Enter")
    record_by_keyboard(desk, ward)

    conference = Conference.objects.get()
    assert_recorded(conference, REVIEW)
    assert_reported(report_text(ward, "2020-9M"), REVIEW, ward)
    assert_next_conference_opens_with_them(desk, ward, live_server.url)
    assert complaints == []
    desk.page.context.close()


def record_by_keyboard(desk: Desk, ward: places.Place) -> None:
    """The eight steps."""
    page = desk.page
    page.wait_for_url("**/hoi-nghi/ghi/")
    desk.tick("Sơ kết")
    fill_in_step_1(desk)
    page.wait_for_url("**/buoc-2/")
    desk.press("Enter")  # every member came, nobody else was invited
    page.wait_for_url("**/buoc-3/")
    desk.press("Enter")  # nothing before
    page.wait_for_url("**/buoc-4/")
    for stated in REVIEW.figures:
        type_figure(desk, stated)
    desk.wait_until_at("indicator")
    desk.tab_to("typed")
    desk.press("Enter")
    page.wait_for_url("**/buoc-5/")
    for said in REVIEW.opinions:
        desk.wait_until_at("text")
        desk.type(said.text)
        desk.press("Enter", "Enter")
        page.get_by_role("cell", name=said.text).wait_for()
    desk.wait_until_at("text")
    desk.press("Enter")
    page.wait_for_url("**/buoc-6/")
    desk.press("Enter")
    page.wait_for_url("**/buoc-7/")
    for concluded in REVIEW.conclusions:
        type_conclusion(desk, concluded, ward.body(concluded.lead).short_name)
    desk.wait_until_at("text")
    desk.press("Enter")
    page.wait_for_url("**/buoc-8/")
    desk.press("Enter")
    page.wait_for_url("**/HN-2020-0923-cu-khoi/")


def fill_in_step_1(desk: Desk) -> None:
    desk.tab_to("period_kind")
    desk.choose("9 tháng đầu năm")
    for name, value in (("day", "23/09/2020"), ("from_time", "14:00"), ("to_time", "16:30"), ("place", REVIEW.place)):
        desk.tab_to(name)
        desk.type(value)
    desk.press("Enter")


def type_figure(desk: Desk, stated: plain.Stated) -> None:
    desk.wait_until_at("indicator")
    desk.choose(Indicator.objects.get(code=stated.indicator).name_vi)
    desk.tab_to("typed")
    desk.type(stated.typed)
    desk.tab_to("note")
    desk.type(stated.note)
    desk.press("Enter")
    desk.page.get_by_role("cell", name=stated.typed).wait_for()


def type_conclusion(desk: Desk, concluded: plain.Concluded, lead: str) -> None:
    desk.wait_until_at("text")
    desk.type(concluded.text)
    desk.press("Enter")  # to the lead body
    desk.choose(lead)
    desk.tab_to("due_on")
    desk.press("ControlOrMeta+a")
    desk.type(f"{concluded.due_on:%d/%m/%Y}")
    desk.tab_to("period_note")
    desk.type(concluded.period_note)
    desk.press("Enter")
    desk.page.get_by_role("cell", name=concluded.text).wait_for()


def assert_next_conference_opens_with_them(desk: Desk, ward: places.Place, address: str) -> None:
    """Step 3 of the year's end shows each conclusion with what its task had come to on that day."""
    clerk, official = ward.people[Role.CLERK], ward.people[Role.OFFICIAL]
    for concluded in REVIEW.conclusions:
        task = Task.objects.get(title=concluded.text)
        take_steps(task, concluded.steps, reporter=official, judge=clerk)
    later = recording.start(case_d.YEAR_END, ward.host, official)
    on = date(2020, 12, 22)
    tasks = Task.objects.as_of(on).filter(conclusion__conference=later.previous).order_by("conclusion__order")
    states = [str(type(task.state)(task.status_on).label) for task in tasks]

    desk.page.goto(f"{address}/hoi-nghi/{later.code}/buoc-3/")
    rows = desk.page.locator("table tbody tr")
    assert rows.count() == len(REVIEW.conclusions) == len(states)
    for number, concluded in enumerate(REVIEW.conclusions):
        words = rows.nth(number).inner_text()
        assert concluded.text in words
        assert f"{concluded.due_on:%d/%m/%Y}" in words
        assert states[number].lower() in words.lower(), words
