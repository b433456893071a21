"""What is remembered of petitions, and how it reads."""

from django.utils.translation import gettext_lazy as _

from audit import sentences

TAKEN = "petitions.petition.taken"
EDITED = "petitions.petition.edited"
CONSOLIDATED = "petitions.petition.consolidated"
GROUPED = "petitions.petition.grouped"
UNGROUPED = "petitions.petition.ungrouped"
SPLIT = "petitions.petition.split"
PART = "petitions.petition.part"
CANCELLED = "petitions.petition.cancelled"
RAISED_AGAIN = "petitions.petition.raised_again"
TRANSFERRED = "petitions.petition.transferred"
ACCEPTED = "petitions.petition.accepted"
REFUSED = "petitions.petition.refused"
ANSWER_DRAFTED = "petitions.petition.answer_drafted"
ANSWERED = "petitions.petition.answered"
CLAIMED = "petitions.petition.claimed"
VERIFIED = "petitions.petition.verified"
FOLLOWED = "petitions.petition.followed"
RETURNED = "petitions.petition.returned"
CLOSED = "petitions.petition.closed"
CONTESTED = "petitions.petition.contested"
PRESSED = "petitions.petition.pressed"
REFERRAL_DRAFTED = "petitions.referral.drafted"
REFERRAL_FILLED = "petitions.referral.filled"
REFERRAL_SENT = "petitions.referral.sent"
REFERRAL_CANCELLED = "petitions.referral.cancelled"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(TAKEN, _("{by} tiếp nhận kiến nghị, ngày {on}, nguồn: {source}"))
    register(EDITED, _("{by} sửa kiến nghị: {fields}"))
    register(CONSOLIDATED, _("{by} tổng hợp, phân loại: {field}, thẩm quyền {level}"))
    register(GROUPED, _("{by} gộp vào kiến nghị {lead}"))
    register(UNGROUPED, _("{by} bỏ gộp khỏi kiến nghị {lead}; lý do: {reason}"))
    register(SPLIT, _("{by} tách thành {parts}"))
    register(PART, _("{by} tách ra từ kiến nghị {origin}"))
    register(CANCELLED, _("{by} hủy kiến nghị; lý do: {reason}"))
    register(RAISED_AGAIN, _("{by} ghi là nêu lại kiến nghị {earlier}, lần thứ {times}"))
    register(TRANSFERRED, _("{by} chuyển đến {to} theo {document}, ngày {on}"))
    register(ACCEPTED, _("{to} tiếp nhận giải quyết, ngày {on} ({by} ghi)"))
    register(REFUSED, _("{body} không thuộc thẩm quyền, chuyển đến {to} theo {document}, ngày {on}; lý do: {reason}"))
    register(ANSWER_DRAFTED, _("{by} soạn dự thảo trả lời"))
    register(ANSWERED, _("{body} trả lời theo {document}, ngày {on} ({by} ghi)"))
    register(CLAIMED, _("{body} báo kết quả: {outcome}, ngày {on} ({by} ghi)"))
    register(VERIFIED, _("{by} xác nhận kết quả: {outcome}, ngày {on}"))
    register(FOLLOWED, _("{by} xác nhận đang giải quyết, theo dõi đến {due}"))
    register(RETURNED, _("{by} trả lại kết quả; lý do: {reason}"))
    register(CLOSED, _("{by} kết thúc, đã báo cử tri ngày {on}: {how}"))
    register(CONTESTED, _("Cử tri không đồng ý với kết quả, mở lại lần {run}; lý do: {reason} ({by} ghi)"))
    register(PRESSED, _("{by} ghi {rung} gửi {body} theo {document}, ngày {on}"))
    register(REFERRAL_DRAFTED, _("{by} lập đợt chuyển"))
    register(REFERRAL_FILLED, _("{by} chọn kiến nghị: thêm {added}, bỏ {removed}"))
    register(REFERRAL_SENT, _("{by} chuyển {count} kiến nghị đến {bodies} theo {document}, ngày {on}"))
    register(REFERRAL_CANCELLED, _("{by} hủy đợt chuyển; lý do: {reason}"))
