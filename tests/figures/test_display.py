"""How a figure reads: exactly what was stated, in Vietnamese notation."""

from decimal import Decimal

import pytest
from django.utils import translation

from figures.display import number
from tests.factories.figures import FactFactory, IndicatorFactory

D = Decimal


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"),
        ("303", "303"),
        ("1234", "1.234"),
        ("1234567.5", "1.234.567,5"),
        ("0.150000", "0,15"),
        ("100.000000", "100"),
        ("-3.2", "-3,2"),
        ("1E+3", "1.000"),
    ],
)
def test_numbers_have_points_for_thousands_and_a_comma_for_decimals(value, shown):
    assert number(D(value)) == shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("trait", "fields", "shown"),
    [
        ("", {"value": D(303)}, "303 kiến nghị"),
        ("ratio", {"value": D("0.15")}, "0,15 %"),
        ("ratio", {"value": D(100)}, "100 %"),
        ("ratio", {"value": None, "numerator": D(8), "denominator": D(8)}, "8/8 xã"),
        ("ratio", {"value": D(50), "numerator": D(4), "denominator": D(8)}, "4/8 xã (50 %)"),
        ("rank_list", {"value": D(3)}, "hạng 3"),
        ("rank_list", {"value": D(3), "text": "loại xuất sắc"}, "hạng 3 (loại xuất sắc)"),
        ("rank_list", {"value": None, "text": "xuất sắc"}, "xuất sắc"),
        ("words", {"value": None, "text": "không nêu"}, "không nêu"),
    ],
)
def test_a_fact_reads_as_people_write_it(trait, fields, shown):
    indicator = IndicatorFactory(**({trait: True} if trait else {}))

    fact = FactFactory(indicator=indicator, **fields)

    assert fact.display() == shown


@pytest.mark.django_db
def test_an_indicator_speaks_the_language_of_the_page():
    indicator = IndicatorFactory(name_vi="Số kiến nghị", name_en="Petitions")

    with translation.override("en"):
        assert (indicator.name, indicator.unit_of_measure) == ("Petitions", "petitions")
    with translation.override("vi"):
        assert (indicator.name, indicator.unit_of_measure) == ("Số kiến nghị", "kiến nghị")


@pytest.mark.django_db
def test_the_formula_of_a_ratio_names_both_parts_or_nothing():
    both = IndicatorFactory(ratio=True, numerator_vi="số xã đạt chuẩn", denominator_vi="tổng số xã")
    one = IndicatorFactory(ratio=True, numerator_vi="số xã đạt chuẩn")

    assert both.formula == "số xã đạt chuẩn / tổng số xã"
    assert one.formula == ""


@pytest.mark.django_db
def test_the_percentage_of_a_ratio_is_as_stated_or_worked_out_from_its_parts():
    ratio = IndicatorFactory(ratio=True)

    stated = FactFactory(indicator=ratio, value=D("99.5"))
    parts = FactFactory(indicator=ratio, value=None, numerator=D(1), denominator=D(3))

    assert stated.percent == D("99.5")
    assert round(parts.percent, 2) == D("33.33")
