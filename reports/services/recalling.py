"""The writers take back what they handed in, as long as nobody has decided on it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from accounts.models import User
from common.errors import Refused
from organizations.enums import Role
from reports import policies, workflow
from reports.enums import Outcome
from reports.models import Report, ReportApproval

from .common import locked, remember, tell
from .deciding import checked_reason


@transaction.atomic
def recall(*, report: Report, reason: str, by: User) -> Report:
    """Make it a draft again, with the reason; nobody is asked to decide any more. The steps of the round stay, empty.

    Refused once a step of the round was decided: then the report is in others' hands, and they send it back.
    """
    report = locked(report)
    policies.check_can_recall(by, report)
    workflow.check(report, "recall")
    asked = _asked(report)
    words = checked_reason(reason)
    workflow.move(report, "recall")
    report.save(update_fields=["status"])
    remember("reports.recalled", report, by, reason=words)
    roles = [Role(asked.role)] if asked else []
    tell(report, roles, _later("Báo cáo đã được rút lại, chưa cần duyệt: {reason}"), "recalled", by, reason=words)
    return report


def _asked(report: Report) -> ReportApproval | None:
    """The step that was asked to decide; refused when one has."""
    first = report.approvals.filter(round=report.round).select_related("decided_by").order_by("order").first()
    if first is None or first.decided_by is None:
        return first
    words = _("Bước “{step}” đã được {who} quyết định: {outcome}. Muốn sửa thì đề nghị người duyệt trả lại.")
    outcome = Outcome(first.outcome).label
    raise Refused(words.format(step=first, who=first.decided_by.full_name, outcome=outcome))
