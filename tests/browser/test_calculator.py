"""The explanation of a time limit in a real browser: by keyboard, on a phone, on paper, for axe."""

import pytest
from django.db import transaction

from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import accepted_calendar
from tests.factories.organizations import MembershipFactory, UnitFactory
from tests.support import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIMITS = [
    ("DISC-01", "24/04/2024"),
    ("DEN-05", "31/03/2021"),
    ("DISC-02", "01/07/2025"),
    ("INSP-07", "05/05/2025"),
    ("COMP-01", "31/01/2024"),
    ("VOTE-16", "07/06/2026"),
]


@pytest.fixture
def page(chromium, live_server):
    with transaction.atomic():
        accepted_calendar()
        user = UserFactory()
        MembershipFactory(user=user, unit=UnitFactory(), role=Role.OFFICIAL)
    context = browser.signed_in(chromium, live_server.url, user, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_explanations_are_accessible_and_fit_a_phone(page, live_server):
    complaints = browser.complaints_of(page)
    for rule, start in LIMITS:
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(f"{live_server.url}/thoi-han/tinh/?rule={rule}&start={start}")
        page.locator("details", has_text="Đếm từng ngày").evaluate("fold => fold.open = true")
        assert browser.violations(page) == []
        for width in (320, 360):
            assert not browser.sideways(page, width), f"{rule} scrolls sideways at {width} px"
        assert browser.violations(page) == []
    assert complaints == []


def test_by_keyboard_alone(page, live_server):
    page.goto(f"{live_server.url}/thoi-han/tinh/")
    page.get_by_label("Quy định").focus()
    page.keyboard.type("DISC-01")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("24/04/2024")
    page.keyboard.press("Enter")

    page.get_by_text("Hạn cuối: thứ Bảy, 04/05/2024").wait_for()
