"""A workbook of ours that comes back: it must be of this submission and whole, or nothing of it is understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from django.core import signing
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line
from documents.names import FIELD
from indicators.forms.entry import FIGURE as FIGURE_FIELD
from indicators.forms.entry import REASON as REASON_FIELD
from indicators.forms.entry import SEEN as SEEN_FIELD
from indicators.grid import Grid
from indicators.models import FormVersion, Submission

from . import package, sheet
from .sheet import FIGURE, HEAD_ROW, HEADS, HIDDEN, KEY, MARK, NAME, REMARK, SHEET, Said

_MOST_LINES = 20  # of the hidden sheet
_SHOWN = 5  # keys that a message names


@dataclass
class Returned:
    """What stands in a workbook that came back: as the entry page would have sent it, and what cannot be read."""

    data: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def read(file: IO[bytes], submission: Submission, grid: Grid) -> Returned:
    """Raises Refused for a workbook of another form, version, window or unit, and for one whose rows are not all there.

    What stands in a single place and is no figure is an error of that place.
    """
    hidden, rows = _sheets(file)
    said = _said(hidden)
    _check_same(said, submission)
    found = _rows(rows)
    _check_whole(found, grid)
    returned = Returned()
    for key, cells in found.items():
        _take(returned, key, cells, said.seen.get(key, ""))
    return returned


def _sheets(file: IO[bytes]) -> tuple[list[list[Any]], list[list[Any]]]:
    file.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(file)
        if HIDDEN not in book.sheet_names:
            raise _not_ours()
        if SHEET not in book.sheet_names:
            message = _("Tệp không còn trang “{name}”: không đổi tên hoặc xóa trang này. Tải lại biểu rồi nhập.")
            raise Refused(message.format(name=SHEET), field=FIELD)
        return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in (HIDDEN, SHEET)]  # type: ignore[return-value]
    except (CalamineError, OSError) as error:
        raise package.broken() from error


def _said(hidden: Sequence[Sequence[Any]]) -> Said:
    lines = [str(row[0]) if row else "" for row in hidden[: _MOST_LINES + 1]]
    if not lines or lines[0] != MARK:
        raise _not_ours()
    try:
        return Said.read("".join(lines[1:]).strip())
    except (signing.BadSignature, TypeError, ValueError) as error:
        message = _("Phần ẩn của tệp đã bị sửa nên cổng không chắc tệp thuộc kỳ nào. Tải lại biểu rồi nhập.")
        raise Refused(message, field=FIELD) from error


def _check_same(said: Said, submission: Submission) -> None:
    if said.submission != submission.pk:
        other = Submission.objects.select_related("form", "window", "unit").filter(pk=said.submission).first()
        if other is None:
            raise Refused(_("Tệp này là của một biểu không còn trên cổng."), field=FIELD)
        different = [
            (_("biểu “{one}”, trang này nhận biểu “{this}”"), other.form.name, submission.form.name),
            (_("kỳ {one}, trang này nhận {this}"), other.window.label, submission.window.label),
            (_("đơn vị {one}, trang này nhận của {this}"), other.unit.name, submission.unit.name),
        ]
        told = "; ".join(words.format(one=one, this=this) for words, one, this in different if one != this)
        raise Refused(_("Tệp này là của {what}. Chọn đúng tệp rồi tải lại.").format(what=told), field=FIELD)
    if said.version != submission.version_id:
        before = FormVersion.objects.filter(pk=said.version).first()
        message = _("Tệp này theo phiên bản {one} của biểu; biểu nay dùng phiên bản {this}. Tải lại biểu rồi nhập.")
        numbers = {"one": before.number if before else "?", "this": submission.version.number}
        raise Refused(message.format(**numbers), field=FIELD)


def _rows(rows: Sequence[Sequence[Any]]) -> dict[str, list[Any]]:
    """The lines of the form by their keys."""
    head = sheet.columns(rows[HEAD_ROW]) if len(rows) > HEAD_ROW else []
    if tuple(str(name) for name in head) != HEADS:
        raise Refused(_("Hàng tiêu đề của tệp đã bị sửa hoặc dời chỗ. Tải lại biểu rồi nhập."), field=FIELD)
    found: dict[str, list[Any]] = {}
    for number, row in enumerate(rows[HEAD_ROW + 1 :], HEAD_ROW + 2):
        cells = sheet.columns(row)
        key = clean_line(str(cells[KEY]))
        if not key:
            if any(cells[place] not in ("", None) for place in (FIGURE, REMARK)):
                message = _("Dòng {number} (“{name}”) có số liệu nhưng không có mã chỉ tiêu ở cột A.")
                raise Refused(message.format(number=number, name=str(cells[NAME])[:80]), field=FIELD)
            continue
        if key in found:
            raise Refused(_("Mã “{key}” có ở hai dòng của tệp.").format(key=key[:80]), field=FIELD)
        found[key] = cells
    return found


def _check_whole(found: dict[str, list[Any]], grid: Grid) -> None:
    missing, unknown = [key for key in grid.cells if key not in found], [key for key in found if key not in grid.cells]
    if missing:
        told = ", ".join(missing[:_SHOWN])
        raise Refused(_("Tệp thiếu {count} dòng: {keys}.").format(count=len(missing), keys=told), field=FIELD)
    if unknown:
        told = ", ".join(key[:80] for key in unknown[:_SHOWN])
        raise Refused(_("Tệp có dòng không thuộc biểu: {keys}.").format(keys=told), field=FIELD)


def _take(returned: Returned, key: str, cells: Sequence[Any], seen: str) -> None:
    for place, name in ((FIGURE, FIGURE_FIELD), (REMARK, REASON_FIELD)):
        value = cells[place]
        if isinstance(value, datetime | date | time | timedelta | bool):
            returned.errors[key] = _turned(value)
        else:
            returned.data[name + key] = sheet.words("" if value is None else value)
    returned.data[SEEN_FIELD + key] = seen
    if key in returned.errors:
        for name in (FIGURE_FIELD, REASON_FIELD, SEEN_FIELD):
            returned.data.pop(name + key, None)


def _turned(value: object) -> str:
    if isinstance(value, date):
        return _("Excel đã đổi nội dung ô thành ngày {day}; gõ lại số liệu.").format(day=ngay(value))
    return _("Ô này có giá trị giờ hoặc đúng/sai của Excel; gõ lại số liệu.")


def _not_ours() -> Refused:
    return Refused(
        _("Tệp này không phải biểu tải từ cổng. Tải biểu ở trang này rồi nhập vào, hoặc dán khối số từ Excel."), FIELD
    )
