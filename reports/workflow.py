"""Which step may follow which. No database, no users."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.errors import Refused

from .enums import ReportStatus
from .models import Report

S = ReportStatus


@dataclass(frozen=True)
class Step:
    """From which states a step starts, and where it ends."""

    sources: frozenset[ReportStatus]
    target: ReportStatus


STEPS = {
    "submit": Step(frozenset({S.DRAFT}), S.SUBMITTED),
    "send_back": Step(frozenset({S.SUBMITTED, S.APPROVED}), S.DRAFT),
    "approve": Step(frozenset({S.SUBMITTED}), S.APPROVED),
    "issue": Step(frozenset({S.APPROVED}), S.ISSUED),
}


def can(report: Report, name: str) -> bool:
    """Whether the step may follow the report's state."""
    return report.status in STEPS[name].sources


def move(report: Report, name: str) -> None:
    """Take the step, or refuse and say in which state the report is."""
    if not can(report, name):
        state = ReportStatus(report.status).label
        raise Refused(_("Báo cáo {state}, không làm được bước này.").format(state=state))
    report.status = STEPS[name].target


def check_open(report: Report) -> None:
    """Words and figures change only while the report is being written."""
    if report.status != S.DRAFT:
        state = ReportStatus(report.status).label
        raise Refused(_("Báo cáo {state}; muốn sửa thì trả lại người soạn.").format(state=state))
