"""Lists of this room as spreadsheets."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from common import spreadsheets
from common.templatetags.qcdc import ngay

from .models import Recommendation, Supervision


def of_supervisions(rows: list[Supervision]) -> bytes:
    """A line for each recommendation; a supervision without one has a line of its own."""
    asked: dict[int, list[Recommendation]] = {}
    found = Recommendation.objects.filter(supervision__in=rows).select_related("to").order_by("supervision", "order")
    for one in found:
        asked.setdefault(one.supervision_id, []).append(one)
    none: list[Recommendation | None] = [None]
    lines = [_line(row, one) for row in rows for one in (asked.get(row.pk) or none)]
    return _written(lines or [dict.fromkeys(_heads(), "")])


def _heads() -> tuple[str, ...]:
    return (
        _("Mã"), _("Nội dung giám sát"), _("Cơ quan, ban giám sát"), _("Đối tượng"), _("Ngày tiến hành"),
        _("Trạng thái"), _("Ngày thông báo kết quả"), _("Kiến nghị"), _("Cơ quan nhận"), _("Hạn trả lời"),
        _("Số văn bản trả lời"), _("Ngày trả lời"), _("Tình trạng kiến nghị"),
    )  # fmt: skip


def _line(row: Supervision, one: Recommendation | None) -> dict[str, str]:
    said = (
        (one.text, one.to.name, ngay(one.due_on), one.answer_number, ngay(one.answered_on), str(one.state.label))
        if one
        else ("",) * 6
    )
    cells = (
        row.code, row.title, row.supervisor_name, row.subject_text, ngay(row.begins_on), str(row.state.label),
        ngay(row.concluded_on), *said,
    )  # fmt: skip
    return dict(zip(_heads(), cells, strict=True))


def _written(lines: list[dict[str, str]]) -> bytes:
    from rustpy_xlsxwriter import write_worksheet

    with TemporaryDirectory() as folder:
        path = Path(folder, "giam-sat.xlsx")
        write_worksheet(
            iter(lines), str(path), sheet_name=_("Giám sát"), freeze_row=1, header_format=spreadsheets.head_format()
        )
        return path.read_bytes()
