"""What is remembered of a report, one sentence per kind."""

from django.utils.translation import gettext_lazy as _

from audit.sentences import register


def register_sentences() -> None:
    """Called once, when the portal starts."""
    register("reports.started", _("{by} lập báo cáo {period}"))
    register("reports.section_written", _("{by} viết mục {section}"))
    register("reports.signing_set", _("{by} ghi người ký, nơi nhận"))
    register("reports.submitted", _("{by} trình báo cáo"))
    register("reports.sent_back", _("{by} trả lại báo cáo: {reason}"))
    register("reports.approved", _("{by} duyệt báo cáo"))
    register("reports.issued", _("{by} ban hành báo cáo số {number}"))
