"""Tasks from assignment to confirmed result: what each verb does."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from audit.services import history
from common.errors import Refused
from notices.models import Notice
from organizations.enums import Role, Why
from steering import services
from steering.enums import TaskStatus, Verdict
from steering.models import Task
from tests.factories.accounts import UserFactory
from tests.factories.organizations import BodyFactory, UnitFactory, days
from tests.factories.steering import ProgressReportFactory, TaskFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

TODAY = date(2020, 11, 2)


def assign(committee, front, clerk, **fields) -> Task:
    values = {
        "title": "Giám sát 6 QCDC", "assigned_by": committee, "lead": front, "supporters": [],
        "assigned_on": date(2020, 9, 23), "due_on": date(2020, 11, 30), "by": clerk,
    }  # fmt: skip
    return services.assign_task(**(values | fields))


@pytest.fixture
def task(committee, front, clerk):
    return assign(committee, front, clerk)


def test_a_task_gets_a_code_of_its_year_and_begins_as_assigned(task, committee, clerk):
    other = assign(committee, task.lead, clerk)

    assert task.code == f"NV-2020-{task.pk:04d}"
    assert other.code != task.code
    assert (task.state, task.percent, task.unit) == (TaskStatus.ASSIGNED, 0, committee.unit)
    assert history(task)[0].text == "Lê Thị Tổng Hợp giao nhiệm vụ cho Ủy ban MTTQ phường Cự Khối, hạn 30/11/2020"


def test_a_task_concerns_origin_assigner_lead_and_supporters(committee, front, clerk, commune):
    below = BodyFactory(unit=UnitFactory(kind__code="thon", parent=commune))

    task = assign(committee, front, clerk, supporters=[below])

    assert set(task.stakes.values_list("unit", "body", "why")) == {
        (commune.pk, None, Why.ORIGIN),
        (commune.pk, committee.pk, Why.ASSIGNER),
        (commune.pk, front.pk, Why.HOLDER),
        (below.unit_id, below.pk, Why.SUPPORTER),
    }


def test_the_lead_bodys_people_hear_of_a_task_but_not_who_set_it(committee, front, clerk, reporter):
    leader = UserFactory(member_of=front.unit, role=Role.LEADER)
    UserFactory(member_of=front, role=Role.MEMBER)
    UserFactory(member_of=BodyFactory(unit=front.unit))

    task = assign(committee, front, leader)

    notice = Notice.objects.get()
    assert notice.recipient == reporter
    assert notice.subject == "Nhiệm vụ mới, hạn 30/11/2020: Giám sát 6 QCDC"
    assert notice.url == task.get_absolute_url()


BAD_ASSIGNMENTS = [
    ("title", {"title": "  "}),
    ("due_on", {"due_on": date(2020, 9, 22)}),
    ("lead", {"lead": "ended"}),
    ("lead", {"lead": "not yet"}),
    ("lead", {"lead": "elsewhere"}),
    ("lead", {"lead": "above"}),
    ("supporters", {"supporters": ["ended"]}),
    ("supporters", {"supporters": ["elsewhere"]}),
    ("supporters", {"supporters": ["lead"]}),
]


@pytest.mark.parametrize(("field", "bad"), BAD_ASSIGNMENTS)
def test_an_impossible_task_is_refused_beside_its_field(field, bad, committee, front, clerk, commune):
    district = UnitFactory(kind__code="huyen")
    bodies = {
        "ended": BodyFactory(unit=commune, valid=days("2000-01-01", "2020-09-23")),
        "not yet": BodyFactory(unit=commune, valid=days("2020-09-24")),
        "elsewhere": BodyFactory(),
        "above": BodyFactory(unit=district),
        "lead": front,
    }
    if "lead" in bad:
        bad = {"lead": bodies[bad["lead"]]}
    if "supporters" in bad:
        bad = {"supporters": [bodies[name] for name in bad["supporters"]]}

    with pytest.raises(Refused) as refused:
        assign(committee, front, clerk, **bad)

    assert refused.value.field == field
    assert not Task.objects.exists()


def test_the_day_of_the_conference_is_the_earliest_due_date(committee, front, clerk):
    assert assign(committee, front, clerk, due_on=date(2020, 9, 23)).due_on == date(2020, 9, 23)


def test_work_goes_from_progress_to_report_to_confirmation(task, reporter, clerk):
    services.report_progress(task=task, text="Đã họp", percent=30, by=reporter, reported_on=date(2020, 10, 1))
    services.report_progress(task=task, text="Xong", percent=100, by=reporter, reported_on=date(2020, 10, 20))
    done = services.sign_off(task=task, by=clerk, on=date(2020, 10, 25))

    assert (done.state, done.percent, done.closed_on) == (TaskStatus.DONE, 100, date(2020, 10, 25))
    report = task.reports.get(percent=100)
    assert (report.verdict, report.verdict_on, report.verdict_by) == (Verdict.ACCEPTED, date(2020, 10, 25), clerk)
    assert [line.text for line in history(task)][:3] == [
        "Lê Thị Tổng Hợp xác nhận hoàn thành, ngày 25/10/2020",
        "Trần Văn Mặt Trận báo cáo đã hoàn thành, ngày 20/10/2020",
        "Trần Văn Mặt Trận báo cáo tiến độ 30 %, ngày 01/10/2020",
    ]


def test_the_state_of_any_day_can_be_told(task, reporter, clerk):
    services.report_progress(task=task, text="Đã họp", percent=30, by=reporter, reported_on=date(2020, 10, 1))
    services.report_progress(task=task, text="Xong", percent=100, by=reporter, reported_on=date(2020, 10, 20))
    services.send_back(task=task, reason="thiếu biên bản", by=clerk, on=date(2020, 10, 20))

    expected = {
        date(2020, 9, 22): (None, None),
        date(2020, 9, 23): (TaskStatus.ASSIGNED, 0),
        date(2020, 9, 30): (TaskStatus.ASSIGNED, 0),
        date(2020, 10, 1): (TaskStatus.IN_PROGRESS, 30),
        date(2020, 10, 19): (TaskStatus.IN_PROGRESS, 30),
        date(2020, 10, 20): (TaskStatus.IN_PROGRESS, 30),
    }
    for day, (status, percent) in expected.items():
        shown = Task.objects.with_state_on(day).get(pk=task.pk)
        assert (shown.status_on, shown.percent_on) == (status, percent), day
        assert task.state_on(day) == status
        assert Task.objects.as_of(day).filter(pk=task.pk).exists() is (status is not None)


def test_the_due_date_of_any_day_can_be_told(task, clerk):
    services.extend(task=task, due_on=date(2020, 12, 15), reason="dịch bệnh", by=clerk, on=date(2020, 10, 1))
    services.extend(task=task, due_on=date(2020, 12, 31), reason="mưa bão", by=clerk, on=date(2020, 11, 1))

    due = {
        date(2020, 9, 30): date(2020, 11, 30),
        date(2020, 10, 1): date(2020, 12, 15),
        date(2020, 10, 31): date(2020, 12, 15),
        date(2020, 11, 1): date(2020, 12, 31),
    }
    for day, expected in due.items():
        assert Task.objects.as_of(day).get().due_then == expected, day


def test_returned_work_goes_on_with_the_reason_and_the_percentage_before(task, reporter, clerk):
    services.report_progress(task=task, text="Đã họp", percent=30, by=reporter)
    services.report_progress(task=task, text="Xong", percent=100, by=reporter)

    back = services.send_back(task=task, reason="thiếu biên bản", by=clerk)

    report = task.reports.get(percent=100)
    assert (back.state, back.percent) == (TaskStatus.IN_PROGRESS, 30)
    assert (report.verdict, report.verdict_reason) == (Verdict.RETURNED, "thiếu biên bản")
    assert Notice.objects.get(kind="steering.returned").recipient == reporter


def test_a_report_of_completion_is_told_to_the_body_that_set_the_task(task, reporter, clerk):
    services.report_progress(task=task, text="Đã họp", percent=30, by=reporter)
    assert not Notice.objects.filter(kind="steering.reported").exists()

    services.report_progress(task=task, text="Xong", percent=100, by=reporter)

    assert Notice.objects.get(kind="steering.reported").recipient == clerk


def test_a_second_completion_after_a_return_is_judged_by_itself(task, reporter, clerk):
    services.report_progress(task=task, text="Xong", percent=100, by=reporter)
    services.send_back(task=task, reason="thiếu", by=clerk)
    services.report_progress(task=task, text="Đã bổ sung", percent=100, by=reporter)
    services.sign_off(task=task, by=clerk)

    assert list(task.reports.order_by("pk").values_list("verdict", flat=True)) == ["returned", "accepted"]


BAD_REPORTS = [
    ("text", {"text": " \n"}),
    ("percent", {"percent": 101}),
    ("percent", {"percent": -1}),
    ("reported_on", {"reported_on": date(2020, 9, 22)}),
    ("reported_on", {"reported_on": date(2020, 11, 3)}),
]


@pytest.mark.parametrize(("field", "bad"), BAD_REPORTS)
def test_an_impossible_report_is_refused_beside_its_field(field, bad, task, reporter):
    with pytest.raises(Refused) as refused:
        services.report_progress(**({"task": task, "text": "Đã họp", "percent": 30, "by": reporter} | bad))

    assert refused.value.field == field
    assert not task.reports.exists()


def test_steps_are_entered_in_the_order_in_which_they_happened(task, reporter, clerk):
    services.report_progress(task=task, text="Xong", percent=100, by=reporter, reported_on=date(2020, 10, 20))

    for step in (
        lambda: services.sign_off(task=task, by=clerk, on=date(2020, 10, 19)),
        lambda: services.send_back(task=task, reason="thiếu", by=clerk, on=date(2020, 10, 19)),
        lambda: services.cancel(task=task, reason="thôi", by=clerk, on=date(2020, 10, 19)),
        lambda: services.sign_off(task=task, by=clerk, on=date(2020, 11, 3)),
    ):
        with pytest.raises(Refused) as refused:
            step()
        assert refused.value.field == "on"


def test_an_extension_needs_a_later_day_and_a_reason_and_keeps_the_old_one(task, clerk):
    for field, bad in [("due_on", {"due_on": task.due_on}), ("reason", {"reason": " "})]:
        with pytest.raises(Refused) as refused:
            services.extend(**({"task": task, "due_on": date(2020, 12, 15), "reason": "dịch", "by": clerk} | bad))
        assert refused.value.field == field

    extension = services.extend(task=task, due_on=date(2020, 12, 15), reason="dịch bệnh", by=clerk)

    assert (extension.due_from, extension.due_to) == (date(2020, 11, 30), date(2020, 12, 15))
    assert Task.objects.get(pk=task.pk).due_on == date(2020, 12, 15)
    assert "gia hạn từ 30/11/2020 đến 15/12/2020; lý do: dịch bệnh" in history(task)[0].text


def test_extensions_are_entered_in_their_order(task, clerk):
    services.extend(task=task, due_on=date(2020, 12, 15), reason="dịch", by=clerk, on=date(2020, 10, 10))

    with pytest.raises(Refused) as refused:
        services.extend(task=task, due_on=date(2020, 12, 20), reason="bão", by=clerk, on=date(2020, 10, 9))

    assert refused.value.field == "on"


def test_a_cancelled_task_needs_a_reason_and_takes_no_more_steps(task, reporter, clerk):
    with pytest.raises(Refused) as refused:
        services.cancel(task=task, reason=" ", by=clerk)
    assert refused.value.field == "reason"

    cancelled = services.cancel(task=task, reason="trùng với nhiệm vụ khác", by=clerk)

    assert (cancelled.state, cancelled.closed_on) == (TaskStatus.CANCELLED, TODAY)
    assert Notice.objects.get(kind="steering.cancelled").recipient == reporter
    with pytest.raises(Refused, match="Đã hủy"):
        services.report_progress(task=task, text="Xong", percent=100, by=reporter)


def edited(task, clerk, **changes) -> Task:
    values = {
        "title": task.title, "note": task.note, "period_note": task.period_note, "lead": task.lead,
        "supporters": list(task.supporters.order_by("pk")), "due_on": task.due_on,
    }  # fmt: skip
    return services.edit_task(task=task, by=clerk, **(values | changes))


def test_editing_remembers_which_fields_changed_and_nothing_when_none_did(task, clerk):
    before = len(history(task))

    edited(task, clerk)
    assert len(history(task)) == before

    edited(task, clerk, title="Giám sát QCDC", period_note="hằng tháng")
    assert history(task)[0].text == "Lê Thị Tổng Hợp sửa nhiệm vụ: nội dung nhiệm vụ, định kỳ"


def test_another_lead_body_is_told_and_gets_the_stake(task, clerk, commune):
    other = BodyFactory(unit=UnitFactory(kind__code="thon", parent=commune))
    person = UserFactory(member_of=other)

    edited(task, clerk, lead=other)

    assert task.stakes.get(why=Why.HOLDER, until=None).body == other
    assert task.stakes.get(why=Why.HOLDER, until=TODAY).body == task.lead
    assert Notice.objects.get(recipient=person).kind == "steering.assigned"


def test_supporters_can_be_changed_and_the_lead_is_none_of_them(task, clerk, commune):
    helper = BodyFactory(unit=commune)

    edited(task, clerk, supporters=[helper])
    assert list(task.supporters.all()) == [helper]

    with pytest.raises(Refused) as refused:
        edited(task, clerk, supporters=[helper, task.lead])
    assert refused.value.field == "supporters"


def test_the_due_date_is_corrected_only_before_work_begins(task, clerk, reporter):
    assert edited(task, clerk, due_on=date(2020, 10, 30)).due_on == date(2020, 10, 30)
    with pytest.raises(Refused) as refused:
        edited(task, clerk, due_on=date(2020, 9, 22))
    assert refused.value.field == "due_on"

    services.report_progress(task=task, text="Đã họp", percent=30, by=reporter)
    task.refresh_from_db()

    with pytest.raises(Refused, match="Gia hạn"):
        edited(task, clerk, due_on=date(2020, 12, 30))


def test_a_body_that_ended_since_may_stay_in_a_task_but_not_join_it(task, clerk, commune):
    task.lead.valid = days("2000-01-01", "2020-09-01")
    task.lead.save()
    gone = BodyFactory(unit=commune, valid=days("2000-01-01", "2020-09-01"))

    assert edited(task, clerk, title="Tên mới").title == "Tên mới"
    with pytest.raises(Refused) as refused:
        edited(task, clerk, lead=gone)
    assert refused.value.field == "lead"


def test_two_people_who_confirm_at_once_confirm_once(task, reporter, clerk):
    services.report_progress(task=task, text="Xong", percent=100, by=reporter)
    stale = Task.objects.get(pk=task.pk)
    services.sign_off(task=task, by=clerk)

    with pytest.raises(Refused, match="Hoàn thành"):
        services.sign_off(task=stale, by=clerk)


# -- who may

REPORTERS = {Role.OFFICIAL, Role.CLERK, Role.ANSWERER, Role.LEADER}
DECIDERS = {Role.CLERK, Role.LEADER}
ASSIGNERS = DECIDERS | {Role.OFFICIAL}


def attempt(verb: str, user, committee, front) -> None:
    working = {"assigned_by": committee, "lead": front, "working": True}
    if verb == "assign":
        assign(committee, front, user)
    elif verb == "report":
        services.report_progress(task=TaskFactory(**working), text="Đã họp", percent=50, by=user)
    elif verb == "sign_off":
        services.sign_off(task=TaskFactory(**working | {"working": False}, reported=True), by=user)
    elif verb == "send_back":
        services.send_back(task=TaskFactory(**working | {"working": False}, reported=True), reason="thiếu", by=user)
    elif verb == "extend":
        services.extend(task=TaskFactory(**working), due_on=date(2020, 12, 31), reason="dịch", by=user)
    elif verb == "cancel":
        services.cancel(task=TaskFactory(**working), reason="thôi", by=user)
    elif verb == "take back":
        services.cancel(task=TaskFactory(assigned_by=committee, lead=front), reason="ghi nhầm", by=user)
    else:
        edited(TaskFactory(**working), user, title="Tên mới")


WHO_MAY = {
    "assign": ("assigner", ASSIGNERS),
    "report": ("lead", REPORTERS),
    "sign_off": ("assigner", DECIDERS),
    "send_back": ("assigner", DECIDERS),
    "extend": ("assigner", DECIDERS),
    "cancel": ("assigner", DECIDERS),
    "take back": ("assigner", ASSIGNERS),
    "edit": ("assigner", ASSIGNERS),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("side", ["assigner", "lead"])
@pytest.mark.parametrize("verb", WHO_MAY)
def test_each_side_takes_its_own_steps(verb, side, role, committee, front):
    user = UserFactory(member_of=committee if side == "assigner" else front, role=role)
    where, who = WHO_MAY[verb]

    if side == where and role in who:
        attempt(verb, user, committee, front)
    else:
        with pytest.raises(PermissionDenied):
            attempt(verb, user, committee, front)


@pytest.mark.parametrize("verb", WHO_MAY)
def test_people_of_the_unit_above_beside_and_below_take_no_steps(verb, committee, front, commune):
    district = UnitFactory(kind__code="huyen")
    below = UnitFactory(kind__code="thon", parent=commune)

    for place in (district, UnitFactory(), below, BodyFactory(unit=commune)):
        with pytest.raises(PermissionDenied):
            attempt(verb, UserFactory(member_of=place, role=Role.LEADER), committee, front)


@pytest.mark.parametrize("verb", WHO_MAY)
def test_people_of_the_whole_unit_stand_on_both_sides(verb, committee, front, commune):
    attempt(verb, UserFactory(member_of=commune, role=Role.LEADER), committee, front)


@pytest.mark.parametrize("verb", WHO_MAY)
def test_supporters_read_but_take_no_steps(verb, committee, front, commune):
    helper = BodyFactory(unit=UnitFactory(kind__code="thon", parent=commune))
    user = UserFactory(member_of=helper, role=Role.LEADER)
    task = TaskFactory(assigned_by=committee, lead=front, supporters=[helper])

    assert Task.objects.visible_to(user).filter(pk=task.pk).exists()
    with pytest.raises(PermissionDenied):
        attempt(verb, user, committee, front)


def test_the_refusal_says_who_may(task):
    stranger = UserFactory()

    with pytest.raises(PermissionDenied, match="cơ quan chủ trì"):
        services.report_progress(task=task, text="Đã họp", percent=10, by=stranger)
    with pytest.raises(PermissionDenied, match="cơ quan giao nhiệm vụ"):
        services.extend(task=task, due_on=date(2020, 12, 31), reason="dịch", by=stranger)


def test_evidence_belongs_to_reports_that_wait_for_a_verdict(task, reporter, clerk):
    from steering.policies import check_can_attach, check_can_attach_evidence

    waiting = ProgressReportFactory(task=task)
    judged = ProgressReportFactory(task=task, verdict=Verdict.ACCEPTED, verdict_on=TODAY, verdict_by=clerk, percent=100)

    check_can_attach_evidence(reporter, waiting)
    for user, report in [(clerk, waiting), (reporter, judged)]:
        with pytest.raises(PermissionDenied):
            check_can_attach_evidence(user, report)
    check_can_attach(reporter, task)
    check_can_attach(clerk, task)
    with pytest.raises(PermissionDenied, match="đã kết thúc"):
        check_can_attach(clerk, services.cancel(task=task, reason="thôi", by=clerk))
