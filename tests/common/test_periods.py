"""Periods: their codes, days, names and neighbours."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from common.periods import BadPeriod, Kind, Period

YEARS = st.integers(1902, 2990)
DAYS = st.dates(date(1950, 1, 1), date(2900, 12, 31))
REPEATING = st.sampled_from([Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.YEAR])


@st.composite
def periods(draw: st.DrawFn) -> Period:
    year = draw(YEARS)
    makers = [
        lambda: Period.month(year, draw(st.integers(1, 12))),
        lambda: Period.quarter(year, draw(st.integers(1, 4))),
        lambda: Period.half(year, draw(st.integers(1, 2))),
        lambda: Period.nine_months(year),
        lambda: Period.of_year(year),
        lambda: Period.term(2000, 2000 + draw(st.integers(1, 10))),
        lambda: _ad_hoc(draw(DAYS), draw(st.integers(0, 900))),
    ]
    return draw(st.sampled_from(makers))()


def _ad_hoc(start: date, days: int) -> Period:
    return Period.between(start, start + timedelta(days=days))


@pytest.mark.parametrize(
    ("code", "start", "end", "label", "short"),
    [
        ("2020-M10", date(2020, 10, 1), date(2020, 10, 31), "tháng 10 năm 2020", "10/2020"),
        ("2020-M02", date(2020, 2, 1), date(2020, 2, 29), "tháng 02 năm 2020", "02/2020"),
        ("2020-Q1", date(2020, 1, 1), date(2020, 3, 31), "quý I năm 2020", "quý I/2020"),
        ("2020-Q3", date(2020, 7, 1), date(2020, 9, 30), "quý III năm 2020", "quý III/2020"),
        ("2020-Q4", date(2020, 10, 1), date(2020, 12, 31), "quý IV năm 2020", "quý IV/2020"),
        ("2020-H1", date(2020, 1, 1), date(2020, 6, 30), "6 tháng đầu năm 2020", "6 tháng đầu 2020"),
        ("2020-H2", date(2020, 7, 1), date(2020, 12, 31), "6 tháng cuối năm 2020", "6 tháng cuối 2020"),
        ("2020-9M", date(2020, 1, 1), date(2020, 9, 30), "9 tháng đầu năm 2020", "9 tháng 2020"),
        ("2020-Y", date(2020, 1, 1), date(2020, 12, 31), "năm 2020", "2020"),
        ("2020-2025", date(2020, 1, 1), date(2025, 12, 31), "nhiệm kỳ 2020 - 2025", "2020 - 2025"),
        (
            "2020-01-15..2020-03-02",
            date(2020, 1, 15),
            date(2020, 3, 2),
            "từ 15/01/2020 đến 02/03/2020",
            "15/01/2020 - 02/03/2020",
        ),
    ],
)
def test_a_code_names_days_and_is_said_in_vietnamese(code: str, start: date, end: date, label: str, short: str):
    period = Period.parse(code)

    assert (period.start, period.end) == (start, end)
    assert (period.label, period.short_label, str(period)) == (label, short, label)
    assert period.code == code


@given(periods())
def test_a_period_is_its_code(period: Period):
    assert Period.parse(period.code) == period


@given(periods(), DAYS)
def test_the_range_holds_exactly_the_days_of_the_period(period: Period, day: date):
    assert (day in period.range) == period.contains(day)
    assert period.contains(period.start)
    assert period.contains(period.end)
    assert not period.contains(period.end + timedelta(days=1))
    assert not period.contains(period.start - timedelta(days=1))


@pytest.mark.parametrize(
    "code",
    [
        "", "2020", "2020-Q5", "2020-Q0", "2020-M13", "2020-M1", "2020-H3", "2020-9m", "2020-y", "20-Y", " 2020-Y",
        "2020-Y\n", "1899-Y", "3000-Y", "0000-Y", "2020-2020", "2025-2020", "2020-02-30..2020-03-01",
        "2020-03-02..2020-01-15", "2020-01-15..", "..", "２０２０-Y", "2020-Y" * 5000, "2020-Q1\x00",
        "9999-12-31..9999-12-31",
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_vietnamese(code: str):
    with pytest.raises(BadPeriod, match="không phải là kỳ") as refusal:
        Period.parse(code)

    assert len(str(refusal.value)) < 150


@given(DAYS, REPEATING)
def test_periods_of_a_kind_follow_each_other_without_gap(day: date, kind: Kind):
    period = Period.containing(day, kind)
    before = period.previous()

    assert period.contains(day)
    assert before.kind is kind
    assert before.end + timedelta(days=1) == period.start


@given(DAYS, st.integers(0, 900))
def test_days_ad_hoc_are_compared_with_as_many_days_before(start: date, days: int):
    assume(start.year > 1955)
    period = _ad_hoc(start, days)
    before = period.previous()

    assert before.end + timedelta(days=1) == period.start
    assert before.end - before.start == period.end - period.start


@pytest.mark.parametrize(
    ("code", "previous"),
    [
        ("2020-Q1", "2019-Q4"),
        ("2020-9M", "2019-9M"),
        ("2020-H1", "2019-H2"),
        ("2020-M01", "2019-M12"),
        ("2020-2025", "2015-2020"),
        ("2020-03-01..2020-03-02", "2020-02-28..2020-02-29"),
    ],
)
def test_the_period_before_is_of_the_same_kind(code: str, previous: str):
    assert Period.parse(code).previous().code == previous


@pytest.mark.parametrize(
    ("code", "following"),
    [
        ("2020-9M", "quý IV năm 2020"),
        ("2020-Y", "năm 2021"),
        ("2020-H1", "6 tháng cuối năm 2020"),
        ("2020-H2", "năm 2021"),
        ("2020-Q1", "quý II năm 2020"),
        ("2020-Q3", "quý IV năm 2020"),
        ("2020-Q4", "năm 2021"),
        ("2020-M12", "tháng 01 năm 2021"),
        ("2020-2025", "nhiệm kỳ 2025 - 2030"),
        ("2020-01-15..2020-03-02", "thời gian tới"),
    ],
)
def test_tasks_are_set_for_what_follows_as_a_committee_says_it(code: str, following: str):
    assert Period.parse(code).next_label == following


def test_nine_months_do_not_contain_the_last_quarter():
    with pytest.raises(BadPeriod):
        Period.containing(date(2020, 10, 1), Kind.NINE_MONTHS)


def test_no_period_lies_before_1900():
    with pytest.raises(BadPeriod):
        Period.of_year(1900).previous()


def test_the_choices_around_a_day_are_this_year_and_the_last_with_the_latest_end_first():
    choices = Period.choices_around(date(2020, 9, 23))
    codes = [code for code, _label in choices]

    assert codes[:4] == ["2020-Y", "2020-H2", "2020-Q4", "2020-9M"]
    assert {code[:4] for code in codes} == {"2020", "2019"}
    assert len(set(codes)) == 16
    assert dict(choices)["2020-9M"] == "9 tháng đầu năm 2020"


def test_a_period_ends_in_its_year():
    assert Period.parse("2019-12-15..2020-01-10").year == 2020


def test_labels_follow_the_language_at_hand():
    with translation.override("vi"):
        assert Period.parse("2020-Q3").label == "quý III năm 2020"
