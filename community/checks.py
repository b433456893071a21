"""What several verbs of this room check."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line


def past(on: date, field: str = "on") -> None:
    """What was done was done today or before."""
    if on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field=field)


def not_before(on: date, first: date | None, field: str = "on") -> None:
    """A step is not before the one that it follows."""
    if first is not None and on < first:
        raise Refused(_("Ngày không được trước {day}.").format(day=ngay(first)), field=field)


def line(text: str, message: str, field: str) -> str:
    """The text of one line; refused when it says nothing."""
    cleaned = clean_line(text)
    if not cleaned:
        raise Refused(message, field=field)
    return cleaned
