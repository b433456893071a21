"""An issued report is withdrawn, replaced by a corrected one, shown to citizens or hidden again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from accounts.models import User
from common import clock
from common.errors import Refused
from organizations import scope
from organizations.enums import Role, Why
from reports import paper, policies, workflow
from reports.enums import ReportStatus
from reports.models import Report, SectionText

from .common import locked, remember, tell
from .deciding import checked_reason

_KEPT = (
    "outline", "body", "unit", "kind_id", "period", "window", "conference_id", "topic",
    "place", "authority", "signer_name", "signer_position", "recipients",
)  # fmt: skip
"""What a replacement has in common with the report that it replaces."""


@transaction.atomic
def withdraw(*, report: Report, reason: str, by: User) -> Report:
    """Take an issued report back, with the reason. Number, text and figures stay to be read; another may be started."""
    report = locked(report)
    policies.check_can_withdraw(by, report)
    workflow.move(report, "withdraw")
    words = checked_reason(reason)
    _end(report, words, by)
    remember("reports.withdrawn", report, by, reason=words)
    told = [*policies.WRITERS, Role.LEADER, Role.RECORDS_CLERK]
    tell(report, told, _later("Báo cáo bị thu hồi: {reason}"), "withdrawn", by, reason=words)
    return report


@transaction.atomic
def replace(*, report: Report, by: User) -> Report:
    """Begin the report that replaces an issued one, with its words; the old one holds until the new one is issued."""
    report = locked(report)
    policies.check_can_write(by, report.body)
    workflow.check(report, "replace")
    if Report.objects.filter(replaces=report).exists():
        raise Refused(_("Báo cáo thay thế đã được lập."))
    new = Report(code=paper.new_code(), replaces=report, created_by=by, created_at=clock.now())
    for name in _KEPT:
        setattr(new, name, getattr(report, name))
    new.save()
    scope.write_stakes(new, [scope.StakeSpec.of(new.body, Why.ORIGIN)])
    SectionText.objects.bulk_create(
        SectionText(report=new, section_id=text.section_id, text=text.text, saved_at=new.created_at, saved_by=by)
        for text in report.texts.order_by("pk")
    )
    remember("reports.replacement_started", new, by)
    return new


def end_replaced(report: Report, by: User) -> None:
    """The report that this one replaces ends when this one is issued; one that was withdrawn meanwhile stays so."""
    if report.replaces_id is None or report.replaces is None:
        return
    old = locked(report.replaces)
    if old.status != ReportStatus.ISSUED:
        return
    workflow.move(old, "replace")
    _end(old, _("Được thay thế bằng báo cáo số {number}.").format(number=_number_of(report)), by)
    remember("reports.replaced", old, by, number=_number_of(report))


@transaction.atomic
def publish(*, report: Report, by: User) -> Report:
    """Let citizens read the figures of an issued report at its public address."""
    return _show(report, by, shown=True)


@transaction.atomic
def unpublish(*, report: Report, by: User) -> Report:
    """Hide them again; the public address goes on confirming number, day and issuer."""
    return _show(report, by, shown=False)


def _show(report: Report, by: User, *, shown: bool) -> Report:
    report = locked(report)
    policies.check_can_publish(by, report)
    workflow.check(report, "publish" if shown else "unpublish")
    if report.is_published != shown:
        report.is_published = shown
        report.save(update_fields=["is_published"])
        remember("reports.published" if shown else "reports.unpublished", report, by)
    return report


def _end(report: Report, reason: str, by: User) -> None:
    """What has ended is no longer shown to citizens as the report of its period."""
    report.ended_at, report.ended_by, report.ended_reason = clock.now(), by, reason
    report.is_published = False
    report.save(update_fields=["status", "ended_at", "ended_by", "ended_reason", "is_published"])


def _number_of(report: Report) -> str:
    return report.document.number_and_symbol if report.document else ""
