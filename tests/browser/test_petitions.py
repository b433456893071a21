"""A petition from the voters' words to a verified end, as the council's people and the answering body do it."""

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from organizations.enums import Role
from petitions.enums import PetitionStatus
from petitions.models import Petition
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.petitions import CouncilFactory, referral_of
from tests.support import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("petitions")]

WORDS = "Đường trục thôn Tân Hợp hỏng nặng, đề nghị sửa chữa trước mùa mưa."


@pytest.fixture
def people(transactional_db):
    """The council's supervisor and clerk in one person, and the office's answerer."""
    with transaction.atomic():
        commune = UnitFactory(name="Quảng Lâm", kind__code="xa", code="quang-lam")
        council = CouncilFactory(unit=commune, code="hdnd-quang-lam")
        office = BodyFactory(unit=commune, code="ubnd", name="Ủy ban nhân dân xã Quảng Lâm", short_name="UBND xã")
        return {
            "council": UserFactory(member_of=council, role=Role.SUPERVISOR),
            "office": UserFactory(member_of=office, role=Role.ANSWERER),
            "body": office,
        }


def test_a_petition_goes_from_the_voters_words_to_a_verified_end(chromium, people, live_server):
    at_council = browser.signed_in(chromium, live_server.url, people["council"]).new_page()
    at_office = browser.signed_in(chromium, live_server.url, people["office"]).new_page()
    complaints = browser.complaints_of(at_council) + browser.complaints_of(at_office)

    petition = take(at_council, live_server.url)
    consolidate(at_council)
    referral_of(petition, to=people["body"], by=people["council"], on=petition.received_on)
    answer(at_office, f"{live_server.url}{petition.get_absolute_url()}")
    judge_and_close(at_council, f"{live_server.url}{petition.get_absolute_url()}")

    petition.refresh_from_db()
    assert petition.status == PetitionStatus.CLOSED
    assert complaints == []
    for page in (at_council, at_office):
        page.context.close()


def take(page: Page, address: str) -> Petition:
    """By keyboard: the first field is the text, Ctrl+Enter saves."""
    page.goto(address + reverse("petitions:list"))
    with page.expect_navigation():  # until the page's script listens to the keys
        page.get_by_role("link", name="Thêm kiến nghị").click()
    page.get_by_label("Nội dung, ghi nguyên văn").fill(WORDS)
    page.keyboard.press("Control+Enter")
    page.get_by_text("Đã ghi kiến nghị").wait_for()
    return Petition.objects.get()


def consolidate(page: Page) -> None:
    page.get_by_role("link", name="Tổng hợp, phân loại").first.click()
    page.get_by_label("Lĩnh vực").select_option(index=1)
    page.get_by_label("Cấp thẩm quyền").select_option(label="Cấp xã")
    page.get_by_role("button", name="Tổng hợp, phân loại").click()
    page.get_by_text("Đã tổng hợp, phân loại.").wait_for()


def answer(page: Page, url: str) -> None:
    """The number is missing first; what was typed stays. Then answer and outcome go in one page."""
    page.goto(url)
    page.get_by_role("link", name="Trả lời").click()
    page.get_by_label("Nội dung trả lời").fill("Đã sửa xong đoạn hỏng nặng.")
    page.get_by_label("Ngày ban hành").fill("31/02/2020")
    page.get_by_role("button", name="Trả lời").click()
    page.get_by_text("Lịch không có ngày này").first.wait_for()
    today = Petition.objects.get().received_on
    page.get_by_label("Ngày ban hành").fill(f"{today:%d/%m/%Y}")
    page.get_by_label("Số văn bản").fill("9")
    page.get_by_text("Báo luôn kết quả giải quyết").click()
    page.get_by_label("Kết quả", exact=True).select_option(label="Đã giải trình, thông tin với cử tri")
    page.get_by_label("Kết quả cụ thể").fill("Đã thông tin tại thôn.")
    page.get_by_role("button", name="Trả lời").click()
    page.get_by_text("Đã ghi trả lời.").wait_for()
    assert browser.violations(page) == []


def judge_and_close(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("link", name="Xác nhận kết quả").first.click()
    page.get_by_label("Xác nhận", exact=True).check()
    page.get_by_role("button", name="Ghi ý kiến").click()
    page.get_by_role("link", name="Báo cử tri và kết thúc").first.click()
    page.get_by_label("Báo bằng cách nào").fill("tại hội nghị thôn Tân Hợp")
    page.get_by_role("button", name="Báo cử tri và kết thúc").click()
    page.get_by_text("Đã kết thúc kiến nghị.").wait_for()
    assert browser.violations(page) == []
    assert not browser.sideways(page, 320)
