"""By which rules a committee works, and which member answers for what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common.errors import Refused
from common.templatetags.qcdc import ngay
from common.text import clean_line
from documents.models import OfficialDocument
from steering import events_programmes as events
from steering import policies_programmes as policies
from steering.models import AssignedMember, AssignmentNotice, Committee, CommitteeMember, WorkingRules


@dataclass(frozen=True)
class Assigned:
    """What a member answers for: a sector, an area, or both."""

    member: CommitteeMember
    sector: str = ""
    area: str = ""


@transaction.atomic
def issue_rules(
    *,
    committee: Committee,
    decision_text: str,
    on: date,
    by: User,
    document: OfficialDocument | None = None,
    note: str = "",
) -> WorkingRules:
    """A new version of the working rules holds from that day on; the one before ends with it."""
    committee = _locked(committee, by, on)
    _end_before(WorkingRules.objects.filter(committee=committee), on)
    made = WorkingRules.objects.create(
        committee=committee, version=committee.working_rules.count() + 1, document=document, note=clean_line(note),
        decision_text=_decision(decision_text), valid=DateRange(on, committee.ended_on, "[)"),
    )  # fmt: skip
    _remember(events.RULES, committee, by, decision=made.decision_text, on=ngay(on))
    return made


@transaction.atomic
def issue_assignment(
    *,
    committee: Committee,
    decision_text: str,
    on: date,
    assigned: Sequence[Assigned],
    by: User,
    document: OfficialDocument | None = None,
    note: str = "",
) -> AssignmentNotice:
    """From that day on members answer for these sectors and areas; the notice before ends with it.

    Refused: nobody is assigned; a person who does not sit on the committee on that day.
    """
    committee = _locked(committee, by, on)
    lines = [one for one in assigned if one.sector.strip() or one.area.strip()]
    if not lines:
        raise Refused(_("Ghi lĩnh vực hoặc địa bàn của ít nhất một thành viên."), field="decision_text")
    sitting = set(committee.members.on(on).values_list("pk", flat=True))
    for line in lines:
        if line.member.pk not in sitting:
            message = _("{name} không là thành viên vào ngày {day}.")
            raise Refused(message.format(name=line.member.full_name, day=ngay(on)), field="on")
    _end_before(AssignmentNotice.objects.filter(committee=committee), on)
    notice = AssignmentNotice.objects.create(
        committee=committee, decision_text=_decision(decision_text), document=document, note=clean_line(note),
        valid=DateRange(on, committee.ended_on, "[)"),
    )  # fmt: skip
    AssignedMember.objects.bulk_create(
        AssignedMember(notice=notice, member=one.member, sector=clean_line(one.sector), area=clean_line(one.area))
        for one in lines
    )
    _remember(events.ASSIGNED, committee, by, decision=notice.decision_text, on=ngay(on), count=len(lines))
    return notice


def _locked(committee: Committee, by: User, on: date) -> Committee:
    locked = Committee.objects.select_for_update(of=("self",), no_key=True)
    found = locked.select_related("body__unit", "standing_body").get(pk=committee.pk)
    policies.check_can_plan(by, found)
    if on not in found.valid:
        raise Refused(_("Ban Chỉ đạo không hoạt động vào ngày {day}.").format(day=ngay(on)), field="on")
    return found


def _end_before(papers: Any, on: date) -> None:
    """The newest one ends on the day; papers are entered in the order of their days."""
    newest = papers.order_by("-valid").first()
    if newest is None:
        return
    if on <= newest.valid.lower:
        message = _("Ngày phải sau ngày có hiệu lực của văn bản trước ({day}).")
        raise Refused(message.format(day=ngay(newest.valid.lower)), field="on")
    newest.valid = DateRange(newest.valid.lower, on, "[)")
    newest.save(update_fields=["valid"])


def _decision(decision_text: str) -> str:
    cleaned = clean_line(decision_text)
    if not cleaned:
        raise Refused(_("Cần ghi số, ký hiệu, ngày."), field="decision_text")
    return cleaned


def _remember(kind: str, committee: Committee, by: User, **data: Any) -> None:
    record(kind, by=by, subject=committee, unit_id=committee.unit_id, **data)
