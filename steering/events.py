"""What is remembered of committees and tasks, and how it reads."""

from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from audit import sentences
from common.names import in_portal_language

ASSIGNED = "steering.task.assigned"
PROGRESSED = "steering.task.progressed"
REPORTED = "steering.task.reported"
DONE = "steering.task.done"
RETURNED = "steering.task.returned"
EXTENDED = "steering.task.extended"
CANCELLED = "steering.task.cancelled"
EDITED = "steering.task.edited"
FOUNDED = "steering.committee.founded"
REORGANISED = "steering.committee.reorganised"
DISSOLVED = "steering.committee.dissolved"
COMMITTEE_EDITED = "steering.committee.edited"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(ASSIGNED, _("{by} giao nhiệm vụ cho {lead}, hạn {due}"))
    register(PROGRESSED, _("{by} báo cáo tiến độ {percent} %, ngày {on}"))
    register(REPORTED, _("{by} báo cáo đã hoàn thành, ngày {on}"))
    register(DONE, _("{by} xác nhận hoàn thành, ngày {on}"))
    register(RETURNED, _("{by} trả lại; lý do: {reason}"))
    register(EXTENDED, _("{by} gia hạn từ {due_from} đến {due_to}{document}; lý do: {reason}"))
    register(CANCELLED, _("{by} hủy nhiệm vụ; lý do: {reason}"))
    register(EDITED, _("{by} sửa nhiệm vụ: {fields}"))
    register(FOUNDED, _("{by} lập Ban Chỉ đạo theo {decision}, {count} thành viên"))
    register(REORGANISED, _("{by} kiện toàn theo {decision}: thêm {joined}, thôi {left}, thay đổi {changed}"))
    register(COMMITTEE_EDITED, _("{by} sửa thông tin Ban Chỉ đạo: {fields}"))
    register(DISSOLVED, _("{by} kết thúc hoạt động của Ban Chỉ đạo từ {on} theo {decision}"))


@in_portal_language
def labels(model: type[Model], names: Iterable[str]) -> str:
    """What people call these fields: "hạn hoàn thành, cơ quan chủ trì"."""
    known = {field.name: str(field.verbose_name) for field in [*model._meta.fields, *model._meta.many_to_many]}
    return ", ".join(known[name] for name in names)
