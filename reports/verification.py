"""What anybody may learn of an issued report by the code that stands on it. Nothing here needs an account.

The code confirms number, day, issuer and the bytes of the file; each figure says its number and how it was found. What
a report says beyond that, and the public columns of the records that a figure counts, are for everybody only once the
report was published to citizens. An unknown code and a report that is not issued give the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from figures import rows as evidence_rows

from .enums import ENDED, ReportStatus
from .models import FrozenFigure, FrozenRow, Report, ReportFile
from .told import KEY

SHOWN = frozenset({ReportStatus.ISSUED, *ENDED})
CODE = re.compile(r"[A-Z0-9]{4,12}")
NAMES = {"pdf": _("Bản ban hành (PDF)"), "docx": _("Bản ban hành (Word)")}


@dataclass(frozen=True)
class File:
    """A file of the report, known by its digest. ``issued``: it is the issued one, not a copy with the same words."""

    name: str | Promise
    sha256: str
    issued: bool = True


@dataclass(frozen=True)
class Verified:
    """An issued report as everybody sees it. ``subject`` only of a published one."""

    report: Report
    number: str
    type: str
    issued_on: date
    issuer: str
    subject: str
    files: tuple[File, ...]
    ended_on: date | None
    replaced_by: Report | None

    @property
    def is_withdrawn(self) -> bool:
        return self.report.status == ReportStatus.WITHDRAWN

    @property
    def is_replaced(self) -> bool:
        return self.report.status == ReportStatus.REPLACED


@dataclass(frozen=True)
class PublicRow:
    """A record as it was counted: heads and texts of its public columns, no texts where personal data were erased."""

    cells: tuple[tuple[str, str], ...]
    erased: bool


@dataclass(frozen=True)
class PublicFigure:
    """A figure of an issued report, how many records it counts, and the keys of those rows that everybody may read."""

    figure: FrozenFigure
    counted: int
    rows: tuple[int, ...]


def find(code: str) -> Verified | None:
    """The issued report of a code, written in capitals or not; at most three queries."""
    report = _report(code)
    document = report.document if report else None
    if report is None or document is None or document.issued_on is None:
        return None
    replaced_by = Report.objects.filter(replaces=report, status__in=SHOWN).first() if report.status in ENDED else None
    return Verified(
        report=report,
        number=document.number_and_symbol,
        type=str(document.type),
        issued_on=document.issued_on,
        issuer=document.issuer.name,
        subject=document.subject if report.is_published else "",
        files=tuple(_files(report)),
        ended_on=timezone.localdate(report.ended_at) if report.ended_at else None,
        replaced_by=replaced_by,
    )


def recognise(verified: Verified, sha256: str) -> File | None:
    """Which file of the report has these very bytes, if any."""
    return next((file for file in (*verified.files, *_unsigned(verified.report)) if file.sha256 == sha256), None)


def figures_of(verified: Verified) -> list[tuple[str, str, str]]:
    """Key, name and text of every figure, in the order of the paper: whoever reads it in print finds each of them."""
    figures = FrozenFigure.objects.filter(edition=verified.report.edition_id).order_by("order", "pk")
    return list(figures.values_list("key", "label", "text"))


def figure_of(verified: Verified, key: str) -> PublicFigure | None:
    """One figure of the report; its rows only where the report is published."""
    if not KEY.fullmatch(key):
        return None
    figure = FrozenFigure.objects.filter(edition=verified.report.edition_id, key=key).select_related("edition").first()
    if figure is None:
        return None
    rows = tuple(figure.rows) if verified.report.is_published else ()
    return PublicFigure(figure, len(figure.row_keys) + figure.sealed, rows)


def public_rows(figure: FrozenFigure, keys: Sequence[int]) -> list[PublicRow]:
    """What stands in the public columns of these rows of a figure, in the order of the keys; one query."""
    stored, read_on = FrozenRow.objects.in_bulk(keys), timezone.localdate(figure.edition.frozen_at)
    return [_public(stored[key], read_on) for key in keys if key in stored and stored[key].public]


def _public(row: FrozenRow, read_on: date) -> PublicRow:
    kind = evidence_rows.kind_of(row.kind)
    cells = (row.cells[place] for place in row.public)
    return PublicRow(tuple((kind.head(head, read_on), text) for head, text in cells), row.erased_at is not None)


def _report(code: str) -> Report | None:
    code = code.upper()
    if not CODE.fullmatch(code):
        return None
    issued = Report.objects.filter(code=code, status__in=SHOWN)
    return issued.select_related("document__issuer", "document__type", "unit").first()


def _files(report: Report) -> list[File]:
    """What was issued: the signed file that came back, and what the portal built of the issued report."""
    signed = (
        report.signed_copies.filter(edition=report.edition_id).select_related("blob").order_by("-received_at", "-pk")
    )
    found = [File(_("Bản đã ký"), copy.blob.sha256) for copy in signed[:1]]
    finals = _built(report).filter(is_final=True)
    return found + [File(NAMES.get(file.format, file.format), file.blob.sha256) for file in finals]


def _unsigned(report: Report) -> list[File]:
    """What was handed over for signing, and copies that were built again: the same words, not the issued file."""
    name = _("Bản dựng từ bản chốt")
    return [File(name, file.blob.sha256, issued=False) for file in _built(report).filter(is_final=False)]


def _built(report: Report) -> QuerySet[ReportFile]:
    files = ReportFile.objects.filter(report=report, edition=report.edition_id)
    return files.select_related("blob").order_by("-format", "pk")
