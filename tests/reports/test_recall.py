"""The writers take back what they handed in, until somebody has decided on it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections, transaction
from django.urls import reverse

from accounts.models import User
from audit.models import Event
from common.errors import Refused
from notices.models import Notice
from organizations.enums import Role
from reports import services
from reports.enums import ReportStatus
from reports.models import Report
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory
from tests.factories.reports import ReportFactory, ReportStepFactory

WHY = "Còn thiếu số liệu tháng 9"


@pytest.fixture
def submitted(desk):
    return services.submit(report=desk.write(), by=desk.clerk)


@pytest.fixture
def two_steps(desk):
    body = desk.committee.body
    ReportStepFactory(body=body, order=1, name_vi="Văn thư soát thể thức", role=Role.RECORDS_CLERK)
    ReportStepFactory(body=body, order=2, name_vi="Trưởng ban duyệt", role=Role.LEADER)


def waits_for(client, person) -> bool:
    client.force_login(person)
    return "Báo cáo chờ anh/chị" in client.get(reverse("home")).text


def buttons(client, person, report) -> set[str]:
    client.force_login(person)
    return {action.name for action in client.get(report.get_absolute_url()).context["allowed"]}


def test_from_the_page_it_becomes_a_draft_again_and_waits_for_nobody_else(client, desk, submitted):
    assert waits_for(client, desk.leader)
    client.force_login(desk.clerk)

    response = client.post(reverse("reports:recall", args=[submitted.pk]), {"seen": "recall", "reason": WHY})

    submitted.refresh_from_db()
    assert (response.status_code, submitted.status) == (302, ReportStatus.DRAFT)
    assert not waits_for(client, desk.leader)
    assert waits_for(client, desk.clerk)
    assert Notice.objects.get(kind="reports.recalled").recipient == desk.leader
    page = client.get(submitted.get_absolute_url()).text
    assert f"rút lại báo cáo đã trình: {WHY}" in page
    assert services.waiting_step(submitted) is None


def test_what_was_taken_back_is_written_and_handed_in_anew(desk, submitted):
    report = services.recall(report=submitted, reason=WHY, by=desk.clerk)
    services.write_section(report=report, section=report.outline.sections.first(), text="Đã bổ sung.", by=desk.clerk)

    report = services.submit(report=report, by=desk.clerk)

    assert report.round == 2
    assert services.approve(report=report, by=desk.leader).status == ReportStatus.APPROVED
    assert list(report.approvals.values_list("round", "outcome")) == [(1, ""), (2, "approved")]


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_it_needs_a_short_reason_which_is_asked_for_beside_its_field(client, desk, submitted, reason):
    client.force_login(desk.clerk)

    response = client.post(reverse("reports:recall", args=[submitted.pk]), {"seen": "recall", "reason": reason})

    submitted.refresh_from_db()
    assert response.context["form"].errors["reason"]
    assert submitted.status == ReportStatus.SUBMITTED
    with pytest.raises(Refused) as refused:
        services.recall(report=submitted, reason=" ", by=desk.clerk)
    assert refused.value.field == "reason"


def test_once_a_step_was_decided_it_is_in_others_hands(client, desk, two_steps, submitted):
    assert "recall" in buttons(client, desk.clerk, submitted)
    services.approve(report=submitted, by=desk.records)

    with pytest.raises(Refused, match="“Văn thư soát thể thức” đã được"):
        services.recall(report=submitted, reason=WHY, by=desk.clerk)

    assert "recall" not in buttons(client, desk.clerk, submitted)
    page = client.post(reverse("reports:recall", args=[submitted.pk]), {"seen": "recall", "reason": WHY})
    assert "Muốn sửa thì đề nghị người duyệt trả lại" in page.text
    assert not Event.objects.filter(kind="reports.recalled").exists()


READERS = [role for role in Role if role not in {Role.CLERK, Role.OFFICIAL, Role.SYSTEM_ADMIN}]


@pytest.mark.parametrize("role", READERS)
def test_only_its_writers_take_it_back_and_others_are_not_offered_it(client, desk, submitted, role):
    person = UserFactory(member_of=desk.committee.unit, role=role)

    with pytest.raises(PermissionDenied):
        services.recall(report=submitted, reason=WHY, by=person)

    assert "recall" not in buttons(client, person, submitted)
    assert client.get(reverse("reports:recall", args=[submitted.pk])).status_code == 403


@pytest.mark.parametrize("state", ["draft", "approved", "signing", "issued", "withdrawn"])
def test_only_what_was_handed_in_is_taken_back(client, desk, state):
    traits = {} if state == "draft" else {state: True}
    report = ReportFactory(body=desk.committee.body, **traits)
    with pytest.raises(Refused, match=str(report.state.label)):
        services.recall(report=report, reason=WHY, by=desk.clerk)

    client.force_login(desk.clerk)
    response = client.post(reverse("reports:recall", args=[report.pk]), {"seen": "recall", "reason": WHY})

    assert (response.status_code, response.url) == (302, report.get_absolute_url())


def test_whoever_decides_on_a_page_that_is_out_of_date_is_told_and_nothing_is_approved(client, desk, submitted):
    client.force_login(desk.leader)
    seen = services.waiting_step(submitted)
    services.recall(report=submitted, reason=WHY, by=desk.clerk)

    response = client.post(reverse("reports:approve", args=[submitted.pk]), {"seen": "approve", "step": seen.pk})

    submitted.refresh_from_db()
    assert (response.status_code, submitted.status) == (302, ReportStatus.DRAFT)
    assert "Báo cáo đang soạn." in client.get(response.url).text


@pytest.mark.django_db(transaction=True)
def test_of_a_recall_and_an_approval_at_once_one_stands_and_the_other_is_refused():
    with transaction.atomic():
        body = BodyFactory()
        people = {role: UserFactory(member_of=body.unit, role=role) for role in (Role.CLERK, Role.LEADER)}
        report = ReportFactory(body=body, submitted=True)
    together = Barrier(2)

    def act(role: Role) -> bool:
        by, row = User.objects.get(pk=people[role].pk), Report.objects.get(pk=report.pk)
        together.wait()
        try:
            if role is Role.CLERK:
                services.recall(report=row, reason=WHY, by=by)
            else:
                services.approve(report=row, by=by)
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(max_workers=2) as pool:
        recalled, approved = pool.map(act, (Role.CLERK, Role.LEADER))

    report.refresh_from_db()
    assert recalled != approved
    assert report.status == (ReportStatus.DRAFT if recalled else ReportStatus.APPROVED)
