"""Numbers as Vietnamese offices write them: 1.234,5. A point separates thousands, a comma the decimals."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils import numberformat

_WHOLE = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:[. ][0-9]{3})+)")
_DECIMAL = re.compile(rf"{_WHOLE.pattern}(?:,[0-9]+)?")
MAX_DIGITS = 30  # longer texts are no figure of an office; int() and Decimal() stay cheap


class NotANumber(ValueError):
    """The text is not a number in the Vietnamese form."""


def show(value: Decimal | int | float, decimals: int | None = None) -> str:
    """1234.50 → "1.234,5"; with `decimals` exactly so many: "1.234,50"."""
    number = Decimal(str(value))
    if decimals is None:
        number = number.normalize()
    return numberformat.format(number, ",", decimals, grouping=3, thousand_sep=".", force_grouping=True)


def percent(part: int, whole: int, decimals: int = 1) -> Decimal:
    """The part in percent of the whole. A half is rounded up as offices do: 1 of 16 is 6,3 %, not 6,2 %."""
    return (Decimal(100 * part) / whole).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def read_whole(text: str) -> int:
    """ "1.234", "1 234" or "1234"; "1.5" and "1,5" are not whole numbers and raise NotANumber."""
    text = _tidy(text)
    if not _WHOLE.fullmatch(text):
        raise NotANumber(text[:MAX_DIGITS])
    return int(text.replace(".", "").replace(" ", ""))


def read_decimal(text: str) -> Decimal:
    """ "1.234,5", "1234,5" or "0,15"; "12.5" raises NotANumber, because a point only separates thousands."""
    text = _tidy(text)
    if not _DECIMAL.fullmatch(text):
        raise NotANumber(text[:MAX_DIGITS])
    return Decimal(text.replace(".", "").replace(" ", "").replace(",", "."))


def _tidy(text: str) -> str:
    text = " ".join(text.split()).replace("−", "-")
    if len(text) > MAX_DIGITS:
        raise NotANumber(text[:MAX_DIGITS])
    return text
