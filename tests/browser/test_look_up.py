"""A visitor with a slip in a real browser: no scripts, a telephone of 320 px, both languages, paper."""

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from petitions import services
from petitions.enums import PetitionStatus
from petitions.models import Answer
from tests.factories.organizations import BodyFactory
from tests.factories.petitions import CouncilFactory, keeper_of, petition_at
from tests.support import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("look-up")]


@pytest.fixture(scope="module")
def slip(django_db_setup, django_db_blocker):
    """A published petition, and the secret on its slip; really stored, because the server reads it."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            council = CouncilFactory(name="Hội đồng nhân dân xã Quảng Lâm")
            office = BodyFactory(unit=council.unit, name="Ủy ban nhân dân xã Quảng Lâm")
            petition = petition_at(PetitionStatus.ANSWERED, council=council, holder=office)
            Answer.objects.filter(petition=petition).update(public_text="Xã sẽ sửa 1.200 m đường thôn trong quý III.")
            keeper = keeper_of(council)
            summary = "Cử tri thôn Tân Hợp đề nghị sửa đường trục thôn trước mùa mưa."
            services.publish(petition=petition, text=summary, answer=petition.answers.get(), by=keeper)
            secret = services.print_slip(petition=petition, by=keeper)
        yield petition.code, secret
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def server(slip):
    running = LiveServer("localhost")
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def _nobody_asked():
    cache.clear()


@pytest.fixture
def page(chromium):
    context = chromium.new_context(java_script_enabled=True, reduced_motion="reduce", locale="vi-VN")
    yield context.new_page()
    context.close()


def check(page):
    """No complaint of axe at both widths, nothing sideways down to 320 px, one heading."""
    assert page.locator("h1").count() == 1
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert browser.violations(page) == []
    assert not browser.sideways(page, 320)


def test_a_visitor_finds_the_petition_in_ten_seconds_of_reading(page, server, slip):
    code, secret = slip
    complaints = browser.complaints_of(page)
    page.goto(f"{server.url}/tra-cuu/")
    check(page)
    page.fill("[name=ma]", code.lower().replace("-", " "))
    page.fill("[name=bi_mat]", secret.lower())
    page.press("[name=bi_mat]", "Enter")

    assert page.get_by_text("đã trả lời kiến nghị này").is_visible()
    assert page.get_by_text("Những việc đã qua").is_visible()
    assert secret not in page.url
    check(page)

    page.goto(f"{server.url}/tra-cuu/?ma={code}")
    assert page.get_by_text("đề nghị sửa đường trục thôn").is_visible()
    check(page)

    page.goto(f"{server.url}/tra-cuu/?ma=CT-2020-99999")
    assert page.get_by_text("Không có gì để hiện").is_visible()
    check(page)
    assert complaints == []
    assert page.context.cookies() == []


def test_it_works_without_scripts_in_english_and_on_paper(chromium, server, slip):
    code, secret = slip
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}/tra-cuu/")
    page.click("button[name=language][value=en]")
    assert page.url == f"{server.url}/tra-cuu/"
    assert page.locator("html").get_attribute("lang") == "en"
    page.fill("[name=ma]", code)
    page.fill("[name=bi_mat]", secret)
    page.click("main button[type=submit]")
    assert page.locator("article h2").inner_text() == code
    page.emulate_media(media="print")
    assert not page.locator("main form").is_visible()
    assert not page.locator("header.bar").is_visible()
    assert page.locator("article").first.is_visible()
    context.close()


def test_too_many_questions_get_a_clear_page(page, server, slip):
    with override_settings(LOOK_UP_RATES={"address": "1/m/ip", "secret": "9/h/key"}):
        page.goto(f"{server.url}/tra-cuu/?ma={slip[0]}")
        answer = page.goto(f"{server.url}/tra-cuu/?ma={slip[0]}")

    assert answer.status == 429
    assert answer.headers["retry-after"] == "60"
    check(page)
