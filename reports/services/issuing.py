"""A report is handed over for signing and recorded as issued, or issued by the portal's own series."""

from __future__ import annotations

from datetime import date

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from accounts.models import User
from common import clock
from common.errors import Refused
from common.templatetags.qcdc import ngay
from conferences.models import Conference
from documents import services as documents
from documents.models import OfficialDocument
from organizations.enums import Role
from organizations.models import Body
from reports import paper, policies, workflow
from reports.enums import NumberedBy
from reports.freezing import freeze
from reports.gather import Gathered, gather_for
from reports.models import Report

from . import numbering, returning
from .common import locked, remember, tell
from .ending import end_replaced
from .files import enqueue
from .submitting import check_complete

CONFERENCE = "conferences.conference"
AFTERWARDS = frozenset({"conference-minutes", "conference-notice"})
"""Papers about a conference that tell what happened at it."""


@transaction.atomic
def hand_over(*, report: Report, by: User) -> Report:
    """Freeze the report and build its files for whoever signs it outside the portal.

    From now on text and figures stay as they are: what is signed is what is issued. Raises NotReady for figures
    without a value, Refused where the portal numbers the report itself or the body has ended.
    """
    report = locked(report)
    policies.check_can_issue(by, report)
    workflow.check(report, "hand_over")
    if numbering.way_of(report) is not NumberedBy.EXTERNAL:
        raise Refused(_("Báo cáo này lấy số của Cổng, không chuyển ký."))
    numbering.check_alive(report.body, clock.today())
    workflow.move(report, "hand_over")
    composed = paper.compose(report)
    check_complete(composed.missing)
    report.numbered_by = NumberedBy.EXTERNAL
    report.edition = freeze(report, composed, by=by)
    report.save(update_fields=["status", "numbered_by", "edition"])
    remember("reports.handed_over", report, by)
    enqueue(report, by)
    return report


@transaction.atomic
def record_issue(
    *,
    report: Report,
    number: int,
    symbol: str,
    issued_on: date,
    signed: File[bytes],
    no_state_secret: bool,
    by: User,
    explanation: str = "",
) -> Report:
    """Take back number, symbol, day and the signed PDF of a report that was handed over.

    Its signatures are checked and its words compared with the frozen ones. Refused (beside the field) for a number that
    is taken, a day in the future or before what the report speaks of, a file that is no PDF or was altered after it was
    signed, words that differ without an explanation. A scan has no words to compare: it is recorded with that remark.
    """
    report = locked(report)
    policies.check_can_issue(by, report)
    workflow.check(report, "record_issue")
    _check_day(report, issued_on)
    numbering.check_alive(report.body, issued_on)
    checked = returning.examine(report, signed, explanation)
    report.document = _document(report, number=number, symbol=symbol, issued_on=issued_on, by=by)
    copy = returning.keep(report, checked, signed, explanation=explanation, no_state_secret=no_state_secret, by=by)
    edition = copy.edition
    edition.stamp = {"number": number, "symbol": report.document.symbol, "issued_on": issued_on.isoformat()}
    edition.save(update_fields=["stamp"])
    _issued(report, "record_issue", by)
    enqueue(report, by)
    if copy.differences:
        remember("reports.differences_explained", report, by, reason=copy.explanation, count=str(len(copy.differences)))
    elif not copy.is_compared:
        remember("reports.not_compared", report, by)
    return report


@transaction.atomic
def issue(*, report: Report, issued_on: date, by: User) -> Report:
    """Give it the next number of the portal's series and freeze it in the same transaction.

    Text and figures stay as they are at this moment, whatever changes later. Raises NotReady for figures without a
    value; Refused for a day in the future, one before what the report speaks of, or after the end of the body.
    """
    report = locked(report)
    policies.check_can_issue(by, report)
    workflow.check(report, "issue")
    if numbering.way_of(report) is not NumberedBy.PORTAL:
        raise Refused(_("Báo cáo này lấy số ở hệ thống văn bản của cơ quan: chuyển ký, rồi ghi nhận phát hành."))
    gathered = _check_day(report, issued_on)
    numbering.check_alive(report.body, issued_on)
    Body.objects.select_for_update(of=("self",), no_key=True).get(pk=report.body_id)  # one number after the other
    numbering.ensure_series(body=report.body, type=report.kind.type, on=issued_on, by=by)
    report.numbered_by, report.issued_at = NumberedBy.PORTAL, clock.now()
    report.document = _document(report, number=None, symbol="", issued_on=issued_on, by=by)
    composed = paper.compose(report, gathered)
    check_complete(composed.missing)
    report.edition = freeze(report, composed, by=by)
    _issued(report, "issue", by)
    enqueue(report, by)
    return report


def _check_day(report: Report, issued_on: date) -> Gathered:
    """A paper is not dated before a conference that it tells of."""
    gathered = gather_for(report)
    told = [conference.held_on for conference in _told_of(report, gathered)]
    if told and issued_on < max(told):
        message = _("Ngày ban hành không được trước hội nghị ngày {day} mà báo cáo nêu.")
        raise Refused(message.format(day=ngay(max(told))), field="issued_on")
    return gathered


def _told_of(report: Report, gathered: Gathered) -> list[Conference]:
    """Of a frozen paper the conferences that it counts, not one that was recorded since. A plan or an invitation speaks
    of what is still to come, whenever it is recorded."""
    if report.conference_id:
        return gathered.conferences if report.kind_id in AFTERWARDS else []
    if report.edition is None:
        return gathered.conferences
    counted = report.edition.figures.filter(row_kind=CONFERENCE).values_list("row_keys", flat=True)
    kept = {key for keys in counted for key in keys}
    return [conference for conference in gathered.conferences if conference.pk in kept]


def _document(report: Report, *, number: int | None, symbol: str, issued_on: date, by: User) -> OfficialDocument:
    return documents.record_issued(
        issuer=report.body,
        type=report.kind.type,
        number=number,
        issued_on=issued_on,
        subject=paper.subject_of(report),
        by=by,
        symbol=symbol,
        signer=report.signer_name,
        signer_office=report.signer_position,
    )


def _issued(report: Report, step: str, by: User) -> None:
    """The report stands as issued; the one that it replaces ends in the same moment."""
    end_replaced(report, by)
    workflow.move(report, step)
    report.issued_at = report.issued_at or clock.now()
    report.save(update_fields=["status", "numbered_by", "document", "issued_at", "edition"])
    number = report.document.number_and_symbol if report.document else ""
    remember("reports.issued", report, by, number=number)
    told = [*policies.WRITERS, Role.LEADER]
    tell(report, told, _later("Báo cáo đã ban hành, số {number}"), "issued", by, number=number)
