"""A section by keyboard alone: figures that cannot be retyped, autosave, what Word brings, two people at once."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import expect

from organizations.enums import Role
from reports import services
from reports.models import SectionText
from tests.factories.accounts import UserFactory
from tests.factories.conferences import ConferenceFactory
from tests.factories.reports import ReportFactory
from tests.factories.steering import CommitteeFactory
from tests.support import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("petitions")]

WORD = "<p class=MsoNormal><b>Đậm</b><o:p></o:p></p><p>Hai</p><img src='x' onerror='alert(1)'><script>x</script>"
PASTE = """([html, text]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
}"""


expect.set_options(timeout=20_000)


@pytest.fixture
def report(transactional_db):
    with transaction.atomic():
        committee = CommitteeFactory(commune__name="Cự Khối")
        ConferenceFactory(host=committee.body, completed=True)
        clerk = UserFactory(member_of=committee.unit, role=Role.CLERK, full_name="Nguyễn Văn An")
        earlier = ReportFactory(body=committee.body, period="2020-Q2", created_by=clerk)
        report = ReportFactory(body=committee.body, created_by=clerk)
        section = report.outline.sections.get(code="ket-qua")
        words = "Quý trước tổ chức {{counted:conferences.held}} hội nghị, **hoàn thành đúng hạn**.\n- Một ý\n- Hai ý"
        services.write_section(report=earlier, section=section, text=words, by=clerk)
        leader = UserFactory(member_of=committee.unit, role=Role.LEADER, full_name="Vũ Thị Bảy")
        services.comment(report=report, section=section, text="Nêu rõ hạn chế và nguyên nhân.", by=leader)
        return report


def stored() -> str:
    return SectionText.objects.get(report__period="2020-Q3").text


def test_a_section_is_written_by_keyboard_and_nothing_is_lost(chromium, live_server, report, tmp_path):
    section = report.outline.sections.get(code="ket-qua")
    address = reverse("reports:section", args=[report.pk, section.code])
    window = browser.signed_in(chromium, live_server.url, report.created_by)
    page = window.new_page()
    complaints = browser.complaints_of(page)
    page.goto(live_server.url + address)
    editor = page.get_by_role("textbox", name="Lời văn")
    editor.focus()
    page.keyboard.type("- Trong kỳ có ")
    page.keyboard.press("Control+b")
    page.keyboard.type("nhiều")
    page.keyboard.press("Control+b")
    page.keyboard.type(" việc: ")
    page.get_by_role("button", name="Chèn số liệu").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("hoi nghi da to chuc")
    figure = page.locator("#so-tim-thay button").first
    expect(figure).to_contain_text("01")
    page.keyboard.press("Enter")
    chip = editor.locator("data")
    expect(chip).to_have_text("01")
    page.keyboard.type("hội nghị")
    chip.click()
    page.keyboard.type("9")
    expect(chip).to_have_text("01")
    editor.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.evaluate(PASTE, [WORD, "Đậm"])
    expect(editor.locator("strong, b").last).to_have_text("Đậm")
    expect(editor.locator("img, script")).to_have_count(0)
    page.keyboard.press("Control+s")
    expect(page.locator("[data-status]")).to_contain_text("Đã lưu lúc")
    first = stored()
    assert first.startswith("- Trong kỳ có **nhiều** việc: {{")
    assert "}}9 hội nghị\n" in first  # the digit stands behind the figure, not in it
    assert first.endswith("**Đậm**\nHai")

    colleague = UserFactory(member_of=report.body, role=Role.OFFICIAL, full_name="Trần Thị Chín")
    services.write_section(report=report, section=section, text=first + "\nCủa Chín", by=colleague)
    editor.press("Control+End")
    page.keyboard.type(" của An")
    page.keyboard.press("Control+s")
    box = page.get_by_role("alert")
    expect(box).to_contain_text("Trần Thị Chín")
    expect(box.locator(".new").last).to_contain_text("Của Chín")
    assert stored().endswith("Của Chín")
    assert browser.violations(page) == []
    for width in (1280, 360):
        assert not browser.sideways(page, width)
        page.screenshot(path=tmp_path / f"clash-{width}.png", full_page=True)
    box.get_by_role("button", name="Ghép hai bản").click()
    expect(editor).to_contain_text("Của Chín")
    expect(editor).to_contain_text("của An")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_url(live_server.url + report.get_absolute_url())
    assert "Của Chín" in stored()
    assert "Hai của An" in stored()
    assert complaints == []
    window.close()


def test_whoever_leaves_by_a_link_at_once_finds_the_words_on_the_page_of_the_report(chromium, live_server, report):
    section = report.outline.sections.get(code="ket-qua")
    page = browser.signed_in(chromium, live_server.url, report.created_by).new_page()
    page.goto(live_server.url + reverse("reports:section", args=[report.pk, section.code]))
    page.get_by_role("textbox", name="Lời văn").focus()
    page.keyboard.type("Viết xong là đi")

    page.get_by_role("link", name="Về báo cáo").click()

    expect(page.locator("#muc-ket-qua")).to_contain_text("Viết xong là đi")
    assert stored() == "Viết xong là đi"


def test_a_figure_put_at_the_end_of_a_sentence_stays_in_it_and_the_sentence_goes_on(chromium, live_server, report):
    section = report.outline.sections.get(code="ket-qua")
    page = browser.signed_in(chromium, live_server.url, report.created_by).new_page()
    page.goto(live_server.url + reverse("reports:section", args=[report.pk, section.code]))
    page.get_by_role("textbox", name="Lời văn").focus()
    page.keyboard.type("Trong kỳ đã tổ chức ")
    page.get_by_role("button", name="Chèn số liệu").click()
    page.keyboard.type("hoi nghi da to chuc")
    figure = page.locator("#so-tim-thay button").first
    expect(figure).to_contain_text("01")

    figure.click()
    page.keyboard.type("hội nghị")

    page.keyboard.press("Control+s")
    expect(page.locator("[data-status]")).to_contain_text("Đã lưu lúc")
    assert re.fullmatch(r"Trong kỳ đã tổ chức \{\{[a-z:.]+\}\} hội nghị", stored())


def test_the_pages_of_the_desk_are_read_by_everybody(chromium, live_server, report, tmp_path):
    window = browser.signed_in(chromium, live_server.url, report.created_by)
    page = window.new_page()
    section = reverse("reports:section", args=[report.pk, "ket-qua"])
    for name, address in {
        "list": reverse("reports:list"),
        "detail": report.get_absolute_url(),
        "section": section,
        "start": reverse("reports:start"),
    }.items():
        page.set_viewport_size({"width": 1280, "height": 800})
        assert page.goto(live_server.url + address).status == 200
        assert browser.violations(page) == []
        for width in (1280, 360):
            assert not browser.sideways(page, width)
            page.screenshot(path=tmp_path / f"{name}-{width}.png", full_page=True)
    window.close()
