"""The figures of a frozen paper for machines: JSON and CSV, attached to its PDF. Equal figures give equal bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from common import official
from common.pdf.model import figure_address
from common.spreadsheets import neutral

from .models import FrozenFigure

COLUMNS = ("ma", "ten", "so_lieu", "gia_tri", "cach_tinh", "phien_ban", "so_ho_so", "dia_chi")

TYPED = frozenset({"ten", "so_lieu", "cach_tinh"})
"""What people once typed; the rest the portal wrote."""


def attached(paper: official.Paper, figures: Sequence[FrozenFigure]) -> dict[str, bytes]:
    """Both files, by name."""
    rows = [row_of(paper.check_at, figure) for figure in figures]
    return {"so-lieu.json": _json(paper, rows), "so-lieu.csv": _csv(rows)}


def row_of(check_at: str, figure: FrozenFigure) -> dict[str, Any]:
    """One figure, with its public address where the paper has one."""
    return {
        "ma": figure.key,
        "ten": figure.label,
        "so_lieu": figure.text,
        "gia_tri": None if figure.number is None else f"{figure.number.normalize():f}",
        "cach_tinh": figure.formula,
        "phien_ban": figure.version,
        "so_ho_so": len(figure.row_keys) + figure.sealed,
        "dia_chi": figure_address(check_at, figure.key) if check_at else None,
    }


def _json(paper: official.Paper, rows: list[dict[str, Any]]) -> bytes:
    """The paper by its number, and its figures in the order in which it tells them."""
    said = {
        "van_ban": paper.title,
        "so_ky_hieu": paper.number_line.partition(" ")[2] if paper.number is not None else None,
        "ngay": paper.issued_on.isoformat() if paper.issued_on else None,
        "ma_kiem_tra": paper.check_code or None,
        "so_lieu": rows,
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(rows: list[dict[str, Any]]) -> bytes:
    """For spreadsheet programs of any language (UTF-8 with its mark); text that looks like a formula stays text."""
    written = io.StringIO(newline="")
    out = csv.writer(written)
    out.writerow(COLUMNS)
    out.writerows([_cell(name, row[name]) for name in COLUMNS] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    return neutral(value) if name in TYPED else str(value)
