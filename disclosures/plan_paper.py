"""The yearly plan as an official paper."""

from __future__ import annotations

from django.utils.translation import override

from common import clock, official
from common.official import Paragraph, Section, Table

from .models import DisclosurePlan
from .paper_head import head_of, label_of
from .plans import LineRow

_COLUMNS = ("TT", "Nội dung công khai", "Hình thức", "Thời điểm, thời gian", "Người chịu trách nhiệm")


def paper_of(plan: DisclosurePlan, rows: list[LineRow]) -> official.Paper:
    """The plan in the layout of the body's papers (Law 10/2022/QH15 Article 14(1))."""
    body, document = plan.body, plan.document
    issued_on = document.issued_on if document else None
    with override("vi"):
        lines = tuple(_row(number, row) for number, row in enumerate(rows, 1))
        table = Table(
            caption=f"Nội dung công khai năm {plan.year}", columns=_COLUMNS, rows=lines,
            widths=(6.0, 34.0, 20.0, 22.0, 18.0), numeric=frozenset({0}), row_header=1,
        )  # fmt: skip
        return official.Paper(
            **head_of(body, "KH", issued_on or clock.today()),
            number=document.number if document else None,
            issued_on=issued_on,
            year=plan.year,
            type_name="KẾ HOẠCH",
            subject=f"công khai thông tin để Nhân dân biết năm {plan.year}",
            made_at=clock.now(),
            grounds=("Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10 tháng 11 năm 2022",),
            sections=(
                Section("I", "Nội dung, hình thức, thời điểm công khai", (table,)),
                Section("II", "Tổ chức thực hiện", (Paragraph(_HOW),)),
            ),
            is_draft=plan.document_id is None,
        )


_HOW = (
    "Người chịu trách nhiệm từng nội dung thực hiện công khai đúng thời điểm, ghi ngày công khai và ảnh chứng minh tại "
    "từng nơi. Nội dung thay đổi được công khai lại."
)


def _row(number: int, row: LineRow) -> tuple[str, ...]:
    line = row.line
    responsible = "; ".join(part for part in (line.officer, line.responsible.name if line.responsible else "") if part)
    return (str(number), f"{label_of(line.item)}: {line.subject}", row.forms, row.when, responsible)
