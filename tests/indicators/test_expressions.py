"""The language of checks: what it reads, what it refuses, and that it works exactly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import expressions
from indicators.expressions import BadExpression, Part, Reference, When

A, B, C = Reference("a"), Reference("b"), Reference("c")


def holds(text: str, **figures: int | str) -> list[bool]:
    known = {Reference(code): Fraction(value) for code, value in figures.items()}
    return [one.holds for one in expressions.check(expressions.parse(text), known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a] <= [b]", [True]),
        ("[b]≤[a]", [False]),
        ("[a] <= [b] <= [c]", [True, True]),
        ("[c] = [a] + [b]", [True]),
        ("[c] - ([b] - [a]) = 2", [True]),
        ("[c] - [b] - [a] = 0", [True]),
        ("[a] + [b] * [c] = 7", [True]),
        ("-[a] < 0", [True]),
        ("[a] / 3 * 3 = [a]", [True]),
        ("[a] : 3 <> 0,333333", [True]),
        ("0,1 + 0,2 = 0,3", [True]),
        ("[a] ≠ [b]", [True]),
        ("[c] − [b] == [a] × 1", [True]),
    ],
)
def test_comparisons_are_exact(text: str, expected: list[bool]) -> None:
    assert holds(text, a=1, b=2, c=3) == expected


@pytest.mark.parametrize("text", ["[a] <= [x]", "[a] / ([b] - [b]) = 1", "[x] + [a] > 0"])
def test_what_nobody_knows_is_not_judged(text: str) -> None:
    assert holds(text, a=1, b=2) == []


def test_a_figure_names_item_window_and_part() -> None:
    read = expressions.references(expressions.parse("[a.dat-dai@ky-truoc] < [b@cung-ky] + [c#tu-so] + [a@ky-con]"))
    assert read == {
        Reference("a", "dat-dai", When.PREVIOUS),
        Reference("b", when=When.YEAR_BEFORE),
        Reference("c", part=Part.PART),
        Reference("a", when=When.INNER),
    }


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "[a]", "[a] <=", "<= [a]", "[a] [b]", "[a] <= [b]]", "[a", "(1 = 1", "1 = 1)", "[a@hom-qua] = 1",
        "[số] = 1", "[a] = 1.5", "[a] = 1e9", "[a]\0 = 1", "[a\0] = 1", "import os", "[a] = " + "9" * 30,
        "(" * 200 + "1" + ")" * 200 + " = 1", "-" * 300 + "1 = 1", "[a] < " + "1 + " * 200 + "1", "[a] =< 1",
        "[a.b.c] = 1", "[] = 1", "[a]; drop = 1",
    ],
)  # fmt: skip
def test_what_is_no_expression_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadExpression) as refused:
        expressions.parse(text)
    assert str(refused.value).endswith(".")


@given(st.text(alphabet="[]()ab.@#0123456789,<>=+-*/ \0\n", max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        read = expressions.parse(text)
    except BadExpression:
        return
    figures = {ref: Fraction(1) for ref in expressions.references(read)}
    for one in expressions.check(read, figures):
        assert expressions.sentence(one, figures, {})


def test_the_longest_chains_are_read_and_told() -> None:
    text = "1*" * 240 + "1 = 2"
    (one,) = expressions.check(expressions.parse(text), {})
    assert expressions.sentence(one, {}, {}).endswith("= 1 phải bằng 2.")


def test_a_sentence_names_the_figures_and_what_they_come_to() -> None:
    read = expressions.parse("[a] = [b] + [c] - ([b] + 1)")
    figures = {A: Fraction(7), B: Fraction(1200), C: Fraction("0.5")}
    (one,) = expressions.check(read, figures)
    names = {A: "Còn tồn", B: "Tồn kỳ trước", C: "Tiếp nhận"}
    assert expressions.sentence(one, figures, names) == (
        "Còn tồn (7) phải bằng Tồn kỳ trước (1.200) + Tiếp nhận (0,5) − (Tồn kỳ trước (1.200) + 1) = -0,5."
    )


def test_very_large_figures_are_told_whole() -> None:
    assert expressions.shown(Fraction(10) ** 40) == "10.000" + ".000" * 12
    assert expressions.shown(Fraction(1, 3)) == "0,333333"


def test_an_outlier_names_one_figure_of_this_window() -> None:
    assert expressions.reference(" [a.b] ") == Reference("a", "b")
    for text in ("", "1", "[a] + [b]", "[a] = 1", "[a@ky-truoc]"):
        with pytest.raises(BadExpression):
            expressions.reference(text)
