"""What is remembered of submissions, forms and windows, and how it reads."""

from django.utils.translation import gettext_lazy as _

from audit import sentences

BEGUN = "indicators.submission.begun"
SUBMITTED = "indicators.submission.submitted"
WITHDRAWN = "indicators.submission.withdrawn"
STEP_APPROVED = "indicators.submission.step_approved"
STEP_ON_PAPER = "indicators.submission.step_on_paper"
SENT = "indicators.submission.sent"
RETURNED = "indicators.submission.returned"
ACCEPTED = "indicators.submission.accepted"
SENT_BACK = "indicators.submission.sent_back"
CONSOLIDATED = "indicators.submission.consolidated"
LOCKED = "indicators.submission.locked"
REOPENED = "indicators.submission.reopened"
NUMBERED = "indicators.submission.numbered"
NOTED = "indicators.submission.noted"
EXPLAINED = "indicators.submission.explained"
CHAIN_CHANGED = "indicators.chain.changed"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(BEGUN, _("{by} bắt đầu nhập số liệu"))
    register(SUBMITTED, _("{by} trình duyệt, lần {round}"))
    register(WITHDRAWN, _("{by} rút lại biểu đã trình"))
    register(STEP_APPROVED, _("{by} duyệt bước “{step}”"))
    register(STEP_ON_PAPER, _("{by} ghi bước “{step}” duyệt trên giấy: {signer} ký ngày {day}"))
    register(SENT, _("Biểu đã duyệt xong, gửi lên {issuer}"))
    register(RETURNED, _("{by} trả lại ở bước “{step}”; lý do: {reason}"))
    register(ACCEPTED, _("{by} nhận biểu"))
    register(SENT_BACK, _("{by} trả lại đơn vị; lý do: {reason}"))
    register(CONSOLIDATED, _("{by} tổng hợp vào biểu {into}"))
    register(LOCKED, _("{by} khóa số liệu"))
    register(REOPENED, _("{by} mở lại đến hết ngày {until}; lý do: {reason}"))
    register(NUMBERED, _("{by} ghi số văn bản {number} ngày {day}"))
    register(NOTED, _("{by} sửa thuyết minh"))
    register(EXPLAINED, _("{by} giải trình cảnh báo “{check}”: {text}"))
    register(CHAIN_CHANGED, _("{by} sửa quy trình duyệt: {steps}"))
