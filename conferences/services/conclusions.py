"""Step 7: each conclusion of the chair becomes a task, in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from common.names import in_portal_language
from common.templatetags.qcdc import ngay
from common.text import clean_line
from conferences import events
from conferences.enums import Step
from conferences.models import Conclusion, Conference
from organizations.models import Body
from steering import services as steering
from steering.enums import TaskStatus

from . import stakes
from .shared import mark_saved, next_order, open_for, still_there

SOURCE = "conferences.conference"
LONGEST = 1000


@dataclass(frozen=True, kw_only=True)
class Concluded:
    """What was concluded: a sentence, who leads and who helps, until when; "hằng tháng" when the work repeats."""

    text: str
    lead: Body
    due_on: date
    supporters: Sequence[Body] = ()
    period_note: str = ""


@transaction.atomic
def save_step_7_conclusions(*, conference: Conference, by: User) -> Conference:
    """Say that the conclusions are all there, or that the chair drew none."""
    conference = open_for(conference, Step.CONCLUSIONS, by)
    mark_saved(conference, Step.CONCLUSIONS, by)
    return conference


@transaction.atomic
def add_conclusion(*, conference: Conference, concluded: Concluded, by: User) -> Conclusion:
    """Add a conclusion; its task is assigned on the conference's day and the lead body is told.

    Refused: a due date before the conference, the lead body among the supporting ones, the same words twice (a
    repeated click), a body that did not exist that day or is not of the unit or below it.
    """
    conference = open_for(conference, Step.CONCLUSIONS, by)
    text = _check(conference, concluded)
    task = steering.assign_task(
        title=text,
        assigned_by=conference.host,
        lead=concluded.lead,
        supporters=list(concluded.supporters),
        assigned_on=conference.held_on,
        due_on=concluded.due_on,
        period_note=concluded.period_note,
        origin_kind=SOURCE,
        origin_id=conference.pk,
        by=by,
    )
    conclusion = Conclusion.objects.create(
        conference=conference,
        order=next_order(conference.conclusions),
        text=text,
        lead=concluded.lead,
        due_on=concluded.due_on,
        period_note=clean_line(concluded.period_note),
        task=task,
    )
    conclusion.supporters.set(concluded.supporters)
    stakes.write(conference)
    mark_saved(conference, Step.CONCLUSIONS, by)
    _remember(events.CONCLUDED, conclusion, by, lead=concluded.lead.name, due=ngay(concluded.due_on))
    return conclusion


@transaction.atomic
def edit_conclusion(*, conclusion: Conclusion, concluded: Concluded, by: User) -> Conclusion:
    """Correct a conclusion and its task alike, while nobody has begun to work on the task."""
    conference = open_for(conclusion.conference, Step.CONCLUSIONS, by)
    conclusion = still_there(conference.conclusions.select_related("task"), conclusion.pk)
    _check_untouched(conclusion)
    text = _check(conference, concluded, apart_from=conclusion.pk)
    changed = _changes(conclusion, concluded, text)
    steering.edit_task(
        task=conclusion.task,
        title=text,
        note=conclusion.task.note,
        period_note=concluded.period_note,
        lead=concluded.lead,
        supporters=list(concluded.supporters),
        due_on=concluded.due_on,
        by=by,
    )
    conclusion.text, conclusion.lead, conclusion.due_on = text, concluded.lead, concluded.due_on
    conclusion.period_note = clean_line(concluded.period_note)
    conclusion.save()
    conclusion.supporters.set(concluded.supporters)
    stakes.write(conference)
    mark_saved(conference, Step.CONCLUSIONS, by)
    if changed:
        _remember(events.CONCLUSION_EDITED, conclusion, by, fields=", ".join(changed))
    return conclusion


@transaction.atomic
def remove_conclusion(*, conclusion: Conclusion, by: User) -> None:
    """Take a conclusion out and cancel its task, while nobody has begun; the lead body is told by steering."""
    conference = open_for(conclusion.conference, Step.CONCLUSIONS, by)
    conclusion = still_there(conference.conclusions.select_related("task"), conclusion.pk)
    _check_untouched(conclusion)
    if conclusion.later_states.exists():
        raise Refused(_("Một hội nghị sau đã xem xét kết luận này, không bỏ được nữa."))
    reason = _why_removed(conference)
    _remember(events.CONCLUSION_REMOVED, conclusion, by)
    place, task = conclusion.order, conclusion.task
    conclusion.delete()
    conference.conclusions.filter(order__gt=place).update(order=F("order") - 1)
    steering.cancel(task=task, reason=reason, by=by)
    stakes.write(conference)
    mark_saved(conference, Step.CONCLUSIONS, by)


def _check(conference: Conference, concluded: Concluded, apart_from: int | None = None) -> str:
    text = clean_line(concluded.text)
    if not text:
        raise Refused(_("Cần ghi nội dung kết luận."), field="text")
    if len(text) > LONGEST:
        raise Refused(_("Một kết luận tối đa {limit} ký tự.").format(limit=LONGEST), field="text")
    if concluded.due_on < conference.held_on:
        message = _("Hạn không được trước ngày hội nghị ({day}).")
        raise Refused(message.format(day=ngay(conference.held_on)), field="due_on")
    if concluded.lead in concluded.supporters:
        raise Refused(_("Cơ quan chủ trì không đồng thời là cơ quan phối hợp."), field="supporters")
    same = conference.conclusions.filter(text=text).exclude(pk=apart_from or 0).first()
    if same:
        raise Refused(_("Kết luận này đã có (số {number}).").format(number=same.order), field="text")
    return text


def _check_untouched(conclusion: Conclusion) -> None:
    """Once the lead body has reported, the task has a life of its own."""
    task = conclusion.task
    if task.status == TaskStatus.ASSIGNED and not task.extensions.exists():
        return
    message = _("Nhiệm vụ {code} đã được thực hiện hoặc gia hạn; muốn đổi hạn hay dừng việc thì làm ở trang nhiệm vụ.")
    raise Refused(message.format(code=task.code))


@in_portal_language
def _why_removed(conference: Conference) -> str:
    return _("Kết luận được bỏ khỏi {title}").format(title=conference.title)


@in_portal_language
def _changes(conclusion: Conclusion, concluded: Concluded, text: str) -> list[str]:
    """The names of the fields that become other than they are."""
    helped = {body.pk for body in conclusion.supporters.all()}
    compared = [
        (_("nội dung"), conclusion.text != text),
        (_("cơ quan chủ trì"), conclusion.lead_id != concluded.lead.pk),
        (_("cơ quan phối hợp"), helped != {body.pk for body in concluded.supporters}),
        (_("hạn hoàn thành"), conclusion.due_on != concluded.due_on),
        (_("định kỳ"), conclusion.period_note != clean_line(concluded.period_note)),
    ]
    return [name for name, is_other in compared if is_other]


def _remember(kind: str, conclusion: Conclusion, by: User, **data: str) -> None:
    conference = conclusion.conference
    events.remember(kind, conference, by, number=conclusion.order, line=conclusion.text[:60], **data)
