"""A chart on the page of a report: drawn in its own letters, wide enough to read on a phone, reached by keyboard."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import reverse

from common import charts
from tests.factories.reports import ReportFactory, charted_paper
from tests.factories.steering import CommitteeFactory
from tests.support import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("petitions")]

DRAWN = "async () => { for (const one of document.images) await one.decode() }"
FONTS = "async () => { await document.fonts.ready; return [...document.fonts].map((one) => one.status) }"
ROOM = "() => { const box = document.querySelector('.chart .scroll'); return [box.clientWidth, box.scrollWidth] }"


@pytest.fixture
def report(transactional_db):
    with transaction.atomic():
        return ReportFactory(body=CommitteeFactory(commune__name="Cự Khối").body, issued=True, paper=charted_paper(3))


def test_a_chart_is_drawn_on_the_page_and_slides_inside_its_frame_on_a_phone(chromium, live_server, report):
    window = browser.signed_in(chromium, live_server.url, report.created_by)
    page = window.new_page()
    complaints = browser.complaints_of(page)
    page.goto(live_server.url + reverse("reports:annex", args=[report.pk, 1]))
    page.evaluate(DRAWN)

    assert page.locator(".chart img").evaluate("one => one.naturalWidth") == charts.WIDTH
    assert browser.violations(page) == []
    assert not browser.sideways(page, 360)
    seen, whole = page.evaluate(ROOM)
    assert seen < 360 < whole  # letters keep their size
    page.locator(".chart .scroll").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert page.locator(".chart .scroll").evaluate("one => one.scrollLeft") > 0
    assert complaints == []
    window.close()


def test_a_drawing_that_is_opened_by_itself_writes_in_its_own_letters(chromium, live_server, report):
    window = browser.signed_in(chromium, live_server.url, report.created_by)
    page = window.new_page()
    complaints = browser.complaints_of(page)
    chart = charted_paper(3).annexes[0].blocks[0]
    page.goto(live_server.url + reverse("reports:chart", args=[report.pk, charts.name_of(chart)]))

    assert page.evaluate(FONTS) == ["loaded", "loaded"]
    assert complaints == []
    window.close()
