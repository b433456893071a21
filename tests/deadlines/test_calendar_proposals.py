"""What the holidays package proposes, against what legal-rules.md knows of those years."""

from datetime import date

import pytest

from deadlines import calendars, proposals
from deadlines.enums import DayKind
from tests.factories.deadlines import accepted_calendar


def kinds(year):
    return {p.day: p.kind for p in proposals.of_year(year)}


def test_2021_has_the_days_off_that_the_law_gave():
    """CAL-08: the days of the week on which nobody worked in 2021."""
    off = [p.day for p in proposals.of_year(2021) if p.day.weekday() < 5]

    assert off == [
        date(2021, 1, 1),
        *(date(2021, 2, day) for day in (10, 11, 12, 15, 16)),
        date(2021, 4, 21),
        date(2021, 4, 30),
        date(2021, 5, 3),
        date(2021, 9, 2),
        date(2021, 9, 3),
    ]
    assert kinds(2021)[date(2021, 5, 3)] == DayKind.COMPENSATORY_OFF


def test_national_day_was_one_day_before_2021():
    """CAL-05."""
    assert [p.day for p in proposals.of_year(2020) if p.name == "Quốc khánh"] == [date(2020, 9, 2)]


@pytest.mark.parametrize(
    ("off", "on"),
    [
        (date(2018, 12, 31), date(2019, 1, 5)),
        (date(2019, 4, 29), date(2019, 5, 4)),
        (date(2024, 4, 29), date(2024, 5, 4)),
        (date(2025, 5, 2), date(2025, 4, 26)),
        (date(2026, 8, 31), date(2026, 8, 22)),
    ],
)
def test_swapped_days_name_each_other(off, on):
    """CAL-06, also over the end of a year."""
    names = {p.day: (p.kind, p.name) for year in {off.year, on.year} for p in proposals.of_year(year)}

    assert names[off] == (DayKind.SWAPPED_OFF, f"Ngày nghỉ (thay cho ngày {on:%d/%m/%Y})")
    assert names[on] == (DayKind.SWAPPED_ON, f"Ngày làm việc (thay cho ngày {off:%d/%m/%Y})")


@pytest.mark.parametrize("year", range(2019, 2028))
def test_every_day_is_proposed_in_both_languages(year):
    """One Vietnamese name has one English one, and nothing of the one language is left in the other."""
    names = [(p.name, p.name_en) for p in proposals.of_year(year)]

    assert all(vietnamese.strip() and english.strip() for vietnamese, english in names)
    assert all(english.isascii() and "observed" not in english for _vietnamese, english in names)
    assert len({english for _vietnamese, english in names}) == len(set(names)) == len(dict(names))
    assert all(("nghỉ bù" in said) is ("(compensatory day off)" in english) for said, english in names)


@pytest.mark.parametrize(
    ("day", "english"),
    [
        (date(2024, 4, 29), "Day off (in place of 04/05/2024)"),
        (date(2024, 5, 4), "Working day (in place of 29/04/2024)"),
        (date(2019, 1, 5), "Working day (in place of 31/12/2018)"),
        (date(2024, 4, 30), "Liberation Day/Reunification Day"),
        (date(2021, 5, 3), "International Labor Day (compensatory day off)"),
        (date(2024, 2, 8), "Second Day before Lunar New Year"),
    ],
)
def test_days_have_plain_english_names_with_dates_written_as_in_this_country(day, english):
    assert {p.day: p.name_en for p in proposals.of_year(day.year)}[day] == english


@pytest.mark.parametrize(("year", "days"), [(2025, []), (2026, [24]), (2027, [24]), (2029, [24, 26])])
def test_24_11_is_policy_and_not_yet_law(year, days):
    """CAL-07; with it the day off in lieu where it falls on a weekend."""
    unlawful = [p for p in proposals.of_year(year) if not p.in_law]

    assert [p.day for p in unlawful] == [date(year, 11, day) for day in days]
    assert {p.basis for p in unlawful} <= {""}


def test_every_lawful_proposal_suggests_its_basis():
    proposed = [p for year in range(2019, 2028) for p in proposals.of_year(year) if p.in_law]

    assert all(p.basis for p in proposed)
    assert {p.basis for p in proposed if p.day.year == 2020} == {"Bộ luật Lao động 10/2012/QH13 Điều 115"}
    assert "Bộ luật Lao động 45/2019/QH14 Điều 112" in {p.basis for p in proposed if p.day.year == 2021}


@pytest.mark.parametrize("year", [0, 1999, 2100, 9999, -5])
def test_a_year_beyond_the_packages_knowledge_is_refused(year):
    with pytest.raises(ValueError, match="2000"):
        proposals.of_year(year)


@pytest.mark.django_db
def test_24_11_2026_is_a_working_day():
    accepted_calendar()
    country = calendars.of_unit(None)

    assert country.works(date(2026, 11, 24))
    assert not country.works(date(2026, 9, 1))
    assert country.works(date(2026, 8, 22))
    assert country.settled == set(range(2019, 2028))
