"""Files of a report: a draft of what the records say now, or the frozen paper with its figures inside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from common import docx, official, pdf

from . import figures_file, paper
from .models import Report

type Progress = Callable[[int, str], None]


@dataclass(frozen=True)
class Format:
    """A kind of file: what it is, and how it is drawn."""

    content_type: str
    draw: Callable[[Report, official.Paper, Progress], bytes]


def shown_paper(report: Report) -> official.Paper:
    """A frozen report is read from its edition; any other from the records as they stand, and it says so."""
    return paper.issued_paper(report) if report.edition else replace(paper.paper_of(report), is_draft=True)


def _pdf(report: Report, shown: official.Paper, progress: Progress) -> bytes:
    """The figures of a frozen paper travel inside its file."""
    data = figures_file.attached(shown, list(report.edition.figures.all())) if report.edition else None
    return pdf.render_paper(shown, data, on_progress=progress)


def _word(report: Report, shown: official.Paper, _progress: Progress) -> bytes:
    """A draft, too, carries the code of its report: it is known again when it comes back edited."""
    return docx.render_paper(replace(shown, check_code=report.code))


FORMATS = {"pdf": Format("application/pdf", _pdf), "docx": Format(docx.CONTENT_TYPE, _word)}


def build(report: Report, name: str, progress: Progress) -> bytes:
    """The file in a format of FORMATS. The same frozen report gives the same bytes."""
    return FORMATS[name].draw(report, shown_paper(report), progress)
