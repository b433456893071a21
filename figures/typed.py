"""A figure as people type it, in one field: "8/8 xã", "0,15 %", "303 kiến nghị", "hạng 3 (xuất sắc)", or plain words.

It is the form in which figures are shown, so that what a report prints can be typed as it stands. A point or a space
separates thousands, a comma the decimals; whatever else stands there is refused, never guessed.
"""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from common import numbers
from common.errors import Refused
from common.text import clean_line

from .display import show
from .enums import FigureKind
from .models import Indicator
from .services import Figure, check_figure

MAX_TEXT = 2000  # what a figure's words may hold
_NUMBER = r"[-−]?[0-9](?:[0-9. ]*[0-9])?(?:,[0-9]+)?"
_SHAPE = re.compile(
    rf"(?:hạng\s+)?(?P<first>{_NUMBER})(?:\s*/\s*(?P<whole>{_NUMBER}))?(?P<rest>[^0-9/(]*)(?P<aside>\(.*\))?",
    re.IGNORECASE | re.DOTALL,
)
_SHARE = re.compile(rf"\((?P<share>{_NUMBER})\s*%\)\s*(?P<aside>\(.*\))?", re.DOTALL)
_COMMA_FIRST = re.compile(r"[-−]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")  # 1,234.5; 1,234,567
_POINT_ALONE = re.compile(r"[-−]?[0-9]+\.[0-9]+")  # 12.5, 1234.567


def read(indicator: Indicator, typed: str, note: str = "") -> Figure:
    """What was typed as a figure of this indicator. Raises Refused, which says how to write it."""
    line = clean_line(typed)
    if len(line) > MAX_TEXT:
        raise Refused(_("Nội dung dài quá {count} ký tự.").format(count=numbers.show(MAX_TEXT)))
    figure = Figure(text=line, note=note) if indicator.kind == FigureKind.TEXT else _read(indicator, line, note)
    check_figure(indicator, figure)
    return figure


def write(indicator: Indicator, figure: Figure, *, measure: bool = True) -> str:
    """The figure in the form in which it is typed; read() gives it back."""
    return show(
        FigureKind(indicator.kind),
        value=figure.value,
        parts=(figure.numerator, figure.denominator),
        text=figure.text,
        measure=indicator.unit_of_measure if measure else "",
    )


def _read(indicator: Indicator, line: str, note: str) -> Figure:
    if line.startswith("(") and line.endswith(")"):
        return Figure(text=_words_alone(line[1:-1].strip()), note=note)
    _check_thousands(indicator, line)
    shape = _SHAPE.fullmatch(line)
    if shape is None:
        raise _unclear(indicator, line)
    _check_measure(indicator, shape["rest"].strip(), line)
    first, aside = _number(shape["first"], indicator), shape["aside"] or ""
    if shape["whole"] is None:
        return Figure(value=first, text=_inside(aside), note=note)
    value = None
    if share := _SHARE.fullmatch(aside):
        value, aside = _number(share["share"], indicator), share["aside"] or ""
    whole = _number(shape["whole"], indicator)
    return Figure(value=value, numerator=first, denominator=whole, text=_inside(aside), note=note)


def _words_alone(words: str) -> str:
    """Bookkeepers put what is negative in brackets; here brackets hold words."""
    if re.fullmatch(_NUMBER, words):
        raise Refused(
            _("Trong ngoặc là lời giải thích; số âm ghi dấu trừ đằng trước: “-{number}”.").format(number=words)
        )
    return words


def _check_thousands(indicator: Indicator, line: str) -> None:
    """An English thousand must not become a decimal: "1,234" of a whole number, "1,234,567" of any."""
    is_whole = indicator.kind in {FigureKind.COUNT, FigureKind.RANK} or indicator.decimals == 0
    if _COMMA_FIRST.fullmatch(line) and (is_whole or line.count(",") > 1):
        raise _unclear(indicator, line)


def _check_measure(indicator: Indicator, words: str, line: str) -> None:
    """Behind a number stands its unit of measure or nothing: other words would be lost."""
    known = {"", indicator.measure_vi.casefold(), indicator.measure_en.casefold()}
    if indicator.kind == FigureKind.RATIO:
        known.add("%")
    if words.casefold() not in known:
        raise _unclear(indicator, line)


def _number(text: str, indicator: Indicator) -> Decimal:
    try:
        return Decimal(numbers.read_decimal(text))
    except numbers.NotANumber:
        raise _unclear(indicator, text) from None


def _inside(aside: str) -> str:
    return aside[1:-1].strip() if aside else ""


def _unclear(indicator: Indicator, text: str) -> Refused:
    bare = text.strip()
    if len(re.sub(r"[^0-9]", "", bare)) >= numbers.MAX_DIGITS:
        return Refused(_("Số này quá lớn."))
    if _COMMA_FIRST.fullmatch(bare):
        meant = bare.translate(str.maketrans(",.", ".,"))
        return Refused(_("Dấu phẩy chỉ dùng cho phần lẻ, dấu chấm tách hàng nghìn: ghi “{meant}”.").format(meant=meant))
    if _POINT_ALONE.fullmatch(bare):
        meant = bare.replace(".", ",")
        return Refused(_("Dấu chấm chỉ tách hàng nghìn; phần lẻ ghi sau dấu phẩy: “{meant}”.").format(meant=meant))
    example = {
        FigureKind.RATIO: _("Ghi như “8/8” hoặc “0,15 %”; lời giải thích để trong ngoặc."),
        FigureKind.RANK: _("Ghi như “hạng 3 (xuất sắc)”."),
    }.get(FigureKind(indicator.kind))
    plain = _("Ghi số, phần lẻ sau dấu phẩy, ví dụ “303” hoặc “1.234,5 {measure}”; lời giải thích để trong ngoặc.")
    return Refused(example or plain.format(measure=indicator.unit_of_measure).replace(" ”", "”"))
