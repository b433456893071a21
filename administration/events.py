"""What is remembered about looking after the system."""

from django.utils.translation import gettext_lazy as _

from audit import sentences


def register_sentences() -> None:
    """One sentence for each kind of event of this room."""
    sentences.register("administration.letters_sent_again", _("{by} cho gửi lại {count} thư chưa gửi được"))
