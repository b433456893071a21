"""What holds for every limit, day and calendar, against a counter that looks at one day after the other."""

import calendar as months
from datetime import date, timedelta

from hypothesis import assume, example, given
from hypothesis import strategies as st

from deadlines.counting import Calendar, Limit, More, Pause, SpecialDay, count, due, fixed
from deadlines.enums import Bound, DayKind, Direction, LimitUnit

WORKING, CALENDAR, MONTH, YEAR = (
    LimitUnit.WORKING_DAY,
    LimitUnit.CALENDAR_DAY,
    LimitUnit.MONTH,
    LimitUnit.YEAR,
)
DAY = timedelta(days=1)
FIRST, LAST = date(2019, 1, 1), date(2028, 12, 31)

starts = st.dates(FIRST, LAST)
amounts = st.integers(1, 90)


@st.composite
def calendars(draw, around: date | None = None) -> Calendar:
    """Days off and swapped days, most of them near a day, so that they matter."""
    near = around or draw(starts)
    offsets = draw(st.sets(st.integers(-150, 150), max_size=25))
    special = {}
    for offset in offsets:
        day = near + offset * DAY
        kind = DayKind.SWAPPED_ON if day.weekday() >= 5 and draw(st.booleans()) else DayKind.HOLIDAY
        special[day] = SpecialDay(kind, "a day")
    return Calendar(special, frozenset(range(1900, 2200)))


@st.composite
def days_and_calendars(draw) -> tuple[date, Calendar]:
    start = draw(starts)
    return start, draw(calendars(around=start))


@st.composite
def pauses(draw, start: date) -> list[Pause]:
    """One or two suspensions that do not overlap, after the start."""
    first = start + draw(st.integers(1, 30)) * DAY
    until = first + draw(st.integers(1, 40)) * DAY
    made = [Pause(first, until)]
    if draw(st.booleans()):
        again = until + draw(st.integers(0, 20)) * DAY
        made.append(Pause(again, again + draw(st.integers(1, 20)) * DAY))
    return made


# -- the naive counter: no code of the portal but the table of days


def works(day: date, table: Calendar) -> bool:
    if day in table.special:
        return table.special[day].kind == DayKind.SWAPPED_ON
    return day.isoweekday() <= 5


def naive_last_day(amount: int, unit: LimitUnit, start: date, table: Calendar, off: set[date]) -> date:
    """Crosses days off a list until as many are crossed off as the limit has."""
    crossed, day = 0, start
    while crossed < amount:
        day += DAY
        if day in off or (unit is WORKING and not works(day, table)):
            continue
        crossed += 1
    return day


def naive_roll(day: date, table: Calendar, off: set[date]) -> date:
    if works(day, table):
        return day
    while not works(day, table) or day in off:
        day += DAY
    return day


def naive_months(day: date, amount: int) -> date:
    year, month = day.year, day.month
    for _step in range(abs(amount)):
        month += 1 if amount > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))


def paused_days(made: list[Pause]) -> set[date]:
    found = set()
    for pause in made:
        day = pause.first
        while pause.until is not None and day < pause.until:
            found.add(day)
            day += DAY
    return found


# -- every length agrees with it


@given(days_and_calendars(), amounts, st.sampled_from([WORKING, CALENDAR]), st.booleans(), st.data())
def test_days_agree_with_crossing_them_off_one_by_one(where, amount, unit, rolls, data):
    start, table = where
    made = data.draw(st.just([]) | pauses(start))
    off = paused_days(made)

    counted = count(Limit(amount, unit, rolls=rolls), start, table, made)

    nominal = naive_last_day(amount, unit, start, table, off)
    assert counted.nominal == nominal
    assert counted.due == (naive_roll(nominal, table, off) if rolls else nominal)


@given(days_and_calendars(), amounts, st.sampled_from([WORKING, CALENDAR]))
def test_before_agrees_with_crossing_days_off_backwards(where, amount, unit):
    event, table = where
    crossed, day = 0, event
    while crossed < amount:
        day -= DAY
        crossed += unit is CALENDAR or works(day, table)

    counted = count(Limit(amount, unit, Direction.BEFORE), event, table)

    assert (counted.due, counted.nominal, counted.rolled_from) == (day, day, None)


@given(days_and_calendars(), st.integers(1, 40))
@example((date(2024, 2, 29), Calendar()), 12)
@example((date(2023, 12, 31), Calendar()), 2)
def test_months_agree_with_turning_the_pages(where, amount):
    start, table = where

    after = count(Limit(amount, MONTH), start, table)
    before = count(Limit(amount, MONTH, Direction.BEFORE), start, table)

    assert after.nominal == naive_months(start, amount)
    assert after.due == naive_roll(after.nominal, table, set())
    assert before.due == naive_months(start, -amount)


@given(days_and_calendars(), st.integers(1, 8))
def test_years_are_twelve_months_each(where, amount):
    start, table = where
    for direction in Direction:
        by_years = count(Limit(amount, YEAR, direction), start, table)
        assert by_years.due == count(Limit(12 * amount, MONTH, direction), start, table).due


@given(days_and_calendars(), amounts, st.sampled_from([WORKING, CALENDAR]))
def test_minimum_ends_the_day_after_its_last_day_and_never_rolls(where, amount, unit):
    start, table = where

    counted = count(Limit(amount, unit, bound=Bound.MINIMUM), start, table)

    assert counted.due == naive_last_day(amount, unit, start, table, set()) + DAY
    assert counted.rolled_from is None


# -- forward and back


@given(days_and_calendars(), amounts)
def test_forward_then_back_returns(where, amount):
    start, table = where
    assume(table.works(start))

    there = count(Limit(amount, WORKING), start, table).due
    back = count(Limit(amount, WORKING, Direction.BEFORE), there, table).due

    assert back == start


@given(days_and_calendars(), amounts)
def test_back_then_forward_returns(where, amount):
    event, table = where
    assume(table.works(event))

    there = count(Limit(amount, WORKING, Direction.BEFORE), event, table).due

    assert count(Limit(amount, WORKING), there, table).due == event


@given(days_and_calendars(), amounts)
def test_calendar_days_forward_then_back_return(where, amount):
    start, table = where

    there = count(Limit(amount, CALENDAR), start, table).nominal

    assert count(Limit(amount, CALENDAR, Direction.BEFORE), there, table).due == start


# -- more days off, more suspended days, more time


@given(
    days_and_calendars(),
    st.integers(1, 40),
    st.sampled_from([WORKING, CALENDAR, MONTH]),
    st.sampled_from(Bound),
    st.integers(-10, 120),
    st.data(),
)
def test_another_holiday_never_moves_a_due_date_earlier(where, amount, unit, bound, offset, data):
    start, table = where
    made = data.draw(st.just([]) | pauses(start))
    limit = Limit(amount, unit, bound=bound)
    holiday = {start + offset * DAY: SpecialDay(DayKind.HOLIDAY, "one more")}
    more_off = Calendar({**table.special, **holiday}, table.settled)

    assert count(limit, start, more_off, made).due >= count(limit, start, table, made).due


@given(days_and_calendars(), amounts, st.integers(-10, 120))
def test_another_holiday_never_moves_a_limit_before_an_event_later(where, amount, offset):
    event, table = where
    limit = Limit(amount, WORKING, Direction.BEFORE)
    holiday = {event - offset * DAY: SpecialDay(DayKind.HOLIDAY, "one more")}
    more_off = Calendar({**table.special, **holiday}, table.settled)

    assert count(limit, event, more_off).due <= count(limit, event, table).due


@given(days_and_calendars(), st.integers(2, 90), st.integers(1, 60), st.data())
def test_n_suspended_days_move_a_limit_in_calendar_days_by_n(where, amount, number, data):
    start, table = where
    first = start + data.draw(st.integers(1, amount)) * DAY
    pause = Pause(first, first + number * DAY)
    rolling, still = Limit(amount, CALENDAR), Limit(amount, CALENDAR, rolls=False)

    assert count(still, start, table, [pause]).due == count(still, start, table).due + number * DAY
    assert count(rolling, start, table, [pause]).nominal == count(rolling, start, table).nominal + number * DAY


@given(days_and_calendars(), st.integers(1, 12), st.integers(1, 60), st.integers(1, 28))
def test_n_suspended_days_move_a_limit_in_months_by_n(where, amount, number, offset):
    start, table = where
    pause = Pause(start + offset * DAY, start + (offset + number) * DAY)
    limit = Limit(amount, MONTH)

    assert count(limit, start, table, [pause]).nominal == count(limit, start, table).nominal + number * DAY


@given(days_and_calendars(), amounts, st.integers(1, 60), st.sampled_from([WORKING, CALENDAR]), st.booleans())
def test_extending_by_the_same_unit_is_one_longer_limit(where, amount, longer, unit, rolls):
    start, table = where
    more = More(longer, unit)

    extended = count(Limit(amount, unit, rolls=rolls), start, table, more=[more])
    whole = count(Limit(amount + longer, unit, rolls=rolls), start, table)

    assert (extended.nominal, extended.due) == (whole.nominal, whole.due)


@given(days_and_calendars(), amounts, st.lists(st.tuples(st.integers(1, 30), st.sampled_from(LimitUnit)), max_size=3))
def test_extensions_follow_each_other(where, amount, given_more):
    """Each counts from the last day of what was before it; only the very last day rolls."""
    start, table = where
    assume(all(unit is not YEAR or longer < 10 for longer, unit in given_more))
    last = naive_last_day(amount, WORKING, start, table, set())
    for longer, unit in given_more:
        if unit in (MONTH, YEAR):
            last = naive_months(last, longer * (12 if unit is YEAR else 1))
        else:
            last = naive_last_day(longer, unit, last, table, set())

    counted = count(Limit(amount, WORKING), start, table, more=[More(*more) for more in given_more])

    assert (counted.nominal, counted.due) == (last, naive_roll(last, table, set()))


@given(days_and_calendars(), st.integers(0, 200), st.integers(0, 200))
def test_named_day_and_its_extension_to_another_day(where, offset, further):
    start, table = where
    on = start + offset * DAY
    to = on + further * DAY

    assert fixed(start, on, table).due == on
    assert fixed(start, on, table, [More(to=to)]).due == to


# -- the days on the way


@given(days_and_calendars(), st.integers(1, 40), st.sampled_from(LimitUnit), st.sampled_from(Direction), st.data())
def test_days_on_the_way_are_complete_and_numbered(where, amount, unit, direction, data):
    start, table = where
    amount = min(amount, 3) if unit is YEAR else amount
    made = data.draw(st.just([]) | pauses(start)) if direction is Direction.AFTER else []
    limit = Limit(amount, unit, direction)

    counted = count(limit, start, table, made)

    days = [line.day for line in counted.lines]
    step = DAY if direction is Direction.AFTER else -DAY
    assert days == [start + (n + 1) * step for n in range(abs((counted.due - start).days))]
    numbers = [line.number for line in counted.lines if line.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    if unit in (WORKING, CALENDAR):
        assert numbers[-1] == amount
    assert all(line.special == table.special.get(line.day) for line in counted.lines)
    assert {line.day for line in counted.lines if line.paused} <= paused_days(made)


@given(days_and_calendars(), st.integers(1, 60), st.sampled_from(LimitUnit), st.sampled_from(Direction))
def test_counting_without_the_days_on_the_way_is_the_same(where, amount, unit, direction):
    start, table = where
    limit = Limit(amount if unit is not YEAR else 1 + amount % 5, unit, direction)

    quick, whole = due(limit, start, table), count(limit, start, table)

    assert (quick.due, quick.nominal, quick.provisional) == (whole.due, whole.nominal, whole.provisional)
    assert not quick.lines
