"""A unit's own limit instead of the general one."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from audit.services import history
from common.errors import Refused
from deadlines import finding
from deadlines.enums import Bound, Direction, LimitUnit, RuleStatus
from deadlines.models import Clock, Rule
from deadlines.services import rules
from organizations import closure
from organizations.enums import Role
from organizations.timeline import days
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import ClockFactory, RuleFactory
from tests.factories.organizations import UnitFactory
from tests.factories.steering import TaskFactory

pytestmark = pytest.mark.django_db

DAY = date(2024, 3, 4)


@pytest.fixture
def units():
    """A province with a commune, which has a village."""
    province = UnitFactory(code="tinh", kind__code="tinh", name="Quảng Ninh")
    commune = UnitFactory(code="xa", name="Quảng Tân", parent=province)
    village = UnitFactory(code="thon", kind__code="thon", name="Tân Hợp", parent=commune)
    other = UnitFactory(code="xa-khac", name="Dực Yên", parent=province)
    closure.rebuild()
    return {"province": province, "commune": commune, "village": village, "other": other}


@pytest.fixture
def admin(units):
    """Administers the province, and so everything below it."""
    return UserFactory(member_of=units["province"], role=Role.UNIT_ADMIN)


@pytest.fixture
def general():
    return RuleFactory(code="TEST-01", family="a-duty", amount=5)


def own(rule, unit, by, **changes):
    fields = {"amount": 3, "counted_in": LimitUnit.WORKING_DAY, "on": DAY, "basis": "Quyết định 12/2024/QĐ-UBND"}
    return rules.override(rule=rule, unit=unit, by=by, **(fields | changes))


def amount_for(unit, on=DAY) -> int | None:
    return finding.rule("TEST-01", on, unit.pk).amount


# -- which limit applies


def test_the_units_own_limit_applies_to_it_and_to_everything_below(units, admin, general):
    own(general, units["commune"], admin)

    assert amount_for(units["commune"]) == amount_for(units["village"]) == 3
    assert amount_for(units["province"]) == amount_for(units["other"]) == 5


def test_the_nearest_unit_wins(units, admin, general):
    own(general, units["province"], admin, amount=4)
    own(general, units["commune"], admin, amount=3)

    assert [amount_for(units[place]) for place in ("other", "commune", "village")] == [4, 3, 3]


def test_before_its_first_day_and_from_the_day_it_ends_the_general_rule_applies(units, admin, general):
    limit = own(general, units["commune"], admin)
    rules.end_override(own=limit, on=date(2024, 6, 1), by=admin)

    days_and_amounts = [(date(2024, 3, 3), 5), (DAY, 3), (date(2024, 5, 31), 3), (date(2024, 6, 1), 5)]
    for day, amount in days_and_amounts:
        assert amount_for(units["commune"], day) == amount, day


def test_it_stays_when_another_rule_of_the_family_follows(units, admin):
    """The commune's own limit for the duty outlives the act that the general rule comes from."""
    first = RuleFactory(code="TEST-01", family="a-duty", valid=days(date(2000, 1, 1), date(2025, 1, 1)))
    RuleFactory(code="TEST-02", family="a-duty", amount=9, valid=days(date(2025, 1, 1)))
    own(first, units["commune"], admin)

    assert finding.rule("TEST-02", date(2025, 6, 2), units["commune"].pk).amount == 3
    assert finding.rule("TEST-02", date(2025, 6, 2), units["other"].pk).amount == 9


def test_a_duty_without_a_figure_gets_the_units_own(units, admin):
    """PET-22: the law leaves the time to answer petitions to the locality."""
    petition = Rule.objects.get(code="PET-22")
    own(petition, units["province"], admin, amount=15, counted_in=LimitUnit.CALENDAR_DAY)

    assert finding.rule("PET-22", DAY, units["commune"].pk).amount == 15
    with pytest.raises(Refused, match="PET-22 không ấn định số ngày: theo quy định của từng địa phương"):
        finding.rule("PET-22", DAY)


def test_running_clocks_keep_the_limit_with_which_they_started(units, admin, general):
    with_own = own(general, units["commune"], admin)
    clocks = [
        ClockFactory(subject=TaskFactory(), rule=general, on=DAY),
        ClockFactory(subject=TaskFactory(), rule=with_own, on=DAY),
    ]
    before = [(clock.amount, clock.due_on) for clock in clocks]

    own(general, units["other"], admin, amount=1)
    rules.end_override(own=with_own, on=date(2024, 3, 5), by=admin)

    assert [
        (clock.amount, clock.due_on) for clock in Clock.objects.order_by("pk").filter(rule__code="TEST-01")
    ] == before


# -- what it takes over, and what is remembered


def test_it_keeps_direction_bound_event_and_extension_of_the_law(units, admin):
    posting = RuleFactory(
        bound=Bound.MINIMUM, rolls=False, consecutive=True, amount=30, counted_in=LimitUnit.CALENDAR_DAY
    )
    limit = own(posting, units["commune"], admin, amount=45, counted_in=LimitUnit.CALENDAR_DAY)

    assert limit.in_full == "ít nhất 45 ngày liên tục, tính từ ngày họp"
    assert (limit.direction, limit.rolls, limit.status) == (Direction.AFTER, False, RuleStatus.LOCAL)
    assert limit.replaces == posting
    assert limit.mark == ""


def test_it_is_remembered_with_its_basis(units, admin, general):
    limit = own(general, units["commune"], admin)
    rules.end_override(own=limit, on=date(2024, 6, 1), by=admin)

    assert [entry.text for entry in history(limit)] == [
        f"{admin.full_name} ghi hạn riêng của xã Quảng Tân cho TEST-01 thôi áp dụng từ ngày 01/06/2024",
        f"{admin.full_name} đặt hạn riêng của xã Quảng Tân cho TEST-01: chậm nhất 3 ngày làm việc, "
        "từ ngày 04/03/2024; căn cứ: Quyết định 12/2024/QĐ-UBND",
    ]


def test_a_rule_without_an_event_gets_the_one_that_is_named(units, admin):
    duty = RuleFactory(
        amount=None, counted_in="", instead_vi="kịp thời", instead_en="promptly", event_vi="", event_en=""
    )

    with pytest.raises(Refused, match="cần ghi sự kiện") as refused:
        own(duty, units["commune"], admin)
    assert refused.value.field == "event"

    limit = own(duty, units["commune"], admin, event="ngày thay đổi")
    assert limit.in_full == "chậm nhất 3 ngày làm việc, tính từ ngày thay đổi"


# -- what is refused


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"basis": ""}, "basis", "phải có căn cứ pháp lý"),
        ({"basis": " \u200b\n "}, "basis", "phải có căn cứ pháp lý"),
        ({"amount": 0}, "amount", "Thời hạn từ 1 đến 3.650"),
        ({"amount": 3651}, "amount", "Thời hạn từ 1 đến 3.650"),
        ({"counted_in": "weeks"}, "counted_in", "Chọn đơn vị tính"),
        ({"on": date(1999, 12, 31)}, "on", "Ngày 31/12/1999, TEST-01 không có hiệu lực"),
    ],
)
def test_an_own_limit_that_makes_no_sense_is_refused_with_the_reason(units, admin, general, changes, field, said):
    with pytest.raises(Refused, match=said) as refused:
        own(general, units["commune"], admin, **changes)

    assert refused.value.field == field
    assert not Rule.objects.filter(unit=units["commune"]).exists()


MAXIMUM = {"amount": 10, "counted_in": LimitUnit.CALENDAR_DAY}
MINIMUM = MAXIMUM | {"bound": Bound.MINIMUM}
BEFORE = MAXIMUM | {"direction": Direction.BEFORE}


@pytest.mark.parametrize(
    ("fields", "amount", "said"),
    [
        (MAXIMUM, 11, r"không được dài hơn quy định chung \(chậm nhất 10 ngày\)"),
        (MINIMUM, 9, r"không được ngắn hơn quy định chung \(ít nhất 10 ngày\)"),
        (BEFORE, 9, r"không được ngắn hơn quy định chung \(chậm nhất 10 ngày trước ngày họp\)"),
    ],
)
def test_an_own_limit_is_not_looser_than_the_general_one(units, admin, fields, amount, said):
    with pytest.raises(Refused, match=said) as refused:
        own(RuleFactory(**fields), units["commune"], admin, amount=amount, counted_in=LimitUnit.CALENDAR_DAY)

    assert refused.value.field == "amount"
    assert not Rule.objects.filter(unit=units["commune"]).exists()


@pytest.mark.parametrize(
    ("fields", "amounts"), [(MAXIMUM, (10, 9)), (MINIMUM, (10, 11)), (BEFORE, (10, 11))], ids=["max", "min", "before"]
)
def test_an_own_limit_may_be_as_strict_as_the_general_one_or_stricter(units, admin, fields, amounts):
    general = RuleFactory(**fields)
    places = ("commune", "other")

    for place, amount in zip(places, amounts, strict=True):
        assert own(general, units[place], admin, amount=amount, counted_in=LimitUnit.CALENDAR_DAY).amount == amount


def test_limits_in_different_units_of_time_are_not_compared(units, admin):
    limit = own(RuleFactory(**MAXIMUM), units["commune"], admin, amount=11, counted_in=LimitUnit.WORKING_DAY)

    assert limit.in_words == "chậm nhất 11 ngày làm việc"


def test_a_unit_has_one_own_limit_for_a_duty_at_a_time(units, admin, general):
    own(general, units["commune"], admin)

    with pytest.raises(Refused, match="đơn vị đã có quy định riêng") as refused:
        own(general, units["commune"], admin, on=date(2024, 9, 2), amount=2)
    assert refused.value.field == "on"


def test_an_own_limit_replaces_a_general_rule_only(units, admin, general):
    limit = own(general, units["commune"], admin)

    with pytest.raises(Refused, match="chỉ thay cho quy định chung"):
        own(limit, units["village"], admin)
    with pytest.raises(Refused, match="là quy định chung"):
        rules.end_override(own=general, on=DAY, by=admin)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2024, 3, 3), r"không được trước ngày bắt đầu \(04/03/2024\)"),
        (date(2024, 6, 1), "đã thôi áp dụng từ ngày 01/06/2024"),
        (date(2024, 9, 2), "đã thôi áp dụng từ ngày 01/06/2024"),
    ],
)
def test_it_ends_once_and_not_before_it_began(units, admin, general, on, said):
    limit = own(general, units["commune"], admin)
    rules.end_override(own=limit, on=date(2024, 6, 1), by=admin)

    with pytest.raises(Refused, match=said):
        rules.end_override(own=limit, on=on, by=admin)


def test_an_end_may_come_earlier_than_was_written_down(units, admin, general):
    limit = own(general, units["commune"], admin)
    rules.end_override(own=limit, on=date(2024, 6, 1), by=admin)

    ended = rules.end_override(own=limit, on=date(2024, 5, 1), by=admin)

    assert ended is not None
    assert ended.valid == days(DAY, date(2024, 5, 1))


def test_a_limit_entered_by_mistake_is_withdrawn_as_long_as_nothing_counts_with_it(units, admin, general):
    limit = own(general, units["commune"], admin)

    assert rules.end_override(own=limit, on=DAY, by=admin) is None

    assert amount_for(units["commune"]) == 5
    assert "bỏ hạn riêng ghi nhầm của xã Quảng Tân" in history(general)[0].text


def test_a_limit_that_clocks_count_with_is_not_withdrawn(units, admin, general):
    limit = own(general, units["commune"], admin)
    ClockFactory(subject=TaskFactory(), rule=limit, on=DAY)

    with pytest.raises(Refused, match="Đã có thời hạn tính theo hạn riêng này"):
        rules.end_override(own=limit, on=DAY, by=admin)


def test_the_database_keeps_it_whole(units, general):
    """Whoever writes past the verb: no own limit without its basis, none that replaces nothing."""
    fields = {"code": "TEST-01", "family": "a-duty", "unit": units["commune"], "status": RuleStatus.LOCAL}

    for broken in ({"basis": " ", "replaces": general}, {"basis": "QĐ 12"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RuleFactory(**fields, **broken)


# -- who may


@pytest.mark.parametrize(
    ("role", "place", "may"),
    [
        (Role.UNIT_ADMIN, "province", True),
        (Role.UNIT_ADMIN, "commune", True),
        (Role.SYSTEM_ADMIN, "other", True),
        (Role.UNIT_ADMIN, "village", False),
        (Role.UNIT_ADMIN, "other", False),
        (Role.LEADER, "commune", False),
        (Role.CLERK, "province", False),
    ],
)
def test_administrators_of_the_unit_and_of_units_above_may(units, admin, general, role, place, may):
    user = UserFactory(member_of=units[place], role=role)
    limit = own(general, units["commune"], admin, on=date(2023, 1, 2))

    for verb in (
        lambda: rules.end_override(own=limit, on=date(2023, 6, 1), by=user),
        lambda: own(general, units["commune"], user),
    ):
        if may:
            verb()
        else:
            with pytest.raises(PermissionDenied):
                verb()
