"""A figure in Vietnamese: a comma for decimals, a point for thousands, nothing rounded, nothing added."""

from decimal import Decimal

from django.utils.translation import gettext as _

from .enums import FigureKind


def number(value: Decimal) -> str:
    """1234.5 → "1.234,5". Zeros at the end of the decimals are not shown, so "100" stays "100"."""
    plain = f"{value.normalize():,f}"
    return plain.translate(str.maketrans(",.", ".,"))


def show(
    kind: FigureKind,
    *,
    value: Decimal | None,
    parts: tuple[Decimal | None, Decimal | None] = (None, None),
    text: str = "",
    measure: str = "",
) -> str:
    """The figure with what is counted; words that came with it stand behind it in brackets."""
    figure = _figure(kind, value, parts, measure)
    if figure and text:
        return f"{figure} ({text})"
    return figure or text


def _figure(kind: FigureKind, value: Decimal | None, parts: tuple[Decimal | None, Decimal | None], measure: str) -> str:
    part, whole = parts
    if part is not None and whole is not None:
        shown = f"{number(part)}/{number(whole)} {measure}".strip()
        return f"{shown} ({number(value)} %)" if value is not None else shown
    if value is None:
        return ""
    match kind:
        case FigureKind.RATIO:
            return f"{number(value)} %"
        case FigureKind.RANK:
            return _("hạng {place}").format(place=number(value))
    return f"{number(value)} {measure}".strip()
