"""The yearly plan of supervision. Lock, may you, is it possible, change, remember."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common.errors import Refused
from common.text import clean_line, nfc
from organizations import scope
from organizations.enums import Why
from organizations.models import Body
from organizations.scope import StakeSpec
from steering import citing
from steering.models import DirectingPaper
from supervision import events, policies
from supervision.models import PlanLine, SupervisionPlan

from .shared import check_past, said


@transaction.atomic
def draft_plan(
    *, body: Body, year: int, decision_text: str, issued_on: date, by: User, note: str = "",
    papers: list[DirectingPaper] | None = None,
) -> SupervisionPlan:  # fmt: skip
    """A body's plan of a year. Refused: it has one; issued ahead of today."""
    policies.check_can_supervise_for(by, body)
    check_past(issued_on, "issued_on")
    if SupervisionPlan.objects.filter(body=body, year=year).exists():
        raise Refused(_("Cơ quan đã có kế hoạch giám sát của năm này."), field="year")
    plan = SupervisionPlan.objects.create(
        body=body, year=year, decision_text=said(decision_text, "decision_text", _("Cần ghi số, ký hiệu.")),
        issued_on=issued_on, note=nfc(note.strip()),
    )  # fmt: skip
    scope.write_stakes(plan, [StakeSpec.of(body, Why.ORIGIN)])
    citing.cite(plan, papers or [])
    record(events.PLAN_DRAFTED, by=by, subject=plan, unit_id=body.unit_id, year=year)
    return plan


@transaction.atomic
def add_line(*, plan: SupervisionPlan, text: str, subject_text: str, when_text: str, by: User) -> PlanLine:
    """One more supervision that is meant."""
    one = SupervisionPlan.objects.select_for_update(of=("self",), no_key=True).select_related("body").get(pk=plan.pk)
    policies.check_can_keep_plan(by, one)
    order = (one.lines.aggregate(last=Max("order"))["last"] or 0) + 1
    line = PlanLine.objects.create(
        plan=one, order=order, text=said(text, "text", _("Cần ghi nội dung giám sát.")),
        subject_text=clean_line(subject_text), when_text=clean_line(when_text),
    )  # fmt: skip
    record(events.LINE_ADDED, by=by, subject=one, unit_id=one.body.unit_id, number=order, text=line.text)
    return line
