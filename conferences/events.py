"""What is remembered of conferences, and how it reads."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit import sentences
from audit.services import record

from .enums import Step
from .models import Conference

PLANNED = "conferences.planned"
STARTED = "conferences.started"
HELD = "conferences.held"
CANCELLED = "conferences.cancelled"
STEP_SAVED = "conferences.step_saved"
ADDED = "conferences.line_added"
EDITED = "conferences.line_edited"
REMOVED = "conferences.line_removed"
CONCLUDED = "conferences.concluded"
CONCLUSION_EDITED = "conferences.conclusion_edited"
CONCLUSION_REMOVED = "conferences.conclusion_removed"
RECORDED = "conferences.recorded"
COMPLETED = "conferences.completed"
REOPENED = "conferences.reopened"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(PLANNED, _("{by} lên kế hoạch hội nghị ngày {on}"))
    register(STARTED, _("{by} bắt đầu ghi kết quả hội nghị ngày {on}"))
    register(HELD, _("{by} ghi hội nghị đã diễn ra"))
    register(CANCELLED, _("{by} hủy hội nghị; lý do: {reason}"))
    register(STEP_SAVED, _("{by} lưu bước {step}"))
    register(ADDED, _("{by} thêm vào bước {step}: {line}"))
    register(EDITED, _("{by} sửa trong bước {step}: {line}"))
    register(REMOVED, _("{by} bỏ khỏi bước {step}: {line}"))
    register(CONCLUDED, _("{by} ghi kết luận {number}, giao {lead}, hạn {due}"))
    register(CONCLUSION_EDITED, _("{by} sửa kết luận {number}: {fields}"))
    register(CONCLUSION_REMOVED, _("{by} bỏ kết luận {number}: {line}"))
    register(RECORDED, _("Đã ghi đủ các bước"))
    register(COMPLETED, _("{by} hoàn tất hội nghị, {conclusions} kết luận"))
    register(REOPENED, _("{by} mở lại hội nghị; lý do: {reason}"))


def remember(kind: str, conference: Conference, by: User, **data: Any) -> None:
    """One row of history under the host's unit."""
    record(kind, by=by, subject=conference, unit_id=conference.host.unit_id, **data)


def line(kind: str, conference: Conference, step: Step, what: str, by: User) -> None:
    """A line of a list was added, edited or removed; the history keeps its first words."""
    short = what if len(what) <= 60 else what[:59].rstrip() + "…"
    remember(kind, conference, by, step=step.value, line=short)


def record_alone(kind: str, conference: Conference) -> None:
    """Something that the portal found out itself."""
    record(kind, by=None, subject=conference, unit_id=conference.host.unit_id)
