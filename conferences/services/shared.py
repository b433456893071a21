"""What every verb does first and last: lock the conference, see whether results may be written, keep what was saved."""

from typing import Any

from django.db.models import Max, Model, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.errors import Refused
from conferences import events, policies, workflow
from conferences.enums import OPEN, Status, Step
from conferences.models import Conference, StepSave
from conferences.progress import is_recorded

PLANNABLE = (Step.GENERAL, Step.ATTENDANCE)  # may be written before the conference takes place


def locked(conference: Conference) -> Conference:
    """The row as it is now, held until the transaction ends: verbs on one conference follow each other."""
    rows = Conference.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("host__unit").get(pk=conference.pk)


def open_for(conference: Conference, step: Step, by: User) -> Conference:
    """Lock; may you; is it possible. A planned conference whose hour has come counts as held from its first result on.

    Raises PermissionDenied or Refused with the reason.
    """
    conference = locked(conference)
    policies.check_can_record(by, conference)
    if conference.status == Status.PLANNED and conference.starts_at <= clock.now():
        workflow.move(conference, "hold")
        conference.save(update_fields=["status"])
        events.remember(events.HELD, conference, by)
    check_open(conference, step)
    return conference


def check_open(conference: Conference, step: Step) -> None:
    """Refused with the reason when the step may not be written now."""
    if conference.status in OPEN or (conference.status == Status.PLANNED and step in PLANNABLE):
        return
    raise Refused(
        {
            Status.PLANNED: _("Hội nghị chưa diễn ra; kết quả ghi được từ giờ bắt đầu."),
            Status.COMPLETED: _("Hội nghị đã hoàn tất. Muốn sửa thì mở lại, có ghi lý do."),
            Status.CANCELLED: _("Hội nghị đã hủy."),
        }[Status(conference.status)]
    )


def mark_saved(conference: Conference, step: Step, by: User) -> StepSave:
    """Note who saved the step, and let the state follow: recorded once nothing is missing, held again when it is."""
    row = {"saved_at": clock.now(), "saved_by": by}
    saved, _new = StepSave.objects.update_or_create(conference=conference, step=step, defaults=row)
    follow_progress(conference)
    return saved


def follow_progress(conference: Conference) -> None:
    """Between held and recorded the state is worked out, never set by hand."""
    move = "record" if is_recorded(conference) else "continue"
    if not workflow.may(conference, move):
        return
    workflow.move(conference, move)
    conference.save(update_fields=["status"])
    if conference.status == Status.RECORDED:
        events.record_alone(events.RECORDED, conference)


def still_there[M: Model](lines: QuerySet[M], pk: int) -> M:
    """The line as it is now; Refused when somebody else has just taken it out."""
    line = lines.filter(pk=pk).first()
    if line is None:
        raise Refused(_("Dòng này vừa được người khác bỏ; danh sách là bản đang lưu."))
    return line


def next_order(lines: Any) -> int:
    """The place behind the last line; the conference is locked, so nobody takes it at the same time."""
    last: int | None = lines.aggregate(last=Max("order"))["last"]
    return (last or 0) + 1
