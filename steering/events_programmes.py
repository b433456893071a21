"""What is remembered of programmes, working rules, notices of assignment and themes, and how it reads."""

from django.utils.translation import gettext_lazy as _

from audit import sentences

DRAFTED = "steering.programme.drafted"
EDITED = "steering.programme.edited"
CARRIED = "steering.programme.carried"
ITEM_ADDED = "steering.programme.item_added"
ITEM_EDITED = "steering.programme.item_edited"
ITEM_SET = "steering.programme.item_set"
ITEM_DONE = "steering.programme.item_done"
ITEM_DROPPED = "steering.programme.item_dropped"
RULES = "steering.committee.rules"
ASSIGNED = "steering.committee.assignment"
THEME = "steering.theme.set"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(DRAFTED, _("{by} lập chương trình công tác năm {year}"))
    register(EDITED, _("{by} sửa chương trình: {fields}"))
    register(CARRIED, _("{by} chuyển {count} nội dung sang chương trình năm {year}"))
    register(ITEM_ADDED, _("{by} thêm nội dung {number}, {lead} chủ trì, hạn {due}"))
    register(ITEM_EDITED, _("{by} sửa nội dung {number}: {fields}"))
    register(ITEM_SET, _("{by} giao nội dung {number} thành nhiệm vụ {task}"))
    register(ITEM_DONE, _("{by} ghi hoàn thành nội dung {number}, ngày {on}"))
    register(ITEM_DROPPED, _("{by} ghi không thực hiện nội dung {number}; lý do: {reason}"))
    register(RULES, _("{by} ghi quy chế làm việc: {decision}, từ {on}"))
    register(ASSIGNED, _("{by} ghi phân công {count} thành viên theo {decision}, từ {on}"))
    register(THEME, _("{by} ghi chủ đề năm {year}: {text}"))
