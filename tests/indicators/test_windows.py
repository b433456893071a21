"""Windows of a regime: they partition the year, longer ones are made of shorter ones, whatever the closing day; their
days may be moved, and what was given out follows them."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from audit.services import history
from common.errors import Refused
from common.periods import Period
from deadlines.counting import Calendar
from deadlines.models import Clock
from indicators import timing, windows
from indicators.enums import PARTITIONING, Span, SubmissionState
from indicators.models import Regime, ReportingWindow
from indicators.services import windows as services
from indicators.services.windows import RegimeFacts
from indicators.windows import Days, Laid
from organizations.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.indicators import FormFactory, SubmissionFactory, WindowFactory
from tests.factories.organizations import BodyFactory, UnitFactory

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
        begun = Laid("", Span.AD_HOC, by_code(rows, f"{year}-Y").start, window.end, window.end, window.end)
        assert count(begun) == sum(count(month) for month in of_span(rows, Span.MONTH) if month.end <= window.end)


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


# -- kept in the database


@pytest.fixture
def today():
    with time_machine.travel("2026-10-05 09:00 +0700", tick=False):
        yield


@pytest.fixture
def body(today, db):
    return BodyFactory()


@pytest.fixture
def clerk(body):
    return UserFactory(member_of=body, role=Role.CLERK)


@pytest.fixture
def own(body, clerk) -> Regime:
    return services.found_regime(body=body, facts=RegimeFacts(name_vi="Chốt ngày 20", closing_day=20), by=clerk)


@pytest.fixture
def system_admin():
    return UserFactory(member_of=UnitFactory(), role=Role.SYSTEM_ADMIN)


@pytest.mark.django_db
def test_the_regimes_of_everybody_come_with_the_portal() -> None:
    assert set(Regime.objects.filter(body=None).values_list("code", "closing_day")) >= {
        ("lich", None), ("nd-09-2019", 14),
    }  # fmt: skip


def test_a_year_is_laid_out_once(own, clerk) -> None:
    made = services.lay_out(regime=own, year=2026, by=clerk)
    assert (len(made), services.lay_out(regime=own, year=2026, by=clerk)) == (20, [])
    quarter = own.windows.get(code="2026-Q1")
    assert (quarter.start, quarter.end, quarter.label) == (date(2025, 12, 21), date(2026, 3, 20), "quý I năm 2026")
    assert (quarter.counted.start, quarter.counted.end) == (quarter.start, quarter.end)
    assert ReportingWindow.objects.ending_in(2026).filter(regime=own).count() == 20
    assert len(history(quarter)) == 1


@pytest.mark.parametrize("year", [-1, 0, 1900, 1989, 2101, 9999, 10**9])
def test_a_year_out_of_reach_is_refused(own, clerk, year) -> None:
    with pytest.raises(Refused) as refused:
        services.lay_out(regime=own, year=year, by=clerk)
    assert refused.value.field == "year"


def test_another_closing_day_does_not_make_windows_that_share_days(own, clerk) -> None:
    services.lay_out(regime=own, year=2026, by=clerk)
    services.edit_regime(regime=own, facts=RegimeFacts(name_vi="Chốt ngày 10", closing_day=10), by=clerk)
    own.refresh_from_db()
    with pytest.raises(Refused, match="trùng ngày"):
        services.lay_out(regime=own, year=2027, by=clerk)


def test_a_window_of_a_term_or_of_any_days_is_added(own, clerk) -> None:
    def add(first: date, last: date, span: Span = Span.AD_HOC, **days: date) -> ReportingWindow:
        days = {"opens_on": date(2026, 10, 1), "due_on": date(2026, 10, 9)} | days
        return services.add_window(regime=own, span=span, first=first, last=last, by=clerk, **days)

    assert add(date(2026, 9, 1), date(2026, 9, 3)).label == "từ 01/09/2026 đến 03/09/2026"
    assert add(date(2026, 9, 2), date(2026, 9, 9)).span == Span.AD_HOC  # those may share days
    term = add(date(2020, 8, 20), date(2025, 8, 10), Span.TERM)
    assert (term.label, term.start) == ("nhiệm kỳ 2020 - 2025", date(2020, 8, 20))
    for act, field in (
        (lambda: add(date(2026, 9, 1), date(2026, 9, 3)), "first"),
        (lambda: add(date(2026, 9, 3), date(2026, 9, 1)), "last"),
        (lambda: add(date(1000, 1, 1), date(1000, 1, 2)), "last"),
        (lambda: add(date(1950, 1, 1), date(2026, 1, 2)), "last"),
        (lambda: add(date(2026, 1, 1), date(2026, 1, 2), Span.TERM), "last"),
        (lambda: add(date(2026, 1, 1), date(2026, 1, 2), Span.MONTH), "span"),
        (lambda: add(date(2026, 1, 1), date(2026, 1, 2), due_on=date(2026, 9, 30)), "due_on"),
        (lambda: add(date(2026, 1, 1), date(2026, 1, 2), locks_on=date(2026, 10, 9)), "locks_on"),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.field == field


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (RegimeFacts(name_vi=" "), "name_vi"),
        (RegimeFacts(name_vi="A", closing_day=0), "closing_day"),
        (RegimeFacts(name_vi="A", closing_day=29), "closing_day"),
        (RegimeFacts(name_vi="A", due_days=91), "due_days"),
    ],
)
def test_what_makes_no_regime_is_refused(body, clerk, facts, field) -> None:
    with pytest.raises(Refused) as refused:
        services.found_regime(body=body, facts=facts, by=clerk)
    assert refused.value.field == field


def test_days_of_a_shared_window_are_moved_by_whoever_runs_the_portal(clerk, own, system_admin) -> None:
    shared = Regime.objects.get(code="lich")
    window = next(one for one in services.lay_out(regime=shared, year=2026, by=clerk) if one.code == "2026-Q3")
    days = {"opens_on": window.opens_on, "due_on": date(2026, 10, 15), "locks_on": date(2026, 11, 1)}
    for person in (clerk, UserFactory(member_of=BodyFactory(), role=Role.LEADER)):
        with pytest.raises(PermissionDenied):
            services.edit_window(window=window, by=person, **days)
    moved = services.edit_window(window=window, by=system_admin, **days)
    assert (moved.due_on, moved.locks_on) == (days["due_on"], days["locks_on"])
    assert "hạn gửi 07/10/2026 → 15/10/2026" in str(history(window)[0].text)
    with pytest.raises(PermissionDenied):
        services.lay_out(regime=own, year=2026, by=UserFactory(member_of=BodyFactory(), role=Role.CLERK))


def test_forms_that_were_given_out_follow_their_window(today, db, system_admin) -> None:
    window, form = WindowFactory(code="2026-Q3"), FormFactory()  # due on 11/10/2026
    waiting, own_day, sent = (
        SubmissionFactory(form=form, window=window, unit=UnitFactory(parent=form.issuer.unit, name=name), **more)
        for name, more in (
            ("Một", {}),
            ("Hai", {"due_on": date(2026, 10, 20)}),
            ("Ba", {"state": SubmissionState.ACCEPTED}),
        )
    )
    by = UserFactory(member_of=form.issuer, role=Role.CLERK)
    for one in (waiting, own_day):
        timing.start([one], until=one.due_on, by=by)
    days = {"opens_on": window.opens_on, "locks_on": None}
    services.edit_window(window=window, due_on=date(2026, 10, 16), by=system_admin, **days)
    for one, due in ((waiting, 16), (own_day, 20), (sent, 11)):
        one.refresh_from_db()
        assert one.due_on == date(2026, 10, due)
    assert [clock.due_on for clock in Clock.objects.order_by("subject_id")] == [date(2026, 10, 16), date(2026, 10, 20)]
    assert [str(step.kind) for step in Clock.objects.of(waiting).get().steps.order_by("pk")] == ["started", "corrected"]
    with pytest.raises(Refused):
        services.edit_window(window=window, due_on=date(2026, 9, 30), by=system_admin, **days)
