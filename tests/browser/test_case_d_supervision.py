"""Case D from empty to the committee's paper: Party cell number 11 is supervised, twelve months are put together.

Everything goes through the pages, by the ward's own people; what the paper must say is written down as numbers.
"""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from demo.cases.case_d import PARTY_CELL_11, SIX_TYPES, TWELVE_MONTHS, OfMonth
from organizations.enums import Role
from steering.models import RegulationType
from supervision.enums import RecommendationStatus, SupervisionStatus
from supervision.models import MonthlyReport, Recommendation, Supervision
from tests.support import browser

from . import places

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("case-d")]
TOLD = PARTY_CELL_11


@pytest.fixture
def ward(transactional_db, settings, tmp_path) -> places.Place:
    """The last days of January 2021: the year's reports are all in."""
    clock = tmp_path / "clock"
    clock.write_text("2021-01-29T09:00", encoding="ascii")
    settings.QCDC_CLOCK_FILE = str(clock)
    return places.ward()


def test_case_d_supervises_party_cell_11_and_puts_twelve_months_together(chromium, ward, live_server):
    page = browser.signed_in(chromium, live_server.url, ward.people[Role.OFFICIAL]).new_page()
    complaints = browser.complaints_of(page)
    home = f"{live_server.url}/giam-sat/"

    supervise_the_party_cell(page, home, ward)
    one = Supervision.objects.get()
    assert (one.status, one.supervisor_name) == (SupervisionStatus.CLOSED, ward.body(TOLD.body).name)
    assert Recommendation.objects.get().status == RecommendationStatus.DONE

    for told in TWELVE_MONTHS[:-1]:
        report_a_month(page, home, told)
    page.goto(f"{home}bao-cao-thang/?ky=2020-Y")
    assert "11/12 tháng có báo cáo" in page.inner_text("main")
    assert "thiếu" in page.inner_text("main")
    report_a_month(page, home, TWELVE_MONTHS[-1])

    page.goto(f"{home}bao-cao-thang/?ky=2020-Y")
    assert "12/12 tháng có báo cáo" in page.inner_text("main")
    assert page.locator("tbody tr").count() == len(SIX_TYPES)
    assert [cell.strip() for cell in page.locator("tfoot td").all_inner_texts()] == ["12/12", "36", "3", "3"]
    look(page)
    assert_paper_says_it_all(page, ward)
    assert MonthlyReport.objects.count() == len(TWELVE_MONTHS)
    assert complaints == []
    page.context.close()


def look(page: Page) -> None:
    """A page as people at a desk and with a telephone see it."""
    assert browser.violations(page) == []
    assert not browser.sideways(page, 360)
    page.set_viewport_size({"width": 1280, "height": 800})


def field(page: Page, label: str) -> Locator:
    """The field of that label, whether or not it says that it must be filled."""
    return page.get_by_label(re.compile(rf"^\s*{re.escape(label)}( \(bắt buộc\))?\s*$"))


def day(value: date) -> str:
    return f"{value:%d/%m/%Y}"


# -- Party cell number 11


def supervise_the_party_cell(page: Page, home: str, ward: places.Place) -> None:
    page.goto(home)
    look(page)
    page.get_by_role("link", name="Lập cuộc giám sát").click()
    page.get_by_label("Cơ quan, ban giám sát").select_option(label=ward.body(TOLD.body).name)
    page.get_by_label("Nội dung giám sát").fill(TOLD.title)
    page.get_by_label("Loại đối tượng").select_option(label="Chi bộ")
    page.get_by_label("Cơ quan, đơn vị được giám sát").fill(ward.body(TOLD.subject).name)
    page.get_by_label("Ngày tiến hành").fill(day(TOLD.begins_on))
    page.get_by_label("Thành phần đoàn").fill("\n".join(TOLD.team))
    look(page)
    page.get_by_role("button", name="Lập cuộc giám sát").click()
    page.get_by_text("Đã lập cuộc giám sát.").wait_for()
    assert "không có quy định định số ngày gửi kế hoạch" in page.inner_text("main")

    step(page, "Ghi đã gửi kế hoạch", {"Số, ký hiệu văn bản": TOLD.notice[0], "Ngày": day(TOLD.notice[1])})
    step(page, "Thêm phát hiện", {"Ưu điểm": TOLD.good, "Hạn chế, thiếu sót": TOLD.wrong})
    step(page, "Ghi kết thúc giám sát", {"Ngày": day(TOLD.ended_on)})
    number, on, text = TOLD.result
    step(
        page, "Ghi thông báo kết quả",
        {"Số, ký hiệu văn bản": number, "Ngày": day(on), "Kết quả giám sát": text},
    )  # fmt: skip
    step(page, "Thêm kiến nghị", {"Kiến nghị": TOLD.asked, "Ngày cơ quan nhận được": day(on)})
    number, on, text = TOLD.answer
    step(page, "Ghi trả lời", {"Số, ký hiệu văn bản": number, "Ngày": day(on), "Nội dung trả lời": text}, "kiến nghị")
    on, text = TOLD.outcome
    step(page, "Ghi kết quả", {"Ngày ghi kết quả": day(on), "Kết quả cụ thể": text}, "thực hiện kiến nghị")
    step(page, "Kết thúc theo dõi", {"Ngày": day(on)})
    look(page)


def step(page: Page, name: str, typed: dict[str, str], more: str = "") -> None:
    """Take a step from the record's page: its button, its form, back to the record."""
    page.locator("main").get_by_role("link", name=re.compile(f"^{name}")).last.click()
    for label, value in typed.items():
        field(page, label).fill(value)
    page.get_by_role("button", name=f"{name} {more}".strip(), exact=True).click()
    page.get_by_text("Đã lưu.").wait_for()


# -- twelve months


def report_a_month(page: Page, home: str, told: OfMonth) -> None:
    """The Front's report: head, and a line for each regulation that it supervised that month."""
    page.goto(f"{home}bao-cao-thang/")
    page.get_by_role("link", name="Ghi báo cáo tháng").click()
    assert "Mặt trận" in page.get_by_label("Cơ quan báo cáo").locator("option").first.inner_text()  # the likeliest
    field(page, "Năm").fill("2020")
    field(page, "Tháng").fill(str(told.month))
    page.get_by_label("Số, ký hiệu báo cáo").fill(told.number)
    page.get_by_label("Ngày gửi").fill(day(told.sent_on))
    for place, (code, checks) in enumerate(told.checks):
        line = page.get_by_role("group", name=RegulationType.objects.get(code=code).name_vi, exact=True)
        line.get_by_label("Số lượt giám sát").fill(str(checks))
        if told.finding and not place:
            line.get_by_label("Hạn chế").fill("1")
            line.get_by_label("Kiến nghị").fill("1")
            line.get_by_label("Phát hiện").fill(told.finding)
    page.get_by_role("button", name="Ghi báo cáo giám sát tháng").click()
    page.get_by_text("Đã ghi báo cáo tháng.").wait_for()


# -- the paper


def assert_paper_says_it_all(page: Page, ward: places.Place) -> None:
    """All of it can be read in the PDF, as other programs read it."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp PDF").click()
    file = Path(download.value.path())
    shown = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
    text = " ".join(shown.split())
    wanted = [
        "Đã nhận báo cáo của 12 trong 12 tháng.",
        "6 loại quy chế được giám sát: 36 lượt, phát hiện 3 hạn chế, 3 kiến nghị.",
        TOLD.title, f"Đối tượng: {ward.body(TOLD.subject).name}.", TOLD.result[0], TOLD.result[2], TOLD.wrong,
        TOLD.asked, TOLD.answer[0], TOLD.outcome[1],
        *(kind.name_vi for kind in RegulationType.objects.filter(code__in=SIX_TYPES)),
        *(f"Tháng {told.month}/2020: " for told in TWELVE_MONTHS), *(told.number for told in TWELVE_MONTHS),
        *(told.finding for told in TWELVE_MONTHS if told.finding),
    ]  # fmt: skip
    assert [words for words in wanted if words not in text] == [], text
