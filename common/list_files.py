"""The list that a page shows as a file: ?tep=xlsx or ?tep=csv beside the filters of the list.

    def paper_list(request):
        papers = form.chosen().apply(…).for_list()
        if file := list_files.asked(request, _("Văn bản chỉ đạo"), PAPER_COLUMNS, papers, unit=unit, said=form.said()):
            return file

It holds the rows of the list, no more and no others, and says of which unit, by which filter, when and for whom; dates
are dates, text is never a formula. What is no list of a page (the lines of a plan) calls ``answer``. Longer lists are
refused with the way out: lists that grow that long have a job (petitions). The page offers it with
{% include "components/list_file.html" %}.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from common import clock, numbers, spreadsheets
from common.templatetags.qcdc import luc

PARAMETER = "tep"
MOST_ROWS = 5_000

type Value = str | int | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """A column of the file: its head, and its value of a record."""

    head: str | Promise
    value: Callable[[Any], Any]
    width: float = 18.0
    is_day: bool = False


def asked(
    request: HttpRequest,
    title: str,
    columns: Sequence[Column],
    records: Any,
    *,
    unit: object = None,
    said: Iterable[object] = (),
) -> HttpResponse | None:
    """The file that the address asks for; None when it asks for none. ``said``: the filter in words.

    A list of more than 5,000 rows answers with a message on the page itself.
    """
    kind = request.GET.get(PARAMETER, "")
    if kind not in _WRITERS:
        return None
    rows = list(records[: MOST_ROWS + 1])
    if len(rows) > MOST_ROWS:
        text = _("Danh sách có hơn {most} dòng. Lọc hẹp lại rồi tải.").format(most=numbers.show(MOST_ROWS))
        messages.warning(request, text)
        return redirect(_without_file(request))
    facts = facts_of(request, title, len(rows), unit=unit, said=said)
    name = request.resolver_match.url_name if request.resolver_match else "danh-sach"
    return answer(kind, f"{name}-{clock.today():%Y%m%d}", title, columns, rows, facts)


def answer(
    kind: str,
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Any],
    facts: list[tuple[str, str]],
) -> HttpResponse:
    """The rows as a file of that kind (``KINDS``) under that name; ``facts``: what stands beside them."""
    lines = [[_plain(column.value(row)) for column in columns] for row in rows]
    content, content_type = _WRITERS[kind](title, columns, lines, facts)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)


def said_of(form: forms.BaseForm) -> list[str]:
    """The filter of a list in words: each visible field that narrows, with the label of what was chosen.

    Hidden fields come from a number that opens its list; a form that can say them does so (``said``).
    """
    said = []
    for bound in form.visible_fields():
        typed = str(bound.value() or "").strip()
        choices: dict[str, Any] = {str(key): label for key, label in getattr(bound.field, "choices", ())}
        if typed and (not choices or choices.get(typed)):
            said.append(f"{bound.label}: {choices.get(typed, typed)}")
    if not hasattr(form, "said") and any(bound.value() for bound in form.hidden_fields()):
        said.append(_("chỉ những dòng mà con số đã mở đếm"))
    return said


def _without_file(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop(PARAMETER, None)
    return f"{request.path}?{query.urlencode()}"


def facts_of(
    request: HttpRequest, title: str, rows: int, *, unit: object = None, said: Iterable[object] = ()
) -> list[tuple[str, str]]:
    """What a file says of itself: of what, of which unit, by which filter, how many rows, when and for whom."""
    known = [
        (_("Danh sách"), title),
        (_("Đơn vị"), str(getattr(unit, "label", "") or "")),
        (_("Điều kiện lọc"), "; ".join(str(words) for words in said) or _("tất cả")),
        (_("Số dòng"), numbers.show(rows)),
        (_("Người xuất"), str(getattr(request.user, "full_name", ""))),
        (_("Xuất lúc"), luc(clock.now())),
    ]
    return [(name, value) for name, value in known if value]


def _plain(value: Any) -> Value:
    if value is None or (isinstance(value, (date, int, Decimal)) and not isinstance(value, bool)):
        return cast(Value, value)
    return str(value)


def _xlsx(
    title: str, columns: Sequence[Column], lines: list[list[Value]], facts: list[tuple[str, str]]
) -> tuple[bytes, str]:
    from rustpy_xlsxwriter import Format, write_worksheets

    heads = [str(column.head) for column in columns]
    about = _("Thông tin")
    sheet = "".join(char for char in title if char not in "[]:*?/\\")[:31]
    said = [{_("Mục"): name, _("Nội dung"): value} for name, value in facts]
    body = [dict(zip(heads, map(_in_cell, line), strict=True)) for line in lines] or [dict.fromkeys(heads, "")]
    day = Format().set_num_format(spreadsheets.DAY)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "danh-sach.xlsx"
        write_worksheets(
            [(sheet, iter(body)), (about, iter(said))], str(path),
            freeze_panes={"general": {"row": 1, "col": 0}},
            header_format={"general": spreadsheets.head_format()},
            column_formats={sheet: {str(column.head): day for column in columns if column.is_day}},
            column_widths={sheet: {str(column.head): column.width for column in columns}, about: [24.0, 80.0]},
        )  # fmt: skip
        return path.read_bytes(), spreadsheets.XLSX


def _in_cell(value: Value) -> str | int | float | date | None:
    return float(value) if isinstance(value, Decimal) else value


def _csv(
    _title: str, columns: Sequence[Column], lines: list[list[Value]], facts: list[tuple[str, str]]
) -> tuple[bytes, str]:
    written = StringIO(newline="")
    out = csv.writer(written)
    out.writerows([spreadsheets.neutral(name), spreadsheets.neutral(value)] for name, value in facts)
    out.writerow([])
    out.writerow([str(column.head) for column in columns])
    out.writerows([spreadsheets.spoken(value) for value in line] for line in lines)
    return written.getvalue().encode("utf-8-sig"), spreadsheets.CSV


_WRITERS: dict[str, Callable[..., tuple[bytes, str]]] = {"xlsx": _xlsx, "csv": _csv}
KINDS = frozenset(_WRITERS)
