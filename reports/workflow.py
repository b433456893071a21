"""Which step may follow which. No database, no users."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.errors import Refused

from .enums import ReportStatus
from .models import Report

S = ReportStatus


@dataclass(frozen=True)
class Step:
    """From which states a step starts, and where it ends; None: the step leaves the state as it is."""

    sources: frozenset[ReportStatus]
    target: ReportStatus | None


STEPS = {
    "submit": Step(frozenset({S.DRAFT}), S.SUBMITTED),
    "recall": Step(frozenset({S.SUBMITTED}), S.DRAFT),
    "approve": Step(frozenset({S.SUBMITTED}), S.APPROVED),
    "send_back": Step(frozenset({S.SUBMITTED, S.APPROVED, S.SIGNING}), S.DRAFT),
    "hand_over": Step(frozenset({S.APPROVED}), S.SIGNING),
    "record_issue": Step(frozenset({S.SIGNING}), S.ISSUED),
    "issue": Step(frozenset({S.APPROVED}), S.ISSUED),
    "publish": Step(frozenset({S.ISSUED}), None),
    "unpublish": Step(frozenset({S.ISSUED}), None),
    "withdraw": Step(frozenset({S.ISSUED}), S.WITHDRAWN),
    "replace": Step(frozenset({S.ISSUED}), S.REPLACED),
}


def can(report: Report, name: str) -> bool:
    """Whether the step may follow the report's state."""
    return report.status in STEPS[name].sources


def check(report: Report, name: str) -> None:
    """Refuse a step that the report's state does not allow, and say in which state it is."""
    if not can(report, name):
        state = ReportStatus(report.status).label
        raise Refused(_("Báo cáo {state}, không làm được bước này.").format(state=state))


def move(report: Report, name: str) -> None:
    """Take the step, or refuse."""
    check(report, name)
    report.status = STEPS[name].target or report.status


def check_open(report: Report) -> None:
    """Words and figures change only while the report is being written."""
    if report.status != S.DRAFT:
        state = ReportStatus(report.status).label
        words = _("Báo cáo {state}; muốn sửa thì rút lại khi chưa ai duyệt, hoặc trả lại người soạn.")
        raise Refused(words.format(state=state))
