"""Numbers in the words of a card."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.numbers import percent, show

LONG = 10  # signs that a narrow card holds in one line


def part_of(part: int, whole: int) -> str:
    """ "6/19"; large numbers may break behind the stroke, nowhere else."""
    shown = f"{show(part)}/{show(whole)}"
    return shown if len(shown) < LONG else shown.replace("/", "/\u200b")


def rate(part: int, whole: int) -> str:
    """ "82,4 %"; a dash where there is nothing to divide by."""
    return f"{show(percent(part, whole), 1)} %" if whole else "–"


def change(number: int, before: int) -> str:
    """▲ 3 so với kỳ trước, ▼ 2 …, or words when nothing changed."""
    return _("{change} so với kỳ trước").format(change=_signed(number - before))


def tone(number: int, before: int, *, more_is_good: bool) -> str:
    """Whether a change is good or bad news."""
    if number == before:
        return ""
    return "good" if (number > before) is more_is_good else "bad"


def _signed(difference: int) -> str:
    if difference == 0:
        return _("không đổi")
    return f"▲ {show(difference)}" if difference > 0 else f"▼ {show(-difference)}"
