"""Pending cases: opened, kept, tied to what is about them, closed, opened again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from letters import events_cases as events
from letters import policies_cases as policies
from letters import workflow_cases as workflow
from letters.case_targets import TARGETS
from letters.enums_cases import CasePart
from letters.models import Case, CaseBody, CaseField, CaseLink, CaseStage
from letters.models.cases import LINKED
from organizations import scope
from organizations.enums import Why
from organizations.models import Body, Unit
from organizations.scope import StakeSpec
from steering.events import labels

_WHY = {CasePart.SUPPORTER: Why.SUPPORTER, CasePart.SUPERVISOR: Why.SUPERVISOR}


@transaction.atomic
def open_case(
    *,
    title: str,
    field: CaseField,
    stage: CaseStage,
    place_unit: Unit,
    lead: Body,
    opened_on: date,
    about_matter: bool,
    by: User,
    place: str = "",
    project: str = "",
    note: str = "",
    supporters: Sequence[Body] = (),
    supervisors: Sequence[Body] = (),
) -> Case:
    """Open a case in the name of a body that leads it.

    Refused: no title; a day to come; a body twice; texts that nobody has confirmed to be about the matter alone.
    """
    policies.check_can_open(by, lead)
    _check_about_matter(about_matter)
    if opened_on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field="opened_on")
    if opened_on not in lead.valid:
        message = _("{body} không tồn tại vào ngày {day}.")
        raise Refused(message.format(body=lead.name, day=ngay(opened_on)), field="lead")
    parts = _parts(lead, supporters, supervisors)
    number = _next_number()
    case = Case(
        pk=number, code=f"VV-{opened_on.year}-{number:04d}", title=_titled(title), field=field, stage=stage,
        place_unit=place_unit, place=clean_line(place), project=clean_line(project), note=nfc(note.strip()), lead=lead,
        unit_id=lead.unit_id, opened_on=opened_on,
    )  # fmt: skip
    case.save(force_insert=True)
    _write_parts(case, parts)

    record(events.OPENED, by=by, subject=case, unit_id=case.unit_id, lead=lead.name)
    return case


@transaction.atomic
def edit_case(
    *,
    case: Case,
    title: str,
    field: CaseField,
    stage: CaseStage,
    place_unit: Unit,
    lead: Body,
    about_matter: bool,
    by: User,
    place: str = "",
    project: str = "",
    note: str = "",
    supporters: Sequence[Body] = (),
    supervisors: Sequence[Body] = (),
) -> Case:
    """Correct a case, move its stage, hand the lead to another body. Refused as in open_case(); a closed case."""
    case = _locked(case)
    policies.check_can_keep(by, case)
    workflow.moved(case.state, "edit")
    _check_about_matter(about_matter)
    parts = _parts(lead, supporters, supervisors)
    wanted = {
        "title": _titled(title), "field": field, "stage": stage, "place_unit": place_unit, "place": clean_line(place),
        "project": clean_line(project), "note": nfc(note.strip()), "lead": lead,
    }  # fmt: skip
    changed = [name for name, value in wanted.items() if getattr(case, name) != value]
    for name in changed:
        setattr(case, name, wanted[name])
    case.unit_id = case.lead.unit_id
    moved = _write_parts(case, parts)
    if not changed and not moved:
        return case
    case.save()

    fields = ", ".join([*([labels(Case, changed)] if changed else []), *([_parts_word()] if moved else [])])
    record(events.EDITED, by=by, subject=case, unit_id=case.unit_id, fields=fields)
    return case


@transaction.atomic
def link(*, case: Case, kind: str, name: str, by: User) -> CaseLink:
    """Tie a record to the case, found by its number among those that the person may see.

    Refused: no such record; more than one; already tied; a closed case. A sealed record is not found.
    """
    case = _locked(case)
    policies.check_can_keep(by, case)
    workflow.moved(case.state, "link")
    if kind not in TARGETS:
        raise Refused(_("Chọn loại hồ sơ."), field="kind")
    target = TARGETS[kind]
    found = target.find(by, name)
    if case.links.filter(unlinked_at=None, **{kind: found}).exists():
        raise Refused(_("Hồ sơ này đã gắn vào vụ việc."), field="name")
    made = CaseLink.objects.create(
        case=case, on=target.day(found) or clock.today(), linked_by=by, linked_at=clock.now(), **{kind: found}
    )

    _remember_link(events.LINKED, made, by)
    return made


@transaction.atomic
def unlink(*, link: CaseLink, reason: str, by: User) -> CaseLink:
    """The record is not about the case after all; that it was tied stays written, with the reason."""
    case = _locked(link.case)
    policies.check_can_keep(by, case)
    workflow.moved(case.state, "unlink")
    row = CaseLink.objects.select_for_update(of=("self",), no_key=True).select_related(*LINKED).get(pk=link.pk)
    if row.unlinked_at is not None:
        raise Refused(_("Hồ sơ này đã được gỡ."))
    row.unlinked_by, row.unlinked_at, row.unlink_reason = by, clock.now(), _reason(reason)
    row.save(update_fields=["unlinked_by", "unlinked_at", "unlink_reason"])

    _remember_link(events.UNLINKED, row, by, reason=row.unlink_reason)
    return row


@transaction.atomic
def close(*, case: Case, on: date, result: str, by: User) -> Case:
    """The matter is over, with its result. Refused: before it was opened; a day to come; no result."""
    case = _locked(case)
    policies.check_can_decide(by, case)
    case.state = workflow.moved(case.state, "close")
    if on < case.opened_on:
        raise Refused(_("Ngày không được trước ngày lập ({day}).").format(day=ngay(case.opened_on)), field="on")
    if on > clock.today():
        raise Refused(_("Ngày không được sau hôm nay."), field="on")
    if not result.strip():
        raise Refused(_("Cần ghi kết quả."), field="result")
    case.closed_on, case.result = on, nfc(result.strip())
    case.save(update_fields=["state", "closed_on", "result"])

    record(events.CLOSED, by=by, subject=case, unit_id=case.unit_id, on=ngay(on), result=case.result[:500])
    return case


@transaction.atomic
def reopen(*, case: Case, reason: str, by: User) -> Case:
    """The matter is pending again; the history keeps the former result."""
    case = _locked(case)
    policies.check_can_decide(by, case)
    case.state = workflow.moved(case.state, "reopen")
    reason = _reason(reason)
    case.closed_on, case.result = None, ""
    case.save(update_fields=["state", "closed_on", "result"])

    record(events.REOPENED, by=by, subject=case, unit_id=case.unit_id, reason=reason)
    return case


# -- is it possible


def _check_about_matter(confirmed: bool) -> None:
    """A case describes a matter at a place; it is no file on persons, their opinions, religion or ethnicity."""
    if not confirmed:
        raise Refused(_("Cần xác nhận nội dung chỉ nói về vụ việc."), field="about_matter")


def _titled(title: str) -> str:
    cleaned = clean_line(title)
    if not cleaned:
        raise Refused(_("Cần ghi tên vụ việc."), field="title")
    return cleaned


def _reason(reason: str) -> str:
    cleaned = clean_line(reason)
    if not cleaned:
        raise Refused(_("Cần ghi lý do."), field="reason")
    return cleaned


def _parts(lead: Body, supporters: Iterable[Body], supervisors: Iterable[Body]) -> dict[int, tuple[Body, CasePart]]:
    """Who takes part beside the leading body, each once."""
    parts: dict[int, tuple[Body, CasePart]] = {}
    named = [("supporters", CasePart.SUPPORTER, supporters), ("supervisors", CasePart.SUPERVISOR, supervisors)]
    for field, part, bodies in named:
        for body in bodies:
            if body.pk == lead.pk or body.pk in parts:
                raise Refused(_("{body} được ghi hai lần.").format(body=body.name), field=field)
            parts[body.pk] = (body, part)
    return parts


# -- change, remember


def _locked(case: Case) -> Case:
    locked = Case.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("lead__unit", "field", "stage", "place_unit").get(pk=case.pk)


def _next_number() -> int:
    """The number in the code is the row's key, drawn beforehand: no lock, no two alike, gaps allowed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('letters_case', 'id'))")
        return int(cursor.fetchone()[0])


def _write_parts(case: Case, parts: dict[int, tuple[Body, CasePart]]) -> bool:
    """Who takes part, and with it who may know of the case; whether that changed."""
    present = {row.body_id: row.part for row in case.parts.all()}
    wanted = {pk: str(part) for pk, (_body, part) in parts.items()}
    if present != wanted:
        case.parts.all().delete()
        CaseBody.objects.bulk_create(CaseBody(case=case, body=body, part=part) for body, part in parts.values())
    stakes = [StakeSpec.of(case.lead, Why.HOLDER)]
    stakes += [StakeSpec.of(body, _WHY[part]) for body, part in parts.values()]
    scope.write_stakes(case, stakes)
    return present != wanted


@in_portal_language
def _parts_word() -> str:
    return _("cơ quan tham gia")


@in_portal_language
def _remember_link(kind: str, made: CaseLink, by: User, **words: Any) -> None:
    target = TARGETS[made.kind]
    named = f"{target.label}: {target.words(made.target)}"
    record(kind, by=by, subject=made.case, unit_id=made.case.unit_id, record=named[:300], **words)
