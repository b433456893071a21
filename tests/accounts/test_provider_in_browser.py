"""The way to the provider in a real browser: its origin stands in the content policy, or the form leads nowhere."""

from collections.abc import Iterator

import pytest
from django.conf import settings as now
from django.core.cache import cache
from django.urls import reverse
from django.utils.csp import CSP
from playwright.sync_api import Browser, Page

from qcdc_portal.settings import env
from tests.accounts.provider import CLIENT, SECRET, Provider
from tests.factories.accounts import UserFactory
from tests.support import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser.chromium() as opened:
        yield opened


@pytest.fixture
def provider(monkeypatch, settings) -> Iterator[Provider]:
    cache.clear()
    with Provider() as running:
        monkeypatch.setenv("OIDC_SERVER_URL", running.url)
        monkeypatch.setenv("OIDC_CLIENT_ID", CLIENT)
        monkeypatch.setenv("OIDC_CLIENT_SECRET", SECRET)
        settings.SOCIALACCOUNT_PROVIDERS = env.openid_connect()
        running.person = {"sub": "1", "email": "may.lt@example.vn", "email_verified": True}
        yield running


def press_the_button(page: Page, address: str) -> None:
    """From the sign-in page as far as the button of the provider's page of ours."""
    page.goto(address + reverse("account_login") + "?next=/tai-khoan/")
    page.get_by_role("link", name="Đăng nhập bằng OpenID Connect").click()
    page.get_by_role("button", name="Tiếp tục").click()


def test_button_leads_to_the_provider_and_back_into_the_account(chromium, live_server, settings, provider):
    settings.SECURE_CSP = now.SECURE_CSP | {"form-action": [CSP.SELF, *env.openid_connect_origins()]}
    UserFactory(full_name="Lò Thị Mẩy", email="may.lt@example.vn")
    page = chromium.new_context(java_script_enabled=False).new_page()
    complaints = browser.complaints_of(page)

    press_the_button(page, live_server.url)

    page.get_by_role("heading", name="Lò Thị Mẩy").wait_for()
    assert page.url.startswith(live_server.url + reverse("me"))
    assert complaints == []
    page.context.close()


def test_policy_that_does_not_name_the_provider_keeps_people_out(chromium, live_server, settings, provider):
    settings.SECURE_CSP = now.SECURE_CSP | {"form-action": [CSP.SELF]}
    page = chromium.new_context().new_page()

    with page.expect_console_message(lambda message: "form-action" in message.text):
        press_the_button(page, live_server.url)
    page.context.close()
