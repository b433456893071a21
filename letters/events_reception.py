"""What is remembered of citizen reception; no sentence names who came or tells what was said."""

from django.utils.translation import gettext_lazy as _

from audit import sentences

DUTY_ADDED = "letters.duty.added"
DUTY_EDITED = "letters.duty.edited"
DAY_PLANNED = "letters.day.planned"
DAY_ANNOUNCED = "letters.day.announced"
DAY_HELD = "letters.day.held"
DAY_CANCELLED = "letters.day.cancelled"
VISIT_RECORDED = "letters.visit.recorded"
VISIT_EDITED = "letters.visit.edited"
VISIT_TOLD = "letters.visit.told"
REFUSAL_TOLD = "letters.visit.refusal_told"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(DUTY_ADDED, _("{by} ghi lịch tiếp công dân của {office} theo {basis}"))
    register(DUTY_EDITED, _("{by} sửa lịch tiếp công dân: {fields}"))
    register(DAY_PLANNED, _("{by} đưa buổi tiếp ngày {on} vào lịch ({how})"))
    register(DAY_ANNOUNCED, _("{by} công bố lịch tiếp, ngày {on}"))
    register(DAY_HELD, _("{by} ghi đã tiếp: {receiver}"))
    register(DAY_CANCELLED, _("{by} ghi không tổ chức; lý do: {reason}"))
    register(VISIT_RECORDED, _("{by} ghi sổ lượt tiếp số {number}, ngày {on}"))
    register(VISIT_EDITED, _("{by} sửa lượt tiếp: {fields}"))
    register(VISIT_TOLD, _("{by} ghi đã trả lời tình trạng xử lý ngày {on}: {answer}"))
    register(REFUSAL_TOLD, _("{by} ghi đã thông báo từ chối tiếp ngày {on}"))
