"""What every spreadsheet of the portal agrees on: days are days, text is never a formula."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from common.templatetags.qcdc import ngay

DAY = "dd/mm/yyyy"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """A text for a CSV cell: what a spreadsheet would calculate begins with an apostrophe and is shown as it is.

    In .xlsx a text is a text by its type, whatever it begins with.
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def spoken(value: str | int | Decimal | date | None) -> str | int:
    """A value for a CSV cell: a day and a decimal as people write them, a text that is never a formula."""
    if isinstance(value, date):
        return ngay(value)
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return value if isinstance(value, int) else neutral(value or "")


def head_format() -> Any:
    """How the line above the columns looks."""
    from rustpy_xlsxwriter import Format

    return Format().set_bold().set_text_wrap().set_align("top").set_background_color("E7EEF0").set_border("thin")
