"""The yearly plan as an official paper."""

from __future__ import annotations

from django.utils.translation import override

from common import clock, official
from common.official import Paragraph, Section, Table
from organizations.enums import Family

from .models import DisclosurePlan
from .plans import LineRow

_COLUMNS = ("Số", "Nội dung công khai", "Hình thức", "Thời điểm, thời gian", "Người chịu trách nhiệm")


def paper_of(plan: DisclosurePlan, rows: list[LineRow]) -> official.Paper:
    """The plan in the layout of the body's papers (Law 10/2022/QH15 Article 14(1))."""
    body, document = plan.body, plan.document
    family = official.Family.PARTY if body.family is Family.PARTY else official.Family.STATE
    issued_on = document.issued_on if document else None
    style = official.style_for(family, issued_on or clock.today())
    with override("vi"):
        table = Table(
            caption=f"Nội dung công khai năm {plan.year}", columns=_COLUMNS, rows=tuple(_row(row) for row in rows),
            widths=(6.0, 34.0, 20.0, 22.0, 18.0), numeric=frozenset({0}), row_header=1,
        )  # fmt: skip
        return official.Paper(
            style=style,
            superior=body.parent.name.upper() if body.parent else "",
            issuer=body.name.upper(),
            number=document.number if document else None,
            symbol=official.symbol_for(style, "KH", body.symbol),
            place=body.unit.name,
            issued_on=issued_on,
            year=plan.year,
            type_name="KẾ HOẠCH",
            subject=f"công khai thông tin để Nhân dân biết năm {plan.year}",
            made_at=clock.now(),
            kept_in="VT" if style is official.Style.STATE else "Văn phòng",
            authority=f"{'TM.' if style is official.Style.STATE else 'T/M'} {(body.short_name or body.name).upper()}",
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


def _row(row: LineRow) -> tuple[str, ...]:
    line = row.line
    number = str(line.item.number) if line.item.number else ""
    responsible = "; ".join(part for part in (line.officer, line.responsible.name if line.responsible else "") if part)
    return (number, f"{line.item.short}: {line.subject}", row.forms, row.when, responsible)
