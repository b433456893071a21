"""What the records clerk meets on the page of issuing when something stands in the way; nothing is half done."""

import io
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connections, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from documents.models import NumberSeries, OfficialDocument
from figures import services as figures
from figures.services import Figure
from organizations.enums import Role
from reports import building, services
from reports.enums import ReportStatus
from reports.gather import SOURCE
from reports.models import Edition, Report
from tests.factories.accounts import UserFactory
from tests.factories.figures import IndicatorFactory
from tests.factories.organizations import BodyFactory
from tests.factories.reports import ReportFactory, ReportNumberingFactory
from tests.papers.test_fonts import LETTERS

DAY = {"seen": "issue", "issued_on": "30/09/2020"}
NAMES = [f"{LETTERS[start : start + 8]}" for start in range(0, len(LETTERS), 8)]
"""Every Vietnamese letter with every mark, as parts of names."""


def issue_page(client, person, report, **sent):
    client.force_login(person)
    address = reverse("reports:issue", args=[report.pk])
    return client.post(address, sent) if sent else client.get(address)


def untouched(report: Report) -> bool:
    """Approved as before: no number, no edition."""
    report.refresh_from_db()
    return (
        report.status == ReportStatus.APPROVED
        and report.document is None
        and not Edition.objects.filter(report=report).exists()
        and not OfficialDocument.objects.filter(issuer=report.body, number__isnull=False).exists()
    )


@pytest.fixture
def lacking(desk):
    """An approved report whose words tell two figures that were withdrawn after the approval."""
    facts, report = [], desk.write()
    for code, name in (("ho-ngheo", "Số hộ nghèo"), ("ho-can-ngheo", "Số hộ cận nghèo")):
        fact = figures.state(
            indicator=IndicatorFactory(code=code, name_vi=name, kind="count"), unit=desk.committee.unit,
            body=desk.committee.body, window=report.period_value, figure=Figure(value=Decimal(15)), by=desk.clerk,
            source_kind=SOURCE, source_id=desk.conference.pk,
        )  # fmt: skip
        facts.append(fact)
    words = "Còn {{fact:ho-ngheo}}; {{fact:ho-can-ngheo}}."
    services.write_section(report=report, section=report.outline.sections.first(), text=words, by=desk.clerk)
    report = desk.approve(report)
    for fact in facts:
        figures.withdraw(fact=fact, reason="Ghi nhầm", by=desk.clerk)
    return report


@pytest.mark.parametrize("way", ["issue", "hand_over"])
def test_figures_that_lost_their_value_after_the_approval_stop_issuing_and_are_listed(client, desk, lacking, way):
    if way == "issue":
        desk.number()

    page = issue_page(client, desk.records, lacking, **(DAY if way == "issue" else {"seen": way}))

    (message,) = page.context["form"].non_field_errors()
    assert page.status_code == 200
    assert "Báo cáo còn thiếu 2 chỗ" in message
    assert "Số hộ nghèo" in message
    assert "Số hộ cận nghèo" in message
    assert "Số hộ cận nghèo" in page.text
    assert untouched(lacking)


def test_a_body_that_has_ended_is_told_so_beside_the_day(client, desk):
    desk.number()
    report, body = desk.approve(desk.write()), desk.committee.body
    body.valid = DateRange(body.valid.lower, date(2020, 9, 30))
    body.save()

    page = issue_page(client, desk.records, report, **DAY)

    (message,) = page.context["form"].errors["issued_on"]
    assert "đã kết thúc hoạt động" in message
    assert f"{message}" in page.text
    assert untouched(report)
    assert issue_page(client, desk.records, report, **DAY | {"issued_on": "29/09/2020"}).status_code == 302


def test_a_body_that_has_ended_is_told_so_where_no_day_is_asked_for(client, desk):
    report, body = desk.approve(desk.write()), desk.committee.body
    body.valid = DateRange(body.valid.lower, date(2020, 9, 30))
    body.save()

    page = issue_page(client, desk.records, report, seen="hand_over")

    assert "Cơ quan kế thừa lập báo cáo của mình." in page.context["form"].non_field_errors()[0]
    assert untouched(report)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31/02/2020", "Lịch không có ngày này"),
        ("30/09/2999", "không được sau hôm nay"),
        ("22/09/2020", "không được trước hội nghị ngày 23/09/2020"),
        ("", "Ngày ban hành"),
    ],
)
def test_a_wrong_day_is_told_beside_it_and_takes_no_number(client, desk, typed, words):
    desk.number()
    report = desk.approve(desk.write())
    series = NumberSeries.objects.get(body=report.body)

    page = issue_page(client, desk.records, report, **DAY | {"issued_on": typed})

    (message,) = page.context["form"].errors["issued_on"]
    assert words in message or words in page.text
    assert untouched(report)
    series.refresh_from_db()
    assert series.next_number == 3


def test_the_second_of_two_officers_at_the_same_page_reads_that_it_was_issued(desk):
    desk.number()
    report = desk.approve(desk.write())
    other = UserFactory(member_of=desk.committee.unit, role=Role.RECORDS_CLERK)
    first, second = Client(), Client()
    assert "Cấp số, ban hành" in issue_page(first, desk.records, report).text
    assert "Cấp số, ban hành" in issue_page(second, other, report).text

    done, late = issue_page(first, desk.records, report, **DAY), issue_page(second, other, report, **DAY)

    assert (done.status_code, late.status_code) == (302, 302)
    assert "Báo cáo đã ban hành." in second.get(late.url).text
    assert OfficialDocument.objects.filter(issuer=report.body).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_press_the_button_at_once_one_issues_and_one_is_told(monkeypatch):
    """Real connections through the page; the paper is short, so that both meet at the report."""
    from .test_numbering import _composed, _Nothing

    monkeypatch.setattr("reports.services.issuing.gather_for", lambda *_args: _Nothing())
    monkeypatch.setattr("reports.services.issuing.paper.compose", lambda report, _gathered: _composed(report))
    with transaction.atomic():
        body = BodyFactory()
        ReportNumberingFactory(body=body)
        report = ReportFactory(body=body, approved=True)
        people = [UserFactory(member_of=body.unit, role=Role.RECORDS_CLERK) for _person in range(2)]
    clients = [Client() for _person in people]
    for client, person in zip(clients, people, strict=True):
        client.force_login(person)
    together = Barrier(2)

    def press(client: Client) -> str:
        together.wait()
        try:
            response = client.post(reverse("reports:issue", args=[report.pk]), DAY)
            return client.get(response.url).text if response.status_code == 302 else response.text
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=2) as pool:
        told = sorted("Đã ban hành báo cáo." in page for page in pool.map(press, clients))

    assert told == [False, True]
    assert list(OfficialDocument.objects.filter(issuer=body).values_list("number", flat=True)) == [1]
    assert Edition.objects.filter(report=report).count() == 1


def test_names_with_every_vietnamese_mark_go_from_the_page_to_the_printed_paper(client, desk):
    report = desk.write()
    client.force_login(desk.clerk)
    address = reverse("reports:signing", args=[report.pk])
    names = "\n".join(NAMES)
    typed = {"signer_name": unicodedata.normalize("NFD", NAMES[0]), "place": NAMES[1], "recipients": names}
    guard = {field.html_name: field.value() or "" for field in client.get(address).context["form"].hidden_fields()}

    assert client.post(address, guard | typed).status_code == 302

    report.refresh_from_db()
    assert (report.signer_name, report.place) == (NAMES[0], NAMES[1])
    page = client.get(report.get_absolute_url()).text
    assert NAMES[0] in page
    drawn = building.build(report, "pdf", lambda *_told: None)
    said = unicodedata.normalize("NFC", "".join(page.extract_text() for page in PdfReader(io.BytesIO(drawn)).pages))
    assert [name for name in NAMES if name not in said.replace("\n", "")] == []
