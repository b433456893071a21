"""A body's plan of disclosure for a year (Law 10/2022/QH15 Article 14(1)). Lines change while it is a draft."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common.errors import Refused
from common.text import clean_line
from disclosures import events, policies
from disclosures.enums import PlanStatus
from disclosures.models import DisclosureForm, DisclosureItem, DisclosurePlan, PlanLine
from documents.models import OfficialDocument
from organizations.models import Body

from .disclosures import applies_to

FIRST_YEAR, LAST_YEAR = 2000, 2100


@transaction.atomic
def start(*, body: Body, year: int, by: User, like: DisclosurePlan | None = None) -> DisclosurePlan:
    """Begin a plan, empty or with the lines of another year's plan that the law of this year still lists.

    Refused: a year out of range; the body has a plan of that year.
    """
    policies.check_can_decide(by, body)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(_("Năm từ {first} đến {last}.").format(first=FIRST_YEAR, last=LAST_YEAR), field="year")
    if DisclosurePlan.objects.filter(body=body, year=year).exists():
        raise Refused(_("Cơ quan đã có kế hoạch công khai của năm này."), field="year")
    plan = DisclosurePlan.objects.create(body=body, year=year)
    record(events.PLAN_STARTED, by=by, subject=plan, unit_id=body.unit_id, year=year)
    if like is not None:
        _copy_lines(like, plan)
    return plan


@transaction.atomic
def add_line(*, plan: DisclosurePlan, forms: Iterable[DisclosureForm], by: User, **values: Any) -> PlanLine:
    """One more line: content, what exactly, forms, month or time, who is responsible.

    Refused: a plan that was issued; a content that does not bind the body in that year; no matter, nobody responsible.
    """
    plan = _locked(plan, by)
    line = PlanLine(plan=plan, **_checked(plan, values))
    line.save()
    line.forms.set(forms)
    record(events.PLAN_LINE_ADDED, by=by, subject=plan, unit_id=plan.body.unit_id, line=line.subject)
    return line


@transaction.atomic
def edit_line(*, line: PlanLine, forms: Iterable[DisclosureForm], by: User, **values: Any) -> PlanLine:
    """Correct a line. Refused: as add_line()."""
    plan = _locked(line.plan, by)
    line = PlanLine.objects.select_for_update(no_key=True).get(pk=line.pk)
    for name, value in _checked(plan, values).items():
        setattr(line, name, value)
    line.plan = plan
    line.save()
    line.forms.set(forms)
    record(events.PLAN_LINE_EDITED, by=by, subject=plan, unit_id=plan.body.unit_id, line=line.subject)
    return line


@transaction.atomic
def remove_line(*, line: PlanLine, by: User) -> None:
    """Take a line out of a draft. Refused: the plan was issued; something was disclosed by this line."""
    plan = _locked(line.plan, by)
    if line.disclosures.exists():
        raise Refused(_("Đã có việc công khai theo dòng này, không bỏ được."))
    subject = line.subject
    line.delete()
    record(events.PLAN_LINE_REMOVED, by=by, subject=plan, unit_id=plan.body.unit_id, line=subject)


@transaction.atomic
def issue(*, plan: DisclosurePlan, document: OfficialDocument | None, by: User) -> DisclosurePlan:
    """The plan was issued by a paper; its lines stand. Refused: no line, no paper."""
    plan = _locked(plan, by)
    if document is None:
        raise Refused(_("Chọn văn bản ban hành kế hoạch."), field="document")
    if not plan.lines.exists():
        raise Refused(_("Kế hoạch chưa có dòng nào."))
    plan.status, plan.document = PlanStatus.ISSUED, document
    plan.save(update_fields=["status", "document"])
    record(events.PLAN_ISSUED, by=by, subject=plan, unit_id=plan.body.unit_id, paper=str(document))
    return plan


def items_for(body: Body, year: int) -> Any:
    """The contents that bind a body on some day of the year."""
    found = DisclosureItem.objects.filter(
        catalogue__applies_to=applies_to(body),
        catalogue__valid__overlap=DateRange(date(year, 1, 1), date(year + 1, 1, 1)),
    )
    return found.select_related("catalogue").order_by("-catalogue__valid", "number")


def _locked(plan: DisclosurePlan, by: User) -> DisclosurePlan:
    """The plan, locked, in the hands of somebody who may change it while it is a draft."""
    rows = DisclosurePlan.objects.select_for_update(of=("self",), no_key=True)
    plan = rows.select_related("body__unit__kind__level", "body__kind").get(pk=plan.pk)
    policies.check_can_decide_on(by, plan)
    if plan.status != PlanStatus.DRAFT:
        raise Refused(_("Kế hoạch đã ban hành, không sửa được nữa."))
    return plan


def _checked(plan: DisclosurePlan, values: dict[str, Any]) -> dict[str, Any]:
    kept = values | {name: clean_line(values[name]) for name in ("subject", "officer", "time_note") if name in values}
    if not kept["subject"]:
        raise Refused(_("Cần ghi việc cụ thể."), field="subject")
    if not kept["officer"]:
        raise Refused(_("Cần ghi chức danh chịu trách nhiệm."), field="officer")
    if not items_for(plan.body, plan.year).filter(pk=kept["item"].pk).exists():
        raise Refused(
            _("Nội dung này không thuộc danh mục áp dụng trong năm {year}.").format(year=plan.year), field="item"
        )
    return kept


def _copy_lines(old: DisclosurePlan, new: DisclosurePlan) -> None:
    """A content that a new law numbers otherwise is not guessed: its line is left out."""
    listed = set(items_for(new.body, new.year).values_list("pk", flat=True))
    for line in old.lines.prefetch_related("forms"):
        if line.item_id not in listed:
            continue
        forms = list(line.forms.all())
        line.pk, line._state.adding, line.plan = None, True, new
        line.save()
        line.forms.set(forms)
