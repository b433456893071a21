"""Windows of a regime: they partition the year, longer ones are made of shorter ones, whatever the closing day."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.periods import Period
from deadlines.counting import Calendar
from indicators import windows
from indicators.enums import PARTITIONING, Span
from indicators.windows import Days, Laid

YEARS = st.integers(windows.FIRST_LAID_OUT, windows.LAST_LAID_OUT)
CLOSING = st.one_of(st.none(), st.integers(1, 28))


def laid(year: int, closing_day: int | None = None, due_days: int = 5) -> list[Laid]:
    return windows.lay_out(year, closing_day=closing_day, due_days=due_days, calendar=Calendar())


def of_span(rows: list[Laid], span: Span) -> list[Laid]:
    return sorted((one for one in rows if one.span is span), key=lambda one: one.start)


def by_code(rows: list[Laid], code: str) -> Laid:
    return next(one for one in rows if one.code == code)


@given(year=YEARS, closing_day=CLOSING)
def test_windows_of_each_length_partition_the_year(year: int, closing_day: int | None) -> None:
    rows = laid(year, closing_day)
    whole = by_code(rows, f"{year}-Y")
    for span in PARTITIONING:
        parts = of_span(rows, span)
        assert (parts[0].start, parts[-1].end) == (whole.start, whole.end)
        assert all(left.end + timedelta(days=1) == right.start for left, right in pairwise(parts))


@given(year=YEARS, closing_day=CLOSING)
def test_a_year_begins_on_the_day_after_the_last_one(year: int, closing_day: int | None) -> None:
    if year < windows.LAST_LAID_OUT:
        this, following = laid(year, closing_day), laid(year + 1, closing_day)
        assert by_code(this, f"{year}-Y").end + timedelta(days=1) == by_code(following, f"{year + 1}-Y").start


@given(
    year=st.integers(2019, 2030),
    closing_day=CLOSING,
    dated=st.lists(st.integers(-40, 400), max_size=60),
)
def test_a_cumulative_window_counts_what_its_months_count(year: int, closing_day: int | None, dated: list[int]) -> None:
    rows = laid(year, closing_day)
    records = [date(year, 1, 1) + timedelta(days=number) for number in dated]

    def count(window: Laid) -> int:
        return sum(window.start <= day <= window.end for day in records)

    for window in rows:
        months = windows.tiling(window, of_span(rows, Span.MONTH))
        if window.span is not Span.MONTH:
            assert count(window) == sum(count(month) for month in months)
        to_date = windows.year_to_date(window, rows, by_code(rows, f"{year}-Y").start)
        so_far = Laid("", Span.AD_HOC, by_code(rows, f"{year}-Y").start, window.end, window.end, window.end)
        assert count(so_far) == sum(count(one) for one in to_date)
        assert window in to_date


def test_decree_09_of_2019_closes_on_the_fourteenth() -> None:
    rows = laid(2026, closing_day=14)
    expected = {
        "2026-M03": (date(2026, 2, 15), date(2026, 3, 14)),
        "2026-Q1": (date(2025, 12, 15), date(2026, 3, 14)),
        "2026-Q2": (date(2026, 3, 15), date(2026, 6, 14)),
        "2026-H1": (date(2025, 12, 15), date(2026, 6, 14)),
        "2026-H2": (date(2026, 6, 15), date(2026, 12, 14)),
        "2026-9M": (date(2025, 12, 15), date(2026, 9, 14)),
        "2026-Y": (date(2025, 12, 15), date(2026, 12, 14)),
    }
    assert {code: (by_code(rows, code).start, by_code(rows, code).end) for code in expected} == expected
    assert Counter(one.span for one in rows) == {
        Span.MONTH: 12, Span.QUARTER: 4, Span.HALF: 2, Span.NINE_MONTHS: 1, Span.YEAR: 1,
    }  # fmt: skip


def test_days_to_send_are_working_days() -> None:
    quarter = by_code(laid(2026), "2026-Q3")  # 30/09/2026 is a Wednesday
    assert (quarter.opens_on, quarter.due_on) == (date(2026, 10, 1), date(2026, 10, 7))
    assert by_code(laid(2026, due_days=0), "2026-Q3").due_on == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("2026-9M", ["2026-H1", "2026-Q3"]),
        ("2026-Y", ["2026-H1", "2026-H2"]),
        ("2026-H1", ["2026-Q1", "2026-Q2"]),
        ("2026-Q1", ["2026-M01", "2026-M02", "2026-M03"]),
        ("2026-M01", []),
    ],
)
def test_a_window_is_filled_from_the_fewest_shorter_ones(code: str, expected: list[str]) -> None:
    rows = laid(2026)
    assert [one.code for one in windows.tiling(by_code(rows, code), rows)] == expected


def test_windows_with_a_gap_fill_nothing() -> None:
    rows = [one for one in laid(2026) if one.code in ("2026-Q1", "2026-Q3")]
    assert windows.tiling(Days(date(2026, 1, 1), date(2026, 9, 30)), rows) == []
    assert windows.year_to_date(by_code(rows, "2026-Q3"), rows, date(2026, 1, 1)) == []


@pytest.mark.parametrize(
    ("code", "before", "inner"),
    [
        ("2026-Q1", "2025-Q4", "2026-M01"),
        ("2026-9M", "2025-Y", "2026-H1"),
        ("2026-Y", "2025-Y", "2026-9M"),
        ("2026-M03", "2026-M02", None),
        ("2026-H2", "2026-H1", "2026-Q3"),
    ],
)
def test_a_window_knows_its_neighbours(code: str, before: str, inner: str | None) -> None:
    rows = [*laid(2025), *laid(2026)]
    window = by_code(rows, code)
    found, within = windows.just_before(window, rows), windows.inner(window, rows)
    assert (found and found.code, within and within.code) == (before, inner)


@pytest.mark.parametrize(
    ("code", "before"),
    [("2026-Q3", "2025-Q3"), ("2026-9M", "2025-9M"), ("2020-2025", ""), ("2026-01-01..2026-01-09", ""), ("1900-Y", "")],
)
def test_the_same_window_of_the_year_before(code: str, before: str) -> None:
    assert windows.year_before(code) == before
    assert not before or Period.parse(before).kind == Period.parse(code).kind
