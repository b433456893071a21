"""Lists of this room as spreadsheets; at most as many rows as a page can wait for."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from common import spreadsheets
from common.templatetags.qcdc import ngay

from .models import LocalModel

MOST = 5_000

type Row = dict[str, str | date | None]


def of_models(models: Iterable[LocalModel]) -> list[Row]:
    """A line for each model."""
    return [
        {
            _("Mô hình"): model.name,
            _("Lĩnh vực"): str(model.field),
            _("Phong trào"): str(model.kind),
            _("Đơn vị"): model.unit.label,
            _("Tập thể, cá nhân"): model.owner,
            _("Ngày đăng ký"): model.registered_on,
            _("Cơ quan đăng ký"): model.registrar.name,
            _("Kiểm tra"): str(model.check_state.label) if model.check_state else "",
            _("Thôi thực hiện"): model.ended_on,
        }
        for model in models
    ]


def to_xlsx(rows: list[Row]) -> bytes:
    """The rows as .xlsx; an empty list is a sheet that says so."""
    from rustpy_xlsxwriter import write_worksheet

    written = rows or [{_("Mô hình"): _("Không có dòng nào.")}]
    with TemporaryDirectory() as folder:
        path = Path(folder, "so.xlsx")
        write_worksheet(
            iter([{head: _said(value) for head, value in row.items()} for row in written]), str(path),
            sheet_name=_("Sổ mô hình"), freeze_row=1, header_format=spreadsheets.head_format(),
        )  # fmt: skip
        return path.read_bytes()


def to_csv(rows: list[Row]) -> bytes:
    """The rows as .csv with a mark that spreadsheets know as UTF-8; a formula is text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(rows[0] if rows else [_("Không có dòng nào.")])
    writer.writerows([spreadsheets.neutral(_said(value)) for value in row.values()] for row in rows)
    return out.getvalue().encode("utf-8-sig")


WRITERS: dict[str, Callable[[list[Row]], bytes]] = {"xlsx": to_xlsx, "csv": to_csv}


def _said(value: str | date | None) -> str:
    return ngay(value) if isinstance(value, date) else value or ""
