"""What is remembered."""

from django.utils.translation import gettext_lazy as _

from audit import sentences


def register_sentences() -> None:
    """One sentence for each kind of event of this room."""
    sentences.register("documents.drafted", _("{by} lập dự thảo “{subject_line}”"))
    sentences.register("documents.issued", _("{by} ghi số {number} ngày {issued_on} cho văn bản"))
    sentences.register(
        "documents.received", _("{by} vào sổ văn bản đến của {body}: số đến {number}, ngày {received_on}")
    )
    sentences.register("documents.series_opened", _("{by} mở dãy số văn bản {run}, bắt đầu từ số {first}"))
    sentences.register("documents.attached", _("{by} đính kèm tệp “{name}”"))
    sentences.register("documents.removed", _("{by} gỡ tệp “{name}”: {reason}"))
