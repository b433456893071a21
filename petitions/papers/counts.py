"""A cube of petitions as sentences and tables of a paper; nothing is counted here."""

from __future__ import annotations

from common.official import Block, Paragraph, Table
from petitions.classes import ResultClass
from petitions.cube import Cube, Line, OnTime

from .base import listed, many, share

SHORT = {
    ResultClass.RESOLVED: "Giải quyết xong",
    ResultClass.EXPLAINED: "Giải trình, thông tin",
    ResultClass.IN_PROGRESS: "Đang giải quyết",
    ResultClass.NOT_RESOLVED: "Chưa giải quyết",
    ResultClass.NOT_COMPETENT: "Không thuộc thẩm quyền",
    ResultClass.CLAIMED: "Chờ xác nhận",
    ResultClass.NO_RESULT: "Chưa có kết quả",
    ResultClass.UNSENT: "Chưa chuyển",
}


def received(cube: Cube) -> Paragraph:
    """Before and after consolidation."""
    return Paragraph(
        f"Tổng số ý kiến, kiến nghị tiếp nhận: {many(cube.before)}; sau khi tổng hợp (gộp nội dung trùng, tách nội"
        f" dung khác nhau): {many(cube.after)} kiến nghị."
    )


def results(cube: Cube) -> tuple[Block, ...]:
    """How many are settled, and each class that occurs; the classes add up to the count after consolidation."""
    total = cube.total
    numbers = [(result.label, total.counts[result]) for result in ResultClass if total.counts[result]]
    lines = [f"{label}: {many(number)} kiến nghị ({share(number, total.total)})" for label, number in numbers]
    settled = (
        f"Tính đến ngày {cube.on:%d/%m/%Y}, {many(total.settled)}/{many(total.total)} kiến nghị"
        f" ({share(total.settled, total.total)}) đã giải quyết xong hoặc giải trình, thông tin với cử tri và được xác"
        " nhận kết quả. Cụ thể:"
    )
    return (Paragraph(settled), *listed(lines)) if lines else ()


def on_time(rate: OnTime) -> tuple[Block, ...]:
    """The rate with its formula."""
    if not rate.denominator:
        return (Paragraph("Không có kiến nghị nào có thời hạn trả lời."),)
    return (
        Paragraph(
            "Tỷ lệ trả lời đúng hạn = số trả lời trong hạn ÷ (số đã trả lời + số chưa trả lời và đã quá hạn) ="
            f" {many(rate.in_time)} ÷ ({many(rate.answered)} + {many(rate.overdue)}) ="
            f" {share(rate.in_time, rate.denominator)}."
        ),
    )


def table(cube: Cube, caption: str, first: str) -> Table:
    """The table of the page of figures, for an annex that lies across."""
    columns = (first, "Tổng số", *(SHORT[result] for result in ResultClass), "Trả lời đúng hạn")
    return Table(
        caption=caption, columns=columns, rows=tuple(_row(line) for line in [*cube.lines, cube.total]),
        widths=(26.0, 9.0, *(10.5,) * len(ResultClass), 20.0), numeric=frozenset(range(1, len(columns))),
        row_header=0, totals=1,
    )  # fmt: skip


def _row(line: Line) -> tuple[str, ...]:
    rate = line.on_time
    of_rate = f"{many(rate.in_time)}/{many(rate.denominator)} ({share(rate.in_time, rate.denominator)})"
    return (
        line.label,
        many(line.total),
        *(many(line.counts[result]) for result in ResultClass),
        of_rate if rate.denominator else "–",
    )
