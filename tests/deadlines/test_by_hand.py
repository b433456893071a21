"""What people do with a clock by hand: who may, what is remembered, who hears of it, what two people at once get."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections, transaction

from audit.services import history
from common.errors import Refused
from deadlines import subjects
from deadlines.enums import Bound, Direction, LimitUnit, RuleStatus
from deadlines.models import Clock, ClockStep, Extension, TrackedLimit
from deadlines.policies import TRACKERS
from deadlines.services import by_hand, clocks
from notices.models import Notice
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import ClockFactory, RuleFactory
from tests.factories.documents import OfficialDocumentFactory

pytestmark = pytest.mark.django_db
TODAY = date(2020, 10, 12)
DUE = date(2020, 10, 23)
MONTH = {"amount": 30, "counted_in": LimitUnit.CALENDAR_DAY}
EXTENDED_TWICE = {"extra": 31, "extra_unit": LimitUnit.CALENDAR_DAY, "extra_times": 2}


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2020-10-12T09:00:00+07:00", tick=False)


@pytest.fixture
def clock():
    """Thirty days from 23/09/2020: until 23/10, a Friday. The law lets it be extended."""
    return ClockFactory(rule=RuleFactory(**MONTH, **EXTENDED_TWICE))


@pytest.fixture
def clerk(clock):
    return UserFactory(member_of=clock.unit, role=Role.CLERK, full_name="Trần Thị Hạnh")


def said(clock):
    return [sentence.text for sentence in history(TrackedLimit.objects.get(pk=clock.subject_id))]


def again(clock):
    return Clock.objects.get(pk=clock.pk)


def extend(clock, by, **values):
    plain = {"on": TODAY, "reason": "Vụ việc phức tạp", "due_seen": again(clock).due_on, "amount": 5}
    return by_hand.extend(clock=clock, by=by, **plain | values)


# Every verb with plain values, as one of the holders' people calls it.
VERBS = {
    "suspend": lambda clock, by: by_hand.suspend(clock=clock, on=TODAY, reason="Chờ", by=by),
    "extend": extend,
    "stop": lambda clock, by: by_hand.stop(clock=clock, on=TODAY, by=by),
    "cancel": lambda clock, by: by_hand.cancel(clock=clock, on=TODAY, reason="Trùng", by=by),
}


@pytest.fixture(params=sorted(VERBS))
def verb(request):
    return VERBS[request.param]


@pytest.mark.parametrize("role", sorted(Role))
def test_people_of_the_body_that_must_act_change_its_clocks(clock, verb, role):
    user = UserFactory(member_of=clock.unit, role=role)

    if role in TRACKERS:
        verb(clock, user)
        assert ClockStep.objects.filter(clock=clock, by=user).exists()
    else:
        with pytest.raises(PermissionDenied):
            verb(clock, user)
        assert ClockStep.objects.filter(clock=clock).count() == 1


def test_clock_of_a_record_that_the_person_does_not_see(clock, verb):
    with pytest.raises(PermissionDenied, match="phạm vi"):
        verb(clock, UserFactory(role=Role.LEADER))


def test_clock_that_only_its_own_room_changes(clock, clerk, verb, monkeypatch):
    known = subjects.get(clock.subject_kind)
    kind = subjects.SubjectKind(known.kind, known.visible, known.may_change, known.moved, by_hand=False)
    monkeypatch.setitem(subjects._kinds, known.kind, kind)

    with pytest.raises(PermissionDenied, match="trang của hồ sơ"):
        verb(clock, clerk)


def test_life_by_hand_is_remembered_with_the_record(clock, clerk):
    paper = OfficialDocumentFactory(issuer=clock.body, issued=True)
    by_hand.suspend(clock=clock, on=date(2020, 10, 1), reason="Chờ giám định", by=clerk, document=paper)
    by_hand.resume(clock=clock, on=date(2020, 10, 5), by=clerk)
    extend(clock, clerk, amount=31)
    by_hand.stop(clock=clock, on=TODAY, by=clerk, document=paper)

    assert said(clock) == [
        f"Trần Thị Hạnh ghi “Thời hạn theo dõi” đã xong ngày 12/10/2020 theo {paper.label}",
        "Trần Thị Hạnh gia hạn “Thời hạn theo dõi” từ 27/10/2020 đến 27/11/2020; lý do: Vụ việc phức tạp",
        "Trần Thị Hạnh tính tiếp “Thời hạn theo dõi” từ 05/10/2020, hạn 27/10/2020",
        f"Trần Thị Hạnh tạm dừng “Thời hạn theo dõi” từ 01/10/2020 theo {paper.label}; lý do: Chờ giám định",
    ]
    assert ClockStep.objects.latest("pk").document == paper


def test_cancelling_is_remembered_with_its_reason(clock, clerk):
    by_hand.cancel(clock=clock, on=TODAY, reason="Ghi trùng", by=clerk)

    assert said(clock) == ["Trần Thị Hạnh hủy “Thời hạn theo dõi”; lý do: Ghi trùng"]


def test_the_others_who_must_act_hear_of_a_change(clock, clerk):
    colleague = UserFactory(member_of=clock.body, role=Role.OFFICIAL)
    UserFactory(member_of=clock.unit, role=Role.MEMBER)

    by_hand.suspend(clock=clock, on=date(2020, 10, 1), reason="Chờ giám định", by=clerk)
    by_hand.resume(clock=clock, on=date(2020, 10, 5), by=clerk)
    extend(clock, clerk)
    by_hand.cancel(clock=clock, on=TODAY, reason="Ghi trùng", by=clerk)

    told = Notice.objects.filter(recipient=colleague).order_by("pk").values_list("subject", "url")
    assert not Notice.objects.filter(recipient=clerk).exists()
    assert list(told) == [
        (f"Tạm dừng từ 01/10/2020: {clock.title}", clock.get_absolute_url()),
        (f"Tính tiếp, hạn mới 27/10/2020: {clock.title}", clock.get_absolute_url()),
        (f"Gia hạn đến 02/11/2020: {clock.title}", clock.get_absolute_url()),
        (f"Không phải làm nữa: {clock.title}", clock.get_absolute_url()),
    ]


def test_what_was_done_is_no_news_for_those_who_did_it(clock, clerk):
    UserFactory(member_of=clock.body)

    by_hand.stop(clock=clock, on=TODAY, by=clerk)

    assert not Notice.objects.exists()


# -- refusals


@pytest.mark.parametrize("name", ["extend", "stop", "cancel"])
def test_day_lies_not_in_the_future(clock, clerk, name):
    verbs = {
        "extend": lambda: extend(clock, clerk, on=date(2020, 10, 13)),
        "stop": lambda: by_hand.stop(clock=clock, on=date(2020, 10, 13), by=clerk),
        "cancel": lambda: by_hand.cancel(clock=clock, on=date(2020, 10, 13), reason="x", by=clerk),
    }

    with pytest.raises(Refused, match="sau hôm nay"):
        verbs[name]()


def test_nothing_is_done_before_the_event(clock, clerk):
    with pytest.raises(Refused, match="trước ngày bắt đầu"):
        by_hand.stop(clock=clock, on=date(2020, 9, 22), by=clerk)
    with pytest.raises(Refused, match="trước ngày bắt đầu"):
        extend(clock, clerk, on=date(2020, 9, 22))


def test_what_must_be_done_before_an_event_is_done_before_it(clerk):
    clock = ClockFactory(rule=RuleFactory(direction=Direction.BEFORE), on=date(2020, 10, 30))

    by_hand.stop(clock=clock, on=TODAY, by=UserFactory(member_of=clock.unit))

    assert again(clock).state == "stopped"


def test_limit_whose_event_lies_ahead_may_be_cancelled(clerk):
    clock = ClockFactory(rule=RuleFactory(), on=date(2020, 10, 30))

    by_hand.cancel(clock=clock, on=TODAY, reason="Hoãn", by=UserFactory(member_of=clock.unit))

    assert again(clock).state == "cancelled"


def test_minimum_that_ends_too_early_needs_a_reason():
    rule = RuleFactory(amount=30, counted_in=LimitUnit.CALENDAR_DAY, bound=Bound.MINIMUM)
    clock = ClockFactory(rule=rule)
    clerk = UserFactory(member_of=clock.unit)

    with pytest.raises(Refused, match="24/10/2020"):
        by_hand.stop(clock=clock, on=TODAY, by=clerk)
    by_hand.stop(clock=clock, on=TODAY, reason="Niêm yết nhầm bản", by=clerk)

    assert again(clock).state == "stopped"


@pytest.mark.parametrize("reason", ["", "  "])
def test_cancelling_needs_a_reason(clock, clerk, reason):
    with pytest.raises(Refused, match="lý do"):
        by_hand.cancel(clock=clock, on=TODAY, reason=reason, by=clerk)


def test_resume_without_suspension(clock, clerk):
    with pytest.raises(Refused, match="không tạm dừng"):
        by_hand.resume(clock=clock, on=TODAY, by=clerk)
    assert said(clock) == []


def test_second_of_two_who_extend_decides_again(clock, clerk):
    seen = clock.due_on
    extend(clock, clerk, due_seen=seen)

    with pytest.raises(Refused, match="28/10/2020") as refusal:
        extend(clock, clerk, due_seen=seen)

    assert refusal.value.field == "due_seen"
    assert Extension.objects.count() == 1


# -- what the law does not let anybody extend


@pytest.fixture
def strict():
    """The same thirty days; the law says nothing of an extension."""
    return ClockFactory(rule=RuleFactory(**MONTH))


def test_limit_that_the_law_does_not_let_be_extended_is_extended_only_with_a_paper(strict):
    clerk = UserFactory(member_of=strict.unit, role=Role.CLERK)

    with pytest.raises(Refused, match="chỉ ghi gia hạn khi có văn bản của cấp có thẩm quyền") as refusal:
        extend(strict, clerk)
    assert refusal.value.field == "document"
    assert again(strict).due_on == DUE

    extend(strict, clerk, document=OfficialDocumentFactory(issuer=strict.body, issued=True))
    assert again(strict).due_on == date(2020, 10, 28)


def test_own_limit_of_a_unit_and_a_named_day_are_extended_without_a_paper(strict):
    own = RuleFactory(
        **MONTH, family=strict.rule.family, unit=strict.unit, replaces=strict.rule, status=RuleStatus.LOCAL, basis="QĐ"
    )
    for clock in (ClockFactory(rule=own), ClockFactory(fixed_on=DUE)):
        extend(clock, UserFactory(member_of=clock.unit))
        assert again(clock).due_on == date(2020, 10, 28)


def test_no_paper_is_asked_for_where_none_would_help(strict):
    clerk = UserFactory(member_of=strict.unit, role=Role.CLERK)
    by_hand.stop(clock=strict, on=TODAY, by=clerk)

    with pytest.raises(Refused, match="Chỉ gia hạn được thời hạn đang chạy"):
        extend(strict, clerk)


# -- two people at the same moment


def at_once(*acts):
    """Run verbs side by side, each on its own connection; what each of them raised."""
    errors, start = [None] * len(acts), Barrier(len(acts))

    def run(number, act):
        start.wait(timeout=10)
        try:
            act()
        except (Refused, PermissionDenied) as error:
            errors[number] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return errors


@transaction.atomic
def stored():
    """A clock and two people who may change it, where other connections see them."""
    clock = ClockFactory(rule=RuleFactory(**MONTH, **EXTENDED_TWICE))
    return clock, [UserFactory(member_of=clock.unit), UserFactory(member_of=clock.unit)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["suspend", "extend", "stop", "cancel"])
def test_of_two_who_do_the_same_one_is_refused(name):
    clock, people = stored()
    act = VERBS[name] if name != "extend" else lambda clock, by: extend(clock, by, due_seen=DUE)

    errors = at_once(*[lambda by=by: act(clock, by) for by in people])

    assert sorted(error is None for error in errors) == [False, True]
    assert clock.steps.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_resume_one_is_refused():
    clock, people = stored()
    clocks.suspend(clock, on=date(2020, 10, 1), reason="Chờ", by=people[0])

    errors = at_once(*[lambda by=by: by_hand.resume(clock=clock, on=TODAY, by=by) for by in people])

    assert sorted(error is None for error in errors) == [False, True]
