"""On which days a head receives and who kept them: plain values."""

from datetime import date

import pytest

from common.errors import Refused
from letters import reception_plan
from letters.enums_reception import Per
from letters.reception_plan import Held, TurnOut


def works(*off: str):
    holidays = {date.fromisoformat(day) for day in off}
    return lambda day: day.weekday() < 5 and day not in holidays


def planned(per, days, first, last, *off):
    found = reception_plan.plan(per, days, date.fromisoformat(first), date.fromisoformat(last), works(*off))
    return [(one.on.isoformat(), one.usual_on.isoformat() if one.usual_on else None) for one in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ít nhất 01 ngày mỗi tuần", (1, Per.WEEK)),
        ("ít nhất 02 ngày mỗi tháng", (2, Per.MONTH)),
        ("niêm yết thường xuyên", None),
    ],
)
def test_how_often_is_read_from_the_words_of_the_rule(words, expected):
    assert reception_plan.frequency_of(words) == expected


def test_a_weekly_duty_stands_on_its_weekday_and_a_day_off_gives_way_within_the_week():
    # Thursday 03/09/2020 works; Thursday 10/09 is off here, so Friday 11/09 stands for it.
    assert planned(Per.WEEK, [4], "2020-09-01", "2020-09-12", "2020-09-10") == [
        ("2020-09-03", None),
        ("2020-09-11", "2020-09-10"),
    ]


def test_a_week_without_a_working_day_after_the_usual_one_takes_the_day_before_and_a_week_off_has_none():
    friday_off = ["2021-02-12"]
    week_off = [f"2021-02-{day:02d}" for day in range(8, 13)]

    assert planned(Per.WEEK, [5], "2021-02-08", "2021-02-14", *friday_off) == [("2021-02-11", "2021-02-12")]
    assert planned(Per.WEEK, [5], "2021-02-08", "2021-02-14", *week_off) == []


def test_a_monthly_duty_on_the_31st_stands_on_the_last_day_of_a_short_month():
    # 28/02/2021 is a Sunday: nothing later in the month works, so the Friday before stands for it.
    assert planned(Per.MONTH, [5, 31], "2021-02-01", "2021-02-28") == [
        ("2021-02-05", None),
        ("2021-02-26", "2021-02-28"),
    ]


def test_two_usual_days_never_fall_on_one():
    found = planned(Per.WEEK, [1, 2], "2020-09-07", "2020-09-13", "2020-09-07")

    assert [on for on, _usual in found] == ["2020-09-09", "2020-09-08"]


@pytest.mark.parametrize(("per", "numbers"), [(Per.WEEK, [1]), (Per.WEEK, [9]), (Per.MONTH, [0]), (Per.MONTH, [32])])
def test_days_that_no_week_or_month_has_are_refused(per, numbers):
    with pytest.raises(Refused) as refused:
        reception_plan.days_for(per, numbers)

    assert refused.value.field == "days"


def test_days_of_the_week_are_typed_as_people_call_them():
    assert reception_plan.days_for(Per.WEEK, [5, 2, 5]) == [1, 4]
    assert reception_plan.as_typed(Per.WEEK, [1, 4]) == [2, 5]


def kept(window, held, *, today="2027-01-31", per=Per.WEEK, times=1):
    first, last = (date.fromisoformat(day) for day in window)
    slots = reception_plan.slots(per, times, first, last, works())
    days = [Held(date.fromisoformat(on), by_head) for on, by_head in held]
    return reception_plan.turn_out(slots, days, date.fromisoformat(today))


def test_every_week_is_counted_once_in_the_month_of_its_thursday():
    september = ("2020-09-01", "2020-09-30")
    weeks = reception_plan.slots(Per.WEEK, 1, *(date.fromisoformat(day) for day in september), works())

    assert [slot.first.isoformat() for slot in weeks] == ["2020-08-31", "2020-09-07", "2020-09-14", "2020-09-21"]


def test_a_day_too_many_in_one_week_does_not_make_up_for_another():
    held = [("2020-09-03", True), ("2020-09-08", True), ("2020-09-10", True)]

    assert kept(("2020-09-01", "2020-09-30"), held) == TurnOut(due=4, by_head=3, by_deputy=0, missed=2)


def test_a_deputy_stands_in_for_the_head_only_before_july_2026():
    before = kept(("2026-06-01", "2026-06-30"), [("2026-06-15", False)], per=Per.MONTH)
    after = kept(("2026-07-01", "2026-07-31"), [("2026-07-15", False)], per=Per.MONTH)

    assert before == TurnOut(due=1, by_head=0, by_deputy=1, missed=0)
    assert after == TurnOut(due=1, by_head=0, by_deputy=1, missed=1)


def test_what_has_not_ended_is_not_missed_yet():
    assert kept(("2026-07-01", "2026-07-31"), [], per=Per.MONTH, today="2026-07-31") == TurnOut(due=1, open=1)
