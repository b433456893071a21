"""The chain of approval: steps as data, frozen for a round, decided by their roles or recorded from paper."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from common.errors import Refused
from notices.models import Notice
from organizations.enums import Role
from reports import services
from reports.enums import Outcome, ReportStatus
from reports.models import ReportApproval
from reports.services import ChainStep, chains
from tests.factories.accounts import UserFactory
from tests.factories.documents import upload
from tests.factories.organizations import BodyFactory
from tests.factories.reports import ReportFactory, ReportStepFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_steps(desk):
    """The records clerk looks at the form, then the leader approves."""
    body = desk.committee.body
    ReportStepFactory(body=body, order=1, name_vi="Văn thư soát thể thức", role=Role.RECORDS_CLERK)
    ReportStepFactory(body=body, order=2, name_vi="Trưởng ban duyệt", role=Role.LEADER)


@pytest.fixture
def submitted(desk, two_steps):
    return services.submit(report=desk.write(), by=desk.clerk)


def steps_of(report) -> list[tuple[str, str]]:
    return list(report.approvals.filter(round=report.round).values_list("name_vi", "outcome"))


def test_without_steps_of_its_own_a_body_has_one_its_leader_approves(desk):
    report = services.submit(report=desk.write(), by=desk.clerk)

    assert steps_of(report) == [("Lãnh đạo duyệt", "")]
    assert services.approve(report=report, by=desk.leader).status == ReportStatus.APPROVED


def test_each_step_waits_for_its_role_and_the_last_one_approves(desk, submitted):
    with pytest.raises(PermissionDenied, match="Văn thư soát thể thức"):
        services.approve(report=submitted, by=desk.leader)

    report = services.approve(report=submitted, by=desk.records)
    assert report.status == ReportStatus.SUBMITTED
    report = services.approve(report=report, by=desk.leader)

    assert report.status == ReportStatus.APPROVED
    assert {outcome for _name, outcome in steps_of(report)} == {Outcome.APPROVED}
    told = dict(Notice.objects.filter(kind="reports.submitted").values_list("recipient", "subject"))
    assert "Trưởng ban duyệt" in told[desk.leader.pk]


def test_two_who_decide_at_once_see_whose_word_counts(desk, submitted):
    seen = services.waiting_step(submitted)
    services.approve(report=submitted, step=seen, by=desk.records)

    with pytest.raises(Refused, match=f"đã được {desk.records.full_name} quyết định"):
        services.approve(report=submitted, step=seen, by=desk.records)


def test_a_later_step_is_not_decided_before_its_turn(desk, submitted):
    last = submitted.approvals.order_by("order").last()

    with pytest.raises(Refused, match="Chưa đến bước"):
        services.approve(report=submitted, step=last, by=desk.leader)


def test_a_round_that_was_begun_keeps_its_chain(desk, submitted):
    admin = UserFactory(member_of=desk.committee.unit, role=Role.UNIT_ADMIN)
    body = desk.committee.body

    services.set_chain(body=body, steps=[], seen=chains.fingerprint(body), by=admin)

    assert [name for name, _outcome in steps_of(submitted)] == ["Văn thư soát thể thức", "Trưởng ban duyệt"]
    assert services.chain_of(body) == [chains.USUAL]


def test_sending_back_needs_a_reason_and_the_next_round_begins_anew(desk, submitted):
    with pytest.raises(Refused) as refused:
        services.send_back(report=submitted, reason=" ", by=desk.records)
    assert refused.value.field == "reason"

    report = services.send_back(report=submitted, reason="thiếu phụ lục", by=desk.records)
    assert report.status == ReportStatus.DRAFT
    assert report.approvals.get(outcome=Outcome.RETURNED).reason == "thiếu phụ lục"
    assert "thiếu phụ lục" in Notice.objects.get(recipient=desk.clerk, kind="reports.sent_back").subject

    report = services.submit(report=report, by=desk.clerk)
    assert (report.round, ReportApproval.objects.filter(report=report).count()) == (2, 4)


def test_two_who_change_the_chain_at_once_notice_each_other(desk, two_steps):
    admin, body = UserFactory(member_of=desk.committee.unit, role=Role.UNIT_ADMIN), desk.committee.body
    seen = chains.fingerprint(body)
    services.set_chain(body=body, steps=[ChainStep("Trưởng ban", "", Role.LEADER)], seen=seen, by=admin)

    with pytest.raises(Refused, match="Người khác vừa sửa"):
        services.set_chain(body=body, steps=[], seen=seen, by=admin)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([ChainStep("Bước", "", Role.LEADER)] * 9, "tối đa 8 bước"),
        ([ChainStep("Bước", "", Role.MEMBER)], "không duyệt báo cáo"),
    ],
)
def test_a_chain_has_few_steps_and_roles_that_decide(desk, steps, words):
    admin, body = UserFactory(member_of=desk.committee.unit, role=Role.UNIT_ADMIN), desk.committee.body

    with pytest.raises(Refused, match=words):
        services.set_chain(body=body, steps=steps, seen="", by=admin)


def paper_form(report, **changes):
    fields = {
        "seen": "approve", "step": services.waiting_step(report).pk, "on_paper": "on", "signed_by": "Đỗ Thị Ngân",
        "signed_on": "22/09/2020", "upload": upload("Phiếu duyệt.pdf"), "no_state_secret": "on",
    }  # fmt: skip
    return {name: value for name, value in {**fields, **changes}.items() if value}


def test_a_step_approved_on_paper_is_recorded_with_its_slip(client, desk):
    report = services.submit(report=desk.write(), by=desk.clerk)
    client.force_login(desk.clerk)

    response = client.post(reverse("reports:approve", args=[report.pk]), paper_form(report, on_paper=""))

    step = report.approvals.get()
    assert response.status_code == 302
    assert (step.outcome, step.on_paper, step.signed_by) == (Outcome.APPROVED, True, "Đỗ Thị Ngân")
    assert (step.signed_on, step.slip.caption, step.decided_by) == (
        date(2020, 9, 22),
        "Bản duyệt trên giấy",
        desk.clerk,
    )
    page = client.get(report.get_absolute_url()).content.decode()
    assert "Đỗ Thị Ngân ký trên giấy ngày 22/09/2020" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"signed_by": ""}, "Cần ghi người ký."),
        ({"upload": None}, "Chọn bản chụp có chữ ký."),
        ({"no_state_secret": ""}, "Cần xác nhận tệp không chứa bí mật nhà nước."),
        ({"signed_on": "31/02/2020"}, "Lịch không có ngày này"),
        ({"signed_on": "22/09/2999"}, "Ngày ký không được sau hôm nay."),
        ({"step": "1"}, ""),
    ],
)
def test_what_is_wrong_with_an_approval_on_paper_is_said_beside_its_field(client, desk, changes, words):
    report = services.submit(report=desk.write(), by=desk.clerk)
    client.force_login(desk.records)

    response = client.post(reverse("reports:approve", args=[report.pk]), paper_form(report, **changes))

    report.refresh_from_db()
    if words:
        assert words in response.content.decode()
        assert report.status == ReportStatus.SUBMITTED
    else:
        assert report.status == ReportStatus.APPROVED  # a key of nowhere leaves it to the step that waits


def test_the_page_of_handing_in_names_what_is_missing_and_who_decides(client, desk, two_steps):
    report = desk.write()
    section = report.outline.sections.first()
    services.write_section(report=report, section=section, text="Đạt {{fact:khong-co}} lượt.", by=desk.clerk)
    client.force_login(desk.clerk)
    url = reverse("reports:submit", args=[report.pk])

    page = client.get(url).content.decode()
    refused = client.post(url, {"seen": "submit"}).content.decode()

    assert "Phải bổ sung trước khi trình" in page
    assert page.index("Văn thư soát thể thức") < page.index("Trưởng ban duyệt")
    assert "Báo cáo còn thiếu 1 chỗ" in refused


def test_whoever_may_not_take_the_next_step_reads_who_may(client, desk, submitted):
    client.force_login(desk.leader)

    page = client.get(submitted.get_absolute_url()).content.decode()

    assert "Bước “Văn thư soát thể thức” do văn thư" in page
    assert client.get(reverse("reports:approve", args=[submitted.pk])).status_code == 403


def practice_form(body, *names: str) -> dict[str, object]:
    rows = {f"buoc-{n}-{field}": value for n, name in enumerate(names) for field, value in
            (("name_vi", name), ("role", Role.LEADER.value))}  # fmt: skip
    counts = {"buoc-TOTAL_FORMS": len(names), "buoc-INITIAL_FORMS": 0}
    return {"luu": "chain", "seen": chains.fingerprint(body), **counts, **rows}


def test_the_administrator_of_the_unit_sets_the_chain_others_read_it(client, desk):
    body, url = desk.committee.body, reverse("reports:practice", args=[desk.committee.body.code])
    client.force_login(desk.leader)
    assert "Lãnh đạo duyệt" in client.get(url).content.decode()
    assert client.post(url, practice_form(body, "Tôi duyệt")).status_code == 403

    client.force_login(UserFactory(member_of=desk.committee.unit, role=Role.UNIT_ADMIN))
    response = client.post(url, practice_form(body, "Phó Trưởng ban soát", "Trưởng ban duyệt"))

    assert response.status_code == 302
    assert [step.name_vi for step in services.chain_of(body)] == ["Phó Trưởng ban soát", "Trưởng ban duyệt"]
    assert client.get(reverse("reports:practice", args=[BodyFactory().code])).status_code == 404


@pytest.mark.parametrize("step", ["approve", "send_back", "issue", "submit"])
def test_a_page_whose_step_has_passed_leads_back_to_the_report(client, desk, step):
    report = ReportFactory(body=desk.committee.body, issued=True)
    people = {"submit": desk.clerk, "approve": desk.leader, "send_back": desk.leader, "issue": desk.records}
    client.force_login(people[step])

    response = client.post(reverse(f"reports:{step}", args=[report.pk]), {"seen": step})

    assert response.status_code == 302
    assert response.url == report.get_absolute_url()
