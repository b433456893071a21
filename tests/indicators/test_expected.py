"""Who owes a form for a window, read from the map of each unit's anchor day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.expected import expected
from organizations import services
from organizations.services import NewUnit, Part
from tests.factories.indicators import FormFactory, WindowFactory
from tests.factories.organizations import UnitLevelFactory
from tests.organizations.places import Country, build_country

NEW_YEAR, MAY, JULY = date(2020, 1, 1), date(2020, 5, 1), date(2020, 7, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    country = build_country()
    for code in ("dam-ha", "quang-loi", "quang-tan"):
        country.body(f"ubnd-{code}", code)
    return country


def form_of(country: Country, level: str, issuer: str = "dam-ha", **more):
    return FormFactory(issuer=country[issuer].bodies.get(), level=UnitLevelFactory(code=level), **more)


def owed(form, code: str) -> dict[str, tuple]:
    """By code of the unit: the body that answers, the anchor day, the name then."""
    rows = expected(form, WindowFactory(code=code))
    return {row.unit.code: (row.body and row.body.code, row.anchor, row.label) for row in rows}


def test_units_of_the_level_under_the_issuer_owe_the_form_and_answer_themselves(country):
    assert owed(form_of(country, "commune"), "2019-Q4") == {
        "quang-loi": ("ubnd-quang-loi", date(2019, 12, 31), "xã Quảng Lợi"),
        "quang-tan": ("ubnd-quang-tan", date(2019, 12, 31), "xã Quảng Tân"),
    }


def test_the_nearest_body_above_answers_for_a_unit_without_one(country):
    assert owed(form_of(country, "village"), "2019-Q4") == {
        "an-loi": ("ubnd-quang-loi", date(2019, 12, 31), "thôn An Lợi")
    }


def test_a_unit_that_ends_in_the_window_owes_it_as_it_was_on_its_last_day(country):
    country.merge("quang-loi", "quang-tan", MAY)

    rows = owed(form_of(country, "commune"), "2020-Q2")

    assert rows["quang-loi"] == ("ubnd-quang-loi", date(2020, 4, 30), "xã Quảng Lợi")
    assert set(rows) == {"quang-loi", "quang-tan"}
    assert owed(form_of(country, "village"), "2020-Q2")["an-loi"][0] == "ubnd-quang-tan"


def test_a_unit_that_ended_on_the_first_day_or_begins_after_the_last_owes_nothing(country):
    country.merge("quang-loi", "quang-tan", date(2020, 4, 1))
    country.unit("sau", "xa", "Sau", "dam-ha", on=JULY)

    assert set(owed(form_of(country, "commune"), "2020-Q2")) == {"quang-tan"}


def test_kind_and_name_are_those_of_the_anchor_day(country):
    services.rename_unit(
        unit=country["quang-tan"], on=MAY, act=country.act, by=country.admin, name="Tân", kind=country.kind("phuong")
    )
    wards = form_of(country, "commune", kinds=[country.kind("phuong")])

    assert owed(wards, "2020-Q1") == {}
    assert owed(wards, "2020-Q2") == {"quang-tan": ("ubnd-quang-tan", date(2020, 6, 30), "phường Tân")}


def test_a_unit_that_moved_away_owes_the_form_of_its_new_district(country):
    country.unit("hai-ha", "huyen", "Hải Hà", "quang-ninh")
    country.body("ubnd-hai-ha", "hai-ha")
    services.move_unit(
        unit=country["quang-tan"], new_parent=country["hai-ha"], on=MAY, act=country.act, by=country.admin
    )

    assert set(owed(form_of(country, "commune"), "2020-Q2")) == {"quang-loi"}
    assert set(owed(form_of(country, "commune", "hai-ha"), "2020-Q2")) == {"quang-tan"}
    assert set(owed(form_of(country, "commune"), "2020-Q1")) == {"quang-loi", "quang-tan"}


def test_nobody_answers_where_no_body_of_the_kind_lives_above(country):
    form = form_of(country, "commune", answerer=country.body_kind("hdnd"))

    assert {body for body, _anchor, _label in owed(form, "2019-Q4").values()} == {None}


def test_a_split_commune_and_its_successors_all_owe_the_window_of_the_split(country):
    new = NewUnit(country.kind("xa"), "Quảng Lợi Mới", country["dam-ha"], "quang-loi-moi")
    parts = [Part(new, [country["an-loi"]]), Part(country["quang-tan"])]
    services.split_unit(unit=country["quang-loi"], parts=parts, on=MAY, act=country.act, by=country.admin)

    assert set(owed(form_of(country, "commune"), "2020-Q2")) == {"quang-loi", "quang-loi-moi", "quang-tan"}


def test_three_queries_whatever_the_number_of_units(country):
    form, window = form_of(country, "commune"), WindowFactory(code="2020-Q2")
    for number in range(5):
        country.unit(f"xa-{number}", "xa", f"Xã {number}", "dam-ha")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(expected(form, window)) == 7

    assert len(queries) <= 3
