"""One main path of each further role, clicked through in a real browser."""

import threading
from datetime import date

import pytest
from django.db import connections, transaction
from django.urls import reverse
from playwright.sync_api import Page, expect

from conferences.models import Conference
from demo.cases import case_d
from documents import services as documents
from documents.models import Attachment
from jobs import runner
from organizations.enums import Role
from organizations.models import Membership
from reports import services
from reports.models import Report
from steering.models import Task
from steering.workflow import STEPS
from tests.conferences import recording
from tests.factories.accounts import UserFactory
from tests.factories.documents import PDF
from tests.factories.reports import ReportNumberingFactory
from tests.support import browser
from tests.support.browser import PASSWORD

from . import places

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("roles")]


@pytest.fixture
def ward(transactional_db) -> places.Place:
    """The ward after its nine-month review."""
    place = places.ward()
    recording.record(case_d.NINE_MONTHS, place.host, place.people[Role.CLERK])
    return place


@pytest.fixture
def visit(chromium, live_server):
    """visit(user, path): the page in a window of its own."""
    contexts = []

    def opened(user, path: str, **options) -> Page:
        context = browser.signed_in(chromium, live_server.url, user, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def work() -> None:
    """What the worker does with the job that waits, in a thread of its own as a worker has one."""

    def run() -> None:
        runner.run_next()
        connections.close_all()

    worker = threading.Thread(target=run)
    worker.start()
    worker.join()


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def take(page: Page, step: str) -> None:
    """The step's page, then its button."""
    page.get_by_role("link", name=step, exact=True).first.click()
    press(page, step)
    page.wait_for_url("**/bao-cao/*/")


def test_member_opens_a_figure_of_the_dashboard_down_to_its_tasks(ward, visit):
    page = visit(ward.people[Role.MEMBER], reverse("reports:dashboard") + "?xem=nhiem-vu")
    expect(page.locator("h1")).to_have_text("Tổng quan thực hiện dân chủ ở cơ sở")
    page.locator(".overview summary", has_text="Bảng số liệu").first.click()
    figure = page.locator(".overview td[data-label='Quá hạn'] a").first
    number = figure.inner_text()
    figure.click()

    page.wait_for_url("**/nhiem-vu/**")
    assert page.locator("table.cards tbody tr").count() == int(number) > 0


def test_report_from_the_clerks_words_to_its_number(ward, visit):
    clerk = visit(ward.people[Role.CLERK], reverse("reports:list"))
    clerk.get_by_role("link", name="Lập báo cáo").first.click()
    press(clerk, "Lập báo cáo")
    clerk.get_by_role("link", name="IV. Đánh giá chung").click()
    clerk.locator("[contenteditable]").first.fill("Công tác phối hợp giữa các bên có chuyển biến.")
    press(clerk, "Lưu")
    report = Report.objects.get()
    expect(clerk.get_by_text("Công tác phối hợp giữa các bên có chuyển biến.")).to_be_visible()

    press(clerk, "Dựng tệp PDF")
    expect(clerk.get_by_role("progressbar")).to_be_visible()
    work()
    clerk.get_by_role("link", name="Mở báo cáo").click()
    with clerk.expect_download() as download:
        clerk.get_by_role("link", name="PDF dựng lúc").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    with transaction.atomic():
        for section in report.outline.sections.exclude(code__in=report.texts.values("section__code")):
            services.write_section(report=report, section=section, text="Thực hiện tốt.", by=ward.people[Role.CLERK])
        ReportNumberingFactory(body=report.body)
        records_clerk = ward.people[Role.RECORDS_CLERK]
        documents.open_series(body=report.body, type=None, on=date(2020, 10, 1), by=records_clerk, first=15)
    clerk.goto(clerk.url)
    take(clerk, "Trình duyệt")

    take(visit(ward.people[Role.LEADER], report.get_absolute_url()), "Duyệt")
    records = visit(records_clerk, report.get_absolute_url())
    records.get_by_role("link", name="Cấp số, ban hành").first.click()
    records.fill("[name=issued_on]", "01/10/2020")
    press(records, "Cấp số, ban hành")
    expect(records.get_by_text("15-BC/BCĐ").first).to_be_visible()
    report.refresh_from_db()
    assert (report.status, report.document.issued_on) == ("issued", date(2020, 10, 1))


def test_answering_body_reports_with_a_file_and_the_leader_confirms(ward, visit, tmp_path):
    evidence = tmp_path / "ket-qua-giam-sat.pdf"
    evidence.write_bytes(PDF)
    task = Task.objects.get(title__contains="Chi bộ số 11")
    answerer = UserFactory(member_of=task.lead, role=Role.ANSWERER)

    page = visit(answerer, "/")
    page.get_by_role("link", name=task.title).click()
    page.get_by_role("link", name=str(STEPS["progress"].label), exact=True).first.click()
    page.fill("[name=text]", "Đã giám sát, có thông báo kết quả.")
    page.fill("[name=percent]", "100")
    page.fill("[name=reported_on]", "20/11/2020")
    page.set_input_files("[name=upload]", evidence)
    page.check("[name=no_state_secret]")
    page.locator("main button[type=submit].primary").click()
    expect(page.get_by_role("link", name="ket-qua-giam-sat.pdf", exact=True)).to_be_visible()

    leader = visit(ward.people[Role.LEADER], task.get_absolute_url())
    leader.get_by_role("link", name=str(STEPS["sign_off"].label), exact=True).first.click()
    leader.fill("[name=on]", "24/11/2020")
    leader.locator("main button[type=submit].primary").click()
    leader.wait_for_url(f"**{task.get_absolute_url()}*")
    task.refresh_from_db()
    assert (task.status, task.closed_on) == ("done", date(2020, 11, 24))
    assert Attachment.objects.get().name == "ket-qua-giam-sat.pdf"


def test_two_officials_change_step_1_at_the_same_time(ward, visit):
    conference = recording.start(case_d.YEAR_END, ward.host, ward.people[Role.CLERK])
    path = reverse("conferences:step", args=[conference.code, 1])
    first, second = visit(ward.people[Role.CLERK], path), visit(ward.people[Role.OFFICIAL], path)

    first.fill("[name=place]", "Hội trường lớn")
    first.fill("[name=to_time]", "17:00")
    first.locator("main button[type=submit].primary").click()
    first.wait_for_url("**/buoc-2/")
    second.fill("[name=place]", "Nhà văn hóa")
    second.locator("main button[type=submit].primary").click()

    beside = second.locator("section.conflict")
    expect(beside).to_contain_text("Hội trường lớn")
    expect(beside).to_contain_text("Nhà văn hóa")
    assert second.input_value("[name=to_time]") == "17:00"  # not touched here: taken over
    assert Conference.objects.get(pk=conference.pk).place == "Hội trường lớn"

    second.locator("main button[type=submit].primary").click()
    second.wait_for_url("**/buoc-2/")
    conference.refresh_from_db()
    assert conference.place == "Nhà văn hóa"
    assert f"{conference.ends_at:%H:%M}" == "10:00"  # 17:00 in Viet Nam


def test_administrator_gives_a_role(ward, chromium, live_server):
    admin = UserFactory(username="quan-tri", member_of=ward.unit, role=Role.UNIT_ADMIN, password=PASSWORD)
    person = ward.people[Role.MEMBER]
    page = chromium.new_page()

    # Signed in a moment ago, so the password is not asked for again.
    page.goto(live_server.url + reverse("administration:person_grant_role", args=[person.username]))
    page.fill("[name=login]", admin.username)
    page.fill("[name=password]", PASSWORD)
    press(page, "Đăng nhập")
    page.fill("[name=place]", "phường Cự Khối")
    page.select_option("[name=role]", Role.CLERK)
    page.fill("[name=basis]", "Quyết định số 7-QĐ/ĐU")
    page.locator("main button[type=submit].primary").click()

    page.wait_for_url(f"**{reverse('administration:person', args=[person.username])}*")
    expect(page.locator("main")).to_contain_text(str(Role.CLERK.label))
    assert Membership.objects.filter(user=person, role=Role.CLERK, unit=ward.unit).count() == 1
    page.close()
