"""The committee's report that puts the monthly reports of a period together, as an official paper."""

from __future__ import annotations

from django.utils.translation import override

from common import clock, official
from common.official import Bullets, Paragraph, Section, Table
from common.templatetags.qcdc import ngay
from organizations import letterhead

from .consolidating import Cell, Consolidated, Line
from .models import Recommendation, Supervision

_WIDEST = 12


def paper_of(found: Consolidated) -> official.Paper:
    """In the layout of the committee's papers; a draft until it is numbered and signed."""
    body, day = found.committee.body, min(clock.today(), found.window.end)
    head = letterhead.head_of(body, "BC", day)
    with override("vi"):
        return official.Paper(
            **head,
            number=None,
            issued_on=None,
            year=found.window.end.year,
            type_name="BÁO CÁO",
            subject=f"tổng hợp kết quả giám sát việc thực hiện quy chế dân chủ {found.window.label}",
            made_at=clock.now(),
            recipients=(body.parent.name,) if body.parent else (),
            authority=letterhead.in_name_of(head["style"], body.short_name or body.name),
            sections=(
                Section("I", "Báo cáo tháng", _reports(found)),
                Section("II", "Kết quả giám sát theo quy chế", _by_type(found)),
                Section("III", "Các cuộc giám sát trong kỳ", (), _supervisions(found)),
            ),
        )


def _reports(found: Consolidated) -> tuple[official.Block, ...]:
    said = f"Đã nhận báo cáo của {found.received} trong {len(found.months)} tháng."
    if not found.missing:
        return (Paragraph(said), _who(found))
    gaps = ", ".join(month.label for month in found.missing)
    return (Paragraph(f"{said} Chưa có báo cáo: {gaps}; các tháng này không tính là không có vi phạm."), _who(found))


def _who(found: Consolidated) -> official.Block:
    items = tuple(
        f"Tháng {report.month}/{report.year}: {report.body.name}, số {report.number} ngày {ngay(report.sent_on)}."
        for month in found.months
        for report in month.reports
    )
    return Bullets(items) if items else Paragraph("Không có báo cáo nào trong kỳ.")


def _by_type(found: Consolidated) -> tuple[official.Block, ...]:
    if not found.lines:
        return (Paragraph("Không có quy chế nào được báo cáo trong kỳ."),)
    checks, shortcomings, recommendations = found.totals
    total = (
        f"{len(found.lines)} loại quy chế được giám sát: {checks} lượt, phát hiện {shortcomings} hạn chế, "
        f"{recommendations} kiến nghị."
    )
    blocks: list[official.Block] = [Paragraph(total), _table(found)]
    if len(found.months) <= _WIDEST:
        blocks.append(_months(found))
    for line in found.lines:
        blocks += _said(line)
    return tuple(blocks)


def _table(found: Consolidated) -> Table:
    rows = [
        (line.kind.name_vi, f"{line.months}/{len(found.months)}", str(line.checks), str(line.shortcomings),
         str(line.recommendations))
        for line in found.lines
    ]  # fmt: skip
    checks, shortcomings, recommendations = found.totals
    total = ("Cộng", f"{found.received}/{len(found.months)}", str(checks), str(shortcomings), str(recommendations))
    return Table(
        caption=f"Kết quả theo loại quy chế, {found.window.label}",
        columns=("Loại quy chế", "Số tháng", "Lượt giám sát", "Hạn chế", "Kiến nghị"),
        rows=(*rows, total), widths=(40.0, 14.0, 16.0, 15.0, 15.0), numeric=frozenset({1, 2, 3, 4}), row_header=0,
        totals=1,
    )  # fmt: skip


def _months(found: Consolidated) -> Table:
    """Checks by month: a dash where a type was not supervised, “thiếu” where the month has no report."""
    heads = tuple(f"T{month.period.start.month}" for month in found.months)
    rows = tuple((line.kind.name_vi, *(_in_month(cell) for cell in line.cells)) for line in found.lines)
    return Table(
        caption="Số lượt giám sát theo tháng (“thiếu”: chưa có báo cáo tháng; “–”: tháng đó không giám sát)",
        columns=("Loại quy chế", *heads), rows=rows,
        widths=(28.0, *(72.0 / len(heads) for _head in heads)),
        numeric=frozenset(range(1, len(heads) + 1)), row_header=0,
    )  # fmt: skip


def _in_month(cell: Cell) -> str:
    if cell.month.is_missing:
        return "thiếu"
    if cell.month.is_ahead:
        return ""
    return "–" if cell.checks is None else str(cell.checks)


def _said(line: Line) -> list[official.Block]:
    if not line.worded:
        return []
    items = tuple(f"Tháng {one.report.month}/{one.report.year}: {one.text}" for one in line.worded)
    return [Paragraph(f"{line.kind.name_vi}:"), Bullets(items)]


def _supervisions(found: Consolidated) -> tuple[Section, ...]:
    if not found.supervisions:
        return (Section("", "Không có cuộc giám sát nào kết thúc trong kỳ"),)
    return tuple(_supervision(number, one) for number, one in enumerate(found.supervisions, 1))


def _supervision(number: int, one: Supervision) -> Section:
    blocks: list[official.Block] = [
        Paragraph(
            f"Đối tượng: {one.subject_text}. Cơ quan giám sát: {one.supervisor_name}. "
            f"Tiến hành từ {ngay(one.begins_on)}, kết thúc {ngay(one.ended_on)}."
        )
    ]
    if one.result_text:
        paper = f"Thông báo số {one.result_number} ngày {ngay(one.concluded_on)}: "
        blocks.append(Paragraph(paper + one.result_text))
    findings = tuple(f"Hạn chế: {finding.wrong}" for finding in one.findings.all() if finding.wrong)
    asked = tuple(_asked(rec) for rec in one.recommendations.all())
    if findings or asked:
        blocks.append(Bullets((*findings, *asked)))
    return Section(str(number), one.title, tuple(blocks))


def _asked(rec: Recommendation) -> str:
    answer = f"; trả lời số {rec.answer_number} ngày {ngay(rec.answered_on)}" if rec.answered_on else ""
    outcome = f" ({rec.outcome_text})" if rec.outcome_text else ""
    return f"Kiến nghị với {rec.to.name}: {rec.text} – {str(rec.state.label).lower()}{outcome}{answer}."
