"""A report is begun, and it is said who signs and receives it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.periods import Period
from conferences.models import Conference
from organizations import scope
from organizations.enums import Why
from organizations.models import Body
from reports import paper, policies, workflow
from reports.enums import ENDED
from reports.models import Report

from .common import locked, remember


@transaction.atomic
def start(*, body: Body, kind: str, period: Period, by: User, conference: Conference | None = None) -> Report:
    """Begin the report of a body for a period, or its paper about a conference; one of each kind.

    Raises Refused (field "period") when it is there already and when no outline holds for that time.
    """
    Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)  # the second of two is told of the first
    policies.check_can_write(by, body)
    same = Report.objects.filter(body=body, kind__code=kind, period=period.code, conference=conference)
    if same.exclude(status__in=ENDED).exists():
        raise Refused(_("Báo cáo của kỳ này đã có."), field="period")
    try:
        report = paper.draft(body=body, kind=kind, period=period, conference=conference)
    except LookupError:
        raise Refused(_("Chưa có đề cương báo cáo cho kỳ này."), field="period") from None
    report.created_by, report.created_at = by, clock.now()
    report.save()
    scope.write_stakes(report, [scope.StakeSpec.of(body, Why.ORIGIN)])
    remember("reports.started", report, by)
    return report


def start_about(*, conference: Conference, kind: str, by: User) -> Report:
    """Begin a paper about a conference of its host: plan, invitation, agenda, delegates, minutes, notice."""
    period = Period.between(conference.held_on, conference.last_day)
    return start(body=conference.host, kind=kind, period=period, by=by, conference=conference)


@transaction.atomic
def set_signing(
    *, report: Report, signer_name: str, signer_position: str, place: str, recipients: str, by: User,
    authority: str = "",
) -> Report:  # fmt: skip
    """Who signs and in whose name (empty: as the issuer usually does), where, and who receives it."""
    report = locked(report)
    policies.check_can_write(by, report.body)
    workflow.check_open(report)
    report.signer_name, report.signer_position = signer_name, signer_position
    report.place, report.recipients, report.authority = place, recipients, authority
    report.save(update_fields=["signer_name", "signer_position", "place", "recipients", "authority"])
    remember("reports.signing_set", report, by)
    return report
