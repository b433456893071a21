"""Who numbers a report, and the portal's series: no gap and no double, whoever asks at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, connections, transaction
from django.urls import reverse

from common.errors import Refused
from documents import services as documents
from documents.models import DocumentType, NumberSeries, OfficialDocument
from organizations.enums import Role
from reports import services
from reports.enums import NumberedBy, ReportStatus
from reports.models import Report, ReportKind, ReportNumbering
from reports.services import numbering
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory
from tests.factories.reports import ReportFactory, ReportNumberingFactory

DAY = date(2020, 9, 30)


@pytest.fixture
def admin(desk):
    return UserFactory(member_of=desk.committee.unit, role=Role.UNIT_ADMIN)


def test_a_body_numbers_in_its_own_system_unless_it_says_otherwise_for_a_kind_or_for_all(db):
    body, kind = BodyFactory(), ReportKind.objects.get(code="committee")
    assert numbering.numbered_by(body, kind) is NumberedBy.EXTERNAL

    ReportNumberingFactory(body=body)
    assert numbering.numbered_by(body, kind) is NumberedBy.PORTAL

    ReportNumberingFactory(body=body, kind=kind, numbered_by="external")
    assert numbering.numbered_by(body, kind) is NumberedBy.EXTERNAL


def test_a_report_numbered_elsewhere_takes_no_number_of_the_portal_and_the_other_way_round(desk):
    report = desk.approve(desk.write())
    with pytest.raises(Refused, match="chuyển ký"):
        desk.issue(report)

    desk.number()
    with pytest.raises(Refused, match="lấy số của Cổng"):
        services.hand_over(report=report, by=desk.records)
    assert desk.issue(report).document.number == 3


def test_a_new_term_begins_with_number_one_by_itself(desk):
    ReportNumberingFactory(body=desk.committee.body)

    issued = desk.issue(desk.approve(desk.write()))

    assert issued.document.number == 1
    assert NumberSeries.objects.get(body=issued.body).term == issued.document.term


def test_a_number_that_somebody_typed_is_passed_over(desk):
    desk.number(first=3)
    kind = DocumentType.objects.get(code="bao-cao")
    documents.record_issued(
        issuer=desk.committee.body, type=kind, number=3, issued_on=DAY, subject="Báo cáo giấy", by=desk.records
    )

    assert desk.issue(desk.approve(desk.write())).document.number == 4


def test_a_report_that_is_refused_leaves_no_gap(desk):
    desk.number(first=3)
    report = desk.approve(desk.write())
    with pytest.raises(Refused):
        desk.issue(report, on=date(2999, 1, 1))

    report.refresh_from_db()
    assert report.status == ReportStatus.APPROVED
    assert desk.issue(report).document.number == 3


def test_the_administrator_says_who_numbers_and_where_a_series_begins(client, desk, admin):
    body, url = desk.committee.body, reverse("reports:practice", args=[desk.committee.body.code])
    kind = ReportKind.objects.get(code="committee")
    client.force_login(admin)
    page = client.get(url).content.decode()
    assert "hệ thống văn bản của cơ quan" in page

    fields = {f"kind-{one.pk}": "" for one in ReportKind.objects.all()}
    first = {f"first-{kind.type_id}": "12"} if f"first-{kind.type_id}" in page else {}
    response = client.post(url, {"luu": "numbering", "all": "portal", **fields, **first})

    assert response.status_code == 302
    assert ReportNumbering.objects.get(body=body, kind=None).numbered_by == "portal"
    if first:
        assert NumberSeries.objects.get(body=body).next_number == 12
    assert client.post(url, {"luu": "numbering", "all": "khong-co"}).status_code == 200
    assert client.post(url, {"luu": "chain"}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_fifty_reports_issued_at_once_bear_the_numbers_one_to_fifty_each_once(monkeypatch):
    """Fifty threads, each with its connection, at one moment; the papers are short, so that all meet at the series."""
    monkeypatch.setattr("reports.services.issuing.gather_for", lambda *_args: _Nothing())
    monkeypatch.setattr("reports.services.issuing.paper.compose", lambda report, _gathered: _composed(report))
    with transaction.atomic():  # a unit and its names are checked together when it ends
        body = BodyFactory()
        ReportNumberingFactory(body=body)
        periods = [f"{year}-Q{quarter}" for year in range(2007, 2020) for quarter in (1, 2, 3, 4)][:50]
        keys = [ReportFactory(body=body, approved=True, period=period).pk for period in periods]
        officer = UserFactory(member_of=body.unit, role=Role.RECORDS_CLERK)

    together, connected = Barrier(50), set[int]()
    with ThreadPoolExecutor(max_workers=50) as pool:
        list(pool.map(lambda key: _issue(key, officer.pk, together, connected), keys))

    assert len(connected) == 50

    numbers = OfficialDocument.objects.filter(issuer=body).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 51))
    assert Report.objects.filter(body=body, status=ReportStatus.ISSUED).count() == 50


class _Nothing:
    """A period in which nothing happened."""

    conferences = ()


def _composed(report: Report):
    from reports.paper import Composition
    from tests.factories.reports import plain_paper

    return Composition(plain_paper(number=report.document.number), ())


def _issue(report: int, officer: int, together: Barrier, connected: set[int]) -> None:
    """``connected``: the processes of PostgreSQL that were asked."""
    from accounts.models import User

    try:
        row, by = Report.objects.get(pk=report), User.objects.get(pk=officer)
        connected.add(connection.connection.info.backend_pid)
        together.wait(60)
        services.issue(report=row, issued_on=DAY, by=by)
    finally:
        connections.close_all()
