"""Numbers as Vietnamese offices write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common import numbers


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (1234, "1.234"),
        (-1234567, "-1.234.567"),
        (Decimal("1234.50"), "1.234,5"),
        (Decimal("0.15"), "0,15"),
        (Decimal("1E+3"), "1.000"),
        (12.5, "12,5"),
    ],
)
def test_a_point_separates_thousands_and_a_comma_the_decimals(value: Decimal | int | float, shown: str):
    assert numbers.show(value) == shown


def test_a_fixed_number_of_decimals_is_kept():
    assert numbers.show(Decimal("1234.5"), 2) == "1.234,50"


@given(st.integers(-(10**20), 10**20))
def test_a_shown_whole_number_reads_back(value: int):
    assert numbers.read_whole(numbers.show(value)) == value


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_a_shown_decimal_reads_back(value: Decimal):
    assert numbers.read_decimal(numbers.show(value)) == value


@pytest.mark.parametrize(
    "text", ["1.5", "1,5", "12.34", "1.2345", "", "x", "1e3", "NaN", "٣", "1..000", "+5", "9" * 31]
)
def test_what_is_no_whole_number_is_refused(text: str):
    with pytest.raises(numbers.NotANumber):
        numbers.read_whole(text)


@pytest.mark.parametrize("text", ["12.5", "1,234.5", "1,2,3", ",5", "5,", "Infinity", "sNaN", "1" * 5000])
def test_what_is_no_vietnamese_decimal_is_refused(text: str):
    with pytest.raises(numbers.NotANumber):
        numbers.read_decimal(text)


@pytest.mark.parametrize(
    ("text", "value"), [("1 234", 1234), ("\u00a01.234 ", 1234), ("\u22125", -5), ("007", 7), ("1234", 1234)]
)
def test_spaces_and_a_typographic_minus_are_understood(text: str, value: int):
    assert numbers.read_whole(text) == value


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "said"),
    [(1, 16, 1, "6,3"), (1, 3, 1, "33,3"), (1, 8, 0, "13"), (3, 8, 0, "38"), (1, 2, 1, "50"), (0, 7, 1, "0")],
)  # fmt: skip
def test_a_half_of_a_percent_is_rounded_up(part, whole, decimals, said):
    assert numbers.show(numbers.percent(part, whole, decimals)) == said
