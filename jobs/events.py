"""What is remembered."""

from django.utils.translation import gettext_lazy as _

from audit import sentences


def register_sentences() -> None:
    """One sentence for each kind of event of this room."""
    sentences.register("jobs.enqueued", _("{by} yêu cầu: {title}"))
    sentences.register("jobs.cancelled", _("{by} hủy yêu cầu: {title}"))
