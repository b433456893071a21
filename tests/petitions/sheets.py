"""Spreadsheets as people send them, and what a person does with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import xlsxwriter
from django.core.files.base import ContentFile

from documents import storage
from jobs import runner
from petitions.enums import Source
from petitions.models import ImportRun
from petitions.services import importing

HEADS = ("STT", "Nội dung kiến nghị", "Ngày tiếp nhận", "Lĩnh vực", "Cấp thẩm quyền", "Nội dung tổng hợp", "Họ và tên")
ROAD = "Đường trục thôn Tân Hợp hỏng nặng, đề nghị sửa chữa."


def book(rows: Iterable[Sequence[Any]], heads: Sequence[str] = HEADS, before: Sequence[Sequence[Any]] = ()) -> bytes:
    """A workbook of one sheet; days are real days."""
    out = BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet, day = made.add_worksheet("Kiến nghị"), made.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate([*before, heads, *rows]):
        for place, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, place, value, day)
            elif value is not None:
                sheet.write(number, place, value)
    made.close()
    return out.getvalue()


def row(text: str = ROAD, day: Any = date(2020, 7, 6), **more: str) -> list[Any]:
    """A row under HEADS."""
    return [1, text, day, more.get("field", ""), more.get("level", ""), more.get("wording", ""), more.get("person", "")]


def uploaded(content: bytes, council: Any, by: Any, name: str = "kien-nghi.xlsx", **more: Any) -> ImportRun:
    """The run of a file that was just uploaded."""
    given = {"source": Source.MEETING, "no_state_secret": True} | more
    return importing.upload(council=council, upload=ContentFile(content, name=name), by=by, **given)


def checked(content: bytes, council: Any, by: Any, **more: Any) -> ImportRun:
    """The same, after its dry run."""
    return done(uploaded(content, council, by, **more))


def done(run: ImportRun) -> ImportRun:
    """The run after its job."""
    assert run.job is not None
    job = runner.run_here(run.job)
    assert job.state == "succeeded", job.error
    return again(run)


def again(run: ImportRun) -> ImportRun:
    """The run as it is now."""
    return ImportRun.objects.of(run.created_by).get(pk=run.pk)


def cells(content: bytes, sheet: str | None = None) -> list[list[Any]]:
    """Every row of a sheet, the first one unless another is named."""
    read = openpyxl.load_workbook(BytesIO(content), read_only=True)
    return [list(line) for line in (read[sheet] if sheet else read.worksheets[0]).iter_rows(values_only=True)]


def stored(blob: Any) -> bytes:
    """The bytes of a kept file."""
    with storage.open_blob(blob) as file:
        return file.read()
