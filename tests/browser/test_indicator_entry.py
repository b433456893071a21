"""A form of sixty figures by keyboard alone, on a line that breaks, past the end of a session, and by two people."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import expect

from common import clock
from figures.models import Breakdown, BreakdownItem
from indicators.enums import Source
from indicators.models import Value
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.figures import IndicatorFactory
from tests.factories.indicators import FormFactory, LineFactory, SubmissionFactory, ValueFactory, WindowFactory
from tests.factories.organizations import days
from tests.support import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("petitions")]

FIGURES = 60


@pytest.fixture
def submission(transactional_db):
    """Fifty-eight counts, two items of a breakdown with their total, a ratio worked out, and the quarter before."""
    with transaction.atomic():
        form = FormFactory()
        version = form.versions.get()
        counts = [IndicatorFactory(code=f"so-{number:02}") for number in range(FIGURES - 2)]
        for indicator in counts:
            LineFactory(version=version, indicator=indicator)
        fields = Breakdown.objects.create(code="linh-vuc-thu", name_vi="Lĩnh vực", name_en="Field")
        for code in ("dat", "khac"):
            BreakdownItem.objects.create(
                breakdown=fields, code=code, name_vi=code, name_en=code, valid=days("2000-01-01")
            )
        LineFactory(version=version, indicator=IndicatorFactory(code="theo-linh-vuc", breakdown=fields))
        share = IndicatorFactory(code="ty-le", ratio=True, part=counts[1], whole=counts[2])
        LineFactory(version=version, indicator=share, source=Source.COMPUTED)
        made = SubmissionFactory(form=form)
        before = SubmissionFactory(form=form, unit=made.unit, body=made.body, window=WindowFactory(code="2026-Q2"))
        ValueFactory(submission=before, indicator=counts[1], number=Decimal(1_000))
        return made


@pytest.fixture
def official(submission):
    return UserFactory(
        member_of=submission.body,
        role=Role.OFFICIAL,
        username="an",
        full_name="Nguyễn Văn An",
        password=browser.PASSWORD,
    )


@pytest.fixture
def url(live_server, submission):
    return live_server.url + reverse("indicators:entry", args=[submission.pk])


def stored(submission) -> dict[str, Decimal | None]:
    values = Value.objects.filter(submission=submission).select_related("indicator", "item")
    return {
        f"{value.indicator.code}.{value.item.code}" if value.item else value.indicator.code: value.number
        for value in values
    }


def settled(page) -> None:
    """Everything typed has arrived: the browser keeps nothing any more."""
    page.wait_for_function("() => localStorage.length === 0")


def at_rest(page) -> list[str]:
    """What axe finds at the end of the page, where the bar covers no field in part."""
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    return browser.violations(page)


def type_down(desk: browser.Desk, first: int, last: int) -> None:
    """The figures from one to another, each with Enter, as they stand one below the other."""
    for number in range(first, last):
        desk.type(f"1.{number:03}")
        desk.press("Enter")


def test_sixty_figures_survive_a_broken_line_and_the_end_of_the_session(chromium, submission, official, url):
    context = browser.signed_in(chromium, url, official)
    page = context.new_page()
    desk = browser.Desk(page)
    page.goto(url)
    assert browser.violations(page) == []
    desk.tab_to("f-so-00")
    type_down(desk, 0, 20)
    settled(page)
    assert len(stored(submission)) == 20
    assert page.locator("output[data-part]").text_content() == "99,9 %"  # 1.001 of 1.002
    assert page.locator("tr:has([name='f-so-01']) [data-base]").text_content() == "2.001"

    context.set_offline(True)
    type_down(desk, 20, 40)
    page.get_by_text("Mất kết nối. Số liệu").wait_for()
    assert at_rest(page) == []
    assert len(stored(submission)) == 20
    context.set_offline(False)
    settled(page)
    assert len(stored(submission)) == 40

    Session.objects.update(expire_date=clock.now())
    type_down(desk, 40, 60)
    page.get_by_text("Phiên làm việc đã hết").wait_for()
    assert desk.focused() == "Lưu"  # Enter in the last place leads to the button
    desk.press("Shift+Tab", "Shift+Tab")
    assert desk.focused() == "Đăng nhập lại"
    desk.press("Enter")
    page.wait_for_url("**/dang-nhap/**")
    assert len(stored(submission)) == 40
    desk.sign_in_here("an")
    page.wait_for_url("**/nhap/")
    settled(page)

    expected = {f"so-{number:02}": Decimal(1000 + number) for number in range(58)}
    assert stored(submission) == expected | {"theo-linh-vuc.dat": Decimal(1058), "theo-linh-vuc.khac": Decimal(1059)}
    assert page.locator("output[data-sum]").text_content() == "2.117"
    assert not browser.sideways(page, 360)
    assert at_rest(page) == []
    context.close()


def test_two_people_in_one_form_lose_no_figure_and_see_whose_is_newer(chromium, submission, official, url):
    colleague = UserFactory(member_of=submission.body, role=Role.CLERK, full_name="Lý Thị Hoa")
    windows = [browser.signed_in(chromium, url, user) for user in (official, colleague)]
    an, hoa = (window.new_page() for window in windows)
    for page in (an, hoa):
        page.goto(url)
    an.fill("[name='f-so-00']", "12")
    an.fill("[name='f-so-01']", "5")
    an.keyboard.press("Enter")
    settled(an)

    hoa.fill("[name='f-so-00']", "15")
    hoa.fill("[name='f-so-02']", "7")
    hoa.keyboard.press("Enter")
    hoa.get_by_text("Nguyễn Văn An vừa ghi “12”").wait_for()
    assert {key: int(number) for key, number in stored(submission).items()} == {"so-00": 12, "so-01": 5, "so-02": 7}
    assert at_rest(hoa) == []
    hoa.get_by_role("button", name="Giữ số của tôi").click()
    settled(hoa)
    assert stored(submission)["so-00"] == 15

    an.evaluate("dispatchEvent(new Event('focus'))")
    an.locator("tr:has([name='f-so-00'])").get_by_text("Lý Thị Hoa ghi lúc").wait_for()
    assert (an.input_value("[name='f-so-00']"), an.input_value("[name='f-so-02']")) == ("15", "7")
    for window in windows:
        window.close()


PASTE = """text => { const data = new DataTransfer(); data.setData("text/plain", text);
const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
document.activeElement.dispatchEvent(event) }"""


def test_a_block_is_pasted_and_taken_back_and_a_mistake_stands_beside_its_field(chromium, submission, official, url):
    context = browser.signed_in(chromium, url, official)
    page = context.new_page()
    desk = browser.Desk(page)
    page.goto(url)
    desk.tab_to("f-so-03")
    page.evaluate(PASTE, "4\tbốn\r\n\r\n12.5\r\n")
    page.get_by_text("Đã dán vào 2 ô").wait_for()
    desk.press("Enter")
    page.locator(".why", has_text="“12,5”").wait_for()
    assert stored(submission) == {"so-03": Decimal(4)}
    assert page.input_value("[name='g-so-03']") == "bốn"
    desk.press("ArrowDown")
    assert desk.focused() == "f-so-05"
    desk.press("Escape")
    expect(page.locator(".why")).to_have_count(0)
    desk.press("ArrowRight")
    assert desk.focused() == "g-so-05"
    desk.type("chưa có")
    desk.press("ArrowUp", "ArrowUp", "ArrowUp", "ArrowLeft")
    assert desk.focused() == "f-so-02"
    settled(page)
    page.fill("[name='f-so-02']", "chín")
    page.get_by_role("link", name="Kiểm tra và trình").click()  # nobody leaves a figure behind that is not stored
    page.locator(".why", has_text="Ghi số").wait_for()
    desk.page.focus("[name='f-so-02']")
    desk.press("Escape")
    page.evaluate(PASTE, "1\n2\n3")
    page.get_by_role("button", name="Bỏ lần dán").click()
    settled(page)
    page.fill("[name='f-so-03']", "-4")
    desk.press("Enter")
    page.locator(".why", has_text="âm").wait_for()
    page.fill("[name='f-so-03']", "4")  # what is stored
    desk.press("Enter")
    expect(page.locator(".why")).to_have_count(0)

    assert Value.objects.get(submission=submission, indicator__code="so-05").missing == "chưa có"
    given = {code: number for code, number in stored(submission).items() if number is not None}
    assert given == {"so-03": Decimal(4)}  # what was pasted may have been stored and emptied again
    context.close()
