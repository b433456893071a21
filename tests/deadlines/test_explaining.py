"""The explanation of a due date: what a reader who never saw a rule is told."""

from datetime import date

import pytest
import time_machine
from django.utils import translation

from deadlines import calendars, counting, explaining
from deadlines.counting import Calendar, Limit, More, Pause, SpecialDay
from deadlines.enums import Bound, DayKind, Direction, LimitUnit, RuleStatus
from deadlines.explaining import Explanation
from deadlines.month_sheets import Sort
from deadlines.services import clocks
from tests.factories.accounts import UserFactory
from tests.factories.deadlines import CalendarDayFactory, ClockFactory, RuleFactory, accepted_calendar

WORKING, CALENDAR, MONTH = LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY, LimitUnit.MONTH
OFF, BRIDGE, ON = DayKind.HOLIDAY, DayKind.SWAPPED_OFF, DayKind.SWAPPED_ON
TABLE = Calendar(
    {
        date(2021, 4, 30): SpecialDay(OFF, "Ngày Chiến thắng"),
        date(2021, 5, 1): SpecialDay(OFF, "Ngày Quốc tế Lao động"),
        date(2021, 5, 3): SpecialDay(DayKind.COMPENSATORY_OFF, "Ngày Quốc tế Lao động (nghỉ bù)"),
        date(2024, 4, 29): SpecialDay(BRIDGE, "Ngày nghỉ (thay cho ngày 04/05/2024)"),
        date(2024, 4, 30): SpecialDay(OFF, "Ngày Chiến thắng"),
        date(2024, 5, 1): SpecialDay(OFF, "Ngày Quốc tế Lao động"),
        date(2024, 5, 4): SpecialDay(ON, "Ngày làm việc"),
    },
    frozenset({2021, 2024, 2025}),
)


def explained(limit: Limit, start: str, rule=None, pauses=(), more=()) -> Explanation:
    on = date.fromisoformat(start)
    return explaining.of_count(counting.count(limit, on, TABLE, pauses, more), limit, TABLE, rule)


def told(explanation: Explanation) -> list[str]:
    """The sentences, each followed by its list."""
    return [" ".join([sentence.text, *sentence.items]) for sentence in explanation.sentences]


def all_words(explanation: Explanation) -> list[str]:
    cells = [cell for sheet in explanation.sheets for week in sheet.weeks for cell in week if cell]
    return [
        explanation.answer,
        *told(explanation),
        *(f"{row.days} {row.words}" for row in explanation.rows),
        *(word for pair in explanation.weekdays for word in pair),
        *(words for _class, _sign, words in explanation.legend),
        *(sheet.label for sheet in explanation.sheets),
        *(cell.words for cell in cells if cell.sort),
    ]


# -- sentences


def test_working_days_name_what_is_skipped_and_the_saturday_that_counts():
    explanation = explained(Limit(5, WORKING), "2024-04-24")

    assert explanation.answer == "Hạn cuối: thứ Bảy, 04/05/2024"
    assert told(explanation) == [
        "Ngày làm mốc: thứ Tư, 24/04/2024.",
        "Thời hạn dài nhất là 5 ngày làm việc: chỉ đếm ngày làm việc, bỏ qua ngày nghỉ.",
        "Ngày đầu tiên không tính: bắt đầu đếm từ thứ Năm, 25/04/2024.",
        "Những ngày nghỉ không đếm: 27/04 đến 01/05/2024: thứ Bảy, Chủ nhật, Ngày nghỉ (thay cho ngày 04/05/2024), "
        "Ngày Chiến thắng, Ngày Quốc tế Lao động",
        "Thứ Bảy, 04/05/2024 vẫn đếm, vì là ngày làm bù: Ngày làm việc.",
        "Ngày làm việc thứ 5 là thứ Bảy, 04/05/2024. Đó là hạn cuối.",
    ]


def test_rolling_over_names_the_article_and_that_nobody_checked_it():
    explanation = explained(Limit(30, CALENDAR), "2021-03-31")

    assert explanation.answer == "Hạn cuối: thứ Ba, 04/05/2021"
    assert "Ngày thứ 30 là thứ Sáu, 30/04/2021." in told(explanation)
    rolled = told(explanation)[-1]
    assert "hạn chuyển sang ngày làm việc tiếp theo: thứ Ba, 04/05/2021" in rolled
    assert "Điều 148 khoản 5, chưa đối chiếu văn bản" in rolled
    assert rolled.endswith(
        "30/04 đến 03/05/2021: Ngày Chiến thắng, Ngày Quốc tế Lao động, Chủ nhật, Ngày Quốc tế Lao động (nghỉ bù)"
    )


def test_calendar_days_say_that_days_off_count():
    words = told(explained(Limit(10, CALENDAR), "2024-04-24"))

    assert "kể cả thứ Bảy, Chủ nhật và ngày lễ" in words[1]
    assert not any("không đếm" in sentence for sentence in words)


def test_posting_says_from_when_it_may_be_taken_down():
    rule = RuleFactory.build(bound=Bound.MINIMUM, consecutive=True, event_vi="ngày niêm yết")

    explanation = explained(Limit(30, CALENDAR, bound=Bound.MINIMUM), "2025-07-01", rule)

    assert explanation.answer == "Được gỡ hoặc kết thúc từ: thứ Sáu, 01/08/2025"
    assert told(explanation)[0] == "Mốc tính là ngày niêm yết: thứ Ba, 01/07/2025."
    assert "Phải đủ ít nhất 30 ngày liên tục" in told(explanation)[1]
    assert told(explanation)[-3:] == [
        "Ngày thứ 30 là thứ Năm, 31/07/2025.",
        "Được gỡ hoặc kết thúc từ thứ Sáu, 01/08/2025, vì phải đủ 30 ngày liên tục và ngày đầu tiên không tính.",
        "Thời gian tối thiểu không rút ngắn và không dời vì gặp ngày nghỉ.",
    ]


def test_other_minimums_do_not_speak_of_taking_down():
    explanation = explained(Limit(30, CALENDAR, bound=Bound.MINIMUM), "2025-07-01", RuleFactory.build())

    assert explanation.answer == "Đủ thời gian tối thiểu từ: thứ Sáu, 01/08/2025"
    assert not any("gỡ" in words or "liên tục" in words for words in all_words(explanation))


def test_before_an_event_counts_backwards_and_never_rolls():
    rule = RuleFactory.build(direction=Direction.BEFORE, event_vi="ngày họp")

    explanation = explained(Limit(5, WORKING, Direction.BEFORE), "2024-05-07", rule)

    assert explanation.answer == "Chậm nhất: thứ Sáu, 26/04/2024"
    assert "đếm ngược, bắt đầu từ thứ Hai, 06/05/2024" in told(explanation)[2]
    assert "không bao giờ dời về sau" in told(explanation)[-1]


def test_last_lawful_day_off_work_comes_with_advice():
    explanation = explained(Limit(7, CALENDAR, Direction.BEFORE), "2024-05-07")

    assert explanation.answer == "Chậm nhất: thứ Ba, 30/04/2024"
    assert told(explanation)[-1] == (
        "Ngày đó không phải ngày làm việc (Ngày Chiến thắng): "
        "nên làm xong trong ngày làm việc trước đó, thứ Sáu, 26/04/2024."
    )


def test_months_say_how_they_end_and_number_no_days():
    explanation = explained(Limit(3, MONTH), "2024-11-30")

    assert "hết vào ngày cùng số của tháng cuối" in told(explanation)[1]
    assert told(explanation)[-1] == "Ngày cuối cùng là thứ Sáu, 28/02/2025. Đó là hạn cuối."
    assert {cell.number for sheet in explanation.sheets for week in sheet.weeks for cell in week if cell} == {None}


def test_limit_that_does_not_roll_says_so():
    words = told(explained(Limit(5, LimitUnit.YEAR, rolls=False), "2020-05-04"))

    assert words[-2:] == [
        "Ngày cuối cùng là Chủ nhật, 04/05/2025. Đó là hạn cuối.",
        "Ngày đó không phải ngày làm việc (Chủ nhật), nhưng thời hạn này không dời sang ngày khác.",
    ]
    assert "cùng ngày, cùng tháng của năm cuối" in words[1]


def test_suspended_days_are_named():
    pauses = [Pause(date(2021, 4, 3), date(2021, 4, 6)), Pause(date(2021, 4, 8), date(2021, 4, 9))]

    words = told(explained(Limit(10, CALENDAR), "2021-03-31", pauses=pauses))

    assert "Tạm dừng (03/04 đến 05/04/2021): 3 ngày không đếm." in words
    assert "Tạm dừng (08/04/2021): 1 ngày không đếm." in words


def test_suspended_days_of_a_limit_in_working_days_are_working_days():
    pauses = [Pause(date(2024, 7, 5), date(2024, 7, 9)), Pause(date(2024, 7, 13), date(2024, 7, 15))]

    words = told(explained(Limit(8, WORKING), "2024-07-01", pauses=pauses))

    assert "Tạm dừng (05/07 đến 08/07/2024): 2 ngày làm việc không đếm." in words
    assert "Tạm dừng (13/07 đến 14/07/2024): không có ngày làm việc nào trong đó." in words
    assert "Ngoài thời gian tạm dừng, không có ngày nghỉ nào phải bỏ qua." in words
    assert not any("Trong khoảng thời gian này" in sentence for sentence in words)


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (1, "Có thể được gia hạn 1 lần, không quá 30 ngày."),
        (2, "Có thể được gia hạn 2 lần, mỗi lần không quá 30 ngày."),
    ],
)
def test_extensions_that_the_law_allows_are_told(times, words):
    rule = RuleFactory.build(extra=30, extra_unit=CALENDAR, extra_times=times)

    assert told(explained(Limit(30, CALENDAR), "2024-07-01", rule))[-1] == words
    assert not any("Có thể" in sentence for sentence in told(explained(Limit(30, CALENDAR), "2024-07-01")))


def test_own_limit_of_a_unit_names_the_general_one_too():
    general = RuleFactory.build(amount=10, counted_in=CALENDAR, citation="Luật 10/2022/QH15 Điều 12")
    own = RuleFactory.build(amount=3, counted_in=CALENDAR, replaces=general, status=RuleStatus.LOCAL)
    note = "Hạn riêng thay cho quy định chung: chậm nhất 10 ngày (Luật 10/2022/QH15 Điều 12)."

    assert note in told(explained(own.limit, "2026-03-02", own))
    assert note not in told(explained(general.limit, "2026-03-02", general))


def test_many_weekends_are_counted_instead_of_listed():
    words = told(explained(Limit(60, WORKING), "2024-07-01"))

    assert "Những ngày nghỉ không đếm: 24 ngày thứ Bảy, Chủ nhật" in words


def test_nothing_to_skip_is_said_too():
    assert "Trong khoảng thời gian này không có ngày nghỉ nào phải bỏ qua." in told(
        explained(Limit(3, WORKING), "2024-07-01")
    )


def test_year_without_accepted_days_is_named():
    assert "năm 2026 chưa được chấp nhận" in explained(Limit(5, WORKING), "2025-12-30").provisional
    assert explained(Limit(5, WORKING), "2025-12-01").provisional == ""


# -- the list of days and the sheets


def test_every_day_is_listed_from_the_event_to_the_end():
    rows = explained(Limit(5, WORKING), "2024-04-24").rows

    assert [row.days for row in rows][:2] == ["Thứ Tư, 24/04/2024", "Thứ Năm, 25/04/2024"]
    assert [row.words for row in rows] == [
        "ngày làm mốc, không tính", "ngày thứ 1", "ngày thứ 2", "không đếm: thứ Bảy", "không đếm: Chủ nhật",
        "không đếm: Ngày nghỉ (thay cho ngày 04/05/2024)", "không đếm: Ngày Chiến thắng",
        "không đếm: Ngày Quốc tế Lao động", "ngày thứ 3", "ngày thứ 4", "ngày thứ 5, hạn cuối",
    ]  # fmt: skip


def test_long_counts_share_rows():
    rows = explained(Limit(90, CALENDAR), "2024-07-01").rows

    assert [(row.days, row.words) for row in rows] == [
        ("Thứ Hai, 01/07/2024", "ngày làm mốc, không tính"),
        ("02/07 đến 28/09/2024", "ngày thứ 1 đến ngày thứ 89"),
        ("Chủ nhật, 29/09/2024", "ngày thứ 90, ngày nghỉ (Chủ nhật), hạn chuyển tiếp"),
        ("Thứ Hai, 30/09/2024", "hạn cuối"),
    ]


def test_rows_of_a_long_count_leave_no_day_out():
    explanation = explained(Limit(70, WORKING), "2024-03-01")

    assert len(explanation.rows) < 40
    assert explanation.rows[1].words == "không đếm: thứ Bảy, Chủ nhật"


def test_sheets_show_each_day_by_a_sign_and_not_by_colour_alone():
    explanation = explained(Limit(5, WORKING), "2024-04-24")

    april, may = explanation.sheets
    assert (april.label, may.label) == ("Tháng 4/2024", "Tháng 5/2024")
    signs = {cell.day.day: (cell.sort, cell.sign) for week in april.weeks for cell in week if cell and cell.sort}
    assert signs == {
        24: (Sort.START, "●"), 25: (Sort.COUNTED, "1"), 26: (Sort.COUNTED, "2"), 27: (Sort.OFF, "–"),
        28: (Sort.OFF, "–"), 29: (Sort.OFF, "–"), 30: (Sort.OFF, "–"),
    }  # fmt: skip
    assert [cell.sign for week in may.weeks for cell in week if cell and cell.sort] == ["–", "3", "4", "5 ◆"]
    assert all(len(week) == 7 for sheet in explanation.sheets for week in sheet.weeks)
    assert april.weeks[0][0].day == date(2024, 4, 1)  # a Monday


def test_long_counts_show_the_first_and_the_last_month():
    explanation = explained(Limit(9, MONTH), "2024-01-31")

    assert [sheet.label for sheet in explanation.sheets] == ["Tháng 1/2024", "Tháng 10/2024"]
    assert explanation.months_left_out == 8
    assert len(explained(Limit(5, MONTH), "2024-01-15").sheets) == 6


def test_legend_explains_the_signs_that_are_used_and_no_others():
    assert [sign for _class, sign, _words in explained(Limit(3, WORKING), "2024-07-01").legend] == ["●", "1", "◆"]
    pauses = [Pause(date(2021, 4, 3), date(2021, 4, 6))]
    legend = explained(Limit(24, CALENDAR), "2021-03-31", pauses=pauses).legend
    assert [sign for _class, sign, _words in legend] == ["●", "1", "‖", "◆"]
    minimum = explained(Limit(30, CALENDAR, bound=Bound.MINIMUM), "2025-07-01").legend
    assert minimum[-1] == ("due", "◆", "đủ thời gian từ ngày này")


# -- both languages

LIMITS = [
    (Limit(5, WORKING), "2024-04-24", ()),
    (Limit(5, WORKING), "2024-04-24", [More(2, MONTH)]),
    (Limit(30, CALENDAR), "2021-03-31", ()),
    (Limit(90, WORKING), "2027-03-31", ()),
    (Limit(30, CALENDAR, bound=Bound.MINIMUM), "2025-07-01", ()),
    (Limit(30, WORKING, bound=Bound.MINIMUM), "2025-07-01", ()),
    (Limit(2, MONTH, bound=Bound.MINIMUM), "2025-07-01", ()),
    (Limit(5, WORKING, Direction.BEFORE), "2024-05-07", ()),
    (Limit(7, CALENDAR, Direction.BEFORE), "2024-05-07", ()),
    (Limit(2, MONTH, Direction.BEFORE), "2024-05-07", ()),
    (Limit(5, LimitUnit.YEAR), "2024-05-07", ()),
]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("limit", "start", "more"), LIMITS)
def test_nothing_is_missing_in_either_language(language, limit, start, more):
    pauses = [Pause(date(2021, 4, 3), date(2021, 4, 6))]
    rule = RuleFactory.build(consecutive=limit.bound is Bound.MINIMUM)
    with translation.override(language):
        words = all_words(explained(limit, start, rule, pauses, more))

    assert all(word.strip() for word in words)
    assert not [word for word in words if "{" in word or "None" in word or "%(" in word]


@pytest.mark.django_db
def test_english_explanation_calls_days_by_their_english_names():
    accepted_calendar(2024, 2024)
    disc_01, table = Limit(5, WORKING), calendars.of_unit(None)
    count = counting.count(disc_01, date(2024, 4, 24), table)
    with translation.override("en"):
        words = "\n".join(all_words(explaining.of_count(count, disc_01, table)))

    assert "Day off (in place of 04/05/2024), Liberation Day/Reunification Day, International Labor Day" in words
    assert "Working day (in place of 29/04/2024)" in words
    assert words.isascii(), "no Vietnamese word is left"


def test_a_day_without_an_english_name_keeps_its_vietnamese_one_and_is_explained_in_english():
    with translation.override("en"):
        words = "\n".join(all_words(explained(Limit(5, WORKING), "2024-04-24")))

    assert "Ngày Chiến thắng" in words
    assert "Ngày làm việc" in words


# -- clocks


@pytest.mark.django_db
@time_machine.travel("2021-05-10 03:00:00+00:00")
def test_clock_tells_its_suspensions_and_who_extended_it():
    accepted_calendar(2021, 2021)
    by = UserFactory(full_name="Trần Văn Bình")
    clock = ClockFactory(rule=RuleFactory(amount=30, counted_in=CALENDAR), on=date(2021, 3, 31))
    clocks.suspend(clock, on=date(2021, 4, 5), reason="Chờ kết quả giám định", by=by)
    clocks.resume(clock, on=date(2021, 4, 15), by=by)
    clocks.extend(clock, on=date(2021, 5, 5), amount=5, reason="Vụ việc phức tạp", by=by)

    explanation = explaining.of_clock(clock)

    words = told(explanation)
    assert explanation.answer == "Hạn cuối: thứ Hai, 17/05/2021"
    assert "Mốc tính là ngày họp: thứ Tư, 31/03/2021." in words
    assert "Tạm dừng (05/04 đến 14/04/2021): 10 ngày không đếm." in words
    assert "Ngày thứ 30 là thứ Hai, 10/05/2021." in words
    assert (
        "Ngày 05/05/2021, Trần Văn Bình gia hạn thêm 5 ngày, "
        "đến thứ Bảy, 15/05/2021 (ngày nghỉ, nên hạn là thứ Hai, 17/05/2021)."
    ) in words
    assert "Kể cả thời gian gia hạn, ngày cuối cùng là thứ Bảy, 15/05/2021." in words
    assert explanation.rule == clock.rule


@pytest.mark.django_db
@time_machine.travel("2026-12-01 03:00:00+00:00")
def test_each_extension_tells_how_far_it_went_by_the_calendar_of_today():
    by = UserFactory(full_name="Trần Văn Bình")
    rule = RuleFactory(extra=10, extra_unit=WORKING, extra_times=3)
    clock = ClockFactory(rule=rule, on=date(2026, 11, 27))
    for amount, on in ((3, date(2026, 11, 30)), (2, date(2026, 12, 1))):
        clocks.extend(clock, on=on, amount=amount, counted_in=WORKING, reason="Phức tạp", by=by)
    told_before = told(explaining.of_clock(clock))[-5:]
    CalendarDayFactory(day=date(2026, 12, 8))

    assert told_before == [
        "Ngày làm việc thứ 5 là thứ Sáu, 04/12/2026.",
        "Ngày 30/11/2026, Trần Văn Bình gia hạn thêm 3 ngày làm việc, đến thứ Tư, 09/12/2026.",
        "Ngày 01/12/2026, Trần Văn Bình gia hạn thêm 2 ngày làm việc, đến thứ Sáu, 11/12/2026.",
        "Kể cả thời gian gia hạn, ngày cuối cùng là thứ Sáu, 11/12/2026. Đó là hạn cuối.",
        "Có thể được gia hạn 3 lần, mỗi lần không quá 10 ngày làm việc; đã gia hạn 2 lần.",
    ]
    assert [words[-11:-1] for words in told(explaining.of_clock(clock))[-4:-2]] == ["10/12/2026", "14/12/2026"]


@pytest.mark.django_db
@time_machine.travel("2026-12-01 03:00:00+00:00")
def test_working_days_up_to_a_named_saturday_are_counted_without_days_off():
    clock = ClockFactory(rule=RuleFactory(), on=date(2026, 11, 27))
    by = UserFactory(full_name="Trần Văn Bình")
    clocks.extend(clock, on=date(2026, 11, 30), to=date(2026, 12, 12), reason="Phức tạp", by=by)

    explanation = explaining.of_clock(clock)

    assert explanation.answer == "Hạn cuối: thứ Bảy, 12/12/2026"
    assert [row.words for row in explanation.rows[-8:]] == [
        "không đếm: thứ Bảy", "không đếm: Chủ nhật", "ngày thứ 6", "ngày thứ 7", "ngày thứ 8", "ngày thứ 9",
        "ngày thứ 10", "hạn cuối",
    ]  # fmt: skip
    words = told(explanation)
    off = "Những ngày nghỉ không đếm: 28/11 đến 29/11/2026: thứ Bảy, Chủ nhật 05/12 đến 06/12/2026: thứ Bảy, Chủ nhật"
    assert off in words
    assert "Ngày 30/11/2026, Trần Văn Bình gia hạn đến thứ Bảy, 12/12/2026." in words


@pytest.mark.django_db
@time_machine.travel("2021-04-20 03:00:00+00:00")
def test_suspended_clock_says_that_its_date_waits():
    accepted_calendar(2021, 2021)
    by = UserFactory()
    clock = ClockFactory(rule=RuleFactory(amount=10, counted_in=CALENDAR), on=date(2021, 4, 12))
    clocks.suspend(clock, on=date(2021, 4, 15), reason="Chờ hồ sơ", by=by)

    explanation = explaining.of_clock(clock)

    assert explanation.answer == "Hạn cuối: thứ Năm, 22/04/2021, đang tạm dừng từ 15/04/2021"
    assert "chưa kể lần tạm dừng này" in told(explanation)[-1]


@pytest.mark.django_db
@time_machine.travel("2020-11-02 03:00:00+00:00")
def test_named_day_tells_who_named_and_who_moved_it():
    by = UserFactory(full_name="Lê Thị Mai")
    clock = ClockFactory(by=by, on=date(2020, 9, 23), fixed_on=date(2020, 11, 28))
    clocks.extend(clock, on=date(2020, 11, 1), to=date(2020, 12, 12), reason="Mưa lũ", by=by)

    explanation = explaining.of_clock(clock)

    assert explanation.answer == "Hạn cuối: thứ Bảy, 12/12/2020"
    assert told(explanation)[:2] == [
        "Ngày 23/09/2020, Lê Thị Mai ấn định hạn là thứ Bảy, 28/11/2020, không tính theo quy định.",
        "Ngày 01/11/2020, Lê Thị Mai gia hạn đến thứ Bảy, 12/12/2020.",
    ]
    assert [
        cell.sort for sheet in explanation.sheets for week in sheet.weeks for cell in week if cell and cell.sort
    ] == [
        Sort.START,
        Sort.DUE,
    ]


@pytest.mark.django_db
def test_explaining_a_clock_costs_four_queries(django_assert_max_num_queries):
    clock = ClockFactory(rule=RuleFactory())
    clock.rule  # noqa: B018 (the page has it already)

    with django_assert_max_num_queries(4):
        explaining.of_clock(clock)
