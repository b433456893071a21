"""The language of checks: comparisons of figures, written as text, read once, worked out exactly.

    [da-giai-quyet] <= [da-tra-loi] <= [tiep-nhan]
    [con-ton] = [con-ton@ky-truoc] + [tiep-nhan] - [da-giai-quyet]
    [hoi-nghi] >= [hoi-nghi@ky-con]

A figure stands in square brackets: the code of the indicator; after a point an item of its breakdown; after @ another
window (ky-truoc, cung-ky, ky-con); after # the part of a ratio (tu-so, mau-so). Numbers have a decimal comma. Nothing
here knows the database: whoever asks says what each figure is. Sums are of fractions, so that nothing is rounded.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST = 500
_DEEPEST = 20


class When(StrEnum):
    """Which window a figure is of, seen from the one that is reported."""

    THIS = ""
    PREVIOUS = "ky-truoc"
    YEAR_BEFORE = "cung-ky"
    INNER = "ky-con"  # the longest shorter window that begins on the same day: H1 of nine months


class Part(StrEnum):
    """What of a ratio is meant."""

    FIGURE = ""
    PART = "tu-so"
    WHOLE = "mau-so"


WHEN_LABELS = {
    When.PREVIOUS: gettext_lazy("kỳ trước"),
    When.YEAR_BEFORE: gettext_lazy("cùng kỳ năm trước"),
    When.INNER: gettext_lazy("kỳ ngắn hơn trong kỳ"),
}
PART_LABELS = {Part.PART: gettext_lazy("tử số"), Part.WHOLE: gettext_lazy("mẫu số")}


class BadExpression(ValueError):
    """The text is no expression. The message is a Vietnamese sentence."""


@dataclass(frozen=True)
class Reference:
    """One figure: its indicator, maybe an item, a window and a part."""

    code: str
    item: str = ""
    when: When = When.THIS
    part: Part = Part.FIGURE


type Figures = Mapping[Reference, Fraction | None]
"""What each figure is; None, or no entry: nobody knows."""


@dataclass(frozen=True)
class Number:
    value: Fraction


@dataclass(frozen=True)
class Negative:
    of: Node


@dataclass(frozen=True)
class Operation:
    sign: str
    left: Node
    right: Node


type Node = Number | Reference | Negative | Operation


@dataclass(frozen=True)
class Comparison:
    """Two expressions with a sign between them; a chain "a <= b <= c" is two of them."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Checked:
    """A comparison with what its sides came to."""

    comparison: Comparison
    left: Fraction
    right: Fraction

    @property
    def holds(self) -> bool:
        return _COMPARE[self.comparison.sign](self.left, self.right)


_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_WRITTEN = {"≤": "<=", "≥": ">=", "≠": "<>", "!=": "<>", "==": "=", "−": "-", "×": "*", ":": "/"}
_MUST_BE = {
    "<=": gettext_lazy("phải nhỏ hơn hoặc bằng"),
    ">=": gettext_lazy("phải lớn hơn hoặc bằng"),
    "<": gettext_lazy("phải nhỏ hơn"),
    ">": gettext_lazy("phải lớn hơn"),
    "=": gettext_lazy("phải bằng"),
    "<>": gettext_lazy("phải khác"),
}
_SIGNS = {"-": "−", "*": "×", "/": ":"}  # as people read them
_TOKEN = re.compile(r"\s*(?:(\[[^\[\]]*\])|([0-9]+(?:,[0-9]+)?)|(<=|>=|<>|!=|==|[≤≥≠<>=+\-−*×/:()]))")
_REFERENCE = re.compile(r"([-\w]{1,60})(?:\.([-\w]{1,60}))?(?:@([-\w]{1,20}))?(?:#([-\w]{1,20}))?", re.ASCII)


def parse(text: str) -> list[Comparison]:
    """The comparisons of a text. Raises BadExpression."""
    if len(text) > LONGEST:
        raise BadExpression(_("Biểu thức dài quá {count} ký tự.").format(count=LONGEST))
    return _Reader(list(_tokens(text))).comparisons()


def reference(text: str) -> Reference:
    """A text that names one figure of this window and nothing else, for an outlier. Raises BadExpression."""
    found = _Reader(list(_tokens(text[: LONGEST + 1]))).only_reference()
    if found.when is not When.THIS:
        raise BadExpression(_("Kiểm tra khác thường chỉ ghi một chỉ tiêu của kỳ này, ví dụ: [tiep-nhan]."))
    return found


def references(comparisons: list[Comparison]) -> set[Reference]:
    """All figures that are named."""
    return {found for one in comparisons for side in (one.left, one.right) for found in _references(side)}


def check(comparisons: list[Comparison], figures: Figures) -> list[Checked]:
    """Each comparison whose figures are all known; the others cannot be judged and are left out."""
    checked = []
    for one in comparisons:
        left, right = evaluate(one.left, figures), evaluate(one.right, figures)
        if left is not None and right is not None:
            checked.append(Checked(one, left, right))
    return checked


def evaluate(node: Node, figures: Figures) -> Fraction | None:
    """What a side comes to; None when a figure is not known, or when it would divide by zero."""
    match node:
        case Number():
            return node.value
        case Reference():
            return figures.get(node)
        case Negative():
            value = evaluate(node.of, figures)
            return None if value is None else -value
        case Operation():
            left, right = evaluate(node.left, figures), evaluate(node.right, figures)
            return None if left is None or right is None else _apply(node.sign, left, right)


def sentence(checked: Checked, figures: Figures, names: Mapping[Reference, str]) -> str:
    """What a broken comparison says: "Đã giải quyết (12) phải nhỏ hơn hoặc bằng Tiếp nhận (10)"."""
    one = checked.comparison
    left, right = _told(one.left, checked.left, figures, names), _told(one.right, checked.right, figures, names)
    return f"{left} {_MUST_BE[one.sign]} {right}."


def shown(value: Fraction) -> str:
    """A figure in a sentence: a decimal comma, at most six decimals."""
    plain = f"{value:,.6f}".rstrip("0").rstrip(".")
    return plain.translate(str.maketrans(",.", ".,"))


# -- reading


def _tokens(text: str) -> Iterator[str]:
    at = 0
    text = text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise BadExpression(
                _("Không hiểu “{text}” trong biểu thức.").format(text=text[at : at + 20].strip().replace("\0", "")),
            )
        word = found[0].strip()
        yield _WRITTEN.get(word, word)
        at = found.end()


class _Reader:
    """Reads tokens from the left: comparison, sum, product, one operand."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def comparisons(self) -> list[Comparison]:
        found, left = [], self._sum()
        while self._next() in _COMPARE:
            sign = self._take()
            right = self._sum()
            found.append(Comparison(sign, left, right))
            left = right
        if self._next():
            raise BadExpression(_("Thừa “{text}” trong biểu thức.").format(text=self._next()[:20]))
        if not found:
            raise BadExpression(_("Biểu thức cần một dấu so sánh: <=, >=, <, >, = hoặc <>."))
        return found

    def only_reference(self) -> Reference:
        found = self._operand()
        if not isinstance(found, Reference) or self._next():
            raise BadExpression(_("Kiểm tra khác thường chỉ ghi một chỉ tiêu của kỳ này, ví dụ: [tiep-nhan]."))
        return found

    def _sum(self) -> Node:
        node = self._product()
        while self._next() in ("+", "-"):
            node = Operation(self._take(), node, self._product())
        return node

    def _product(self) -> Node:
        node = self._operand()
        while self._next() in ("*", "/"):
            node = Operation(self._take(), node, self._operand())
        return node

    def _operand(self) -> Node:
        word = self._take()
        if word.startswith("["):
            return _reference(word[1:-1])
        if word[:1].isdigit():
            return Number(_number(word))
        if word not in ("-", "("):
            raise BadExpression(_("Thiếu một chỉ tiêu hoặc một số trong biểu thức."))
        self.depth += 1
        if self.depth > _DEEPEST:
            raise BadExpression(_("Biểu thức có quá nhiều dấu ngoặc lồng nhau."))
        node = Negative(self._operand()) if word == "-" else self._bracket()
        self.depth -= 1
        return node

    def _bracket(self) -> Node:
        node = self._sum()
        if self._take() != ")":
            raise BadExpression(_("Thiếu dấu đóng ngoặc trong biểu thức."))
        return node

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self) -> str:
        word = self._next()
        self.at += 1
        return word


def _number(word: str) -> Fraction:
    if len(word) > 24:
        raise BadExpression(_("Số trong biểu thức quá lớn."))
    return Fraction(word.replace(",", "."))


def _reference(text: str) -> Reference:
    found = _REFERENCE.fullmatch(text.strip())
    try:
        if found is not None:
            code, item, when, part = found.groups(default="")
            return Reference(code, item, When(when), Part(part))
    except ValueError:
        pass
    message = _("“[{text}]” không phải là một chỉ tiêu; viết như [tiep-nhan], [tiep-nhan.dat-dai], [con-ton@ky-truoc].")
    raise BadExpression(message.format(text=text[:60].replace("\0", "")))


def _references(node: Node) -> Iterator[Reference]:
    match node:
        case Reference():
            yield node
        case Negative():
            yield from _references(node.of)
        case Operation():
            yield from _references(node.left)
            yield from _references(node.right)


# -- working out and telling


def _apply(sign: str, left: Fraction, right: Fraction) -> Fraction | None:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    return left / right if right else None


def _told(side: Node, value: Fraction, figures: Figures, names: Mapping[Reference, str]) -> str:
    """A side in words; of more than one figure also what they come to."""
    words = _in_words(side, figures, names)
    return f"{words} = {shown(value)}" if isinstance(side, Operation) else words


def _in_words(node: Node, figures: Figures, names: Mapping[Reference, str]) -> str:
    match node:
        case Number():
            return shown(node.value)
        case Reference():
            value = figures.get(node)
            return f"{names.get(node, node.code)} ({shown(value) if value is not None else '–'})"
        case Negative():
            words = _in_words(node.of, figures, names)
            return f"−({words})" if isinstance(node.of, Operation) else f"−{words}"
        case Operation():
            left, right = _in_words(node.left, figures, names), _in_words(node.right, figures, names)
            if _needs_brackets(node.left, within=node.sign, after=False):
                left = f"({left})"
            if _needs_brackets(node.right, within=node.sign, after=True):
                right = f"({right})"
            return f"{left} {_SIGNS.get(node.sign, node.sign)} {right}"


def _needs_brackets(node: Node, *, within: str, after: bool) -> bool:
    """Sums stand in brackets within a product and after a minus; anything does after a division."""
    if not isinstance(node, Operation):
        return False
    if node.sign in "+-":
        return within in "*/" or (after and within == "-")
    return after and within == "/"
