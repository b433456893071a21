"""What is remembered of this room, and how it reads."""

from django.utils.translation import gettext_lazy as _

from audit import sentences

PLAN_DRAFTED = "supervision.plan.drafted"
PLAN_EDITED = "supervision.plan.edited"
LINE_ADDED = "supervision.plan.line_added"
PREPARED = "supervision.prepared"
EDITED = "supervision.edited"
NOTIFIED = "supervision.notified"
REPORT_TAKEN = "supervision.report_taken"
FOUND = "supervision.found"
CARRIED_OUT = "supervision.carried_out"
CONCLUDED = "supervision.concluded"
RECOMMENDED = "supervision.recommended"
ANSWERED = "supervision.answered"
OUTCOME = "supervision.outcome"
TASK_MADE = "supervision.task_made"
CLOSED = "supervision.closed"
CANCELLED = "supervision.cancelled"
BOARD_SET_UP = "supervision.board.set_up"
BOARD_JOINED = "supervision.board.joined"
BOARD_LEFT = "supervision.board.left"
BOARD_PROGRAMME = "supervision.board.programme"
BOARD_REPORT = "supervision.board.report"
BOARD_ENDED = "supervision.board.ended"
MONTHLY_SENT = "supervision.monthly.sent"
MONTHLY_EDITED = "supervision.monthly.edited"
DRAFT_ASKED = "supervision.criticism.asked"
DRAFT_RECEIVED = "supervision.criticism.received"
DRAFT_OPINION = "supervision.criticism.opinion"
DRAFT_SENT = "supervision.criticism.sent"
DRAFT_ANSWERED = "supervision.criticism.answered"
DRAFT_FINAL = "supervision.criticism.final"
DRAFT_CANCELLED = "supervision.criticism.cancelled"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(PLAN_DRAFTED, _("{by} lập kế hoạch giám sát năm {year}"))
    register(PLAN_EDITED, _("{by} sửa kế hoạch giám sát: {fields}"))
    register(LINE_ADDED, _("{by} thêm nội dung {number}: {text}"))
    register(PREPARED, _("{by} lập cuộc giám sát, đối tượng: {target}, tiến hành ngày {on}"))
    register(EDITED, _("{by} sửa: {fields}"))
    register(NOTIFIED, _("{by} ghi đã gửi kế hoạch giám sát {number}, ngày {on}"))
    register(REPORT_TAKEN, _("{by} ghi báo cáo của đối tượng {number}, ngày {on}"))
    register(FOUND, _("{by} ghi phát hiện qua giám sát"))
    register(CARRIED_OUT, _("{by} ghi kết thúc giám sát ngày {on}"))
    register(CONCLUDED, _("{by} ghi thông báo kết quả {number}, ngày {on}"))
    register(RECOMMENDED, _("{by} ghi kiến nghị {number} gửi {to}, nhận ngày {on}"))
    register(ANSWERED, _("{by} ghi trả lời kiến nghị {number}: văn bản {paper}, ngày {on}"))
    register(OUTCOME, _("{by} ghi kết quả kiến nghị {number}: {outcome}, ngày {on}"))
    register(TASK_MADE, _("{by} giao kiến nghị {number} thành nhiệm vụ {task}"))
    register(CLOSED, _("{by} kết thúc theo dõi, ngày {on}"))
    register(CANCELLED, _("{by} hủy cuộc giám sát; lý do: {reason}"))
    register(BOARD_SET_UP, _("{by} ghi ban có {count} thành viên theo {decision}"))
    register(BOARD_JOINED, _("{by} ghi {name} tham gia ban từ ngày {on}"))
    register(BOARD_LEFT, _("{by} ghi {name} thôi tham gia ban từ ngày {on}"))
    register(BOARD_PROGRAMME, _("{by} ghi chương trình công tác {period}"))
    register(BOARD_REPORT, _("{by} ghi báo cáo {period}, gửi ngày {on}"))
    register(BOARD_ENDED, _("{by} ghi ban kết thúc ngày {on}; lý do: {reason}"))
    register(MONTHLY_SENT, _("{by} ghi báo cáo tháng {month}/{year}, gửi ngày {on}"))
    register(MONTHLY_EDITED, _("{by} sửa báo cáo tháng"))
    register(DRAFT_ASKED, _("{by} ghi dự thảo cần phản biện, góp ý; ngày trình {on}"))
    register(DRAFT_RECEIVED, _("{by} ghi đã nhận dự thảo ngày {on}"))
    register(DRAFT_OPINION, _("{by} ghi ý kiến của {source}"))
    register(DRAFT_SENT, _("{by} ghi đã gửi văn bản {number}, ngày {on}"))
    register(DRAFT_ANSWERED, _("{by} ghi phản hồi {number}, ngày {on}"))
    register(DRAFT_FINAL, _("{by} ghi văn bản ban hành {number}, ngày {on}"))
    register(DRAFT_CANCELLED, _("{by} ghi không thực hiện; lý do: {reason}"))
