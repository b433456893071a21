"""Contents of coordination programmes: adding, correcting, making a task, how they went. Lock, may you, is it possible,
change, remember."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line, nfc
from movements import events, policies, timing, workflow
from movements.models import CoordinationProgramme, ProgrammeContent
from organizations import roles
from organizations.models import Body, Reach
from steering import citing
from steering.models import Task
from steering.policies import ASSIGNERS
from steering.services.tasks import assign_task

from .programmes import check_past, keep_stakes, locked, remember


@dataclass(frozen=True, kw_only=True)
class ContentFacts:
    """One content as the programme states it."""

    text: str
    lead: Body
    due_on: date
    supporters: Sequence[Body] = ()


@transaction.atomic
def add(*, programme: CoordinationProgramme, facts: ContentFacts, by: User) -> ProgrammeContent:
    """Add a content. Refused: due in another year; the lead among the supporters; a body out of reach."""
    programme = locked(programme, by)
    workflow.move(programme, "add_content")
    text = _checked(programme, facts)
    last = programme.contents.aggregate(last=Max("order"))["last"] or 0
    content = ProgrammeContent.objects.create(
        programme=programme, order=last + 1, text=text, lead=facts.lead, due_on=facts.due_on
    )
    content.supporters.set(facts.supporters)
    timing.follow(content, by=by)
    keep_stakes(programme)
    due, lead = ngay(content.due_on), content.lead.name
    remember(events.CONTENT_ADDED, programme, by, number=content.order, lead=lead, due=due)
    return content


@transaction.atomic
def edit(*, content: ProgrammeContent, facts: ContentFacts, by: User) -> ProgrammeContent:
    """Correct a content that is open and no task; afterwards its task is corrected instead."""
    content = _locked(content, by)
    _check_waits(content)
    wanted = {"text": _checked(content.programme, facts), "lead": facts.lead, "due_on": facts.due_on}
    changed = [name for name, value in wanted.items() if getattr(content, name) != value]
    for name in changed:
        setattr(content, name, wanted[name])
    if {body.pk for body in facts.supporters} != set(content.supporters.values_list("pk", flat=True)):
        content.supporters.set(facts.supporters)
        changed.append("supporters")
    if changed:
        content.save()
        timing.follow(content, by=by)
        keep_stakes(content.programme)
        words = events.labels(ProgrammeContent, changed)
        remember(events.CONTENT_EDITED, content.programme, by, number=content.order, fields=words)
    return content


@transaction.atomic
def make_task(*, content: ProgrammeContent, assigned_on: date, by: User) -> Task:
    """The content becomes a task of its lead body, set by the first party for which the person may set tasks."""
    content = _locked(content, by)
    _check_waits(content)
    programme = content.programme
    task = assign_task(
        title=content.text, assigned_by=_giver(programme, by), lead=content.lead,
        supporters=list(content.supporters.select_related("unit").order_by("pk")), assigned_on=assigned_on,
        due_on=content.due_on, origin_text=_origin(programme), papers=citing.papers_of(programme), by=by,
    )  # fmt: skip
    content.task = task
    content.save(update_fields=["task"])
    timing.end(content, on=assigned_on, by=by, reason=_became(task))
    remember(events.CONTENT_SET, programme, by, number=content.order, task=task.code)
    return task


@transaction.atomic
def report_done(*, content: ProgrammeContent, on: date, result: str, by: User) -> ProgrammeContent:
    """A content that is no task is done. Refused: ahead of today; before the signing; a draft."""
    content = _locked(content, None)
    policies.check_can_report(by, content)
    _check_waits(content)
    programme = content.programme
    if programme.signed_on is None:
        raise Refused(_("Chương trình chưa ký kết thì chưa ghi kết quả."))
    check_past(on)
    if on < min(programme.signed_on, date(programme.year, 1, 1)):
        message = _("Ngày phải từ ngày {day}.")
        first = min(programme.signed_on, date(programme.year, 1, 1))
        raise Refused(message.format(day=ngay(first)), field="on")
    finish(content, on=on, result=result, by=by)
    return content


@transaction.atomic
def drop(*, content: ProgrammeContent, reason: str, by: User) -> ProgrammeContent:
    """A content that is no task is not carried out after all; it stays, with the reason, and counts nowhere."""
    content = _locked(content, by)
    _check_waits(content)
    content.dropped = clean_line(reason)
    if not content.dropped:
        raise Refused(_("Cần ghi lý do."), field="reason")
    content.save(update_fields=["dropped"])
    timing.end(content, on=clock.today(), by=by, reason=content.dropped)
    remember(events.CONTENT_DROPPED, content.programme, by, number=content.order, reason=content.dropped)
    return content


def finish(content: ProgrammeContent, *, on: date, result: str, by: User) -> None:
    """Mark it done and end its clock; its programme is locked and was checked."""
    content.done_on, content.result = on, nfc(result)
    content.save(update_fields=["done_on", "result"])
    timing.end(content, on=on, by=by)
    remember(events.CONTENT_DONE, content.programme, by, number=content.order, on=ngay(on))


# -- is it possible


def _check_waits(content: ProgrammeContent) -> None:
    if not content.waits:
        raise Refused(_("Nội dung này đã giao việc hoặc đã kết thúc."))


def _checked(programme: CoordinationProgramme, facts: ContentFacts) -> str:
    text = clean_line(facts.text)
    if not text:
        raise Refused(_("Cần ghi nội dung."), field="text")
    if facts.due_on.year != programme.year:
        raise Refused(_("Hạn phải trong năm {year}.").format(year=programme.year), field="due_on")
    if facts.lead in facts.supporters:
        raise Refused(_("Cơ quan chủ trì không đồng thời là cơ quan phối hợp."), field="supporters")
    units = {party.body.unit_id for party in programme.parties.all()}
    reached = set(Reach.objects.filter(source__in=units).values_list("target_id", flat=True)) | units
    for field, body in [("lead", facts.lead), *(("supporters", body) for body in facts.supporters)]:
        if body.unit_id not in reached:
            message = _("{body} không thuộc đơn vị của các bên hoặc đơn vị cấp dưới.")
            raise Refused(message.format(body=body.name), field=field)
    return text


def _giver(programme: CoordinationProgramme, by: User) -> Body:
    bodies = [party.body for party in programme.parties.all()]
    held = roles.at_bodies(by, bodies)
    return next((body for body in bodies if held[body.pk] & set(ASSIGNERS)), programme.host)


# -- change


def _locked(content: ProgrammeContent, by: User | None) -> ProgrammeContent:
    """The content behind its programme's lock; ``by`` None where somebody else than a party may act too."""
    if by is not None:
        programme = locked(content.programme, by)
    else:
        held = CoordinationProgramme.objects.select_for_update(of=("self",), no_key=True)
        programme = held.select_related("host__unit").prefetch_related("parties__body").get(pk=content.programme_id)
    found = programme.contents.select_related("lead__unit", "task").get(pk=content.pk)
    found.programme = programme
    return found


@in_portal_language
def _origin(programme: CoordinationProgramme) -> str:
    if programme.decision_text:
        return f"{programme.label} ({programme.decision_text})"
    return programme.label


@in_portal_language
def _became(task: Task) -> str:
    return _("Đã giao thành nhiệm vụ {code}").format(code=task.code)
