"""The chain of approval: the step that waits says yes, or sends the report back with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from accounts.models import User
from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line
from documents.models import Attachment
from organizations.enums import Role
from reports import policies, workflow
from reports.enums import Outcome, ReportStatus
from reports.models import Report, ReportApproval

from .common import locked, remember, tell
from .submitting import ask

LONGEST_REASON = 1000


@dataclass(frozen=True, kw_only=True)
class OnPaper:
    """A decision that was made on paper: who signed, when, and the scanned slip."""

    signed_by: str
    signed_on: date
    slip: Attachment


@transaction.atomic
def approve(*, report: Report, by: User, step: ReportApproval | None = None, paper: OnPaper | None = None) -> Report:
    """Say yes at the step that waits; after the last one the report may be handed over for signing, or issued.

    ``step``: the one that the person saw; refused when somebody decided it meanwhile.
    """
    report = locked(report)
    workflow.check(report, "approve")
    step = _waiting(report, step)
    if paper is None:
        policies.check_can_decide(by, report, step)
    else:
        policies.check_can_record_paper(by, report)
        _put_on_paper(report, step, paper)
    _decide(step, Outcome.APPROVED, by)
    _remember_approval(report, step, by)
    following = waiting_step(report)
    if following is not None:
        ask(following, by)
        return report
    workflow.move(report, "approve")
    report.save(update_fields=["status"])
    tell(report, [Role.RECORDS_CLERK], _later("Báo cáo đã duyệt, chờ văn thư"), "approved", by)
    return report


@transaction.atomic
def send_back(*, report: Report, reason: str, by: User, step: ReportApproval | None = None) -> Report:
    """Return it to the writers with the reason: at the step that waits, after approval, or from signing.

    What was frozen for signing stays as history; the next handing over freezes anew.
    """
    report = locked(report)
    workflow.check(report, "send_back")
    words = checked_reason(reason)
    if report.status == ReportStatus.SUBMITTED:
        step = _waiting(report, step)
        policies.check_can_decide(by, report, step)
        _decide(step, Outcome.RETURNED, by, words)
    else:
        policies.check_can_take_back(by, report)
    workflow.move(report, "send_back")
    report.edition = None
    report.save(update_fields=["status", "edition"])
    remember("reports.sent_back", report, by, reason=words)
    tell(report, policies.WRITERS, _later("Báo cáo bị trả lại: {reason}"), "sent_back", by, reason=words)
    return report


def waiting_step(report: Report) -> ReportApproval | None:
    """The step of this round that is decided next."""
    if report.status != ReportStatus.SUBMITTED:
        return None
    step = report.approvals.filter(round=report.round, outcome="").order_by("order").first()
    if step is not None:
        step.report = report
    return step


def checked_reason(reason: str) -> str:
    """A reason that says something, as one line; refused otherwise."""
    words = clean_line(reason)
    if not words:
        raise Refused(_("Cần ghi lý do."), field="reason")
    if len(words) > LONGEST_REASON:
        raise Refused(_("Lý do dài tối đa {count} ký tự.").format(count=LONGEST_REASON), field="reason")
    return words


def _waiting(report: Report, seen: ReportApproval | None) -> ReportApproval:
    """The step as it stands now; refused when it is not the one that waits."""
    waits = waiting_step(report)
    if waits is None:
        raise Refused(_("Không có bước nào đang chờ duyệt."))
    if seen is None or seen.pk == waits.pk:
        return waits
    step = report.approvals.select_related("decided_by").get(pk=seen.pk)
    if step.decided_by is None:
        raise Refused(_("Chưa đến bước “{step}”.").format(step=step))
    words = _("Bước “{step}” đã được {who} quyết định: {outcome}.")
    outcome = Outcome(step.outcome).label
    raise Refused(words.format(step=step, who=step.decided_by.full_name, outcome=outcome))


def _decide(step: ReportApproval, outcome: Outcome, by: User, reason: str = "") -> None:
    step.outcome, step.reason = outcome, reason
    step.decided_at, step.decided_by = clock.now(), by
    step.save()


def _put_on_paper(report: Report, step: ReportApproval, paper: OnPaper) -> None:
    slip = paper.slip
    if (slip.owner_kind, slip.owner_id) != (Report._meta.label_lower, report.pk) or slip.removed_at:
        raise Refused(_("Bản chụp phải là tệp của báo cáo này."), field="slip")
    if paper.signed_on > clock.today():
        raise Refused(_("Ngày ký không được sau hôm nay."), field="signed_on")
    signer = clean_line(paper.signed_by)
    if not signer:
        raise Refused(_("Cần ghi người ký."), field="signed_by")
    step.on_paper, step.signed_by, step.signed_on, step.slip = True, signer, paper.signed_on, slip


def _remember_approval(report: Report, step: ReportApproval, by: User) -> None:
    if step.on_paper:
        day = ngay(step.signed_on)
        remember("reports.approved_on_paper", report, by, step=step.name_vi, signer=step.signed_by, day=day)
    else:
        remember("reports.approved", report, by, step=step.name_vi)
