"""A committee's yearly programme: its contents, how each becomes a task, what goes over into the next year; the theme
of a unit's year. Lock, may you, is it possible, change, remember."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from documents.models import OfficialDocument
from organizations.models import Body, Reach, Unit
from steering import citing
from steering import events_programmes as events
from steering import policies_programmes as policies
from steering import timing_programmes as timing
from steering.enums_directing import ItemState
from steering.events import labels
from steering.models import Committee, DirectingPaper, ProgrammeItem, Task, WorkProgramme, YearTheme

from .tasks import assign_task


@dataclass(frozen=True, kw_only=True)
class ItemFacts:
    """One content as the programme states it."""

    text: str
    lead: Body
    due_on: date
    supporters: Sequence[Body] = ()


@transaction.atomic
def set_theme(*, unit: Unit, year: int, text: str, by: User, decision_text: str = "") -> YearTheme:
    """Name the theme of a unit's year, or correct it."""
    policies.check_can_set_theme(by, unit.pk)
    text = _said(text, "text", _("Cần ghi chủ đề."))
    values = {"text": text, "decision_text": clean_line(decision_text)}
    theme, _new = YearTheme.objects.update_or_create(unit=unit, year=year, defaults=values)
    record(events.THEME, by=by, subject=theme, unit_id=unit.pk, year=year, text=text)
    return theme


@transaction.atomic
def draft_programme(
    *,
    committee: Committee,
    year: int,
    decision_text: str,
    issued_on: date,
    by: User,
    note: str = "",
    document: OfficialDocument | None = None,
    papers: Iterable[DirectingPaper] = (),
    previous: WorkProgramme | None = None,
) -> WorkProgramme:
    """Enter the programme of a year. Refused: a second one of the year; a committee that did not work then."""
    policies.check_can_plan(by, committee)
    if issued_on not in committee.valid:
        message = _("Ban Chỉ đạo không hoạt động vào ngày {day}.")
        raise Refused(message.format(day=ngay(issued_on)), field="issued_on")
    if WorkProgramme.objects.filter(committee=committee, year=year).exists():
        raise Refused(_("Ban Chỉ đạo đã có chương trình công tác của năm này."), field="year")
    programme = WorkProgramme.objects.create(
        committee=committee, year=year, issued_on=issued_on, note=nfc(note), document=document, previous=previous,
        decision_text=_said(decision_text, "decision_text", _("Cần ghi số, ký hiệu.")),
    )  # fmt: skip
    citing.cite(programme, papers)
    _remember(events.DRAFTED, programme, by, year=year)
    return programme


@transaction.atomic
def edit_programme(
    *,
    programme: WorkProgramme,
    decision_text: str,
    issued_on: date,
    note: str,
    document: OfficialDocument | None,
    papers: Iterable[DirectingPaper],
    by: User,
) -> WorkProgramme:
    """Correct what stands at the head of a programme."""
    programme = _locked(programme)
    policies.check_can_plan(by, programme.committee)
    wanted = {
        "decision_text": _said(decision_text, "decision_text", _("Cần ghi số, ký hiệu.")), "issued_on": issued_on,
        "note": nfc(note), "document": document,
    }  # fmt: skip
    changed = [name for name, value in wanted.items() if getattr(programme, name) != value]
    for name in changed:
        setattr(programme, name, wanted[name])
    cited = citing.cite(programme, papers)
    if changed or cited:
        programme.save()
        _remember(events.EDITED, programme, by, fields=_fields(WorkProgramme, changed, cited))
    return programme


@transaction.atomic
def add_item(*, programme: WorkProgramme, facts: ItemFacts, by: User) -> ProgrammeItem:
    """Add a content. Refused: due in another year; a lead body among the supporting ones, or out of reach."""
    programme = _locked(programme)
    policies.check_can_plan(by, programme.committee)
    text = _checked(programme, facts)
    last = programme.items.aggregate(last=Max("order"))["last"] or 0
    item = ProgrammeItem.objects.create(
        programme=programme, order=last + 1, text=text, lead=facts.lead, due_on=facts.due_on
    )
    item.supporters.set(facts.supporters)
    timing.follow(item, by=by)
    _remember(events.ITEM_ADDED, programme, by, number=item.order, lead=item.lead.name, due=ngay(item.due_on))
    return item


@transaction.atomic
def edit_item(*, item: ProgrammeItem, facts: ItemFacts, by: User) -> ProgrammeItem:
    """Correct a content that is no task yet; afterwards its task is corrected instead."""
    item = _locked_item(item, by)
    if item.state is not ItemState.PLANNED:
        raise Refused(_("Chỉ sửa được nội dung chưa giao việc."))
    wanted = {"text": _checked(item.programme, facts), "lead": facts.lead, "due_on": facts.due_on}
    changed = [name for name, value in wanted.items() if getattr(item, name) != value]
    for name in changed:
        setattr(item, name, wanted[name])
    if {body.pk for body in facts.supporters} != set(item.supporters.values_list("pk", flat=True)):
        item.supporters.set(facts.supporters)
        changed.append("supporters")
    if changed:
        item.save()
        timing.follow(item, by=by)
        words = labels(ProgrammeItem, changed)
        _remember(events.ITEM_EDITED, item.programme, by, number=item.order, fields=words)
    return item


@transaction.atomic
def make_task(*, item: ProgrammeItem, assigned_on: date, by: User) -> Task:
    """The content becomes a task of its lead body; from now on its state is that of the task."""
    item = _locked_item(item, by)
    if item.state is not ItemState.PLANNED:
        raise Refused(_("Nội dung này đã giao việc hoặc đã kết thúc."))
    task = assign_task(
        title=item.text, assigned_by=item.programme.committee.body, lead=item.lead,
        supporters=list(item.supporters.select_related("unit").order_by("pk")), assigned_on=assigned_on,
        due_on=item.due_on, origin_text=_origin(item.programme), papers=citing.papers_of(item.programme), by=by,
    )  # fmt: skip
    item.task = task
    item.save(update_fields=["task"])
    timing.end(item, on=assigned_on, by=by, reason=_became(task))
    _remember(events.ITEM_SET, item.programme, by, number=item.order, task=task.code)
    return task


@transaction.atomic
def finish_item(*, item: ProgrammeItem, on: date, by: User) -> ProgrammeItem:
    """A content that never became a task is done. Refused: ahead of today, before the programme."""
    item = _locked_item(item, by)
    if item.state is not ItemState.PLANNED:
        raise Refused(_("Nội dung đã thành nhiệm vụ thì hoàn thành theo nhiệm vụ."))
    if not item.programme.issued_on <= on <= clock.today():
        message = _("Ngày phải từ ngày ban hành chương trình ({day}) đến hôm nay.")
        raise Refused(message.format(day=ngay(item.programme.issued_on)), field="on")
    item.done_on = on
    item.save(update_fields=["done_on"])
    timing.end(item, on=on, by=by)
    _remember(events.ITEM_DONE, item.programme, by, number=item.order, on=ngay(on))
    return item


@transaction.atomic
def drop_item(*, item: ProgrammeItem, reason: str, by: User) -> ProgrammeItem:
    """A content that is no task is not carried out after all; it stays, with the reason, and counts nowhere."""
    item = _locked_item(item, by)
    if item.state is not ItemState.PLANNED:
        raise Refused(_("Chỉ bỏ được nội dung chưa giao việc; nhiệm vụ thì hủy ở trang nhiệm vụ."))
    item.dropped = _said(reason, "reason", _("Cần ghi lý do."))
    item.save(update_fields=["dropped"])
    timing.end(item, on=clock.today(), by=by, reason=item.dropped)
    _remember(events.ITEM_DROPPED, item.programme, by, number=item.order, reason=item.dropped)
    return item


@transaction.atomic
def carry_over(*, programme: WorkProgramme, decision_text: str, issued_on: date, by: User) -> WorkProgramme:
    """Begin next year's programme with what is still open; its tasks go on, other contents are due by the year's end.

    Refused: next year's programme exists already.
    """
    programme = _locked(programme)
    year = programme.year + 1
    following = draft_programme(
        committee=programme.committee, year=year, decision_text=decision_text, issued_on=issued_on, by=by,
        papers=citing.papers_of(programme), previous=programme,
    )  # fmt: skip
    still = programme.items.open().select_related("lead__unit", "task").order_by("order")
    items = list(still)
    for order, item in enumerate(items, 1):
        _carry(item, following, order, by)
    _remember(events.CARRIED, programme, by, count=len(items), year=year)
    return following


def _carry(item: ProgrammeItem, into: WorkProgramme, order: int, by: User) -> None:
    last = date(into.year, 12, 31)
    due_on = min(max(item.task.due_on, date(into.year, 1, 1)), last) if item.task else last
    new = ProgrammeItem.objects.create(
        programme=into, order=order, text=item.text, lead=item.lead, due_on=due_on, task=item.task, carried_from=item
    )
    new.supporters.set(item.supporters.order_by("pk"))
    if item.task is None:
        timing.end(item, on=into.issued_on, by=by, reason=_goes_on(into))
        timing.follow(new, by=by)
    item.carried_to = into.year
    item.save(update_fields=["carried_to"])


# -- is it possible


def _checked(programme: WorkProgramme, facts: ItemFacts) -> str:
    text = _said(facts.text, "text", _("Cần ghi nội dung."))
    if facts.due_on.year != programme.year:
        message = _("Hạn phải trong năm {year}.")
        raise Refused(message.format(year=programme.year), field="due_on")
    if facts.lead in facts.supporters:
        raise Refused(_("Cơ quan chủ trì không đồng thời là cơ quan phối hợp."), field="supporters")
    unit = programme.committee.unit_id
    reached = set(Reach.objects.filter(source=unit).values_list("target_id", flat=True)) | {unit}
    for field, body in [("lead", facts.lead), *(("supporters", body) for body in facts.supporters)]:
        if body.unit_id not in reached:
            message = _("{body} không thuộc đơn vị giao việc hoặc đơn vị cấp dưới.")
            raise Refused(message.format(body=body.name), field=field)
    return text


def _said(words: str, field: str, refusal: str) -> str:
    cleaned = clean_line(words)
    if not cleaned:
        raise Refused(refusal, field=field)
    return cleaned


# -- change, remember


def _locked(programme: WorkProgramme) -> WorkProgramme:
    locked = WorkProgramme.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("committee__body__unit", "committee__standing_body").get(pk=programme.pk)


def _locked_item(item: ProgrammeItem, by: User) -> ProgrammeItem:
    """The content behind its programme's lock, for whoever may plan."""
    programme = _locked(item.programme)
    policies.check_can_plan(by, programme.committee)
    found = programme.items.select_related("lead__unit", "task").get(pk=item.pk)
    found.programme = programme
    return found


@in_portal_language
def _fields(model: Any, changed: Sequence[str], cited: bool) -> str:
    names = labels(model, changed)
    return ", ".join(part for part in (names, _("căn cứ văn bản chỉ đạo") if cited else "") if part)


@in_portal_language
def _origin(programme: WorkProgramme) -> str:
    return f"{programme.label} ({programme.decision_text})"


@in_portal_language
def _became(task: Task) -> str:
    return _("Đã giao thành nhiệm vụ {code}").format(code=task.code)


@in_portal_language
def _goes_on(into: WorkProgramme) -> str:
    return _("Chuyển sang chương trình năm {year}").format(year=into.year)


def _remember(kind: str, programme: WorkProgramme, by: User, **data: Any) -> None:
    record(kind, by=by, subject=programme, unit_id=programme.committee.unit_id, **data)
