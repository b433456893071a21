"""The life of a report: one per period, written, submitted, approved, issued and then frozen."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from common import clock, official
from common.errors import Refused
from common.periods import Period
from jobs.models import Job
from notices.models import Notice
from organizations.enums import Role
from reports import services, snapshot
from reports.enums import ReportStatus
from reports.models import Report
from tests.factories.accounts import UserFactory
from tests.factories.organizations import UnitFactory

NINE_MONTHS = Period.parse("2020-9M")


@pytest.fixture
def report(desk) -> Report:
    return services.start(body=desk.committee.body, kind="committee", period=NINE_MONTHS, by=desk.clerk)


@pytest.fixture
def approved(desk, report) -> Report:
    services.submit(report=report, by=desk.clerk)
    return services.approve(report=report, by=desk.leader)


def test_a_body_has_one_report_for_a_period(desk, report):
    with pytest.raises(Refused) as refused:
        services.start(body=desk.committee.body, kind="committee", period=NINE_MONTHS, by=desk.clerk)

    assert refused.value.field == "period"


def test_a_report_is_seen_in_its_unit_and_above_and_nowhere_else(desk, report):
    beside = UserFactory(member_of=UnitFactory(code="ben-canh"), role=Role.CLERK)

    assert Report.objects.visible_to(desk.leader).get() == report
    assert not Report.objects.visible_to(beside).exists()


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.CLERK, Role.OFFICIAL}])
def test_only_reporting_officers_and_officials_begin_a_report(desk, role):
    person = UserFactory(member_of=desk.committee.unit, role=role)

    with pytest.raises(PermissionDenied):
        services.start(body=desk.committee.body, kind="committee", period=NINE_MONTHS, by=person)


def test_each_section_keeps_its_own_words(desk, report):
    first, second = report.outline.sections.all()[:2]

    services.write_section(report=report, section=first, text="Đã quán triệt.", by=desk.clerk)
    services.write_section(report=report, section=second, text="Đạt kết quả.", by=desk.clerk)
    services.write_section(report=report, section=first, text="Đã quán triệt đến chi bộ.", by=desk.clerk)

    assert dict(report.texts.values_list("section__number", "text")) == {
        "I": "Đã quán triệt đến chi bộ.",
        "II": "Đạt kết quả.",
    }


def test_a_section_is_read_by_whoever_sees_the_report_and_written_by_its_writers(client, desk, report):
    url = reverse("reports:section", args=[report.pk, "lanh-dao"])
    client.force_login(desk.leader)

    page = client.get(url).content.decode()

    assert "23/09/2020" in page
    assert "<textarea" not in page
    assert client.post(url, {"text": "Sửa"}).status_code == 403


def test_a_submitted_report_is_not_rewritten(desk, report):
    services.submit(report=report, by=desk.clerk)

    with pytest.raises(Refused, match="đã trình"):
        services.write_section(report=report, section=report.outline.sections.first(), text="Sửa", by=desk.clerk)


def test_sending_back_needs_a_reason_and_opens_the_report_again(desk, report):
    services.submit(report=report, by=desk.clerk)

    with pytest.raises(Refused) as refused:
        services.send_back(report=report, reason=" ", by=desk.leader)
    assert refused.value.field == "reason"

    assert services.send_back(report=report, reason="thiếu số liệu", by=desk.leader).status == ReportStatus.DRAFT


def test_only_a_leader_approves(desk, report):
    services.submit(report=report, by=desk.clerk)

    with pytest.raises(PermissionDenied):
        services.approve(report=report, by=desk.clerk)


def test_a_draft_is_not_issued(desk, report):
    with pytest.raises(Refused, match="đang soạn"):
        services.issue(report=report, number=3, issued_on=date(2020, 9, 30), by=desk.records)


def test_issuing_gives_number_and_date_and_asks_for_the_file(desk, approved):
    issued = services.issue(report=approved, number=3, issued_on=date(2020, 9, 30), by=desk.records)

    assert issued.document.number_and_symbol == "03-BC/BCĐ"
    assert issued.status == ReportStatus.ISSUED
    assert Job.objects.get(kind=services.RENDER).key == str(issued.pk)


def test_a_report_is_not_dated_before_a_conference_that_it_tells_of(desk, approved):
    with pytest.raises(Refused) as refused:
        services.issue(report=approved, number=3, issued_on=date(2020, 9, 22), by=desk.records)

    assert refused.value.field == "issued_on"


def test_an_issued_report_keeps_its_text_when_records_change_later(desk, approved):
    issued = services.issue(report=approved, number=3, issued_on=date(2020, 9, 30), by=desk.records)
    before = snapshot.thaw(issued.snapshot)

    desk.committee.body.name = "Ban Chỉ đạo đổi tên"
    desk.committee.body.save()

    issued.refresh_from_db()
    assert snapshot.thaw(issued.snapshot) == before
    assert isinstance(before, official.Paper)


def test_an_issued_report_has_a_number_by_constraint(desk, report):
    with pytest.raises(IntegrityError, match="report_issued_has_number"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(status=ReportStatus.ISSUED)


def test_a_number_that_is_taken_is_refused_and_the_report_stays_approved(desk, approved):
    services.issue(report=approved, number=3, issued_on=date(2020, 9, 30), by=desk.records)
    other = services.start(body=desk.committee.body, kind="committee", period=Period.parse("2020-Q3"), by=desk.clerk)
    services.submit(report=other, by=desk.clerk)
    services.approve(report=other, by=desk.leader)

    with pytest.raises(Refused):
        services.issue(report=other, number=3, issued_on=date(2020, 10, 2), by=desk.records)

    other.refresh_from_db()
    assert other.status == ReportStatus.APPROVED


def test_leader_is_told_of_a_submitted_report_and_the_writer_of_its_return(desk, report):
    services.submit(report=report, by=desk.clerk)
    services.send_back(report=report, reason="thiếu phụ lục", by=desk.leader)

    assert Notice.objects.filter(recipient=desk.leader, kind="reports.submitted").count() == 1
    assert "thiếu phụ lục" in Notice.objects.get(recipient=desk.clerk, kind="reports.sent_back").subject


def test_snapshot_gives_back_the_same_paper():
    drawing = official.Figure(b"<svg/>", alt="không có gì")
    table = official.Table(caption="Số liệu", columns=("a", "b"), rows=(("1", "2"),), numeric=frozenset({1}))
    paper = official.Paper(
        style=official.Style.PARTY_B, superior="ĐẢNG ỦY", issuer="BAN CHỈ ĐẠO", number=3, symbol="BC/BCĐ",
        place="Cự Khối", issued_on=date(2020, 9, 23), type_name="BÁO CÁO", subject="kết quả", made_at=clock.now(),
        sections=(official.Section("I", "Kết quả", (official.Paragraph("Tốt."), table, drawing)),),
    )  # fmt: skip

    assert snapshot.thaw(snapshot.freeze(paper)) == paper
