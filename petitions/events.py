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
NO_LONGER_RAISED = "petitions.petition.no_longer_raised"
HANDED_OVER = "petitions.petition.handed_over"
HANDED_BACK = "petitions.petition.handed_back"
TERM_TOOK_OVER = "petitions.petition.term_took_over"
TERM_GAVE_BACK = "petitions.petition.term_gave_back"
HANDOVER_DRAFTED = "petitions.handover.drafted"
HANDOVER_APPLIED = "petitions.handover.applied"
HANDOVER_UNDONE = "petitions.handover.undone"
REFERRAL_EDITED = "petitions.referral.edited"
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
PUBLIC_DRAFTED = "petitions.publication.drafted"
PUBLISHED = "petitions.publication.published"
WITHDRAWN = "petitions.publication.withdrawn"
EXPLAINED = "petitions.publication.explained"
SLIP_PRINTED = "petitions.slip.printed"
SLIP_REPLACED = "petitions.slip.replaced"
REFERRAL_DRAFTED = "petitions.referral.drafted"
REFERRAL_FILLED = "petitions.referral.filled"
REFERRAL_READDRESSED = "petitions.referral.readdressed"
REFERRAL_SENT = "petitions.referral.sent"
REFERRAL_CANCELLED = "petitions.referral.cancelled"

SUPERVISION_PLANNED = "petitions.supervision.planned"
SUPERVISION_EDITED = "petitions.supervision.edited"
SUPERVISION_CHOSEN = "petitions.supervision.chosen"
SUPERVISION_LEFT_OUT = "petitions.supervision.left_out"
SUPERVISION_STARTED = "petitions.supervision.started"
SUPERVISION_FOUND = "petitions.supervision.found"
SUPERVISION_RECOMMENDED = "petitions.supervision.recommended"
SUPERVISION_ASSIGNED = "petitions.supervision.assigned"
SUPERVISION_CONCLUDED = "petitions.supervision.concluded"
SUPERVISION_CANCELLED = "petitions.supervision.cancelled"

IMPORT_UPLOADED = "petitions.import.uploaded"
IMPORTED = "petitions.import.imported"
IMPORT_CANCELLED = "petitions.import.cancelled"
EXPORTED = "petitions.export.made"


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
    register(NO_LONGER_RAISED, _("{by} bỏ ghi nêu lại kiến nghị {earlier}; lý do: {reason}"))
    register(HANDED_OVER, _("{by} bàn giao từ {body} sang {to} ({role}), {handover}: {reason}"))
    register(HANDED_BACK, _("{by} hoàn tác bàn giao {handover}, trả lại {to} ({role})"))
    register(TERM_TOOK_OVER, _("{term} tiếp nhận theo dõi, {handover} ({by} xác nhận)"))
    register(TERM_GAVE_BACK, _("{by} hoàn tác việc {term} tiếp nhận, {handover}"))
    register(HANDOVER_DRAFTED, _("{by} lập danh sách bàn giao: {count} dòng"))
    register(HANDOVER_APPLIED, _("{by} xác nhận bàn giao: {moved} dòng đã chuyển, {kept} dòng giữ nguyên"))
    register(HANDOVER_UNDONE, _("{by} hoàn tác: {returned} dòng trả lại, {kept} dòng giữ nguyên; lý do: {reason}"))
    register(REFERRAL_EDITED, _("{by} sửa dự thảo đợt chuyển"))
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
    register(PUBLIC_DRAFTED, _("{by} soạn nội dung công bố"))
    register(PUBLISHED, _("{by} công bố nội dung kiến nghị, ngày {on}"))
    register(WITHDRAWN, _("{by} rút nội dung đã công bố; lý do: {reason}"))
    register(EXPLAINED, _("{by} ghi lời nhắn cho người dân"))
    register(SLIP_PRINTED, _("{by} in phiếu tiếp nhận"))
    register(SLIP_REPLACED, _("{by} in lại phiếu tiếp nhận; phiếu cũ hết giá trị tra cứu"))
    register(REFERRAL_DRAFTED, _("{by} lập đợt chuyển"))
    register(REFERRAL_FILLED, _("{by} chọn kiến nghị: thêm {added}, bỏ {removed}"))
    register(REFERRAL_READDRESSED, _("{by} đổi nơi nhận của {count} kiến nghị"))
    register(REFERRAL_SENT, _("{by} chuyển {count} kiến nghị đến {bodies} theo {document}, ngày {on}"))
    register(REFERRAL_CANCELLED, _("{by} hủy đợt chuyển; lý do: {reason}"))
    register(SUPERVISION_PLANNED, _("{by} lập kế hoạch giám sát"))
    register(SUPERVISION_EDITED, _("{by} sửa kế hoạch giám sát"))
    register(SUPERVISION_CHOSEN, _("{by} chọn {count} kiến nghị: {why}"))
    register(SUPERVISION_LEFT_OUT, _("{by} đưa {count} kiến nghị ra khỏi cuộc giám sát"))
    register(SUPERVISION_STARTED, _("{by} bắt đầu giám sát"))
    register(SUPERVISION_FOUND, _("{by} ghi kết quả xem xét {petition}: {judged}"))
    register(SUPERVISION_RECOMMENDED, _("{by} kiến nghị {body} thực hiện, hạn {due}"))
    register(SUPERVISION_ASSIGNED, _("{by} giao {lead} nhiệm vụ {task} theo kiến nghị"))
    register(SUPERVISION_CONCLUDED, _("{by} kết thúc giám sát theo {document}, ngày {on}"))
    register(SUPERVISION_CANCELLED, _("{by} hủy giám sát; lý do: {reason}"))
    register(IMPORT_UPLOADED, _("{by} tải lên một tệp kiến nghị để nhập"))
    register(IMPORTED, _("{by} nhập {count} kiến nghị từ tệp; {left} dòng lỗi không nhập"))
    register(IMPORT_CANCELLED, _("{by} hủy một tệp kiến nghị, không nhập"))
    register(EXPORTED, _("{by} xuất danh sách {count} kiến nghị ({format})"))
