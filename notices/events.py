"""What is remembered about what people chose for themselves."""

from django.utils.translation import gettext_lazy as _

from audit import sentences


def register_sentences() -> None:
    """One sentence for each kind of event of this room."""
    sentences.register("notices.channels_chosen", _("{by} đổi cách nhận thông báo của mình"))
    sentences.register("notices.feed_opened", _("{by} tạo địa chỉ lịch riêng"))
    sentences.register("notices.feed_closed", _("{by} đóng lịch riêng"))
