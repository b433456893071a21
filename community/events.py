"""What is remembered of decisions of the people."""

from django.utils.translation import gettext_lazy as _

from audit import sentences

PLANNED = "community.decision.planned"
EDITED = "community.decision.edited"
NOTIFIED = "community.decision.notified"
ENTERED = "community.decision.entered"
SENT = "community.decision.sent"
RECOGNISED = "community.decision.recognised"
REFUSED = "community.decision.refused"
CONVENTION_SENT = "community.decision.convention_sent"
CANCELLED = "community.decision.cancelled"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(PLANNED, _("{by} lập hồ sơ đưa ra Nhân dân quyết định, ngày {on}, {count} thôn, tổ dân phố"))
    register(EDITED, _("{by} sửa hồ sơ: {fields}"))
    register(NOTIFIED, _("{by} ghi ngày thông báo, công khai: {on}"))
    register(
        ENTERED,
        _(
            "{by} nhập kết quả của {village}: {in_favour} tán thành, {against} không tán thành / {households} hộ;"
            " biên bản do {signed_by} ký"
        ),
    )
    register(SENT, _("{by} ghi đã gửi kết quả đến Ủy ban nhân dân, Mặt trận ngày {on}"))
    register(RECOGNISED, _("{by} ghi đã công nhận ngày {on}"))
    register(REFUSED, _("{by} ghi không công nhận ngày {on}; lý do: {reason}"))
    register(CONVENTION_SENT, _("{by} ghi đã gửi hương ước, quy ước đã công nhận ngày {on}"))
    register(CANCELLED, _("{by} hủy; lý do: {reason}"))
