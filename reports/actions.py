"""The next possible steps of a report as buttons, with who may take them when this person may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from organizations.enums import Role

from . import policies
from .enums import NumberedBy, ReportStatus
from .models import Report, ReportApproval

FORWARD = frozenset({"submit", "approve", "issue"})
"""Steps that bring a report nearer to its number; the others take it back or follow up."""


@dataclass(frozen=True)
class Action:
    """A step that the report's state allows. ``reason`` says who may take it, when this person may not; ``is_main``:
    the step that the report waits for, in its usual way."""

    name: str
    label: str
    url: str
    reason: str = ""
    is_main: bool = False

    @property
    def allowed(self) -> bool:
        """The person may take it now."""
        return not self.reason


@dataclass(frozen=True)
class Asked:
    """Who asks, about what: the report, the step that waits, who numbers it, which roles the person holds there."""

    user: User
    report: Report
    step: ReportApproval | None
    way: NumberedBy
    at: frozenset[Role]


type Check = Callable[[Asked], None]


def actions_for(asked: Asked) -> list[Action]:
    """Every step that the state allows, the main one first; no query beyond what was asked before."""
    return [_action(asked, name, label, check) for name, label, check in _possible(asked)]


def _possible(asked: Asked) -> list[tuple[str, str, Check]]:
    """Name of the address, label and check of each step."""
    match asked.report.status:
        case ReportStatus.DRAFT:
            return [("submit", _("Trình duyệt"), _write)]
        case ReportStatus.SUBMITTED:
            recall: list[tuple[str, str, Check]] = [("recall", _("Rút lại"), _recall)]
            return [
                ("approve", _approving(asked), _approve),
                ("send_back", _("Trả lại"), _decide),
                *(recall if _may_be_recalled(asked) else []),
            ]
        case ReportStatus.APPROVED:
            return [("issue", _issuing(asked), _issue), ("send_back", _("Trả lại"), _take_back)]
        case ReportStatus.SIGNING:
            return [("issue", _("Ghi nhận phát hành"), _issue), ("send_back", _("Trả lại"), _take_back)]
        case ReportStatus.ISSUED:
            return [("after", _("Thu hồi, thay thế, công bố"), _follow_up)]
    return []


def _action(asked: Asked, name: str, label: str, check: Check) -> Action:
    url = reverse(f"reports:{name}", args=[asked.report.pk])
    try:
        check(asked)
    except PermissionDenied as denied:
        return Action(name, label, url, str(denied))
    usual = name in FORWARD and not (name == "approve" and _only_on_paper(asked))
    return Action(name, label, url, is_main=usual)


def issuing_step(report: Report, way: NumberedBy) -> str:
    """Which step of the workflow brings a report nearer to its number."""
    if report.status == ReportStatus.SIGNING:
        return "record_issue"
    return "issue" if way is NumberedBy.PORTAL else "hand_over"


def may_record_paper(at: frozenset[Role]) -> bool:
    """Whether a page offers to record a decision on paper."""
    return bool(at & policies.RECORDERS)


def _may_be_recalled(asked: Asked) -> bool:
    """Offered to the writers alone, and while nobody has decided: the first step waits."""
    return bool(asked.at & policies.WRITERS) and (asked.step is None or asked.step.order == 1)


def _issuing(asked: Asked) -> str:
    return _("Cấp số, ban hành") if asked.way is NumberedBy.PORTAL else _("Chuyển ký")


def _approving(asked: Asked) -> str:
    """To decide the step, or only to note what somebody else decided on paper."""
    return _("Ghi nhận duyệt trên giấy") if _only_on_paper(asked) else _("Duyệt")


def _only_on_paper(asked: Asked) -> bool:
    decides = asked.step is not None and asked.step.role in asked.at
    return may_record_paper(asked.at) and not decides


def _write(asked: Asked) -> None:
    policies.check_can_write(asked.user, asked.report.body, asked.at)


def _decide(asked: Asked) -> None:
    if asked.step is not None:
        policies.check_can_decide(asked.user, asked.report, asked.step, asked.at)


def _approve(asked: Asked) -> None:
    """In the role of the step, or with the paper that was signed."""
    if not may_record_paper(asked.at):
        _decide(asked)


def _recall(asked: Asked) -> None:
    policies.check_can_recall(asked.user, asked.report, asked.at)


def _take_back(asked: Asked) -> None:
    policies.check_can_take_back(asked.user, asked.report, asked.at)


def _issue(asked: Asked) -> None:
    policies.check_can_issue(asked.user, asked.report, asked.at)


def _follow_up(asked: Asked) -> None:
    policies.check_can_follow_up(asked.user, asked.report, asked.at)
