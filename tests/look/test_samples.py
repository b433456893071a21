"""Sample pages in a real browser, under the portal's own content security policy."""

import mimetypes
import os
from collections.abc import Iterator
from urllib.parse import urlparse

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils.csp import build_policy
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.look import sampling

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.look.urls")]
ORIGIN = "http://sample.invalid"
# Names of controls under 24 px high. A box or circle to tick counts with its label.
SMALL_TARGETS = """() =>
  [...document.querySelectorAll("button, .button, .side a, .pages a, select, summary, input")]
    .filter(control => !control.matches("[type=checkbox], [type=radio]"))
    .map(control => [control.textContent.trim() || control.id, control.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.height < 24 || box.width < 24))
    .map(([name]) => name)"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("QCDC_CHROMIUM") or ("/usr/bin/chromium" if os.path.exists("/usr/bin/chromium") else None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def answer(route: Route) -> None:
    """Sample pages by name, static files from the folder."""
    path = urlparse(route.request.url).path
    headers = {"Content-Security-Policy": build_policy(settings.SECURE_CSP)}
    if path.startswith("/static/"):
        file = settings.BASE_DIR / path.lstrip("/")
        kind = mimetypes.guess_type(file.name)[0] or "font/woff2"
        route.fulfill(body=file.read_bytes(), content_type=kind, headers=headers)
    else:
        route.fulfill(body=sampling.render(path.strip("/")), content_type="text/html; charset=utf-8", headers=headers)


def opened(browser: Browser, name: str, width: int = 1280, **options: object) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)
    context.route("**/*", answer)
    page = context.new_page()
    page.goto(f"{ORIGIN}/{name}")
    return page


@pytest.mark.parametrize("name", sampling.NAMES)
def test_nothing_scrolls_sideways(chromium: Browser, name: str) -> None:
    page = opened(chromium, name, width=320)
    for width in (320, 360, 640, 721, 960, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"at {width} px"
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
@pytest.mark.parametrize("name", sampling.NAMES)
def test_axe_finds_nothing(chromium: Browser, name: str, width: int, scheme: str) -> None:
    page = opened(chromium, name, width, color_scheme=scheme)
    results = Axe().run(page)
    page.context.close()

    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("name", sampling.NAMES)
def test_policy_refuses_nothing_and_targets_are_large_enough(chromium: Browser, name: str) -> None:
    complaints: list[str] = []
    page = opened(chromium, "plain", 360)
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{ORIGIN}/{name}")
    small = page.evaluate(SMALL_TARGETS)
    page.context.close()

    assert complaints == []
    assert small == []


def test_menus_open_without_scripts(chromium: Browser) -> None:
    page = opened(chromium, "dashboard", 360, java_script_enabled=False)
    assert not page.get_by_role("navigation", name="Danh mục chính").is_visible()

    page.get_by_role("button", name="Danh mục").click()
    page.get_by_role("link", name="Hội nghị").wait_for()
    page.keyboard.press("Escape")
    page.locator(".end summary").click()
    page.get_by_role("button", name="Đăng xuất").wait_for()
    page.context.close()


def test_drop_downs_close_on_escape_and_give_the_focus_back(chromium: Browser) -> None:
    page = opened(chromium, "dashboard")
    page.locator(".end summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    assert page.locator("details.drop[open]").count() == 0
    assert page.evaluate("document.activeElement.matches('.end summary')")
    page.context.close()


def test_enter_in_the_last_line_adds_a_line(chromium: Browser) -> None:
    page = opened(chromium, "lines")
    page.locator("#id_k-0-text").focus()
    page.keyboard.type("Một")
    page.keyboard.press("Enter")
    page.keyboard.type("Hai")
    page.keyboard.press("Enter")
    page.keyboard.type("Ba")

    values = page.evaluate("[...document.querySelectorAll('[data-line] textarea')].map(field => field.value)")
    assert values == ["Một", "Hai", "Ba"]
    assert page.locator("[name=k-TOTAL_FORMS]").input_value() == "3"
    assert page.locator("[name=k-2-text]").count() == 1
    page.context.close()


def test_pages_print_without_the_frame(chromium: Browser) -> None:
    page = opened(chromium, "list")
    page.emulate_media(media="print")

    assert not page.locator(".bar").is_visible()
    assert not page.locator(".filters").is_visible()
    assert page.get_by_text("in ngày").is_visible()
    page.context.close()
