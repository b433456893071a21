"""What is remembered of pending cases, and how it reads."""

from django.utils.translation import gettext_lazy as _

from audit import sentences

OPENED = "letters.case.opened"
EDITED = "letters.case.edited"
LINKED = "letters.case.linked"
UNLINKED = "letters.case.unlinked"
CLOSED = "letters.case.closed"
REOPENED = "letters.case.reopened"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(OPENED, _("{by} lập vụ việc, {lead} chủ trì"))
    register(EDITED, _("{by} sửa vụ việc: {fields}"))
    register(LINKED, _("{by} gắn {record}"))
    register(UNLINKED, _("{by} gỡ {record}; lý do: {reason}"))
    register(CLOSED, _("{by} kết thúc vụ việc ngày {on}: {result}"))
    register(REOPENED, _("{by} mở lại vụ việc; lý do: {reason}"))
