"""What scripts add to the lines of a step: Enter leads on, Ctrl+Enter saves and leaves, a cut connection loses nothing.

The whole case by keyboard, and with scripts switched off, is in tests/browser.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from conferences.enums import Step
from conferences.models import Conference
from demo.cases import case_d
from tests.support import browser

from . import recording
from .conftest import build_ward
from .test_pages import step_url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser.chromium() as opened:
        yield opened


@pytest.fixture
def review(transactional_db) -> Conference:
    ward = build_ward()
    return recording.start(case_d.NINE_MONTHS, ward.host, ward.official)


@pytest.fixture
def opinions(chromium, live_server, review) -> Iterator[Page]:
    """The step of opinions, its empty line in focus."""
    context = browser.signed_in(chromium, live_server.url, review.created_by)
    page = context.new_page()
    page.goto(live_server.url + step_url(review, Step.OPINIONS))
    expect(page.locator("[name=text]")).to_be_focused()
    yield page
    context.close()


def test_enter_leads_from_the_words_to_the_next_field_and_from_there_saves_the_line(opinions, review):
    opinions.keyboard.insert_text("Ý kiến thứ nhất")
    opinions.keyboard.press("Enter")
    expect(opinions.locator("[name=speaker]")).to_be_focused()
    opinions.keyboard.insert_text("Tổ trưởng")
    opinions.keyboard.press("Enter")

    expect(opinions.locator("tbody tr")).to_have_count(1)
    expect(opinions.locator("[name=text]")).to_be_focused()
    expect(opinions.locator("[name=text]")).to_have_value("")
    expect(opinions.locator("#ray .done")).to_have_count(2)
    assert review.opinions.get().speaker == "Tổ trưởng"


def test_shift_enter_makes_a_line_of_text(opinions, review):
    opinions.keyboard.insert_text("Dòng một")
    opinions.keyboard.press("Shift+Enter")
    opinions.keyboard.insert_text("Dòng hai")
    opinions.keyboard.press("ControlOrMeta+Enter")
    opinions.wait_for_url("**/buoc-6/")

    assert review.opinions.get().text == "Dòng một\nDòng hai"


def test_enter_in_an_empty_line_goes_on(opinions, review):
    opinions.keyboard.press("Enter")
    opinions.wait_for_url("**/buoc-6/")

    assert review.saves.filter(step=Step.OPINIONS).exists()


def test_a_cut_connection_keeps_what_was_typed_and_the_second_try_saves_it_once(opinions, review):
    opinions.keyboard.insert_text("Ý kiến khi mất mạng")
    opinions.context.set_offline(True)
    opinions.keyboard.press("Enter")
    opinions.keyboard.press("Enter")
    expect(opinions.locator("#mat-ket-noi")).to_be_visible()
    expect(opinions.locator("[name=text]")).to_have_value("Ý kiến khi mất mạng")

    opinions.context.set_offline(False)
    opinions.keyboard.press("Enter")
    expect(opinions.locator("tbody tr")).to_have_count(1)
    expect(opinions.locator("#mat-ket-noi")).to_be_hidden()
    assert review.opinions.count() == 1


def test_a_mistake_stands_beside_its_field_and_the_line_stays(opinions, review, live_server):
    opinions.goto(live_server.url + step_url(review, Step.CONCLUSIONS))
    opinions.locator("textarea[name=text]").fill("Việc phải làm")
    opinions.locator("[name=lead]").select_option(index=1)
    opinions.locator("[name=due_on]").fill("20/09/2020")
    opinions.locator("[name=due_on]").press("Enter")

    expect(opinions.locator("#id_due_on_error")).to_contain_text("trước ngày hội nghị (23/09/2020)")
    expect(opinions.locator("textarea[name=text]")).to_have_value("Việc phải làm")
    assert not review.conclusions.exists()
