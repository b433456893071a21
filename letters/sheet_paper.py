"""The monthly sheet of citizen reception as an official paper."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import override

from common import clock, official
from common.official import Paragraph, Section, Table
from organizations import letterhead

from .queries_reception import DutyLine, Line, Sheet


def paper_of(sheet: Sheet) -> official.Paper:
    """The sheet in the layout of the body's papers; it names nobody who came."""
    body = sheet.body
    head = letterhead.head_of(body, "BC", sheet.window.end)
    with override("vi"):
        return official.Paper(
            **head,
            number=None,
            issued_on=None,
            year=sheet.window.end.year,
            type_name="BÁO CÁO",
            subject=f"kết quả tiếp công dân {sheet.window.label}",
            made_at=clock.now(),
            recipients=(body.parent.name,) if body.parent else (),
            authority=letterhead.in_name_of(head["style"], body.short_name or body.name),
            sections=_sections(sheet),
        )


def _sections(sheet: Sheet) -> tuple[Section, ...]:
    return (
        Section("I", "Lịch tiếp và người tiếp", _duties(sheet)),
        Section("II", "Lượt tiếp công dân", (_visits(sheet.visits, "Tổng số"),)),
        Section(
            "III",
            "Phân loại và xử lý",
            (_visits(sheet.matters, "Phân loại"), _visits(sheet.handlings, "Xử lý")),
        ),
    )


def _duties(sheet: Sheet) -> tuple[official.Block, ...]:
    held = "; ".join(f"{line.label}: {line.number}" for line in sheet.days)
    blocks: list[official.Block] = [Paragraph(f"Số buổi tiếp: {held}.")]
    if sheet.duties:
        columns = ("Người tiếp", "Căn cứ", "Phải tiếp", "Trực tiếp tiếp", "Người khác tiếp", "Thiếu")
        rows = tuple(_duty(line) for line in sheet.duties)
        widths = (26.0, 30.0, 11.0, 11.0, 11.0, 11.0)
        blocks.append(
            Table(
                caption="Số ngày tiếp công dân theo quy định", columns=columns, rows=rows, widths=widths,
                numeric=frozenset({2, 3, 4, 5}), row_header=0,
            )
        )  # fmt: skip
    return tuple(blocks)


def _duty(line: DutyLine) -> tuple[str, ...]:
    kept = line.kept
    numbers = (kept.due, kept.by_head, kept.by_deputy, kept.missed)
    return (line.duty.office, line.duty.basis, *(str(number) for number in numbers))


def _visits(lines: Iterable[Line], caption: str) -> Table:
    rows = tuple((line.label, str(line.number), "" if line.people is None else str(line.people)) for line in lines)
    return Table(
        caption=caption, columns=("Nội dung", "Số lượt", "Số người"), rows=rows, widths=(60.0, 20.0, 20.0),
        numeric=frozenset({1, 2}), row_header=0,
    )  # fmt: skip
