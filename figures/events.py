"""What is remembered of figures, and how it reads."""

from django.utils.translation import gettext_lazy as _

from audit import sentences

STATED = "figures.stated"
RESTATED = "figures.restated"
WITHDRAWN = "figures.withdrawn"


def register_sentences() -> None:
    """Called once at start-up."""
    sentences.register(STATED, _("{by} ghi {indicator}: {figure}"))
    sentences.register(RESTATED, _("{by} sửa {indicator} từ {before} thành {figure}; lý do: {reason}"))
    sentences.register(WITHDRAWN, _("{by} rút {indicator}: {figure}; lý do: {reason}"))
