"""Case A without scripts: plain forms and links record it, and its report says every figure."""

import pytest
from playwright.sync_api import Page

from common.periods import Period
from conferences.models import Conference
from demo.cases import case_a, plain
from figures.models import Indicator
from organizations.enums import Role
from tests.support.browser import PASSWORD

from . import places
from .checking import assert_recorded, assert_reported, report_text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("case-a")]
REVIEW = case_a.YEAR_END


@pytest.fixture
def district(transactional_db) -> places.Place:
    return places.district()


def test_case_a_is_recorded_without_scripts(chromium, district, live_server):
    page = chromium.new_context(java_script_enabled=False).new_page()

    page.goto(f"{live_server.url}/hoi-nghi/ghi/")
    page.fill("[name=login]", district.people[Role.OFFICIAL].username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    record_by_forms(page, district)

    conference = Conference.objects.get()
    assert_recorded(conference, REVIEW)
    assert conference.proceedings == REVIEW.proceedings
    assert_reported(report_text(district, "2020-Y"), REVIEW, district)
    page.context.close()


def record_by_forms(page: Page, district: places.Place) -> None:
    """The eight steps."""
    fill_in_step_1(page)
    for _step in ("attendance", "prior"):
        page.locator("button.primary").click()
    for stated in REVIEW.figures:
        add_figure(page, stated)
    for _step in ("figures", "opinions", "votes"):
        page.locator("button[value=next]").click()
    for concluded in REVIEW.conclusions:
        add_conclusion(page, concluded, district)
    page.locator("button[value=next]").click()
    page.get_by_role("button", name="Hoàn tất hội nghị").click()
    page.get_by_text("Đã hoàn tất hội nghị.").wait_for()


def fill_in_step_1(page: Page) -> None:
    page.get_by_label("Tổng kết", exact=True).check()
    page.select_option("[name=period_kind]", label="cả năm")
    for name, value in (("day", "18/12/2020"), ("from_time", "14:00"), ("to_time", "17:00"), ("place", REVIEW.place)):
        page.fill(f"[name={name}]", value)
    page.locator("summary", has_text="Thêm: người chủ trì khác").click()
    page.fill("[name=subject]", REVIEW.subject)
    page.fill("[name=proceedings]", REVIEW.proceedings)
    page.get_by_role("button", name="Bắt đầu ghi").click()


def add_figure(page: Page, stated: plain.Stated) -> None:
    page.select_option("[name=indicator]", label=Indicator.objects.get(code=stated.indicator).name_vi)
    page.fill("[name=typed]", stated.typed)
    page.fill("[name=note]", stated.note)
    if stated.period:
        year, _dash, kind = Period.parse(stated.period).code.partition("-")
        page.locator("summary", has_text="Kỳ của số liệu").click()
        page.select_option("[name=window_kind]", kind)
        page.fill("[name=window_year]", year)
    page.locator("button[value=add]").click()
    page.get_by_role("cell", name=stated.typed, exact=True).last.wait_for()


def add_conclusion(page: Page, concluded: plain.Concluded, district: places.Place) -> None:
    page.fill("[name=text]", concluded.text)
    page.select_option("[name=lead]", str(district.body(concluded.lead).pk))
    page.fill("[name=due_on]", f"{concluded.due_on:%d/%m/%Y}")
    if concluded.supporters:
        page.locator("summary", has_text="Cơ quan phối hợp").click()
    for code in concluded.supporters:
        page.locator(f"[name=supporters][value='{district.body(code).pk}']").check()
    page.locator("button[value=add]").click()
    page.get_by_role("cell", name=concluded.text).wait_for()
