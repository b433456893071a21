"""What happens to a report: it is started, written, submitted, approved, issued. Files are built by jobs."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from accounts.models import User
from audit import services as audit
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.periods import Period
from common.templatetags.qcdc import ngay
from documents import services as documents
from documents.models import DocumentType
from jobs import services as jobs
from jobs.models import Job
from notices import services as notices
from organizations import scope
from organizations.enums import Role, Why
from organizations.models import Body, Membership

from . import differences, paper, policies, snapshot, workflow
from .gather import gather
from .models import OutlineSection, Report, SectionText

RENDER = "reports.render"
DOCUMENT_TYPE = "bao-cao"


@transaction.atomic
def start(*, body: Body, kind: str, period: Period, by: User) -> Report:
    """Begin the report of a body for a period; one per period. Raises Refused when it is there already."""
    policies.check_can_write(by, body)
    if Report.objects.filter(body=body, kind=kind, period=period.code).exists():
        raise Refused(_("Báo cáo của kỳ này đã có."), field="period")
    try:
        report = paper.draft(body=body, kind=kind, period=period)
    except LookupError:
        raise Refused(_("Chưa có đề cương báo cáo cho kỳ này."), field="period") from None
    report.created_by, report.created_at = by, clock.now()
    report.save()
    scope.write_stakes(report, [scope.StakeSpec.of(body, Why.ORIGIN)])
    _remember("reports.started", report, by)
    return report


@transaction.atomic
def write_section(*, report: Report, section: OutlineSection, text: str, by: User) -> SectionText:
    """Keep the clerk's words of one section; each section is saved by itself."""
    report = _locked(report)
    policies.check_can_write(by, report.body)
    workflow.check_open(report)
    if section.outline_id != report.outline_id:
        raise Refused(_("Mục này không thuộc đề cương của báo cáo."))
    kept, _new = SectionText.objects.update_or_create(
        report=report, section=section, defaults={"text": text, "saved_at": clock.now(), "saved_by": by}
    )
    _remember("reports.section_written", report, by, section=section.title_for(report.period_value))
    return kept


@transaction.atomic
def set_signing(
    *, report: Report, signer_name: str, signer_position: str, place: str, recipients: str, by: User
) -> Report:
    """Who signs, where, and who receives it."""
    report = _locked(report)
    policies.check_can_write(by, report.body)
    workflow.check_open(report)
    report.signer_name, report.signer_position = signer_name, signer_position
    report.place, report.recipients = place, recipients
    report.save(update_fields=["signer_name", "signer_position", "place", "recipients"])
    _remember("reports.signing_set", report, by)
    return report


@transaction.atomic
def submit(*, report: Report, by: User) -> Report:
    """Hand the draft to the leader."""
    report = _locked(report)
    policies.check_can_write(by, report.body)
    workflow.move(report, "submit")
    report.save(update_fields=["status"])
    _remember("reports.submitted", report, by)
    _tell(report, Role.LEADER, _later("Báo cáo chờ duyệt"), "submitted", by)
    return report


@transaction.atomic
def send_back(*, report: Report, reason: str, by: User) -> Report:
    """Return it to the writer, with the reason."""
    report = _locked(report)
    policies.check_can_approve(by, report)
    if not reason.strip():
        raise Refused(_("Trả lại báo cáo cần có lý do."), field="reason")
    workflow.move(report, "send_back")
    report.save(update_fields=["status"])
    _remember("reports.sent_back", report, by, reason=reason)
    _tell(report, Role.CLERK, _later("Báo cáo bị trả lại: {reason}"), "sent_back", by, reason=reason)
    return report


@transaction.atomic
def approve(*, report: Report, by: User) -> Report:
    """The leader approves the text and its figures."""
    report = _locked(report)
    policies.check_can_approve(by, report)
    workflow.move(report, "approve")
    report.save(update_fields=["status"])
    _remember("reports.approved", report, by)
    _tell(report, Role.RECORDS_CLERK, _later("Báo cáo đã duyệt, chờ cấp số"), "approved", by)
    return report


@transaction.atomic
def issue(*, report: Report, number: int | None, issued_on: date, by: User) -> Report:
    """Give it number and date and freeze it: text and figures stay as they are on this day, whatever changes later.

    Without a number the body's series of the portal gives the next one. Raises Refused (field "number" or
    "issued_on") for a number that is taken, for a day in the future, and for one before what the report speaks of.
    """
    report = _locked(report)
    policies.check_can_issue(by, report)
    workflow.move(report, "issue")
    _check_day(report, issued_on)
    report.document = documents.record_issued(
        issuer=report.body,
        type=DocumentType.objects.get(code=DOCUMENT_TYPE),
        number=number,
        issued_on=issued_on,
        subject=paper.subject_of(report),
        by=by,
        signer=report.signer_name,
        signer_office=report.signer_position,
    )
    report.issued_at = clock.now()
    gathered = gather(report.body, report.period_value)
    report.snapshot = snapshot.freeze(paper.paper_of(report, gathered))
    report.save(update_fields=["status", "document", "issued_at", "snapshot"])
    differences.keep(report, gathered)
    _remember("reports.issued", report, by, number=report.document.number_and_symbol)
    _enqueue(report, by)
    return report


def _check_day(report: Report, issued_on: date) -> None:
    """A paper is not dated before a conference that it tells of."""
    told = [conference.held_on for conference in gather(report.body, report.period_value).conferences]
    if told and issued_on < max(told):
        message = _("Ngày ban hành không được trước hội nghị ngày {day} mà báo cáo nêu.")
        raise Refused(message.format(day=ngay(max(told))), field="issued_on")


def request_file(*, report: Report, by: User) -> Job:
    """Ask for the PDF. While one is being built the same job is shown; the finished file stays with the report."""
    policies.check_can_build(by, report)
    return _enqueue(report, by)


def _enqueue(report: Report, by: User) -> Job:
    return jobs.enqueue(RENDER, key=str(report.pk), by=by, unit_id=report.unit_id, report_id=report.pk)


def _locked(report: Report) -> Report:
    rows = Report.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("body__kind", "unit", "outline", "document").get(pk=report.pk)


@in_portal_language
def _remember(kind: str, report: Report, by: User, **data: str) -> None:
    audit.record(kind, by=by, subject=report, unit_id=report.unit_id, period=report.period_value.label, **data)


@in_portal_language
def _tell(report: Report, role: Role, subject: str | Promise, step: str, by: User, **words: str) -> None:
    """A notice to whoever holds the role at the body today, but not to the one who acted."""
    holders = Membership.objects.filter(unit=report.unit, role=role, valid__contains=clock.today()).exclude(user=by)
    users = [m.user for m in holders.select_related("user") if m.body_id in (None, report.body_id)]
    if users:
        key = f"reports.{step}:{report.pk}:{clock.now():%Y%m%d%H%M%S%f}"
        subject, url = str(subject).format(**words), report.get_absolute_url()
        notices.post(f"reports.{step}", to=users, subject=subject, text=str(report), url=url, key=key)
