"""Published reports as open data: a Frictionless data package, with the dictionary and the licence inside.

A package is a ZIP of CSV files, the same figures as JSON, and datapackage.json, which says what every column means. It
holds what everybody may read anyway: figures as they were frozen and the public columns of the records behind them.
Equal reports give equal bytes: the times inside are those of the report, not of the download.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from common.spreadsheets import neutral
from organizations.models import Unit

from . import figures_file, paper
from .enums import ENDED, ReportStatus
from .models import FrozenFigure, Report
from .verification import Verified, public_rows

CONTENT_TYPE = "application/zip"
FILE = Path(__file__).with_name("open_data.toml")
MOST_REPORTS = 60  # of one unit: the newest
MOST_ROWS = 20_000  # of one report: as many records as figures show
PUBLISHED = frozenset({ReportStatus.ISSUED, *ENDED})
_FIRST_YEAR, _LAST_YEAR = 1980, 2107  # what a ZIP can say of a day

type Row = Mapping[str, Any]


@dataclass(frozen=True)
class Package:
    """A file to hand out: its name and its bytes."""

    name: str
    content: bytes


def of_report(verified: Verified) -> Package | None:
    """The package of one report; None unless it was published to citizens."""
    report = verified.report
    if not report.is_published or report.edition is None:
        return None
    figures = list(report.edition.figures.all())
    attached = figures_file.attached(paper.issued_paper(report), figures)
    files = attached | {"ho-so.csv": _csv("ho-so", _records(figures))}
    said = {
        "name": report.code.lower(),
        "title": f"{verified.type} số {verified.number} của {verified.issuer}",
        "description": verified.subject,
        "created": f"{verified.issued_on.isoformat()}T00:00:00Z",
        "sources": [{"title": verified.issuer}],
        "keywords": [report.kind_id, report.period],
    }
    return _zipped(f"du-lieu-{report.code.lower()}.zip", said, files, ("so-lieu", "ho-so"), verified.issued_on)


def of_unit(unit: Unit) -> Package | None:
    """The published reports of a unit's own bodies with all their figures; None where nothing was published."""
    reports = list(_published(unit))
    if not reports:
        return None
    newest = max(report.document.issued_on for report in reports if report.document and report.document.issued_on)
    tables = {"bao-cao.csv": ("bao-cao", map(_report, reports)), "so-lieu.csv": ("so-lieu-don-vi", _all(reports))}
    files = {path: _csv(table, rows) for path, (table, rows) in tables.items()}
    said = {
        "name": f"bao-cao-{unit.code.lower()}",
        "title": f"Số liệu trong các báo cáo đã công bố: {unit.label}",
        "created": f"{newest.isoformat()}T00:00:00Z",
        "sources": [{"title": unit.label}],
    }
    return _zipped(f"du-lieu-{unit.code}.zip", said, files, ("bao-cao", "so-lieu-don-vi"), newest)


def dictionary() -> dict[str, dict[str, Any]]:
    """What each file holds, column by column, by the name of the resource."""
    return {resource["name"]: resource for resource in _file()["resource"]} | {"so-lieu-don-vi": _of_many()}


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _of_many() -> dict[str, Any]:
    """Figures of several reports: the same columns behind the code of the report."""
    resources = {resource["name"]: resource for resource in _file()["resource"]}
    one, report = resources["so-lieu"], resources["bao-cao"]["fields"][0]
    more = {"key": [report["name"], *one["key"]], "fields": [report, *one["fields"]], "of": "bao-cao"}
    return {**one, **more}


def _published(unit: Unit) -> Iterable[Report]:
    found = Report.objects.filter(unit=unit, is_published=True, status__in=PUBLISHED)
    related = found.select_related("document__issuer", "edition", "kind")
    return related.order_by("-document__issued_on", "-pk")[:MOST_REPORTS]


def _report(report: Report) -> Row:
    document = report.document
    return {
        "ma_kiem_tra": report.code,
        "loai": report.kind_id,
        "ky": report.period,
        "so_ky_hieu": document.number_and_symbol if document else "",
        "ngay": document.issued_on.isoformat() if document and document.issued_on else "",
        "co_quan": document.issuer.name if document else "",
        "trang_thai": report.status,
    }


def _all(reports: Sequence[Report]) -> Iterator[Row]:
    """The figures of all of them, in one query."""
    codes = {report.edition_id: report.code for report in reports}
    for figure in FrozenFigure.objects.filter(edition__in=codes).order_by("-edition", "order", "pk"):
        yield {"ma_kiem_tra": codes[figure.edition_id]} | figures_file.row_of("", figure)


def _records(figures: Sequence[FrozenFigure]) -> Iterator[Row]:
    """The public columns of the records behind each figure, column by column."""
    left = MOST_ROWS
    for figure in figures:
        keys = figure.rows[:left]
        left -= len(keys)
        for place, row in enumerate(public_rows(figure, keys) if keys else (), 1):
            for head, text in row.cells:
                yield {
                    "ma": figure.key, "thu_tu": place, "loai_ho_so": figure.row_kind,
                    "cot": head, "noi_dung": "" if row.erased else text,
                }  # fmt: skip


def _csv(resource: str, rows: Iterable[Row]) -> bytes:
    """UTF-8 with its mark, for spreadsheet programs of any language; a text that looks like a formula stays text."""
    fields = dictionary()[resource]["fields"]
    written = io.StringIO(newline="")
    out = csv.writer(written)
    out.writerow([field["name"] for field in fields])
    for row in rows:
        out.writerow([_cell(field, row[field["name"]]) for field in fields])
    return written.getvalue().encode("utf-8-sig")


def _cell(field: Row, value: Any) -> str:
    if value is None:
        return ""
    return neutral(str(value)) if field["type"] == "string" else str(value)


def _zipped(name: str, said: Row, files: Mapping[str, bytes], tables: Sequence[str], day: date) -> Package:
    described = {
        "profile": "data-package",
        **{key: value for key, value in said.items() if value},
        "licenses": [_file()["licence"]],
        "resources": [_resource(table, files) for table in tables]
        + [_bare(path, content) for path, content in files.items() if path.endswith(".json")],
    }
    content = (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()
    zipped = io.BytesIO()
    stamp = (min(max(day.year, _FIRST_YEAR), _LAST_YEAR), day.month, day.day, 0, 0, 0)
    with zipfile.ZipFile(zipped, "w") as archive:
        for path, data in {"datapackage.json": content, **files}.items():
            archive.writestr(zipfile.ZipInfo(path, stamp), data, zipfile.ZIP_DEFLATED)
    return Package(name, zipped.getvalue())


def _resource(table: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    """A CSV file with the schema of its columns."""
    about = dictionary()[table]
    schema: dict[str, Any] = {"fields": about["fields"], "primaryKey": about["key"], "missingValues": [""]}
    if "of" in about:
        to = {"resource": about["of"], "fields": about["key"][0]}
        schema["foreignKeys"] = [{"fields": about["key"][0], "reference": to}]
    described = {"name": about["name"], "title": about["title"], "profile": "tabular-data-resource"}
    return described | _bytes(about["path"], files[about["path"]], "text/csv") | {"schema": schema}


def _bare(path: str, content: bytes) -> dict[str, Any]:
    """A file that is not a table."""
    name = f"{path.partition('.')[0]}-json"
    return {"name": name, "profile": "data-resource"} | _bytes(path, content, "application/json")


def _bytes(path: str, content: bytes, kind: str) -> dict[str, Any]:
    return {
        "path": path, "format": path.rpartition(".")[2], "mediatype": kind, "encoding": "utf-8",
        "bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }  # fmt: skip
