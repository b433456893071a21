"""The table of figures: every petition in one class, rows add up, days that are past stay what they were."""

from datetime import date
from decimal import Decimal

import pytest

from common.periods import Period
from deadlines.services import clocks
from organizations import closure
from petitions import classes, cube, services, timing
from petitions.classes import ResultClass
from petitions.cube import OnTime, Rows
from petitions.enums import SET_ASIDE, Outcome, PetitionStatus
from petitions.filters import OVERDUE, PetitionFilter
from petitions.models import CompetenceLevel, Petition
from tests.factories.petitions import PetitionFactory, paper, petition_at

_S = PetitionStatus
YEAR = Period.of_year(2020)


@pytest.mark.parametrize("status", _S)
@pytest.mark.parametrize("outcome", ["", *Outcome])
def test_every_state_has_one_class_and_the_condition_says_the_same(status, outcome):
    result = classes.class_of(status, outcome)

    passing = [wanted for wanted in ResultClass if _holds(classes.condition(wanted), status, outcome)]
    assert passing == ([result] if result else [])
    assert (result is None) == (status in SET_ASIDE or (status in {_S.VERIFIED, _S.CLOSED} and not outcome))


def _holds(condition, status, outcome) -> bool:
    """Read a condition on two columns without a database."""
    if condition.connector == "OR" and not condition.negated:
        return any(_part(part, status, outcome) for part in condition.children)
    found = all(_part(part, status, outcome) for part in condition.children)
    return found != condition.negated


def _part(part, status, outcome) -> bool:
    if not isinstance(part, tuple):
        return _holds(part, status, outcome)
    name, value = part
    column = {"status": status, "outcome": outcome}[name.partition("__")[0]]
    return column in value if name.endswith("__in") else column == value


@pytest.fixture
def _units(commune, today):
    closure.rebuild()


@pytest.mark.django_db
@pytest.mark.usefixtures("_units")
def test_classes_add_up_and_unverified_claims_settle_nothing(commune, council, office):
    for status in (_S.RECEIVED, _S.ACCEPTED, _S.CLAIMED, _S.CLOSED):
        petition_at(status, council=council, holder=office)
    petition_at(_S.VERIFIED, council=council, holder=office, outcome=Outcome.IN_PROGRESS)

    table = cube.read(commune, YEAR)

    assert table.total.counts == {
        ResultClass.UNSENT: 1, ResultClass.NO_RESULT: 1, ResultClass.CLAIMED: 1, ResultClass.EXPLAINED: 1,
        ResultClass.IN_PROGRESS: 1,
    }  # fmt: skip
    assert table.total.settled == 1
    assert table.before == table.after == 5


@pytest.mark.django_db
@pytest.mark.usefixtures("_units")
def test_the_on_time_rate_counts_what_is_late_and_open_against_it(commune, council, office):
    petition_at(_S.ANSWERED, council=council, holder=office, due_on=date(2020, 8, 3))  # answered on its last day
    petition_at(_S.ANSWERED, council=council, holder=office, due_on=date(2020, 8, 2))  # a day late
    petition_at(_S.ACCEPTED, council=council, holder=office, due_on=date(2020, 9, 18))  # late and open
    petition_at(_S.ACCEPTED, council=council, holder=office, due_on=date(2020, 12, 18))  # not due yet
    petition_at(_S.ACCEPTED, council=council, holder=office, due_on=None)  # without a limit

    rate = cube.read(commune, YEAR).total.on_time

    assert (rate.in_time, rate.answered, rate.overdue, rate.denominator) == (1, 2, 1, 3)
    assert rate.percent == Decimal("33.3")
    assert OnTime().percent is None


@pytest.mark.django_db
@pytest.mark.usefixtures("_units")
def test_a_past_day_is_shown_as_it_was_also_after_a_contest(commune, council, office, keeper):
    petition = petition_at(_S.CLOSED, council=council, holder=office)  # verified on 17/08, closed on 24/08
    before = {day: cube.read(commune, YEAR, on=day).total for day in (date(2020, 8, 4), date(2020, 9, 30))}
    services.contest(petition=petition, reason="Vẫn hỏng", by=keeper, due_on=date(2020, 12, 1))

    after = {day: cube.read(commune, YEAR, on=day).total for day in before}

    assert [line.counts for line in after.values()] == [{ResultClass.NO_RESULT: 1}, {ResultClass.EXPLAINED: 1}]
    assert {day: line.on_time for day, line in after.items()} == {day: line.on_time for day, line in before.items()}
    assert cube.read(commune, YEAR).total.counts == {ResultClass.NO_RESULT: 1}


@pytest.mark.django_db
@pytest.mark.usefixtures("_units")
def test_more_time_given_later_leaves_what_was_overdue_on_a_past_day(commune, council, office, keeper):
    petition = petition_at(_S.ACCEPTED, council=council, holder=office, due_on=date(2020, 9, 18))
    clocks.extend(timing.live(petition), on=date(2020, 10, 5), reason="chờ kinh phí", by=keeper, to=date(2020, 12, 1))

    assert cube.read(commune, YEAR).total.on_time.overdue == 0
    for on, number in ((date(2020, 9, 18), 0), (date(2020, 9, 30), 1), (date(2020, 10, 4), 1), (date(2020, 10, 5), 0)):
        assert cube.read(commune, YEAR, on=on).total.on_time.overdue == number
        assert PetitionFilter(on=on, on_time="overdue").apply(Petition.objects.all()).count() == number
        assert PetitionFilter(on=on, due=OVERDUE).apply(Petition.objects.all()).count() == number


@pytest.mark.django_db
@pytest.mark.usefixtures("_units")
@pytest.mark.parametrize("rows", Rows)
@pytest.mark.parametrize("on", [None, date(2020, 8, 30)])
def test_the_sum_is_the_same_whatever_the_rows_are_and_wherever_it_is_read(commune, council, office, rows, on):
    for status in (_S.RECEIVED, _S.CONSOLIDATED, _S.TRANSFERRED, _S.CLOSED):
        petition_at(status, council=council, holder=office)
    PetitionFactory(council=council, received_on=date(2020, 10, 1), consolidated=True)

    table = cube.read(commune, YEAR, rows=rows, on=on)

    expected = 5 if on is None else 4
    assert sum(line.total for line in table.lines) == table.after == expected


@pytest.mark.django_db
@pytest.mark.usefixtures("_units")
def test_a_published_split_is_reproduced_exactly(commune, council, office, keeper, settler):
    """125 = 13 central + 93 province + 19 district; of the 93: 18 resolved + 37 explained + 38 in progress."""
    published = {
        "trung-uong": {Outcome.NOT_COMPETENT: 13},
        "tinh": {Outcome.RESOLVED: 18, Outcome.EXPLAINED: 37, Outcome.IN_PROGRESS: 38},
        "huyen": {Outcome.EXPLAINED: 19},
    }
    _publish(published, council, office, keeper, settler)

    table = cube.read(commune, YEAR, rows=Rows.LEVEL)

    by_level = {line.code: line for line in table.lines}
    assert {code: line.total for code, line in by_level.items()} == {"trung-uong": 13, "tinh": 93, "huyen": 19}
    assert by_level["tinh"].counts == {
        ResultClass.RESOLVED: 18, ResultClass.EXPLAINED: 37, ResultClass.IN_PROGRESS: 38,
    }  # fmt: skip
    assert table.after == Petition.objects.count() == 125


def _publish(published, council, office, keeper, settler) -> None:
    """All of them under one transfer, one answer and one piece of evidence."""
    wanted = [
        (PetitionFactory(council=council, consolidated=True, level=CompetenceLevel.objects.get(code=code)), outcome)
        for code, results in published.items()
        for outcome, number in results.items()
        for _ in range(number)
    ]
    referral = services.draft_referral(sender=council, title="Sau kỳ họp", by=keeper)
    services.fill(referral=referral, wanted={petition: office for petition, _ in wanted}, by=keeper)
    services.send(referral=referral, document=paper(council, date(2020, 7, 20)), by=keeper)
    answer, evidence = paper(office, date(2020, 8, 3)), paper(office, date(2020, 8, 10))
    for petition, outcome in wanted:
        services.answer(petition=petition, text="Trả lời", document=answer, by=settler)
        services.claim(
            petition=petition, outcome=outcome, text="Kết quả", by=settler, on=date(2020, 8, 10), evidence=evidence,
            promised_on=date(2020, 12, 15) if outcome == Outcome.IN_PROGRESS else None,
        )  # fmt: skip
        services.verify(petition=petition, by=keeper, on=date(2020, 8, 17))
