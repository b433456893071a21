"""What is remembered of directing papers, and how it reads."""

from django.utils.translation import gettext_lazy as _

from audit import sentences

REGISTERED = "steering.paper.registered"
EDITED = "steering.paper.edited"
ENDED = "steering.paper.ended"
ASKED = "steering.paper.asked"
ISSUED = "steering.implementation.issued"
EXCUSED = "steering.implementation.excused"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(REGISTERED, _("{by} vào sổ văn bản {label}"))
    register(EDITED, _("{by} sửa văn bản: {fields}"))
    register(ENDED, _("{by} ghi hết hiệu lực từ {on}{instead}"))
    register(ASKED, _("{by} giao thực hiện cho {count} cơ quan{due}"))
    register(ISSUED, _("{by} ghi kết quả thực hiện của {body}: {what}"))
    register(EXCUSED, _("{by} ghi {body} không phải thực hiện; lý do: {reason}"))
