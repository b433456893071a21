"""What is remembered of regulations and of their types, and how it reads."""

from django.utils.translation import gettext_lazy as _

from audit import sentences

ADOPTED = "steering.regulation.adopted"
EDITED = "steering.regulation.edited"
REVIEWED = "steering.regulation.reviewed"
ENDED = "steering.regulation.ended"
TYPE_ADDED = "steering.regulation_type.added"
TYPE_EDITED = "steering.regulation_type.edited"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(ADOPTED, _("{by} ghi quy chế ban hành theo {symbol}, có hiệu lực từ {on}"))
    register(EDITED, _("{by} sửa quy chế: {fields}"))
    register(REVIEWED, _("{by} ghi rà soát ngày {on}: {result}"))
    register(ENDED, _("{by} ghi hết hiệu lực từ {on}; lý do: {reason}"))
    register(TYPE_ADDED, _("{by} thêm loại quy chế {name}"))
    register(TYPE_EDITED, _("{by} sửa loại quy chế: {fields}"))
