"""What is remembered of superiors' workbooks, and how it reads."""

from django.utils.translation import gettext_lazy as _

from audit import sentences

ADDED = "indicators.book.added"
TIED = "indicators.book.tied"
UNTIED = "indicators.book.untied"
RETIRED = "indicators.book.retired"
FILLED = "indicators.book.filled"


def register_sentences() -> None:
    """Called once at start-up."""
    register = sentences.register
    register(ADDED, _("{by} tải lên biểu Excel của cấp trên, tệp {name}"))
    register(TIED, _("{by} gắn ô {cells}"))
    register(UNTIED, _("{by} bỏ gắn ô {cells}"))
    register(RETIRED, _("{by} thôi dùng biểu Excel này"))
    register(FILLED, _("{by} điền số liệu {window} vào {count} ô"))
