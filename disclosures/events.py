"""What is remembered of disclosures, and how each event is told."""

from django.utils.translation import gettext_lazy as _

from audit import sentences

OPENED = "disclosures.opened"
EDITED = "disclosures.edited"
CANCELLED = "disclosures.cancelled"
REPLACED = "disclosures.replaced"
PLACE_WANTED = "disclosures.place_wanted"
PLACE_DROPPED = "disclosures.place_dropped"
PUT_UP = "disclosures.put_up"
PROVEN = "disclosures.proven"
TAKEN_DOWN = "disclosures.taken_down"
BROKEN = "disclosures.broken"
COMPLETED = "disclosures.completed"
PUBLISHED = "disclosures.published"
WITHDRAWN = "disclosures.withdrawn"
FILE_ADDED = "disclosures.file_added"
FILE_REMOVED = "disclosures.file_removed"
REVIEW_ASKED = "disclosures.review_asked"
REVIEWED = "disclosures.reviewed"
PLAN_STARTED = "disclosures.plan.started"
PLAN_LINE_ADDED = "disclosures.plan.line_added"
PLAN_LINE_EDITED = "disclosures.plan.line_edited"
PLAN_LINE_REMOVED = "disclosures.plan.line_removed"
PLAN_ISSUED = "disclosures.plan.issued"
SITE_ADDED = "disclosures.place.added"
SITE_EDITED = "disclosures.place.edited"
SITE_ENDED = "disclosures.place.ended"
LIST_COMPILED = "disclosures.list.compiled"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(OPENED, _("{by} ghi việc công khai {code}: {item}"))
    register(EDITED, _("{by} sửa: {fields}"))
    register(CANCELLED, _("{by} hủy việc công khai; lý do: {reason}"))
    register(REPLACED, _("Được thay bằng {code}"))
    register(PLACE_WANTED, _("{by} thêm nơi phải công khai: {place}"))
    register(PLACE_DROPPED, _("{by} ghi không công khai tại {place}; lý do: {reason}"))
    register(PUT_UP, _("{by} ghi đã công khai tại {place} ngày {on}"))
    register(PROVEN, _("{by} gửi {what} tại {place}, ngày {on}"))
    register(TAKEN_DOWN, _("{by} ghi đã gỡ tại {place} ngày {on}"))
    register(BROKEN, _("{by} ghi bị gián đoạn tại {place} ngày {on}; lý do: {reason}"))
    register(COMPLETED, _("Đã công khai đủ nơi, ngày {on}"))
    register(PUBLISHED, _("{by} đưa lên bảng công khai trên mạng"))
    register(WITHDRAWN, _("{by} rút khỏi bảng công khai trên mạng; lý do: {reason}"))
    register(FILE_ADDED, _("{by} thêm tệp: {name}"))
    register(FILE_REMOVED, _("{by} gỡ tệp {name}; lý do: {reason}"))
    register(REVIEW_ASKED, _("{by} yêu cầu rà soát; lý do: {reason}"))
    register(REVIEWED, _("{by} đã rà soát: nội dung đang niêm yết còn đúng"))
    register(PLAN_STARTED, _("{by} lập kế hoạch công khai năm {year}"))
    register(PLAN_LINE_ADDED, _("{by} thêm vào kế hoạch: {line}"))
    register(PLAN_LINE_EDITED, _("{by} sửa dòng kế hoạch: {line}"))
    register(PLAN_LINE_REMOVED, _("{by} bỏ khỏi kế hoạch: {line}"))
    register(PLAN_ISSUED, _("{by} ghi kế hoạch đã ban hành: {paper}"))
    register(SITE_ADDED, _("{by} thêm nơi, kênh công khai: {place}"))
    register(SITE_EDITED, _("{by} sửa nơi, kênh công khai: {place}"))
    register(SITE_ENDED, _("{by} ghi thôi dùng nơi, kênh công khai: {place}"))
    register(LIST_COMPILED, _("{by} lập danh sách nội dung đã công khai quý {quarter}/{year}"))
