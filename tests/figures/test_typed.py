"""Figures are typed as they are printed; what was typed comes out again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import Refused
from common.text import nfc
from figures import typed as typing
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
        ("sum", "1.234,5", Figure(value=Decimal("1234.5"))),
        ("sum", "1234,5", Figure(value=Decimal("1234.5"))),
        ("sum", "1 234,5", Figure(value=Decimal("1234.5"))),
        ("count", "1\u00a0234 xã", Figure(value=Decimal(1234))),
        ("sum", "−3", Figure(value=Decimal(-3))),
    ],
)
def test_reads_what_reports_print(kind, typed, figure):
    assert typing.read(indicator(FigureKind(kind)), typed) == figure


@pytest.mark.parametrize(
    ("kind", "typed", "why"),
    [
        ("count", "tám", "Ghi số"),
        ("count", "8 thôn", "Ghi số"),  # another unit of measure would be lost
        ("count", "8/9", "không ghi theo tử số"),
        ("count", "-1", "không được âm"),
        ("count", "1,5", "số nguyên"),
        ("count", "1,234", "ghi “1.234”"),  # an English thousand is no decimal
        ("sum", "1,234,567", "ghi “1.234.567”"),
        ("count", "(5)", "số âm ghi dấu trừ"),
        ("sum", "12.5", "phần lẻ ghi sau dấu phẩy: “12,5”"),
        ("sum", "1,234.5", "ghi “1.234,5”"),
        ("sum", "1.23.4", "Ghi số"),
        ("sum", "12 34", "Ghi số"),
        ("count", "1" + "0" * 18, "quá lớn"),
        ("count", "9" * 40, "quá lớn"),
        ("ratio", "9/8 xã", "vượt mẫu số"),
        ("ratio", "101 %", "từ 0 đến 100 %"),
        ("ratio", "1/0", "lớn hơn 0"),
        ("ratio", "0,1234 %", "tối đa 2 chữ số"),
        ("rank", "hạng nhất", "hạng 3"),
        ("rank", "0", "từ 1"),
        ("text", "  ", "bằng chữ|Cần ghi"),
        ("text", "a" * 2001, "dài quá 2.000 ký tự"),
        ("count", "", "Ghi số"),
    ],
)
def test_refuses_what_it_cannot_keep_and_says_how_to_write_it(kind, typed, why):
    with pytest.raises(Refused, match=why):
        typing.read(indicator(FigureKind(kind)), typed)


numbers = st.decimals(0, 10**9, places=2)
words = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=12).map(nfc)


@given(
    figure=st.one_of(
        st.builds(Figure, value=st.decimals(0, 100, places=2), text=st.just("") | words),
        st.builds(Figure, numerator=st.integers(0, 50).map(Decimal), denominator=st.integers(50, 99).map(Decimal)),
    )
)
def test_a_ratio_typed_as_it_is_shown_is_the_same_figure(figure):
    made = indicator(FigureKind.RATIO)

    assert typing.read(made, typing.write(made, figure)) == figure


@given(value=numbers, text=st.just("") | words)
def test_an_amount_typed_as_it_is_shown_is_the_same_figure(value, text):
    made, figure = indicator(FigureKind.SUM), Figure(value=value, text=text)

    assert typing.read(made, typing.write(made, figure)) == figure
