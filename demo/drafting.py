"""Reports through the verbs, each step on the day on which it happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from common import clock
from conferences.models import Conference
from documents import services as documents
from reports import building, paper
from reports import services as reports
from reports.models import Report

from .building import user
from .cases.plain import Written
from .filing import on
from .recording import write_report, write_sections


@dataclass(frozen=True)
class Hands:
    """Through whose hands a report goes, by user name."""

    writer: str
    leader: str
    records: str = ""

    def write(self, written: Written, day: date) -> Report:
        """A draft with the clerk's words."""
        with on(day):
            return write_report(written, user(self.writer))

    def write_about(self, conference: Conference, kind: str, words: Mapping[str, str], day: date) -> Report:
        """A draft of a paper about a conference."""
        with on(day):
            report = reports.start_about(conference=conference, kind=kind, by=user(self.writer))
            write_sections(report, words, user(self.writer))
        return report

    def hand_in(self, report: Report, day: date) -> Report:
        """The leader has it before him."""
        with on(day, 14):
            return reports.submit(report=report, by=user(self.writer))

    def approve(self, report: Report, day: date) -> Report:
        """Handed in, and the leader said yes on the same day."""
        self.hand_in(report, day)
        with on(day, 16):
            return reports.approve(report=report, by=user(self.leader))

    def approve_on_paper(self, report: Report, day: date, *, signed_by: str) -> Report:
        """The same, but the leader signed a slip, which the records clerk keeps with the report."""
        report, by = self.hand_in(report, day), user(self.records)
        with on(day, 16):
            slip = documents.attach(owner=report, upload=_slip(), by=by, no_state_secret=True, caption="Phiếu trình")
            signed = reports.OnPaper(signed_by=signed_by, signed_on=clock.today(), slip=slip)
            return reports.approve(report=report, by=by, paper=signed)

    def issue(self, report: Report, day: date) -> Report:
        """Approved, then numbered by the portal."""
        self.approve(report, day)
        with on(day, 17):
            return reports.issue(report=report, issued_on=day, by=user(self.records))

    def hand_over(self, report: Report, day: date) -> Report:
        """Out for signing, frozen."""
        with on(day):
            return reports.hand_over(report=report, by=user(self.records))

    def record_issue(self, report: Report, day: date, *, number: int) -> Report:
        """The signed file came back under a number of the body's own document system."""
        with on(day, 15):
            signed = building.build(report, "pdf", lambda _percent, _step: None)
            return reports.record_issue(
                report=report, number=number, symbol=paper.issued_paper(report).symbol, issued_on=day,
                signed=ContentFile(signed, name="bao-cao-da-ky.pdf"), no_state_secret=True, by=user(self.records),
            )  # fmt: skip


def _slip() -> ContentFile[bytes]:
    """A drawn scan of a slip: lines, a signature; the demo shows no real paper."""
    image = Image.new("RGB", (620, 877), "white")
    drawn = ImageDraw.Draw(image)
    for row, width in enumerate((260, 0, 470, 470, 430, 0, 470, 380)):
        drawn.line((75, 90 + 34 * row, 75 + width, 90 + 34 * row), fill="#555555", width=6 if row == 0 else 3)
    strokes = [(400 + 9 * step, 560 + (-28 if step % 2 else 22) + 3 * step) for step in range(12)]
    drawn.line(strokes, fill="#1d4f9c", width=4, joint="curve")
    written = BytesIO()
    image.save(written, format="PNG")
    return ContentFile(written.getvalue(), name="phieu-trinh.png")
