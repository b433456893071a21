"""One browser for each file of tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support import browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser.chromium() as opened:
        yield opened
