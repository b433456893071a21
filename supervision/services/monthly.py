"""The Front's monthly report. Lock, may you, is it possible, change, remember."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common.errors import Refused
from common.periods import Period
from common.templatetags.qcdc import ngay
from common.text import nfc
from organizations import scope
from organizations.enums import Why
from organizations.models import Body, Reach
from organizations.scope import StakeSpec
from steering.models import Committee, RegulationType
from supervision import events, policies
from supervision.models import MonthlyFinding, MonthlyReport

from .shared import check_past, said


@dataclass(frozen=True, kw_only=True)
class OnType:
    """What a report says on one regulation type."""

    type: RegulationType
    checks: int
    shortcomings: int = 0
    recommendations: int = 0
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class MonthlyFacts:
    """What a monthly report states; a type that is not among ``lines`` was not supervised that month."""

    number: str
    sent_on: date
    text: str = ""
    lines: Sequence[OnType] = ()


@transaction.atomic
def report(
    *, body: Body, committee: Committee, year: int, month: int, facts: MonthlyFacts, by: User
) -> MonthlyReport:  # fmt: skip
    """Send the report of a month to a committee.

    Refused: a second one of the month; a month that has not ended when it is sent; no regulation, or one twice;
    shortcomings without words; a committee of another unit.
    """
    policies.check_can_supervise_for(by, body)
    _checked(Period.month(year, month), facts)
    if not Reach.objects.filter(source=committee.unit_id, target=body.unit_id).exists():
        raise Refused(_("Ban Chỉ đạo này thuộc đơn vị khác."), field="committee")
    if MonthlyReport.objects.filter(body=body, committee=committee, year=year, month=month).exists():
        raise Refused(_("Báo cáo của tháng này đã có; sửa báo cáo đã ghi."), field="month")
    made = MonthlyReport.objects.create(
        body=body, committee=committee, year=year, month=month, text=nfc(facts.text.strip()), sent_on=facts.sent_on,
        number=said(facts.number, "number", _("Cần ghi số, ký hiệu báo cáo.")),
    )  # fmt: skip
    _write_lines(made, facts.lines)
    receiver = StakeSpec(committee.unit_id, committee.body_id, Why.ASSIGNER)
    scope.write_stakes(made, [StakeSpec.of(body, Why.ORIGIN), receiver])
    record(
        events.MONTHLY_SENT, by=by, subject=made, unit_id=body.unit_id, month=month, year=year, on=ngay(facts.sent_on)
    )
    return made


@transaction.atomic
def edit(*, monthly: MonthlyReport, facts: MonthlyFacts, by: User) -> MonthlyReport:
    """Correct what was reported; its month stays."""
    rows = MonthlyReport.objects.select_for_update(of=("self",), no_key=True)
    one = rows.select_related("body__unit").get(pk=monthly.pk)
    policies.check_can_edit_monthly(by, one)
    _checked(one.period, facts)
    one.number = said(facts.number, "number", _("Cần ghi số, ký hiệu báo cáo."))
    one.sent_on, one.text = facts.sent_on, nfc(facts.text.strip())
    one.save()
    one.findings.all().delete()
    _write_lines(one, facts.lines)
    record(events.MONTHLY_EDITED, by=by, subject=one, unit_id=one.body.unit_id)
    return one


def _checked(month: Period, facts: MonthlyFacts) -> None:
    check_past(facts.sent_on, "sent_on", since=month.start)
    if not facts.lines:
        raise Refused(_("Cần ghi ít nhất một quy chế đã giám sát."))
    if len({line.type.pk for line in facts.lines}) < len(facts.lines):
        raise Refused(_("Mỗi quy chế chỉ ghi một dòng."))
    for line in facts.lines:
        if line.shortcomings and not line.text.strip():
            raise Refused(_("{type}: có hạn chế thì cần ghi phát hiện.").format(type=line.type))


def _write_lines(one: MonthlyReport, lines: Sequence[OnType]) -> None:
    MonthlyFinding.objects.bulk_create(
        MonthlyFinding(
            report=one, type=line.type, checks=line.checks, shortcomings=line.shortcomings,
            recommendations=line.recommendations, text=nfc(line.text.strip()),
        )
        for line in lines
    )  # fmt: skip
