"""A citizen with a printed report: the code opens its page, a figure says how it was found, a tampered file is told."""

import hashlib

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from pytest_django.live_server_helper import LiveServer

from common import clock
from documents import services as documents
from reports.models import FrozenRow, Report, ReportFile
from tests.factories.organizations import BodyFactory
from tests.factories.reports import FrozenFigureFactory, ReportFactory
from tests.support import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("look-up")]
FILE = b"%PDF-1.7 what was issued"


@pytest.fixture(scope="module")
def code(django_db_setup, django_db_blocker):
    """A published report with a figure of three tasks; really stored, because the server reads it."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            body = BodyFactory(name="Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở phường Cự Khối")
            report = ReportFactory(body=body, issued=True)
            Report.objects.filter(pk=report.pk).update(is_published=True)
            blob = documents.store(FILE, content_type="application/pdf")
            ReportFile.objects.create(
                report=report, edition=report.edition, blob=blob, built_at=clock.now(), is_final=True
            )
            rows = [
                FrozenRow.objects.create(
                    digest=hashlib.sha256(str(number).encode()).hexdigest(), kind="steering.task", record_id=number,
                    cells=[["Mã", f"NV-2020-{number:04d}"], ["Hạn", "31/12/2020"]], public=[0, 1],
                )
                for number in range(1, 4)
            ]  # fmt: skip
            FrozenFigureFactory(
                edition=report.edition, key="steering.tasks", label="Nhiệm vụ giao sau kết luận của hội nghị",
                text="03", number=3, formula="Nhiệm vụ do Ban Chỉ đạo giao trong kỳ", row_kind="steering.task",
                row_keys=[1, 2, 3], rows=[row.pk for row in rows],
            )  # fmt: skip
        yield report.code
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def server(code):
    running = LiveServer("localhost")
    yield running
    running.stop()


def check(page):
    """No complaint of axe at both widths, nothing sideways down to 320 px, one heading."""
    assert page.locator("h1").count() == 1
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert browser.violations(page) == []
    assert not browser.sideways(page, 320)


def test_a_paper_its_figure_and_a_tampered_file(chromium, server, code):
    cache.clear()
    context = chromium.new_context(java_script_enabled=True, reduced_motion="reduce", locale="vi-VN")
    page = context.new_page()
    complaints = browser.complaints_of(page)
    page.goto(f"{server.url}/xac-minh/{code}/")
    assert page.get_by_text(hashlib.sha256(FILE).hexdigest()).is_visible()
    check(page)

    for content, said in ((FILE, "Đúng bản ban hành"), (FILE + b" ", "Không phải bản ban hành")):
        page.set_input_files("[name=tep]", {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": content})
        page.get_by_role("button", name="So tệp").press("Enter")
        assert page.get_by_role("heading", name=said).is_visible()
        check(page)

    page.goto(f"{server.url}/xac-minh/{code}/so/steering.tasks/")
    assert page.get_by_text("NV-2020-0003").is_visible()
    check(page)
    assert page.goto(f"{server.url}/xac-minh/ZZZZZZZZZZ/").status == 404
    check(page)
    assert all("404" in complaint for complaint in complaints)
    assert context.cookies() == []
    context.close()
