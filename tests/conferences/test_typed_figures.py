"""Figures are typed as they are printed; what was typed comes out again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import Refused
from conferences import typed_figures
from figures.enums import FigureKind
from figures.models import Indicator
from figures.services import Figure


def indicator(kind: FigureKind, measure: str = "xã", decimals: int = 2) -> Indicator:
    return Indicator(kind=kind, measure_vi=measure, measure_en="communes", decimals=decimals)


@pytest.mark.parametrize(
    ("kind", "typed", "figure"),
    [
        ("ratio", "8/8 xã", Figure(numerator=Decimal(8), denominator=Decimal(8))),
        ("ratio", "8/8", Figure(numerator=Decimal(8), denominator=Decimal(8))),
        ("ratio", "0,15 %", Figure(value=Decimal("0.15"))),
        ("ratio", "100%", Figure(value=Decimal(100))),
        ("ratio", "16/24 xã (66,67 %)", Figure(value=Decimal("66.67"), numerator=Decimal(16), denominator=Decimal(24))),
        ("count", "1.303", Figure(value=Decimal(1303))),
        ("count", "4 xã (minh họa)", Figure(value=Decimal(4), text="minh họa")),
        ("rank", "hạng 3 (xuất sắc)", Figure(value=Decimal(3), text="xuất sắc")),
        ("rank", "3", Figure(value=Decimal(3))),
        ("text", "Đồng Văn, Lục Hồn, Vô Ngại", Figure(text="Đồng Văn, Lục Hồn, Vô Ngại")),
        ("count", "(không nêu)", Figure(text="không nêu")),
    ],
)
def test_reads_what_reports_print(kind, typed, figure):
    assert typed_figures.read(indicator(FigureKind(kind)), typed) == figure


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("count", "tám"),
        ("count", "8 thôn"),  # another unit of measure would be lost
        ("count", "8/9"),
        ("count", "-1"),
        ("count", "1,5"),
        ("ratio", "9/8 xã"),
        ("ratio", "101 %"),
        ("ratio", "1/0"),
        ("rank", "hạng nhất"),
        ("rank", "0"),
        ("text", "  "),
        ("count", ""),
        ("count", "9" * 40),
        ("ratio", "0,1234 %"),
    ],
)
def test_refuses_beside_the_field_what_it_cannot_keep(kind, typed):
    with pytest.raises(Refused) as caught:
        typed_figures.read(indicator(FigureKind(kind)), typed)
    assert caught.value.field == "typed"


numbers = st.decimals(0, 10**9, places=2)
words = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=12)


@given(
    figure=st.one_of(
        st.builds(Figure, value=st.decimals(0, 100, places=2), text=st.just("") | words),
        st.builds(Figure, numerator=st.integers(0, 50).map(Decimal), denominator=st.integers(50, 99).map(Decimal)),
    )
)
def test_a_ratio_typed_as_it_is_shown_is_the_same_figure(figure):
    made = indicator(FigureKind.RATIO)

    assert typed_figures.read(made, typed_figures.write(made, figure)) == figure


@given(value=numbers, text=st.just("") | words)
def test_an_amount_typed_as_it_is_shown_is_the_same_figure(value, text):
    made, figure = indicator(FigureKind.SUM), Figure(value=value, text=text)

    assert typed_figures.read(made, typed_figures.write(made, figure)) == figure
