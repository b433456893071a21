"""A real browser: one Chromium for a run, people at the keyboard, what axe and the console complain about."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

SYSTEMS_OWN = "/usr/bin/chromium"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
PASSWORD = "dan-chu-2026"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that QCDC_CHROMIUM names, else the system's, else Playwright's own."""
    path = os.environ.get("QCDC_CHROMIUM") or (SYSTEMS_OWN if os.path.exists(SYSTEMS_OWN) else None)
    # Playwright keeps an event loop in the test's thread, which Django takes for asynchronous code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            yield browser
            browser.close()
            connections.close_all()  # those of this event loop: nobody else finds them
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def session_cookie(client: Client, address: str) -> dict[str, str]:
    """The session of a test client, as a cookie for ``BrowserContext.add_cookies``."""
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}


def signed_in(browser: Browser, address: str, user, **options) -> BrowserContext:
    """A browser window of a person who has signed in already."""
    client = Client()
    client.force_login(user)
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}} | options)
    context.add_cookies([session_cookie(client, address)])
    return context


def complaints_of(page: Page) -> list[str]:
    """What the console reports as an error from now on, such as something that the content policy refused."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    return found


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA: rule, element, what is wrong with it."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def sideways(page: Page, width: int) -> bool:
    """Whether the page scrolls sideways in a window of that width."""
    page.set_viewport_size({"width": width, "height": 800})
    return bool(page.evaluate("document.documentElement.scrollWidth") > width)


class Desk:
    """A person at the keyboard: nothing here touches the mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def type(self, text: str) -> None:
        """Write into the field that has the focus."""
        self.page.keyboard.insert_text(text)

    def press(self, *keys: str) -> None:
        """Press the keys one after the other; Enter once something has the focus, which a new page gives a moment
        after it has loaded."""
        for key in keys:
            if key == "Enter":
                self.page.wait_for_function("document.activeElement !== document.body")
            self.page.keyboard.press(key)

    def focused(self) -> str:
        """The name of the field, or the words of the link or button, that has the focus."""
        script = "e => e.matches('a, button, summary') ? e.textContent.trim() : e.name || ''"
        return str(self.page.evaluate(f"({script})(document.activeElement)"))

    def wait_until_at(self, name: str) -> None:
        """Wait until the empty field of that name has the focus, as a person looks up before going on."""
        self.page.wait_for_function("name => (e => e.name === name && !e.value)(document.activeElement)", arg=name)

    def tab_to(self, name: str) -> None:
        """Press Tab until the field of that name, or the link or button with those words, has the focus."""
        for _step in range(80):
            if self.focused() == name:
                return
            self.press("Tab")
        raise AssertionError(f"Tab never reaches {name}")

    def tick(self, label: str) -> None:
        """Press Tab until the box with that label has the focus, then Space."""
        for _step in range(80):
            if self.page.evaluate("document.activeElement.labels?.[0]?.textContent.trim()") == label:
                return self.press("Space")
            self.press("Tab")
        raise AssertionError(f"Tab never reaches the box {label}")

    def choose(self, option: str) -> None:
        """Press the arrow until the list that has the focus shows that option."""
        script = "(e => e.options[e.selectedIndex].text.trim())(document.activeElement)"
        for _step in range(120):
            if self.page.evaluate(script) == option:
                return
            self.press("ArrowDown")
        options = self.page.evaluate("[...(document.activeElement.options || [])].map(e => e.text)")
        raise AssertionError(f"{self.focused()} has no option {option}: {options}")

    def sign_in(self, address: str, username: str, password: str = PASSWORD) -> None:
        """Sign in at the page that an address leads to."""
        self.page.goto(address)
        self.sign_in_here(username, password)
        self.page.wait_for_url(address)

    def sign_in_here(self, username: str, password: str = PASSWORD) -> None:
        """Sign in at the page that is open."""
        self.tab_to("login")
        self.type(username)
        self.tab_to("password")
        self.type(password)
        self.press("Enter")
