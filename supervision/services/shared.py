"""What the verbs of this room share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line
from organizations.models import Body


def said(words: str, field: str, refusal: str) -> str:
    """The words on one line. Refused when there are none."""
    line = clean_line(words)
    if not line:
        raise Refused(refusal, field=field)
    return line


def check_past(day: date, field: str, *, since: date | None = None) -> None:
    """Refused: a day ahead of today, or before the one given."""
    if day > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field=field)
    if since is not None and day < since:
        raise Refused(_("Ngày không được trước {day}.").format(day=ngay(since)), field=field)


def check_alive(body: Body, on: date, field: str) -> None:
    """Refused: a body that did not exist on that day."""
    if on not in body.valid:
        message = _("{body} không tồn tại vào ngày {day}.")
        raise Refused(message.format(body=body.name, day=ngay(on)), field=field)


def next_number(table: str) -> int:
    """The number in the code is the row's key, drawn beforehand: no lock, no two alike, gaps allowed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
        return int(cursor.fetchone()[0])


def lines(texts: Iterable[str], limit: int = 200) -> list[str]:
    """Cleaned, none empty, none twice, none longer than the limit."""
    cleaned = [clean_line(one)[:limit] for one in texts]
    return list(dict.fromkeys(one for one in cleaned if one))
