"""The life of a report: one per period, written, handed in, approved, issued, frozen; withdrawn or replaced."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from common import clock, official
from common.errors import Refused
from jobs.models import Job
from notices.models import Notice
from organizations.enums import Role
from reports import services, snapshot
from reports.enums import ReportStatus
from reports.models import Report, ReportFile
from reports.paper import issued_paper
from tests.factories.accounts import UserFactory
from tests.factories.documents import BlobFactory
from tests.factories.organizations import UnitFactory
from tests.factories.reports import ReportFactory

ISSUED_ON = date(2020, 9, 30)


@pytest.fixture
def report(desk) -> Report:
    return desk.write()


@pytest.fixture
def issued(desk, report) -> Report:
    desk.number()
    return desk.issue(desk.approve(report))


def test_a_body_has_one_report_for_a_period(desk, report):
    with pytest.raises(Refused) as refused:
        desk.write()

    assert refused.value.field == "period"


def test_a_report_is_seen_in_its_unit_and_above_and_nowhere_else(desk, report):
    beside = UserFactory(member_of=UnitFactory(code="ben-canh"), role=Role.CLERK)

    assert Report.objects.visible_to(desk.leader).get() == report
    assert not Report.objects.visible_to(beside).exists()


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.CLERK, Role.OFFICIAL}])
def test_only_reporting_officers_and_officials_begin_a_report(desk, role):
    desk.clerk = UserFactory(member_of=desk.committee.unit, role=role)

    with pytest.raises(PermissionDenied):
        desk.write()


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
    assert 'name="text"' not in page
    assert client.post(url, {"text": "Sửa"}).status_code == 403


def test_a_submitted_report_is_not_rewritten(desk, report):
    services.submit(report=report, by=desk.clerk)

    with pytest.raises(Refused, match="đã trình"):
        services.write_section(report=report, section=report.outline.sections.first(), text="Sửa", by=desk.clerk)


def test_a_figure_without_a_value_keeps_a_report_from_being_handed_in_and_is_named(desk, report):
    section = report.outline.sections.first()
    services.write_section(report=report, section=section, text="Đạt {{fact:khong-co}} lượt.", by=desk.clerk)

    with pytest.raises(services.NotReady, match="khong-co") as refused:
        services.submit(report=report, by=desk.clerk)

    assert len(refused.value.missing) == 1
    assert section.title_vi in refused.value.missing[0]


def test_what_is_handed_in_is_built_for_whoever_decides_each_round_anew(desk, report):
    services.submit(report=report, by=desk.clerk)
    services.send_back(report=report, reason="Bổ sung số liệu.", by=desk.leader)
    services.submit(report=report, by=desk.clerk)

    keys = Job.objects.filter(kind=services.RENDER).order_by("pk").values_list("key", flat=True)
    assert list(keys) == [f"{report.pk}:submitted:1", f"{report.pk}:submitted:2"]


def test_a_file_that_is_older_than_the_words_says_so(desk, report, client):
    blob = BlobFactory()
    old = ReportFile.objects.create(report=report, blob=blob, built_at=clock.now() - timedelta(hours=1))
    client.force_login(desk.leader)
    assert "cũ hơn lời văn" not in client.get(report.get_absolute_url()).content.decode()

    section = report.outline.sections.get(code="ket-qua")
    services.write_section(report=report, section=section, text="Viết sau khi dựng tệp.", by=desk.clerk)

    page = client.get(report.get_absolute_url()).content.decode()
    assert reverse("reports:file", args=[report.pk, old.pk]) in page
    assert "cũ hơn lời văn" in page


def test_the_main_button_brings_the_report_nearer_to_its_number(desk, report, client):
    def main(who) -> str:
        client.force_login(who)
        page = client.get(report.get_absolute_url()).content.decode()
        return " ".join(re.findall(r'class="button primary"[^>]*>([^<]*)<', page))

    assert "Trình duyệt" in main(desk.clerk)
    services.submit(report=report, by=desk.clerk)
    assert main(desk.clerk) == ""  # to note what was decided on paper is not the usual way
    assert "Duyệt" in main(desk.leader)
    services.approve(report=report, by=desk.leader)
    assert main(desk.leader) == ""  # to send it back is not, either
    assert "Chuyển ký" in main(desk.records)


def test_a_draft_is_not_issued(desk, report):
    with pytest.raises(Refused, match="đang soạn"):
        desk.issue(report)


def test_issuing_gives_number_and_date_and_asks_for_the_file(desk, issued):
    assert issued.document.number_and_symbol == "03-BC/BCĐ"
    assert issued.status == ReportStatus.ISSUED
    assert issued.numbered_by == "portal"
    keys = Job.objects.filter(kind=services.RENDER).order_by("pk").values_list("key", flat=True)
    assert list(keys) == [f"{issued.pk}:submitted:1", f"{issued.pk}:issued:1"]
    assert issued_paper(issued).number == 3


def test_whoever_wrote_and_approved_hears_that_it_was_issued(desk, issued):
    told = Notice.objects.filter(kind="reports.issued", subject="Báo cáo đã ban hành, số 03-BC/BCĐ")

    assert {desk.clerk, desk.leader} <= {notice.recipient for notice in told}
    assert desk.records not in {notice.recipient for notice in told}


def test_a_report_is_not_dated_before_a_conference_that_it_tells_of(desk, report):
    desk.number()
    with pytest.raises(Refused) as refused:
        desk.issue(desk.approve(report), on=date(2020, 9, 22))

    assert refused.value.field == "issued_on"


def test_the_second_of_two_officers_who_issue_at_once_is_told_that_it_was_issued(desk, issued):
    with pytest.raises(Refused, match="đã ban hành"):
        desk.issue(issued)

    assert desk.committee.body.documents.filter(status="issued", report=issued).count() == 1


def test_a_body_that_has_ended_issues_nothing_after_its_end(desk, report):
    desk.number()
    approved, body = desk.approve(report), desk.committee.body
    body.valid = DateRange(body.valid.lower, ISSUED_ON)
    body.save()

    with pytest.raises(Refused, match="đã kết thúc hoạt động") as refused:
        desk.issue(approved)
    assert refused.value.field == "issued_on"

    assert desk.issue(approved, on=date(2020, 9, 29)).status == ReportStatus.ISSUED


def test_a_body_that_has_ended_hands_nothing_over_for_signing(desk, report):
    approved, body = desk.approve(report), desk.committee.body
    body.valid = DateRange(body.valid.lower, ISSUED_ON)
    body.save()

    with pytest.raises(Refused, match="đã kết thúc hoạt động"):
        services.hand_over(report=approved, by=desk.records)


def test_an_issued_report_keeps_its_text_when_records_change_later(desk, issued):
    before = issued_paper(issued)

    desk.committee.body.name = "Ban Chỉ đạo đổi tên"
    desk.committee.body.save()

    issued.refresh_from_db()
    assert issued_paper(issued) == before
    assert isinstance(before, official.Paper)


def test_a_report_is_not_issued_without_an_edition_by_constraint(desk, report):
    with pytest.raises(IntegrityError, match="report_frozen_has_edition"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(status=ReportStatus.ISSUED)


def test_a_withdrawn_report_stays_to_be_read_and_makes_room_for_another(desk, issued):
    with pytest.raises(Refused) as refused:
        services.withdraw(report=issued, reason="  ", by=desk.records)
    assert refused.value.field == "reason"

    services.publish(report=issued, by=desk.leader)
    ended = services.withdraw(report=issued, reason="sai số liệu", by=desk.leader)

    assert (ended.status, ended.ended_reason, ended.is_published) == (ReportStatus.WITHDRAWN, "sai số liệu", False)
    assert ended.document.number == 3
    assert desk.write().status == ReportStatus.DRAFT


def test_a_report_is_replaced_when_the_new_one_is_issued_and_not_before(desk, issued):
    new = services.replace(report=issued, by=desk.clerk)
    issued.refresh_from_db()
    assert (issued.status, new.status, new.replaces) == (ReportStatus.ISSUED, ReportStatus.DRAFT, issued)
    with pytest.raises(Refused, match="đã được lập"):
        services.replace(report=issued, by=desk.clerk)
    with pytest.raises(Refused):
        desk.write()

    new = desk.issue(desk.approve(new))

    issued.refresh_from_db()
    assert (issued.status, new.status) == (ReportStatus.REPLACED, ReportStatus.ISSUED)
    assert "04-BC/BCĐ" in issued.ended_reason
    assert issued.replaced_by == new


def test_a_replacement_begins_with_the_words_of_the_old_report(desk, report):
    section = report.outline.sections.first()
    services.write_section(report=report, section=section, text="Đã quán triệt.", by=desk.clerk)
    desk.number()
    old = desk.issue(desk.approve(report))

    new = services.replace(report=old, by=desk.clerk)

    assert list(new.texts.values_list("section", "text")) == [(section.pk, "Đã quán triệt.")]


def test_a_replacement_of_a_report_that_was_withdrawn_meanwhile_is_issued_alone(desk, issued):
    new = services.replace(report=issued, by=desk.clerk)
    services.withdraw(report=issued, reason="sai số liệu", by=desk.records)

    assert desk.issue(desk.approve(new)).status == ReportStatus.ISSUED
    issued.refresh_from_db()
    assert issued.status == ReportStatus.WITHDRAWN


ENDINGS = {
    "withdraw": {Role.RECORDS_CLERK, Role.LEADER},
    "replace": {Role.CLERK, Role.OFFICIAL},
    "publish": {Role.LEADER},
    "unpublish": {Role.LEADER},
}


@pytest.mark.parametrize("verb", ENDINGS)
def test_what_comes_after_issuing_is_for_its_roles_and_for_issued_reports(desk, verb):
    report, draft = (ReportFactory(body=desk.committee.body, **at) for at in ({"issued": True}, {"period": "2020-Q2"}))
    more = {"reason": "sai"} if verb == "withdraw" else {}
    people = {role: UserFactory(member_of=desk.committee.unit, role=role) for role in Role}

    refused = set()
    for role, person in people.items():
        try:
            with transaction.atomic():
                getattr(services, verb)(report=report, by=person, **more)
                transaction.set_rollback(True)
        except PermissionDenied:
            refused.add(role)

    assert set(Role) - refused == ENDINGS[verb]
    with pytest.raises(Refused, match="đang soạn"):
        getattr(services, verb)(report=draft, by=people[min(ENDINGS[verb])], **more)


def test_snapshot_gives_back_the_same_paper():
    drawing = official.Figure(b"<svg/>", alt="không có gì")
    table = official.Table(caption="Số liệu", columns=("a", "b"), rows=(("1", "2"),), numeric=frozenset({1}))
    paper = official.Paper(
        style=official.Style.PARTY_B, superior="ĐẢNG ỦY", issuer="BAN CHỈ ĐẠO", number=3, symbol="BC/BCĐ",
        place="Cự Khối", issued_on=date(2020, 9, 23), type_name="BÁO CÁO", subject="kết quả", made_at=clock.now(),
        sections=(official.Section("I", "Kết quả", (official.Paragraph("Tốt."), table, drawing)),),
    )  # fmt: skip

    assert snapshot.thaw(snapshot.freeze(paper)) == paper
