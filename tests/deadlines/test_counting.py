"""Limits of the law on real days: the vectors of docs and golden dates of every rule with a figure."""

from datetime import date

import pytest

from common.errors import Refused
from deadlines import calendars, counting, finding, proposals
from deadlines.counting import Calendar, Limit, More, Pause, SpecialDay
from deadlines.enums import Bound, DayKind, Direction, LimitUnit
from deadlines.models import Rule
from tests.factories.deadlines import accepted_calendar

from .golden import GOLDEN

WORKING, CALENDAR, MONTHS, YEARS = (
    LimitUnit.WORKING_DAY,
    LimitUnit.CALENDAR_DAY,
    LimitUnit.MONTH,
    LimitUnit.YEAR,
)
YEARS_ACCEPTED = range(2019, 2028)
PLAIN = Calendar(settled=frozenset(range(1900, 3000)))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    """The country's calendar of 2019–2027."""
    proposed = [found for year in YEARS_ACCEPTED for found in proposals.of_year(year) if found.in_law]
    return Calendar({found.day: SpecialDay(found.kind, found.name) for found in proposed}, frozenset(YEARS_ACCEPTED))


# -- vectors of the legal rules, 7.2

VECTORS = [
    (Limit(5, WORKING), "2024-04-23", "2024-05-03"),
    (Limit(5, WORKING), "2024-04-24", "2024-05-04"),
    (Limit(5, WORKING), "2025-04-24", "2025-05-05"),
    (Limit(5, WORKING), "2021-02-08", "2021-02-22"),
    (Limit(10, WORKING), "2021-02-08", "2021-03-01"),
    (Limit(5, WORKING), "2023-07-03", "2023-07-10"),
    (Limit(7, WORKING), "2026-07-01", "2026-07-10"),
    (Limit(10, CALENDAR), "2026-06-29", "2026-07-09"),
    (Limit(30, CALENDAR), "2021-03-31", "2021-05-04"),
    (Limit(15, CALENDAR), "2025-03-01", "2025-03-17"),
    (Limit(60, CALENDAR), "2020-10-02", "2020-12-01"),
    (Limit(30, CALENDAR, bound=Bound.MINIMUM), "2025-07-01", "2025-08-01"),
    (Limit(20, CALENDAR, bound=Bound.MINIMUM), "2025-02-03", "2025-02-24"),
]


@pytest.mark.parametrize(("limit", "start", "due"), VECTORS)
def test_vectors_of_the_legal_rules(calendar, limit, start, due):
    assert counting.count(limit, day(start), calendar).due == day(due)


@pytest.mark.parametrize(
    ("reference", "start", "nominal", "due"),
    [
        ("REC-02", "2021-02-08", "2021-03-01", "2021-03-01"),
        ("DISC-01", "2023-07-03", "2023-07-10", "2023-07-10"),
        ("COMP-03", "2026-07-01", "2026-07-10", "2026-07-10"),
        ("COMP-02", "2026-06-29", "2026-07-09", "2026-07-09"),
        ("DEN-05", "2021-03-31", "2021-04-30", "2021-05-04"),
        ("INSP-09", "2025-03-01", "2025-03-16", "2025-03-17"),
        ("PET-21", "2020-10-02", "2020-12-01", "2020-12-01"),
        ("DISC-02", "2025-07-01", "2025-07-31", "2025-08-01"),
        ("AGCY-03", "2025-02-03", "2025-02-23", "2025-02-24"),
    ],
)
@pytest.mark.django_db
def test_vectors_through_the_tables(reference, start, nominal, due):
    accepted_calendar()
    rule = finding.rule(reference, day(start))

    count = counting.count(rule.limit, day(start), calendars.of_unit(None))

    assert (count.nominal, count.due, count.provisional) == (day(nominal), day(due), False)


# -- golden dates


@pytest.mark.parametrize(
    ("reference", "article", "start", "due", "_why"), GOLDEN, ids=[f"{row[0]}-{row[2]}" for row in GOLDEN]
)
@pytest.mark.django_db
def test_rule_ends_on_the_day_worked_out_by_hand(calendar, reference, article, start, due, _why):
    rule = finding.rule(reference, day(start))

    count = counting.count(rule.limit, day(start), calendar)

    assert count.due == day(due)
    assert counting.due(rule.limit, day(start), calendar).due == count.due
    assert article in rule.citation
    assert not count.provisional or count.due.year > max(YEARS_ACCEPTED)


@pytest.mark.django_db
def test_every_rule_with_a_figure_has_golden_dates():
    stored = {rule.reference for rule in Rule.objects.national().filter(amount__isnull=False)}

    assert stored == {row[0] for row in GOLDEN}


@pytest.mark.django_db
def test_rule_of_the_day_of_the_event_applies():
    with pytest.raises(Refused, match="COMP-03"):
        finding.rule("COMP-02", day("2026-07-01"))
    with pytest.raises(Refused, match="COMP-02"):
        finding.rule("COMP-03", day("2026-06-30"))
    assert finding.rule("COMP-02", day("2026-06-30")).amount == 10


# -- what lies between start and due


def test_skipped_days_are_those_on_which_nobody_works(calendar):
    count = counting.count(Limit(5, WORKING), day("2024-04-24"), calendar)

    assert [line.day.isoformat() for line in count.skipped] == [
        "2024-04-27", "2024-04-28", "2024-04-29", "2024-04-30", "2024-05-01",
    ]  # fmt: skip
    assert count.lines[-1].special == calendar.special[day("2024-05-04")]
    assert count.rolled_from is None


def test_rolling_over_names_the_day_it_rolled_from(calendar):
    count = counting.count(Limit(30, CALENDAR), day("2021-03-31"), calendar)

    assert count.rolled_from == day("2021-04-30")
    assert [line.day.isoformat() for line in count.skipped] == [
        "2021-04-30", "2021-05-01", "2021-05-02", "2021-05-03",
    ]  # fmt: skip


def test_limit_of_a_day_ends_on_the_next_one():
    assert counting.count(Limit(1, CALENDAR), day("2020-06-01"), PLAIN).due == day("2020-06-02")
    assert counting.count(Limit(1, WORKING), day("2020-06-05"), PLAIN).due == day("2020-06-08")


def test_limit_that_does_not_roll_ends_on_a_sunday(calendar):
    assert counting.count(Limit(15, CALENDAR, rolls=False), day("2025-03-01"), calendar).due == day("2025-03-16")


def test_before_an_event_on_the_last_lawful_day_and_never_later(calendar):
    before = Limit(7, CALENDAR, Direction.BEFORE)

    count = counting.count(before, day("2024-05-08"), calendar)

    assert (count.due, count.rolled_from) == (day("2024-05-01"), None)


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-08-31", 6, "2025-02-28"),
        ("2024-10-15", 3, "2025-01-15"),
        ("2024-12-31", 2, "2025-02-28"),
    ],
)
def test_months_end_on_the_same_number_or_the_last_day(start, months, due):
    assert counting.count(Limit(months, MONTHS, rolls=False), day(start), PLAIN).due == day(due)


def test_years_are_twelve_months():
    for years in (1, 4, 5):
        start = day("2024-02-29")
        by_years = counting.count(Limit(years, YEARS, rolls=False), start, PLAIN)
        assert by_years.due == counting.count(Limit(12 * years, MONTHS, rolls=False), start, PLAIN).due


# -- suspensions and extensions


def test_suspended_days_do_not_count(calendar):
    pause = Pause(day("2021-04-05"), day("2021-04-15"))

    count = counting.count(Limit(30, CALENDAR), day("2021-03-31"), calendar, [pause])

    assert (count.nominal, count.due) == (day("2021-05-10"), day("2021-05-10"))
    assert [line.day for line in count.lines if line.paused][::9] == [day("2021-04-05"), day("2021-04-14")]


def test_no_limit_rolls_onto_a_suspended_day():
    saturday = Limit(5, CALENDAR)
    pause = Pause(day("2020-06-08"), day("2020-06-11"))

    count = counting.count(saturday, day("2020-06-01"), PLAIN, [pause])

    assert (count.nominal, count.due) == (day("2020-06-06"), day("2020-06-11"))
    assert [line.paused for line in count.lines if line.rolled] == [False, True, True, True, False]


def test_months_are_longer_by_suspended_days():
    pause = Pause(day("2020-02-10"), day("2020-02-20"))

    assert counting.count(Limit(1, MONTHS), day("2020-01-31"), PLAIN, [pause]).nominal == day("2020-03-10")


def test_denunciation_extended_once_and_twice(calendar):
    """Law 25/2018 Article 30: 30 days, 30 more once, for specially complex ones twice."""
    start, more = day("2021-03-31"), More(30)

    assert counting.count(Limit(30, CALENDAR), start, calendar, more=[more]).due == day("2021-05-31")
    assert counting.count(Limit(30, CALENDAR), start, calendar, more=[more, more]).due == day("2021-06-29")


def test_information_extended_by_calendar_days(calendar):
    """Law 104/2016 Article 30: 15 working days, and 15 days more."""
    count = counting.count(Limit(15, WORKING), day("2020-03-25"), calendar, more=[More(15)])

    assert (count.nominal, count.due) == (day("2020-05-01"), day("2020-05-04"))


def test_day_that_an_extension_names_does_not_roll(calendar):
    sunday = day("2024-09-01")

    assert counting.count(Limit(5, CALENDAR), day("2024-08-01"), calendar, more=[More(to=sunday)]).due == sunday
    assert counting.fixed(day("2024-08-01"), sunday, calendar).due == sunday


@pytest.mark.parametrize(("unit", "numbers"), [(WORKING, [1, None, None, 2]), (CALENDAR, [1, 2, 3, 4])])
def test_days_up_to_a_named_day_count_as_the_limit_counts(unit, numbers):
    extended = counting.count(Limit(1, unit), day("2024-08-01"), Calendar(), more=[More(to=day("2024-08-05"))])

    assert [line.number for line in extended.lines] == numbers
    assert extended.due == day("2024-08-05")
    saturday = counting.count(Limit(1, unit), day("2024-08-01"), Calendar(), more=[More(to=day("2024-08-03"))])
    assert saturday.due == day("2024-08-03")
    assert saturday.lines[-1].number == (None if unit is WORKING else 2)


def test_days_after_a_named_day_roll_again(calendar):
    more = [More(to=day("2024-08-30")), More(1)]

    assert counting.count(Limit(5, CALENDAR), day("2024-08-01"), calendar, more=more).due == day("2024-09-04")


# -- provisional


def test_count_is_provisional_where_it_asked_for_a_year_that_nobody_accepted(calendar):
    def provisional(limit: Limit, start: str) -> bool:
        return counting.count(limit, day(start), calendar).provisional

    assert provisional(Limit(5, WORKING), "2027-12-29")
    assert provisional(Limit(5, CALENDAR), "2027-12-29")
    assert provisional(Limit(5, WORKING, Direction.BEFORE), "2019-01-03")
    assert not provisional(Limit(2, WORKING), "2027-12-29")
    assert not provisional(Limit(5, CALENDAR, rolls=False), "2027-12-29")
    assert not provisional(Limit(30, CALENDAR, bound=Bound.MINIMUM), "2027-12-29")
    assert not provisional(Limit(5, CALENDAR, Direction.BEFORE), "2028-01-03")


def test_named_day_is_provisional_only_when_working_days_were_added(calendar):
    start, on = day("2027-12-01"), day("2027-12-30")

    assert not counting.fixed(start, on, calendar, [More(5)]).provisional
    assert counting.fixed(start, on, calendar, [More(5, WORKING)]).provisional


# -- units with days of their own


def test_days_of_a_unit_win_over_the_countrys():
    country = (day("2024-09-02"), DayKind.HOLIDAY.value, "Quốc khánh")
    own = (day("2024-09-02"), DayKind.SWAPPED_ON.value, "Trực bầu cử")

    assert calendars.build([country, own], []).works(day("2024-09-02"))
