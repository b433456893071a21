"""What is remembered of terms and sessions of councils, and how it reads."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit import sentences
from audit.services import record

from .models import CouncilSession, CouncilTerm

TERM_FOUNDED = "conferences.term_founded"
TERM_EDITED = "conferences.term_edited"
NUMBERING_SET = "conferences.numbering_set"
PLANNED = "conferences.session_planned"
EDITED = "conferences.session_edited"
OPENED = "conferences.session_opened"
CLOSED = "conferences.session_closed"
CANCELLED = "conferences.session_cancelled"
REOPENED = "conferences.session_reopened"
LINE_ADDED = "conferences.session_line_added"
LINE_EDITED = "conferences.session_line_edited"
LINE_REMOVED = "conferences.session_line_removed"
COMMITTED = "conferences.session_committed"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(TERM_FOUNDED, _("{by} ghi {term} của {council}, từ {first}"))
    register(TERM_EDITED, _("{by} sửa {term} của {council}"))
    register(NUMBERING_SET, _("{by} đổi cách đánh số kỳ họp của {council}"))
    register(PLANNED, _("{by} lập {label}, khai mạc ngày {on}"))
    register(EDITED, _("{by} sửa thông tin kỳ họp"))
    register(OPENED, _("{by} ghi kỳ họp đã khai mạc"))
    register(CLOSED, _("{by} ghi kỳ họp đã bế mạc"))
    register(CANCELLED, _("{by} hủy kỳ họp; lý do: {reason}"))
    register(REOPENED, _("{by} mở lại kỳ họp; lý do: {reason}"))
    register(LINE_ADDED, _("{by} thêm {sort}: {line}"))
    register(LINE_EDITED, _("{by} sửa {sort}: {line}"))
    register(LINE_REMOVED, _("{by} bỏ {sort}: {line}"))
    register(COMMITTED, _("{by} giao nhiệm vụ {task} cho {lead} theo cam kết trả lời chất vấn, hạn {due}"))


def remember(kind: str, session: CouncilSession, by: User, **data: Any) -> None:
    """One row of history under the council's unit."""
    record(kind, by=by, subject=session, unit_id=session.council.unit_id, **data)


def remember_term(kind: str, term: CouncilTerm, by: User, **data: Any) -> None:
    """The same of a term."""
    names = {"term": term.label, "council": term.council.name}
    record(kind, by=by, subject=term, unit_id=term.council.unit_id, **names, **data)


def line(kind: str, session: CouncilSession, sort: str, what: str, by: User) -> None:
    """A line was added, edited or removed; the history keeps its first words."""
    remember(kind, session, by, sort=sort, line=what if len(what) <= 60 else what[:59].rstrip() + "…")
