"""The page of a clock and the fragment on its record's page."""

from datetime import date

import pytest
from django.urls import reverse

from deadlines import remaining
from deadlines.models import Clock, ClockKind, ClockStep, Rule
from deadlines.panels import panel_of
from deadlines.remaining import Remaining
from deadlines.services import clocks
from documents.services import receive
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import CalendarYearFactory, ClockFactory, RuleFactory, TrackedLimitFactory
from tests.factories.documents import OfficialDocumentFactory
from tests.factories.organizations import UnitFactory
from tests.factories.steering import TaskFactory

pytestmark = pytest.mark.django_db
KIND = "deadlines.tracked"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2020-09-24T09:00:00+07:00", tick=False)


@pytest.fixture
def clock():
    """Five working days from Wednesday 23/09/2020: until Wednesday 30/09."""
    CalendarYearFactory(year=2020)
    return ClockFactory(rule=RuleFactory())


@pytest.fixture
def reader(client, clock):
    user = UserFactory(member_of=clock.unit, role=Role.MEMBER)
    client.force_login(user)
    return user


def test_page_says_what_for_until_when_and_by_which_rule(client, clock, reader):
    html = client.get(clock.get_absolute_url()).text

    for words in (clock.title, clock.body.name, "30/09/2020", "còn 4 ngày làm việc", clock.rule.citation, "đang chạy"):
        assert words in html


def test_who_does_not_see_the_record_sees_no_clock(client, clock):
    client.force_login(UserFactory(member_of=UnitFactory()))

    assert client.get(clock.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("pk", [0, 999_999, 10**30])
def test_clock_that_is_not_there(client, reader, pk):
    assert client.get(f"/thoi-han/{pk}/").status_code == 404


def test_panel_costs_three_queries(clock, django_assert_max_num_queries):
    record = TrackedLimitFactory._meta.model.objects.get(pk=clock.subject_id)

    with django_assert_max_num_queries(3):
        panel = panel_of(record, KIND)

    assert (panel.due_on, panel.left.words) == (date(2020, 9, 30), "còn 4 ngày làm việc")
    assert panel.url == clock.get_absolute_url()


def test_record_without_a_clock_has_no_panel(db):
    assert panel_of(TrackedLimitFactory(), KIND) is None


def test_text_for_chat_groups_is_short_and_leads_to_the_record(clock, settings):
    settings.QCDC_BASE_URL = "https://qcdc.example"
    record = TrackedLimitFactory._meta.model.objects.get(pk=clock.subject_id)

    share = panel_of(record, KIND).share

    assert share.splitlines() == [
        clock.title,
        f"Thực hiện: {clock.body.name}",
        "Hạn: 30/09/2020",
        f"https://qcdc.example{clock.url}",
    ]


def test_nothing_of_a_private_kind_leaves_the_portal(client, clock, reader):
    ClockKind.objects.filter(code=KIND).update(private=True)
    record = TrackedLimitFactory._meta.model.objects.get(pk=clock.subject_id)

    assert panel_of(record, KIND).share == ""
    assert "Zalo" not in client.get(clock.get_absolute_url()).text


def test_ended_clock_says_whether_it_was_in_time(client, clock, reader):
    clocks.stop(Clock.objects.get(pk=clock.pk), on=date(2020, 9, 24), by=reader)

    html = client.get(clock.get_absolute_url()).text

    assert "đúng hạn" in html
    assert "Bước tiếp theo" not in html


# -- steps


@pytest.fixture
def clerk(client, clock):
    user = UserFactory(member_of=clock.unit, role=Role.CLERK, full_name="Trần Thị Hạnh")
    client.force_login(user)
    return user


@pytest.fixture
def paper(clock):
    """On which more time rests: the law does not let the clock's limit be extended."""
    return OfficialDocumentFactory(issuer=clock.body, issued=True, number=17)


def step(clock, name):
    return reverse(f"deadlines:{name}", args=[clock.pk])


def test_clock_is_suspended_resumed_extended_and_stopped_on_its_pages(client, clock, clerk, paper, time_machine):
    client.post(step(clock, "suspend"), {"on": "24/09/2020", "reason": "Chờ giám định"})
    assert Clock.objects.get(pk=clock.pk).state == "suspended"
    assert "Đã tạm dừng." in client.get(clock.get_absolute_url()).text

    time_machine.move_to("2020-09-28T09:00:00+07:00", tick=False)
    client.force_login(clerk)
    client.post(step(clock, "resume"), {"on": "28/09/2020"})
    assert Clock.objects.get(pk=clock.pk).due_on == date(2020, 10, 2)

    more = {"amount": "3", "counted_in": "working_days", "on": "28/09/2020", "reason": "Phức tạp"}
    response = client.post(step(clock, "extend"), more | {"due_seen": "02/10/2020", "document": paper.pk})
    assert response.url == clock.get_absolute_url()
    assert Clock.objects.get(pk=clock.pk).due_on == date(2020, 10, 7)

    client.post(step(clock, "stop"), {"on": "28/09/2020", "reason": "Đã gửi"})
    html = client.get(clock.get_absolute_url()).text
    assert "đã xong" in html
    for words in ("Chờ giám định", "Phức tạp", "Đã gửi", "Hạn 02/10/2020 → 07/10/2020", "Trần Thị Hạnh"):
        assert words in html


def test_clock_is_cancelled_with_a_reason(client, clock, clerk):
    assert "Chưa nhập ô này." in client.post(step(clock, "cancel"), {"on": "24/09/2020", "reason": " "}).text
    client.post(step(clock, "cancel"), {"on": "24/09/2020", "reason": "Ghi trùng"})

    assert Clock.objects.get(pk=clock.pk).state == "cancelled"


BAD = [
    ("suspend", {"on": "31/02/2020"}, "Lịch không có ngày này"),
    ("suspend", {"on": "25/09/2020"}, "Ngày không được sau hôm nay."),
    ("suspend", {"on": "22/09/2020"}, "Ngày không được trước ngày bắt đầu tính (23/09/2020)."),
    ("suspend", {"on": "01/01/9999"}, "Năm phải từ"),
    ("suspend", {"reason": "a\x00b"}, "không đọc được"),
    ("suspend", {"reason": "x" * 1001}, "Tối đa 1.000"),
    ("suspend", {"document": "99999999999999999999"}, "Lựa chọn này không có"),
    ("resume", {}, "Thời hạn này không tạm dừng, không có gì để tính tiếp."),
    ("extend", {}, "Ghi thêm bao nhiêu, hoặc đến ngày nào."),
    ("extend", {"amount": "3", "due_on": "01/12/2020"}, "Chỉ ghi một trong hai"),
    ("extend", {"amount": "0"}, "Phải từ 1 trở lên."),
    ("extend", {"amount": "9" * 30}, "Không được quá 3.650."),
    ("extend", {"amount": "-3"}, "Phải từ 1 trở lên."),
    ("extend", {"amount": "200", "counted_in": "months"}, "Mỗi lần gia hạn tối đa 120 tháng."),
    ("extend", {"amount": "3", "counted_in": "years"}, "years"),
    ("extend", {"due_on": "29/09/2020"}, "Hạn mới phải sau hạn cũ (30/09/2020)."),
    ("extend", {"due_on": "30/09/2020"}, "Hạn mới phải sau hạn cũ (30/09/2020)."),
    ("extend", {"amount": "3", "on": "25/09/2020"}, "Ngày không được sau hôm nay."),
    ("extend", {"amount": "3", "document": ""}, "chỉ ghi gia hạn khi có văn bản của cấp có thẩm quyền."),
    ("extend", {"amount": "3", "document": "99999999999999999999"}, "Lựa chọn này không có"),
    ("extend", {"amount": "3", "due_seen": ""}, "Tải lại trang rồi thử lại."),
    ("extend", {"amount": "3", "due_seen": "28/09/2020"}, "Hạn vừa được đổi thành 30/09/2020."),
    ("stop", {"on": "25/09/2020"}, "Ngày không được sau hôm nay."),
    ("stop", {"on": "22/09/2020"}, "Ngày không được trước ngày bắt đầu tính (23/09/2020)."),
    ("cancel", {"on": "25/09/2020"}, "Ngày không được sau hôm nay."),
]


@pytest.mark.parametrize(("name", "values", "why"), BAD)
def test_bad_input_changes_nothing_and_keeps_what_was_typed(client, clock, clerk, paper, name, values, why):
    plain = {"on": "24/09/2020", "reason": "Lý do đã gõ", "counted_in": "working_days", "due_seen": "30/09/2020"}

    response = client.post(step(clock, name), plain | {"document": paper.pk} | values)

    assert response.status_code == 200
    told = [*response.context["form"].errors.values(), *response.context["messages"]]
    assert why in " ".join(map(str, told))
    assert "reason" in values or "Lý do đã gõ" in response.text
    assert ClockStep.objects.filter(clock=clock).count() == 1


def test_overlapping_suspension_is_told_beside_the_day(client, clock, clerk):
    clocks.suspend(clock, on=date(2020, 9, 23), reason="Chờ", by=clerk)
    clocks.resume(clock, on=date(2020, 9, 24), by=clerk)

    response = client.post(step(clock, "suspend"), {"on": "23/09/2020", "reason": "Chờ nữa"})

    assert response.context["form"].errors["on"] == ["Khoảng tạm dừng này trùng với một lần tạm dừng khác."]


def test_paper_of_a_body_above_is_offered_once_it_was_received(client, clock, clerk):
    """Who may give more time is often above: its document counts where the unit has entered it as received."""
    unknown = OfficialDocumentFactory(issued=True)
    received = OfficialDocumentFactory(issued=True)
    receive(document=received, body=clock.body, incoming_number=8, received_on=date(2020, 9, 24), by=clerk)

    offered = client.get(step(clock, "extend")).context["form"].fields["document"].choices

    keys = [key for key, _label in offered]
    assert received.pk in keys
    assert unknown.pk not in keys


def test_extension_sent_twice_gives_more_time_once_and_asks_again(client, clock, clerk, paper):
    sent = {"amount": "3", "counted_in": "working_days", "on": "24/09/2020", "reason": "Phức tạp"}
    sent |= {"document": paper.pk}
    client.post(step(clock, "extend"), sent | {"due_seen": "30/09/2020"})

    again = client.post(step(clock, "extend"), sent | {"due_seen": "30/09/2020"})

    assert "Hạn vừa được đổi thành 05/10/2020." in again.text
    assert 'name="due_seen" value="05/10/2020"' in again.text
    assert clock.extensions.count() == 1


def test_page_of_more_time_says_before_the_form_what_the_law_allows(client, clock, clerk):
    html = client.get(step(clock, "extend")).text
    assert "Quy định này không cho gia hạn" in html
    assert '<option value="" selected>– Chọn –</option>' in html

    Rule.objects.filter(pk=clock.rule_id).update(extra=3, extra_unit="working_days", extra_times=1)
    html = client.get(step(clock, "extend")).text
    assert "không cho gia hạn" not in html
    assert f"Theo {clock.rule.reference}: được gia hạn 1 lần, không quá 3 ngày làm việc." in html
    assert "Theo TEST" not in client.get(step(clock, "suspend")).text


def test_extended_clock_shows_when_it_is_due_by_its_rule_alone(client, clock, clerk, time_machine):
    """Until 30/09 by the rule; the two working days on which it stood still count, the extension does not."""
    assert "Theo quy định:" not in client.get(clock.get_absolute_url()).text

    clocks.extend(clock, on=date(2020, 9, 24), reason="Phức tạp", by=clerk, amount=10)
    assert "Theo quy định: 30/09/2020" in client.get(clock.get_absolute_url()).text

    clocks.suspend(clock, on=date(2020, 9, 24), reason="Chờ", by=clerk)
    time_machine.move_to("2020-09-28T09:00:00+07:00", tick=False)
    clocks.resume(clock, on=date(2020, 9, 28), by=clerk)
    client.force_login(clerk)
    assert "Theo quy định: 02/10/2020" in client.get(clock.get_absolute_url()).text


def test_extended_named_day_has_no_date_by_a_rule(client, clock, clerk):
    clock = ClockFactory(subject=TrackedLimitFactory(body=clock.body), fixed_on=date(2020, 9, 30))
    clocks.extend(clock, on=date(2020, 9, 24), reason="Phức tạp", by=clerk, amount=10)

    assert "Theo quy định:" not in client.get(clock.get_absolute_url()).text


@pytest.mark.parametrize("name", ["suspend", "extend", "stop", "cancel"])
def test_step_that_the_state_does_not_allow_leads_back(client, clock, clerk, name):
    clocks.cancel(clock, on=date(2020, 9, 24), by=clerk)

    assert client.get(step(clock, name)).url == clock.get_absolute_url()
    response = client.post(
        step(clock, name),
        {"on": "24/09/2020", "reason": "x", "amount": "3", "counted_in": "months", "due_seen": "30/09/2020"},
    )
    assert response.status_code == 200
    assert ClockStep.objects.filter(clock=clock).count() == 2


def test_steps_are_not_for_those_who_only_see_the_record(client, clock, reader):
    for name in ("suspend", "resume", "extend", "stop", "cancel"):
        assert client.get(step(clock, name)).status_code == 403
        assert client.post(step(clock, name), {}).status_code == 403


def test_clock_that_its_own_room_changes_has_no_steps_here(client):
    task = TaskFactory()
    clock = Clock.objects.of(task).get()
    client.force_login(UserFactory(member_of=task.assigned_by, role=Role.LEADER))

    assert client.get(clock.get_absolute_url()).status_code == 200
    assert "Bước tiếp theo" not in client.get(clock.get_absolute_url()).text
    assert client.get(step(clock, "extend")).status_code == 403


def test_paper_is_named_only_to_those_who_may_see_it(client, clock, clerk):
    elsewhere = OfficialDocumentFactory(issued=True)
    own = OfficialDocumentFactory(issuer=clock.body, issued=True, number=17)
    clocks.extend(clock, on=date(2020, 9, 24), reason="Một", by=clerk, amount=3, document=elsewhere)
    clocks.extend(clock, on=date(2020, 9, 24), reason="Hai", by=clerk, amount=3, document=own)

    html = client.get(clock.get_absolute_url()).text

    assert own.label in html
    assert elsewhere.get_absolute_url() not in html
    assert "Có văn bản, ngoài phạm vi anh/chị được xem." in html


def test_documents_offered_are_those_of_the_unit_that_the_person_sees(client, clock, clerk):
    own = OfficialDocumentFactory(issuer=clock.body, issued=True)
    draft = OfficialDocumentFactory(issuer=clock.body)
    elsewhere = OfficialDocumentFactory(issued=True)

    offered = {key for key, _label in client.get(step(clock, "suspend")).context["form"].fields["document"].choices}

    assert own.pk in offered
    assert not {draft.pk, elsewhere.pk} & offered


# -- how much time is left


@pytest.mark.parametrize(
    ("today", "words", "tone"),
    [
        ("2020-09-23", "còn 5 ngày làm việc", "info"),
        ("2020-09-25", "còn 3 ngày làm việc", "info"),
        ("2020-09-27", "còn 3 ngày làm việc", "wait"),  # a Sunday
        ("2020-09-30", "hôm nay là ngày cuối", "wait"),
        ("2020-10-01", "quá hạn 1 ngày làm việc", "late"),
        ("2020-10-04", "quá hạn 2 ngày làm việc", "late"),
    ],
)
def test_working_days_are_told_as_working_days(clock, time_machine, today, words, tone):
    time_machine.move_to(f"{today}T09:00:00+07:00", tick=False)

    assert remaining.of(Clock.objects.get(pk=clock.pk)) == Remaining(words, tone)


def test_a_weekend_late_is_late(time_machine):
    clock = ClockFactory(rule=RuleFactory(amount=2))  # until Friday 25/09
    time_machine.move_to("2020-09-27T09:00:00+07:00", tick=False)

    assert remaining.of(clock).words == "quá hạn 2 ngày"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"state": "suspended"}, "đang tạm dừng"),
        ({"state": "cancelled", "ended_on": date(2020, 9, 24)}, "không phải làm nữa"),
        ({"state": "stopped", "ended_on": date(2020, 9, 30)}, "đúng hạn"),
        ({"state": "stopped", "ended_on": date(2020, 10, 5)}, "muộn 3 ngày làm việc"),
        ({"bound": "minimum"}, "còn ít nhất 6 ngày"),
        ({"bound": "minimum", "due_on": date(2020, 9, 24)}, "đã đủ thời gian tối thiểu"),
        ({"bound": "minimum", "state": "stopped", "ended_on": date(2020, 9, 30)}, "đã đủ thời gian tối thiểu"),
        (
            {"bound": "minimum", "state": "stopped", "ended_on": date(2020, 9, 29)},
            "kết thúc trước ngày 30/09/2020, chưa đủ thời gian",
        ),
    ],
)
def test_every_state_has_its_words(clock, changes, words):
    for name, value in changes.items():
        setattr(clock, name, value)

    assert remaining.of(clock).words == words
