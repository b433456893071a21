"""Case B as one story: 303 voter petitions of huyện Đầm Hà in 2020, from a file of Excel to the session after.

The council works through its pages: upload, dry run and import (the jobs run as a worker runs them), grouping,
consolidating, one document to many bodies, the briefing and the next session. The health centre accepts one petition,
answers three and claims two outcomes through its pages, and the council confirms one and sends the other back. What the
other bodies do (42 answers, 31 claims) and what the council says to that is taken by the same verbs without pages; the
rest stays unanswered. Sessions and people are there beforehand. What the figures must say is written down as numbers,
not worked out from the portal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from conferences.models import CouncilSession
from documents.models import OfficialDocument
from jobs import runner
from organizations.enums import Role
from organizations.models import Body, Unit, UnitKind
from petitions import services
from petitions.enums import Outcome, PetitionStatus
from petitions.models import ImportRun, Petition, Referral
from petitions.services import in_bulk
from tests.factories.accounts import UserFactory
from tests.factories.conferences import CouncilSessionFactory, CouncilTermFactory
from tests.factories.organizations import BodyFactory, UnitFactory
from tests.factories.petitions import paper
from tests.support import browser

from . import places, voters_2020
from .voters_2020 import AGAIN, ALL, DISTINCT, TWICE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("case-b")]

AFTER_SESSION, ANSWERED, LATE = date(2020, 7, 17), date(2020, 8, 25), date(2020, 9, 10)
JUDGED, BRIEFING, NEXT = date(2020, 9, 28), date(2020, 10, 2), date(2020, 12, 15)
UNSORTED = 34  # petitions without a field in the file
TO = {  # field in the list → the body to which its petitions go, and how many they are
    voters_2020.LAND: ("phong-tai-nguyen-dam-ha", 36),
    voters_2020.HEALTH: ("trung-tam-y-te-dam-ha", 24),
    voters_2020.STAFF: ("phong-noi-vu-dam-ha", 24),
}


@dataclass
class Council:
    """The district's council with its two sessions, and who works for it and for the body that answers in the story."""

    body: Body
    session: CouncilSession
    following: CouncilSession
    supervisor: User
    health: User
    clock: Path

    def on(self, day: date) -> None:
        """From now on it is nine in the morning of that day."""
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(f"{day}T09:00", encoding="ascii")
        fresh.replace(self.clock)


@pytest.fixture
def council(transactional_db, settings, tmp_path) -> Council:
    settings.QCDC_CLOCK_FILE = str(tmp_path / "clock")
    with transaction.atomic():
        district = places.district().unit
        for code, name in voters_2020.COMMUNES:
            kind = UnitKind.objects.get(code="thi-tran" if code.startswith("thi-tran") else "xa")
            UnitFactory(code=code, name=name, parent=district, kind=kind)
        BodyFactory(
            unit=Unit.objects.get(code="quang-ninh"), code="ubnd-quang-ninh", name="Ủy ban nhân dân tỉnh Quảng Ninh"
        )
        body = Body.objects.get(code="hdnd-dam-ha")
        term = CouncilTermFactory(council=body)
        session, following = (
            CouncilSessionFactory(term=term, ordinal=ordinal, title=title, starts_on=day, ends_on=day, closed=True)
            for ordinal, title, day in (
                (11, "Kỳ họp thứ 11", date(2020, 7, 15)), (12, "Kỳ họp thứ 12", date(2020, 12, 14)),
            )
        )  # fmt: skip
        health = Body.objects.get(code="trung-tam-y-te-dam-ha")
        return Council(
            body, session, following, UserFactory(member_of=body, role=Role.SUPERVISOR),
            UserFactory(member_of=health, role=Role.CLERK), tmp_path / "clock",
        )  # fmt: skip


def test_case_b_goes_from_a_file_to_the_next_session(chromium, council, live_server):
    at_council = browser.signed_in(chromium, live_server.url, council.supervisor).new_page()
    at_centre = browser.signed_in(chromium, live_server.url, council.health).new_page()
    complaints = browser.complaints_of(at_council), browser.complaints_of(at_centre)
    home = f"{live_server.url}/kien-nghi/"

    council.on(AFTER_SESSION)
    import_all(at_council, home, council)
    group_what_is_said_twice(at_council)
    consolidate_all(at_council)
    refer_all(at_council)

    settle(at_centre, at_council, live_server.url, council)

    council.on(BRIEFING)
    assert_briefing_adds_up(at_council, home)
    assert_session_adds_up(at_council, live_server.url, council.session)

    council.on(NEXT)
    assert_next_session_lists_what_came_back(at_council, live_server.url, council)
    assert complaints == ([], [])
    for page in (at_council, at_centre):
        page.context.close()


def look(page: Page) -> None:
    """A page as people at a desk and with a telephone see it."""
    assert browser.violations(page) == []
    assert not browser.sideways(page, 360)
    page.set_viewport_size({"width": 1280, "height": 800})


def counted(page: Page, url: str) -> int:
    """How many petitions a list says that it shows."""
    html = page.request.get(urljoin(page.url, url)).text()
    found = re.search(r'class="results">\s*<span>\s*([\d.]+) kiến nghị', html)
    assert found, html[:2000]
    return int(found[1].replace(".", ""))


# -- 1. the file


def import_all(page: Page, home: str, council: Council) -> None:
    """The portal's template, filled; the dry run; the decision; and at the end the way to the next step."""
    page.goto(home)
    page.get_by_role("link", name="Nhập từ Excel").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tệp mẫu").click()
    filled = voters_2020.filled(Path(download.value.path()).read_bytes())
    file = {"name": "kien-nghi-ky-hop-11.xlsx", "mimeType": "application/octet-stream", "buffer": filled}
    page.get_by_label("Tệp Excel").set_input_files([file])
    page.get_by_label("Kỳ họp, khi ô trống").select_option(label=council.session.label)
    page.get_by_label("không chứa bí mật nhà nước").check()
    page.get_by_role("button", name="Tải lên và kiểm tra thử").click()
    page.get_by_text("Việc đang chờ đến lượt").wait_for()
    assert runner.run_here(ImportRun.objects.get().job).error == ""

    page.get_by_role("button", name=f"Nhập {ALL} dòng hợp lệ").wait_for()  # the page has looked again by itself
    assert f"trong đó {TWICE} dòng có lưu ý" in page.inner_text("main")
    assert not Petition.objects.exists()
    look(page)
    page.get_by_role("button", name=f"Nhập {ALL} dòng hợp lệ").click()
    page.get_by_text("Việc đang chờ đến lượt").wait_for()
    assert runner.run_here(ImportRun.objects.get().job).error == ""
    page.reload()
    page.get_by_text(f"Đã nhập {ALL} kiến nghị.").wait_for()
    look(page)
    assert Petition.objects.filter(session=council.session, status=PetitionStatus.RECEIVED).count() == ALL


# -- 2. consolidation


def group_what_is_said_twice(page: Page) -> None:
    """The likest pairs stand first; each is compared, grouped, and the next one comes up."""
    page.get_by_role("link", name="Tổng hợp, phân loại").click()
    page.get_by_role("link", name="Kiến nghị có thể trùng").click()
    for grouped in range(TWICE + AGAIN):
        assert f"{ALL} trước tổng hợp · {ALL - grouped} sau tổng hợp" in page.inner_text("main")
        first = page.locator("tbody tr").first
        assert "100 %" in first.inner_text()
        first.get_by_role("link", name="So sánh").click()
        page.get_by_role("button", name="Gộp", exact=True).click()
        page.get_by_text("Đã gộp.").wait_for()
    assert f"{ALL} trước tổng hợp · {DISTINCT} sau tổng hợp" in page.inner_text("main")
    assert "100 %" not in page.inner_text("main")
    look(page)


def consolidate_all(page: Page) -> None:
    """One line is worded by hand, all others of which the field is known are taken at once; then the rest."""
    page.get_by_role("link", name="Tổng hợp, phân loại").click()
    page.get_by_text(f"{DISTINCT} kiến nghị chờ tổng hợp").wait_for()
    look(page)
    page.locator("textarea").first.fill("Cấp giấy chứng nhận quyền sử dụng đất ở còn tồn đọng tại bản Tài Lý Sáy.")
    page.get_by_label("Áp dụng cho").select_option("all")
    page.get_by_label("Cấp thẩm quyền", exact=True).select_option(label="Cấp huyện")
    page.get_by_role("button", name="Tổng hợp", exact=True).click()
    page.get_by_text(f"Đã tổng hợp {DISTINCT - UNSORTED} kiến nghị. Còn {UNSORTED} kiến nghị chờ tổng hợp.").wait_for()
    page.get_by_label("Áp dụng cho").select_option("all")
    page.get_by_label("Lĩnh vực", exact=True).select_option(label="Lĩnh vực khác")
    page.get_by_label("Cấp thẩm quyền", exact=True).select_option(label="Cấp huyện")
    page.get_by_role("button", name="Tổng hợp", exact=True).click()
    page.get_by_text(f"Đã tổng hợp {UNSORTED} kiến nghị.").wait_for()
    assert Petition.objects.get(text__startswith="Sớm cấp", place="bản Tài Lý Sáy", lead=None).wording.startswith("Cấp")
    assert Petition.objects.as_consolidated().filter(status=PetitionStatus.CONSOLIDATED).count() == DISTINCT


# -- 3. one document


def refer_all(page: Page) -> None:
    """The portal proposes the committees; three fields go to their offices; one document transfers all of it."""
    page.get_by_role("link", name="Lập đợt chuyển").click()
    page.get_by_label("Đề nghị trả lời trước ngày").fill("31/08/2020")
    page.get_by_role("button", name="Tiếp tục chọn nơi nhận").click()
    page.get_by_text(f"{DISTINCT} kiến nghị đã có nơi nhận").wait_for()
    for field, (code, number) in TO.items():
        scope = page.get_by_label("Áp dụng cho")
        scope.select_option(label=scope.locator("option", has_text=field).inner_text())
        page.get_by_label("Đặt nơi nhận").select_option(label=Body.objects.get(code=code).name)
        page.get_by_role("button", name="Đặt", exact=True).click()
        page.get_by_text(f"Đã đặt nơi nhận cho {number} kiến nghị.").wait_for()
    look(page)
    page.get_by_role("link", name="Xem phụ lục").click()
    page.get_by_role("link", name="Ghi số, ngày và chuyển").click()
    page.get_by_text(f"{DISTINCT} kiến nghị chuyển đến 5 cơ quan trong một lần.").wait_for()
    page.get_by_label("Số văn bản").fill("45")
    page.get_by_label("Ngày ban hành").fill(f"{AFTER_SESSION:%d/%m/%Y}")
    look(page)
    page.get_by_role("button", name="Ghi số, ngày và chuyển").click()
    page.get_by_text("Đã chuyển.").wait_for()
    look(page)
    sent = Petition.objects.filter(status=PetitionStatus.TRANSFERRED, transferred_on=AFTER_SESSION)
    assert sent.count() == DISTINCT
    assert Referral.objects.get().document == OfficialDocument.objects.get()


# -- 4. answers, outcomes, verdicts


def settle(centre: Page, page: Page, address: str, council: Council) -> None:
    """The health centre and the council's verdicts on it by the pages; the other bodies by the verbs."""
    council.on(ANSWERED)
    mine = list(Petition.objects.filter(holder__code="trung-tam-y-te-dam-ha").order_by("due_on", "pk"))
    accept(centre, f"{address}{mine[3].get_absolute_url()}")
    answer_three(centre, f"{address}/kien-nghi/")
    for petition in mine[:2]:
        claim(centre, f"{address}{petition.get_absolute_url()}")
    council.on(JUDGED)
    judge(page, f"{address}{mine[0].get_absolute_url()}", "Xác nhận")
    judge(page, f"{address}{mine[1].get_absolute_url()}", "Trả lại, giải quyết tiếp")
    with transaction.atomic():
        settle_the_rest(council)


def accept(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("link", name="Tiếp nhận giải quyết").first.click()
    page.get_by_label("Số đến của văn bản chuyển").fill("112")
    page.get_by_role("button", name="Tiếp nhận giải quyết").click()
    page.get_by_text("Đã tiếp nhận giải quyết.").wait_for()


def answer_three(page: Page, url: str) -> None:
    """One document answers the lines with a text."""
    page.goto(url)
    page.get_by_role("link", name="Trả lời nhiều kiến nghị").click()
    for number in range(3):
        page.locator("textarea").nth(number).fill("Trung tâm đã cử bác sĩ về trạm ba ngày mỗi tuần.")
    page.get_by_label("Số văn bản").fill("210")
    page.get_by_label("Ngày ban hành").fill(f"{ANSWERED:%d/%m/%Y}")
    look(page)
    page.get_by_role("button", name="Trả lời các kiến nghị đã ghi").click()
    page.get_by_text("Đã trả lời 3 kiến nghị.").wait_for()


def claim(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("link", name="Báo kết quả").first.click()
    page.locator("[name=outcome]").select_option(label="Đã giải trình, thông tin với cử tri")
    page.get_by_label("Kết quả cụ thể").fill("Đã thông tin lịch khám mới tại thôn.")
    page.get_by_role("button", name="Báo kết quả").click()
    page.get_by_text("Đã báo kết quả, chờ").wait_for()


def judge(page: Page, url: str, verdict: str) -> None:
    page.goto(url)
    page.get_by_role("link", name="Xác nhận kết quả").first.click()
    page.get_by_label(verdict, exact=True).check()
    page.get_by_label("Căn cứ, lý do").fill("Khảo sát ngày 28/09 tại trạm y tế.")
    page.get_by_role("button", name="Ghi ý kiến").click()
    page.get_by_text("Đã ghi ý kiến của Thường trực").wait_for()


WAITING = -1  # nobody has judged these claims yet; of the others what is not confirmed is sent back
# Body → how many it answered when, what it claimed of how many of these, and how many of each were confirmed.
PLAN: dict[str, tuple[int, date, tuple[tuple[Outcome, int, int], ...]]] = {
    "phong-tai-nguyen-dam-ha": (
        20, ANSWERED, ((Outcome.RESOLVED, 8, 6), (Outcome.EXPLAINED, 6, 6), (Outcome.IN_PROGRESS, 3, 3)),
    ),
    "phong-noi-vu-dam-ha": (
        12, LATE, ((Outcome.NOT_RESOLVED, 3, 3), (Outcome.NOT_COMPETENT, 2, 2), (Outcome.EXPLAINED, 4, WAITING)),
    ),
    "ubnd-dam-ha": (10, ANSWERED, ((Outcome.EXPLAINED, 5, 5),)),
}  # fmt: skip


def settle_the_rest(council: Council) -> None:
    """As planned; the bodies that are not named let the day of the document pass."""
    leader = User.objects.get(username="dam-ha.leader")
    for code, (number, day, claims) in PLAN.items():
        body = Body.objects.get(code=code)
        held = list(Petition.objects.filter(holder=body).order_by("pk")[:number])
        assert len(held) == number
        answer = paper(body, day)
        answered = in_bulk.answer_many(texts=dict.fromkeys(held, "Đã xem xét."), document=answer, by=leader)
        for outcome, claimed, confirmed in claims:
            for place in range(claimed):
                petition = answered.pop()
                services.claim(
                    petition=petition, outcome=outcome, text="Kết quả đã báo cử tri.", on=LATE, by=leader,
                    promised_on=date(2020, 11, 30) if outcome == Outcome.IN_PROGRESS else None,
                    evidence=answer if outcome == Outcome.RESOLVED else None,
                )  # fmt: skip
                if place < confirmed:
                    services.verify(petition=petition, on=JUDGED, by=council.supervisor)
                elif confirmed != WAITING:
                    services.send_back(petition=petition, reason="Còn hộ chưa được giải quyết", by=council.supervisor)


# -- 5. the briefing


QUARTER = {  # at the end of the third quarter, by the names of the columns
    "Tổng số": 298, "Đã giải quyết xong": 6, "Đã giải trình, thông tin": 6 + 5 + 1, "Đang giải quyết": 3,
    "Chưa giải quyết": 3, "Không thuộc thẩm quyền": 2, "Chờ xác nhận kết quả": 4, "Chưa có kết quả": 268,
    "Chưa chuyển": 0,
}  # fmt: skip
RATE = "33 ÷ (45 + 253) = 11,1 %"  # in time: 3 + 20 + 10; answered: these and 12 late; the others are overdue
STATES = {  # on the day of the briefing, after one more verdict
    "Đã chuyển": 252, "Đang giải quyết": 1, "Đã trả lời, chờ kết quả": 18, "Chờ xác nhận kết quả": 3,
    "Đã xác nhận kết quả": 24, "Đã gộp": TWICE + AGAIN,
}  # fmt: skip
UNSETTLED = 298 - 6 - 13  # resolved in the quarter; explained in it and on the day of the briefing


def assert_briefing_adds_up(page: Page, home: str) -> None:
    """Every number of the page opens as many petitions; every row and column adds up; what came later is not in it."""
    waiting = Petition.objects.filter(status=PetitionStatus.CLAIMED).order_by("pk")[0]
    services.verify(petition=waiting, by=User.objects.get(memberships__role=Role.SUPERVISOR))
    page.goto(home)
    page.get_by_role("link", name="Số liệu", exact=True).click()
    page.get_by_label("Kỳ tiếp nhận").select_option("2020-Q3")
    page.get_by_text("tiếp nhận trong quý III năm 2020, tình trạng đến hết ngày 30/09/2020").wait_for()
    assert "Trước khi tổng hợp\n303" in page.inner_text("#ket-qua")
    assert "Sau khi tổng hợp\n298" in page.inner_text("#ket-qua")
    assert "Đã giải quyết hoặc giải trình\n18" in page.inner_text("#ket-qua")
    look(page)
    assert_table_adds_up(page)
    assert_numbers_open_their_lists(page, "#ket-qua")
    page.get_by_label("Xem theo").select_option("linh-vuc")
    page.get_by_role("columnheader", name="Lĩnh vực").wait_for()  # the page has counted again by itself
    assert_table_adds_up(page)


def assert_table_adds_up(page: Page) -> None:
    heads = [head.strip() for head in page.locator("#ket-qua thead th").all_inner_texts()][1:-1]
    lines = [line.locator("td").all_inner_texts()[: len(heads)] for line in page.locator("#ket-qua tbody tr").all()]
    numbers = [[int(cell) for cell in line] for line in lines]
    total = [int(cell) for cell in page.locator("#ket-qua tfoot td").all_inner_texts()[: len(heads)]]

    assert dict(zip(heads, total, strict=True)) == QUARTER
    assert total == [sum(column) for column in zip(*numbers, strict=True)]
    assert all(first == sum(rest) for first, *rest in [total, *numbers])
    formula = re.sub(r"\s+", " ", page.inner_text("#ket-qua"))
    assert RATE in formula


def assert_numbers_open_their_lists(page: Page, part: str) -> None:
    links = page.locator(f"{part} a[href^='/kien-nghi/?']")
    shown = links.evaluate_all("all => all.map(a => [a.getAttribute('href'), a.textContent])")
    numbers = {url: int(found[-1]) for url, words in shown if (found := re.findall(r"\d+", words))}
    assert len(numbers) > len(page.locator(f"{part} tbody tr").all())
    assert {url: counted(page, url) for url in numbers} == numbers


def assert_session_adds_up(page: Page, address: str, session: CouncilSession) -> None:
    page.goto(address + session.get_absolute_url())
    section = page.locator("#kien-nghi")
    heads, numbers = section.locator("dt").all_inner_texts(), section.locator("dd").all_inner_texts()
    shown = {head.strip(): int(number) for head, number in zip(heads, numbers, strict=True)}
    assert shown == {"Trước tổng hợp": ALL, "Sau tổng hợp": DISTINCT} | STATES
    assert_numbers_open_their_lists(page, "#kien-nghi dl")
    look(page)


# -- 6. the session after


def assert_next_session_lists_what_came_back(page: Page, address: str, council: Council) -> None:
    """Voters say two things again; the portal suggests what they mean, and the session lists them and what is left."""
    for text, before in (
        ("Hỏi lại việc nạo vét kênh mương nội đồng phục vụ tưới tiêu cho cánh đồng thôn Tân Trung.", "thôn Tân Trung"),
        ("Trạm y tế gần bản Tài Lý Sáy vẫn thiếu bác sĩ và thuốc bảo hiểm thông thường.", "bản Tài Lý Sáy"),
    ):
        page.goto(f"{address}{reverse('petitions:take')}")
        page.get_by_label("Nội dung, ghi nguyên văn").fill(text)
        page.get_by_label("Kỳ họp").select_option(label=council.following.label)
        page.get_by_role("button", name="Lưu", exact=True).click()
        page.get_by_role("link", name="Ghi nêu lại").click()
        likest = page.locator("li", has_text="%").first
        assert before in likest.inner_text()
        likest.get_by_role("button", name="Ghi nêu lại").click()
        page.get_by_text("nêu lần thứ 2").first.wait_for()

    page.goto(address + council.following.get_absolute_url())
    section = page.locator("#kien-nghi")
    assert "Nêu lại từ các kỳ trước (2)" in section.inner_text()
    left = section.locator("li", has_text="Kỳ họp thứ 11").or_(section.locator("li", has_text="kỳ họp thứ 11"))
    assert f"{UNSETTLED} kiến nghị" in left.inner_text()
    assert counted(page, left.get_by_role("link").get_attribute("href") or "") == UNSETTLED
    assert_numbers_open_their_lists(page, "#kien-nghi")
    look(page)
