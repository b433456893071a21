"""What is remembered of coordination programmes, and how it reads."""

from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from audit import sentences
from common.names import in_portal_language

DRAFTED = "movements.programme.drafted"
EDITED = "movements.programme.edited"
SIGNED = "movements.programme.signed"
REVIEWED = "movements.programme.reviewed"
CARRIED = "movements.programme.carried"
CONTENT_ADDED = "movements.programme.content_added"
CONTENT_EDITED = "movements.programme.content_edited"
CONTENT_SET = "movements.programme.content_set"
CONTENT_DONE = "movements.programme.content_done"
CONTENT_DROPPED = "movements.programme.content_dropped"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(DRAFTED, _("{by} lập chương trình phối hợp năm {year} giữa {bodies}"))
    register(EDITED, _("{by} sửa chương trình: {fields}"))
    register(SIGNED, _("{by} ghi ký kết ngày {on}, {count} nội dung bắt đầu tính hạn"))
    register(REVIEWED, _("{by} ghi {review} ngày {on}: {done}/{count} nội dung hoàn thành"))
    register(CARRIED, _("{by} chuyển {count} nội dung sang chương trình năm {year}"))
    register(CONTENT_ADDED, _("{by} thêm nội dung {number}, {lead} chủ trì, hạn {due}"))
    register(CONTENT_EDITED, _("{by} sửa nội dung {number}: {fields}"))
    register(CONTENT_SET, _("{by} giao nội dung {number} thành nhiệm vụ {task}"))
    register(CONTENT_DONE, _("{by} ghi hoàn thành nội dung {number}, ngày {on}"))
    register(CONTENT_DROPPED, _("{by} ghi không thực hiện nội dung {number}; lý do: {reason}"))


@in_portal_language
def labels(model: type[Model], names: Iterable[str]) -> str:
    """What people call these fields: "hạn hoàn thành, cơ quan chủ trì"."""
    known = {field.name: str(field.verbose_name) for field in [*model._meta.fields, *model._meta.many_to_many]}
    return ", ".join(known[name] for name in names)
