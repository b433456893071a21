"""The columns of the file that the list of supervisions gives: a line for each recommendation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from common.list_files import Column

from .models import Recommendation, Supervision


class Line(NamedTuple):
    """A recommendation of a supervision; a supervision without one has a line of its own."""

    row: Supervision
    one: Recommendation | None


def lines_of(rows: Iterable[Supervision]) -> list[Line]:
    """The supervisions in their order, each with its recommendations; one query."""
    listed = list(rows)
    asked: dict[int, list[Recommendation]] = {}
    found = Recommendation.objects.filter(supervision__in=listed).select_related("to").order_by("supervision", "order")
    for one in found:
        asked.setdefault(one.supervision_id, []).append(one)
    none: list[Recommendation | None] = [None]
    return [Line(row, one) for row in listed for one in (asked.get(row.pk) or none)]


SUPERVISIONS = (
    Column(_("Mã"), lambda line: line.row.code, 16),
    Column(_("Nội dung giám sát"), lambda line: line.row.title, 60),
    Column(_("Cơ quan, ban giám sát"), lambda line: line.row.supervisor_name, 40),
    Column(_("Đối tượng"), lambda line: line.row.subject_text, 40),
    Column(_("Ngày tiến hành"), lambda line: line.row.begins_on, 14, is_day=True),
    Column(_("Trạng thái"), lambda line: line.row.state.label),
    Column(_("Ngày thông báo kết quả"), lambda line: line.row.concluded_on, 14, is_day=True),
    Column(_("Kiến nghị"), lambda line: line.one.text if line.one else "", 60),
    Column(_("Cơ quan nhận"), lambda line: line.one.to.name if line.one else "", 40),
    Column(_("Hạn trả lời"), lambda line: line.one.due_on if line.one else None, 14, is_day=True),
    Column(_("Số văn bản trả lời"), lambda line: line.one.answer_number if line.one else "", 20),
    Column(_("Ngày trả lời"), lambda line: line.one.answered_on if line.one else None, 14, is_day=True),
    Column(_("Tình trạng kiến nghị"), lambda line: line.one.state.label if line.one else ""),
)
