"""What is remembered of clocks that people change by hand, and of tracked limits; and how it reads."""

from django.utils.translation import gettext_lazy as _

from audit import sentences

SUSPENDED = "deadlines.clock.suspended"
RESUMED = "deadlines.clock.resumed"
EXTENDED = "deadlines.clock.extended"
STOPPED = "deadlines.clock.stopped"
CANCELLED = "deadlines.clock.cancelled"
TRACKED = "deadlines.tracked.begun"
TRACKED_EDITED = "deadlines.tracked.edited"
CALENDAR_APPLIED = "deadlines.calendar.applied"
CALENDAR_UNDONE = "deadlines.calendar.undone"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(SUSPENDED, _("{by} tạm dừng “{what}” từ {on}{document}; lý do: {reason}"))
    register(RESUMED, _("{by} tính tiếp “{what}” từ {on}{document}, hạn {due}"))
    register(EXTENDED, _("{by} gia hạn “{what}” từ {due_from} đến {due_to}{document}; lý do: {reason}"))
    register(STOPPED, _("{by} ghi “{what}” đã xong ngày {on}{document}"))
    register(CANCELLED, _("{by} hủy “{what}”{document}; lý do: {reason}"))
    register(TRACKED, _("{by} theo dõi thời hạn theo {rule}. {due}"))
    register(TRACKED_EDITED, _("{by} sửa: {fields}"))
    register(CALENDAR_APPLIED, _("{by} áp dụng thay đổi lịch làm việc; số thời hạn dịch chuyển: {moves}"))
    register(CALENDAR_UNDONE, _("{by} hoàn tác thay đổi lịch làm việc; số thời hạn trở lại: {moves}"))
