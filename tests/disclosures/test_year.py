"""A commune's year through the verbs gives the figures, lists, alarms and board that were worked out by hand."""

from datetime import date, timedelta

import pytest
import time_machine

from common.periods import Period
from deadlines.enums import DayKind
from disclosures import board, listing
from disclosures.enums import PostingStatus
from disclosures.models import Disclosure, Posting
from disclosures.services import disclosures, postings
from figures import registry
from tests.disclosures.year import DOWN, DOWN_AT, FIGURES, LISTED, OFF, POSTINGS, UNPROVEN, WORKED, YEAR
from tests.factories.deadlines import CalendarDayFactory
from tests.factories.disclosures import PostingPlaceFactory, item, proven

pytestmark = pytest.mark.django_db

LAST = date(2025, 12, 31)


@pytest.fixture
def year(committee, clerk):
    """The whole year, entered on its last day; disclosures in the order of the table."""
    for day in OFF:
        CalendarDayFactory(day=date.fromisoformat(day))
    CalendarDayFactory(day=date.fromisoformat(WORKED), kind=DayKind.SWAPPED_ON)
    places = [
        PostingPlaceFactory(body=committee, name="Bảng tin trụ sở", headquarters=True),
        PostingPlaceFactory(body=committee, name="Nhà văn hóa 1"),
        PostingPlaceFactory(body=committee, name="Nhà văn hóa 2"),
        PostingPlaceFactory(body=committee, name="Loa", form_code="truyen-thanh"),
    ]
    with time_machine.travel(f"{LAST} 20:00 +0700", tick=False):
        made = [_entered(committee, clerk, places, number, case) for number, case in enumerate(YEAR)]
        yield made


def _entered(committee, clerk, places, number, case):
    chosen = places[: len(case.up)] if case.number == 14 else None
    disclosure = disclosures.open_disclosure(
        body=committee, item=item(case.number), title=f"Việc thứ {number}", decided_on=case.decided, by=clerk,
        places=chosen,
    )  # fmt: skip
    disclosures.publish(disclosure=disclosure, text="", by=clerk)
    for place, day in zip(places, case.up, strict=False):
        if day:
            _up(disclosure, place, day, clerk, prove=(number, places.index(place)) not in UNPROVEN)
    if case.broken:
        at, fell_out, again = case.broken
        hanging = disclosure.postings.get(place=places[at], status=PostingStatus.UP)
        postings.break_off(posting=hanging, on=fell_out, reason="Bão", by=clerk)
        if again:
            _up(disclosure, places[at], again, clerk, prove=True)
    for posting in disclosure.postings.filter(status=PostingStatus.UP):
        down = DOWN_AT.get((number, places.index(posting.place)), DOWN.get(number))
        if down:
            postings.take_down(posting=posting, on=down, by=clerk)
    disclosure.refresh_from_db()
    return disclosure


def _up(disclosure, place, day, clerk, *, prove):
    (posting,) = postings.put_up(
        postings=disclosure.postings.filter(place=place, status=PostingStatus.PLANNED), on=day, by=clerk
    )
    if prove:
        proven(posting, day, by=clerk)


def test_limits_and_verdicts_are_those_worked_out_by_hand(year):
    assert Posting.objects.count() == POSTINGS
    assert [row.due_on for row in year] == [case.due for case in YEAR]
    assert [row.timeliness(LAST).value for row in year] == [case.verdict for case in YEAR]


def test_quarterly_figures_and_lists_are_those_worked_out_by_hand(committee, year):
    for code, (decided, on_time, late, missing, waiting, gaps) in FIGURES.items():
        quarter = Period.parse(code)
        found = listing.of_body(committee, quarter)
        numbers = {figure.label: figure.number for figure in found.figures}
        assert numbers.get("Còn trong hạn", 0) == waiting
        assert [numbers[label] for label in ("Đúng hạn", "Chậm", "Quá hạn, chưa đủ nơi", "Gián đoạn trước hạn")] == [
            on_time, late, missing, gaps,
        ]  # fmt: skip
        assert (len(found.lines), sum(len(line.postings) for line in found.lines)) == LISTED[code]
        wanted = [f"disclosures.{name}" for name in ("decided", "on_time", "late", "missing", "gaps")]
        counts = registry.count_all(wanted, unit=committee.unit, window=quarter)
        assert [counts[name].number for name in wanted] == [decided, on_time, late, missing, gaps]


def test_alarms_ring_on_the_days_worked_out_by_hand(year):
    rang: dict[int, date] = {}
    day = date(2025, 1, 1)
    while day <= LAST:
        for posting in Posting.objects.alarming(day):
            rang.setdefault(posting.pk, day)
        day += timedelta(days=1)

    expected = {}
    for (number, place), since in UNPROVEN.items():
        posting = year[number].postings.order_by("pk")[place]
        expected[posting.pk] = since
    assert rang == expected


def test_the_public_board_shows_on_each_day_exactly_what_was_up(committee, year):
    def up_on(day):
        """From the table alone."""
        shown = set()
        for number, case in enumerate(YEAR):
            for place, since in enumerate(case.up):
                spans = [(since, DOWN_AT.get((number, place), DOWN.get(number)))]
                if case.broken and case.broken[0] == place:
                    spans = [(since, case.broken[1]), (case.broken[2], None)]
                if any(first and first <= day and (last is None or day < last) for first, last in spans):
                    shown.add((number, place))
        return shown

    names = ["Bảng tin trụ sở", "Nhà văn hóa 1", "Nhà văn hóa 2", "Loa"]
    numbers = {row.code: number for number, row in enumerate(year)}
    edges = {day for case in YEAR for day in (*case.up, *((case.broken or ())[1:])) if day} | set(DOWN.values())
    edges |= set(DOWN_AT.values())
    days = sorted({edge + timedelta(days=offset) for edge in edges for offset in (-1, 0)})
    assert len(days) > 60
    for day in days:
        notices = board.of_unit(committee.unit, day).notices
        found = {(numbers[notice.code], names.index(place.place)) for notice in notices for place in notice.places}
        assert found == up_on(day), day


def test_what_is_missing_stays_on_the_board_until_it_is_up(committee, year):
    lacking = [row for row in board.of_unit(committee.unit, LAST).lacking if row.places]

    assert {(row.item.split(".")[0], tuple(row.places)) for row in lacking} == {
        ("3", ("Bảng tin trụ sở",)),
        ("7", ("Nhà văn hóa 2",)),
    }
    assert Disclosure.objects.count() == len(YEAR)
